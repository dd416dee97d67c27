"""Seeded realistic teams: complete, consistent assessments mixed from examples and cases.

A persona answers every question that it is asked, in order, and no other. Its answers come from
one or two of the shipped examples and acceptance cases; what these leave open is answered as other
teams did, or else by lot with a bias to the careful end of ordered options. Drawn again while its
answers contradict each other (a hint that other answers exclude).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

import advisor.catalog
from advisor import workspace
from advisor.decision import Compiled, decide, situation_of, visible
from advisor.decision.budget import Budget
from advisor.decision.given import is_open
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog, Question
from advisor.model.vocabulary import Kind
from advisor.reasoning.next_question import agenda
from advisor.reasoning.relevance import STEPS, bearings_in

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "advisor" / "examples", ROOT / "tests" / "acceptance" / "cases")

Answers = dict[str, Answer]


@cache
def teams() -> tuple[Mapping[str, Answer], ...]:
    """Return the answers of all examples and cases, in the order of their file names."""
    catalog = advisor.catalog.load()
    files = [file for folder in FOLDERS for file in sorted(folder.glob("*.yaml"))]
    return tuple(workspace.read(file, catalog).answers for file in files)


def persona(compiled: Compiled, seed: int) -> Answers:
    """Return a complete, consistent assessment, the same for the same seed."""
    for attempt in count():
        answers = _persona(compiled, Random(seed + attempt * 1_000_003))
        answers = {id_: answers[id_] for id_ in visible(compiled, answers)}
        if not decide(compiled, answers).notices:
            return answers
    raise AssertionError(seed)


def _persona(compiled: Compiled, random: Random) -> Answers:
    parents = random.sample(teams(), random.randint(1, 2))
    answers: Answers = {}
    while (question := next_asked(compiled, answers)) is not None:
        answers[question.id] = _answer(random, parents, question)
    return answers


@dataclass(frozen=True, slots=True)
class Interview:
    """The questions of an interview by what matters, until every verdict is settled.

    The outcome was settled after the first `outcome_after` of them. `open_verdicts` counts the
    capabilities that were not settled, summed over the questions put.
    """

    asked: tuple[str, ...]
    outcome_after: int
    open_verdicts: int


def interview(compiled: Compiled, persona: Answers, *, fixed: bool = False) -> Interview:
    """Interview a persona by what matters, or in catalog order leaving out what does not."""
    answers: Answers = {}
    outcome_after = -1
    open_verdicts = 0
    while True:
        situation = situation_of(compiled, answers)
        if outcome_after < 0 and len(situation.possible_verdicts(None)) == 1:
            outcome_after = len(answers)
        relevant = bearings_in(situation, Budget(STEPS))
        found = agenda(situation, relevant, answers)
        if found.ask is None:
            return Interview(tuple(answers), outcome_after, open_verdicts)
        open_verdicts += sum(
            len(situation.possible_verdicts(id_)) > 1 for id_ in compiled.catalog.capabilities
        )
        following = found.ask.question
        if fixed:
            deciding = {item.question for item in relevant if not item.can_be_skipped}
            unsaid = (deciding & set(persona)).difference(answers)
            following = next(id_ for id_ in compiled.catalog.questions if id_ in unsaid)
        answers[following] = persona[following]


def next_asked(compiled: Compiled, answers: Mapping[str, Answer]) -> Question | None:
    """Return the first visible question without an answer."""
    for id_ in visible(compiled, answers):
        if id_ not in answers:
            return compiled.catalog.questions[id_]
    return None


def prefix(catalog: Catalog, answers: Mapping[str, Answer], seed: int) -> Answers:
    """Return the first so many answers, as in the middle of an interview."""
    asked = [id_ for id_ in catalog.questions if id_ in answers]
    return {id_: answers[id_] for id_ in asked[: Random(seed).randint(0, len(asked))]}


def _answer(random: Random, parents: Sequence[Mapping[str, Answer]], question: Question) -> Answer:
    said = [parent[question.id] for parent in parents if _settled(parent.get(question.id))]
    if not said:
        said = [team[question.id] for team in teams() if _settled(team.get(question.id))]
    if said and random.random() < 0.9:
        return Answer(value=random.choice(said).value)
    if question.kind is Kind.MULTIPLE:
        return Answer(value=tuple(o for o in question.option_ids if random.random() < 0.25))
    options = question.option_ids
    careful = options[: max(1, len(options) // 2)] if question.ordered else options
    return Answer(value=random.choice(careful if random.random() < 0.6 else options))


def _settled(answer: Answer | None) -> bool:
    return answer is not None and answer.value is not None and not is_open(answer)
