"""An independent reference: walks every world and every condition tree, shares no engine code.

A world gives each question an option (single choice), a set of options (multiple choice) or None
(not applicable).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, product

from advisor.model.assessment import Answer
from advisor.model.catalog import Capability, Catalog, Question
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    Holds,
    Lacks,
    Not,
)
from advisor.model.decision import Given
from advisor.model.vocabulary import Kind, SubjectKind, Verdict

Value = str | frozenset[str] | None
World = dict[str, Value]


def subsets(options: tuple[str, ...]) -> list[frozenset[str]]:
    """Return every subset."""
    several = chain.from_iterable(combinations(options, n) for n in range(len(options) + 1))
    return [frozenset(some) for some in several]


class Reference:
    """The verdicts of one catalog, world by world, remembered."""

    def __init__(self, catalog: Catalog, planned: bool = False) -> None:
        self.catalog = catalog
        self.planned = planned
        self._known: dict[tuple[Value, ...], dict[str | None, Verdict]] = {}

    def level(self, world: World, which: str | None) -> Verdict:
        """Return the verdict of a capability in a world, or with None the outcome."""
        key = tuple(world.values())
        if key not in self._known:
            each: dict[str | None, Verdict] = {
                item.id: verdict(self.catalog, world, item, self.planned)
                for item in self.catalog.capabilities.values()
            }
            self._known[key] = {**each, None: max(each.values())}
        return self._known[key][which]

    def possible(self, answers: Mapping[str, Answer], which: str | None) -> tuple[Verdict, ...]:
        """Return every verdict that some completion has."""
        return tuple(sorted({self.level(w, which) for w in worlds(self.catalog, answers)}))


def values(question: Question, answer: Answer | None) -> list[Value]:
    """Return the values that an answer allows."""
    every: list[Value] = (
        list(question.option_ids)
        if question.kind is Kind.SINGLE
        else list(subsets(question.option_ids))
    )
    if answer is None or answer.unknown:
        return every
    if answer.not_applicable is not None:
        return [None]
    if isinstance(answer.value, str):
        return [answer.value]
    certain = frozenset(answer.value or ())
    return [certain | some for some in subsets(answer.maybe)]


def worlds(catalog: Catalog, answers: Mapping[str, Answer]) -> list[World]:
    """Return every completion of the answers."""
    ids = list(catalog.questions)
    choices = [values(catalog.questions[id_], answers.get(id_)) for id_ in ids]
    return [dict(zip(ids, combination, strict=True)) for combination in product(*choices)]


def holds(  # noqa: PLR0911  (one return per kind of node)
    catalog: Catalog, world: World, condition: Condition, wanted: bool = True
) -> bool:
    """Whether a condition (or, with wanted=False, its pushed-down negation) holds in a world."""
    match condition:
        case Always():
            return wanted
        case Not(part):
            return holds(catalog, world, part, not wanted)
        case All(parts):
            truths = [holds(catalog, world, part, wanted) for part in parts]
            return all(truths) if wanted else any(truths)
        case AnyOf(parts):
            truths = [holds(catalog, world, part, wanted) for part in parts]
            return any(truths) if wanted else all(truths)
        case AtLeast(count, parts):
            truths = [holds(catalog, world, part, wanted) for part in parts]
            return sum(truths) >= (count if wanted else len(parts) - count + 1)
        case Chosen(question, options):
            value = shown(catalog, world, question)
            return value is not None and (value in options) is wanted
        case Holds(question, option):
            value = shown(catalog, world, question)
            return isinstance(value, frozenset) and (option in value) is wanted
        case Lacks(question, option):
            value = shown(catalog, world, question)
            return isinstance(value, frozenset) and (option not in value) is wanted
    raise AssertionError(condition)


def shown(catalog: Catalog, world: World, question: str) -> Value:
    """Return a question's value where it is visible, else None."""
    return world[question] if holds(catalog, world, catalog.questions[question].when) else None


def used(catalog: Catalog, world: World, capability: Capability, planned: bool = False) -> bool:
    """Whether a capability is in use in a world."""
    return holds(catalog, world, capability.in_use) or (
        planned and holds(catalog, world, capability.planned)
    )


def verdict(
    catalog: Catalog, world: World, capability: Capability, planned: bool = False
) -> Verdict:
    """Return a capability's verdict in a world."""
    if not used(catalog, world, capability, planned):
        return Verdict.NONE
    raised = [
        rule.verdict
        for rule in catalog.rules.values()
        if rule.capability == capability.id and holds(catalog, world, rule.when)
    ]
    return max([min(capability.verdicts), *raised])


def suspected(catalog: Catalog, answers: Mapping[str, Answer]) -> frozenset[str]:
    """Return the subjects that are assumed to be there although nobody listed them."""
    here = worlds(catalog, answers)
    subject = catalog.questions.get(catalog.subject_question)
    if subject is None:
        return frozenset()
    answer = answers.get(subject.id) or Answer(unknown=True)
    maybe = set(answer.maybe) if any(holds(catalog, w, subject.when) for w in here) else set()
    found: set[str] = set()
    for item in catalog.capabilities.values():
        if item.kind not in (SubjectKind.MACHINE, SubjectKind.AGENT):
            continue
        named = maybe & set(item.subjects)
        hinted = any(all(holds(catalog, w, hint.when) for w in here) for hint in item.hints)
        listed = [w[subject.id] for w in here]
        if not named and hinted:
            allowed = [
                id_
                for id_ in item.subjects
                if any(one is not None and id_ in one for one in listed)
            ]
            sure = any(all(one is not None and id_ in one for one in listed) for id_ in allowed)
            named = set() if sure else set(allowed[:1])
        found |= named
    return frozenset(found)


def presumed_worlds(catalog: Catalog, answers: Mapping[str, Answer]) -> list[World]:
    """Return the completions in which everybody who is suspected is there."""
    there = suspected(catalog, answers)
    subject = catalog.subject_question
    return [w for w in worlds(catalog, answers) if not there or there <= set(w[subject] or ())]


def assumed_world(catalog: Catalog, answers: Mapping[str, Answer]) -> World:
    """Return the completion in which every open question has its quiet answer."""
    world: World = {}
    there = suspected(catalog, answers)
    for question in catalog.questions.values():
        allowed = values(question, answers.get(question.id))
        if len(allowed) == 1:
            world[question.id] = allowed[0]
        elif question.kind is Kind.SINGLE:
            world[question.id] = question.quiet_options[0]
        else:
            always = frozenset.intersection(*(v for v in allowed if isinstance(v, frozenset)))
            some = frozenset.union(*(v for v in allowed if isinstance(v, frozenset)))
            world[question.id] = always | some & set(question.quiet_options)
            if question.id == catalog.subject_question:
                world[question.id] = frozenset(world[question.id] or ()) | there
    population = catalog.questions.get(catalog.population_question)
    if population is not None and len(values(population, answers.get(population.id))) > 1:
        subject = catalog.subject_question
        present = shown(catalog, world, subject) if subject in catalog.questions else None
        listed = [id_ for id_ in population.option_ids if present is not None and id_ in present]
        if listed and world[population.id] not in listed:
            world[population.id] = listed[0]
    return world


def flips(worlds_: list[World], question: str) -> Iterator[tuple[World, World]]:
    """Yield each ordered pair of worlds that differ in nothing but one question."""
    groups: dict[tuple[tuple[str, Value], ...], list[World]] = {}
    for world in worlds_:
        rest = tuple((id_, value) for id_, value in world.items() if id_ != question)
        groups.setdefault(rest, []).append(world)
    for group in groups.values():
        yield from ((a, b) for a in group for b in group if a is not b)


def answers_of(catalog: Catalog, facts: Iterable[Given]) -> dict[str, Answer]:
    """Return the answers of an assessment that knows only these facts."""
    answers: dict[str, Answer] = {}
    for fact in facts:
        question = catalog.questions[fact.question]
        if fact.relation == "not_applicable":
            answers[question.id] = Answer(not_applicable="does not apply")
        elif fact.relation == "answer":
            answers[question.id] = Answer(value=fact.value)
        else:
            before = answers.get(question.id, Answer(value=(), maybe=question.option_ids))
            assert isinstance(before.value, tuple)
            here = (fact.value,) if fact.relation == "includes" else ()
            answers[question.id] = Answer(
                value=before.value + here,
                maybe=tuple(option for option in before.maybe if option != fact.value),
            )
    return answers


def subsets_of_size(count: int, most: int) -> Iterator[frozenset[int]]:
    """Yield the subsets of `range(count)` with at most so many elements, small ones first."""
    for size_ in range(most + 1):
        yield from (frozenset(some) for some in combinations(range(count), size_))
