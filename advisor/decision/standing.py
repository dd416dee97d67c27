"""How each verdict stands: settled, provisional, or undecided because something speaks against it.

A *counter-ground* is derived: a rule that would raise the verdict, may still hold, and for which
at least one comparison is given true on a question that is no frame. A job that is not in use in
the assumed world is raised by being used, so its in-use condition takes the place of its rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.decision.aspect import aspect_of
from advisor.decision.assumed import listed_people, people
from advisor.decision.glance import told
from advisor.decision.normal_form import Leaf, normalise
from advisor.decision.reasons import read_facts
from advisor.decision.situation import Situation
from advisor.decision.space import INCLUDES
from advisor.decision.tautology import covers
from advisor.model.catalog import Capability, Question
from advisor.model.conditions import All, AnyOf, AtLeast, Chosen, Condition, Holds, Lacks
from advisor.model.decision import CapabilityDecision, CounterGround, Stand
from advisor.model.vocabulary import Standing, Verdict


def stand_of(situation: Situation, job: CapabilityDecision) -> Stand:
    """Return how the verdict on one job stands."""
    if job.settled:
        return Stand()
    capability = situation.compiled.catalog.capabilities[job.id]
    grounds = tuple(sorted(_counter_grounds(situation, capability), key=_nearest))
    missing = _missing(situation, capability)
    undecided = bool(grounds or missing)
    return Stand(Standing.UNDECIDED if undecided else Standing.PROVISIONAL, grounds, missing)


def outcome_stand(
    situation: Situation, possible: Sequence[Verdict], jobs: Iterable[CapabilityDecision]
) -> Stand:
    """Return how the outcome stands: undecided only if a job that could raise it is.

    Without a product, or without anybody listed who signs in, it is never decided.
    """
    if len(possible) == 1:
        return Stand()
    outcome = situation.working_verdict(None)
    grounds: list[CounterGround] = []
    missing: dict[str, None] = dict.fromkeys(_unfounded(situation))
    for job in jobs:
        grounds += [ground for ground in job.stand.counter_grounds if ground.to > outcome]
        missing |= {id_: None for id_ in job.stand.missing if _raises(situation, job.id, id_)}
    undecided = bool(grounds or missing)
    order = [id_ for id_ in situation.compiled.catalog.questions if id_ in missing]
    return Stand(
        Standing.UNDECIDED if undecided else Standing.PROVISIONAL,
        tuple(sorted(grounds, key=_nearest)),
        tuple(order),
    )


def _raises(situation: Situation, job: str, question: str) -> bool:
    """Whether an answer to a question, all else being as assumed, takes a job past the outcome."""
    compiled = situation.compiled
    mask = compiled.space.question_mask(question)
    domain = situation.world & ~mask | situation.domain & mask
    highest = max(aspect_of(compiled, job, domain).possible)
    return highest > situation.working_verdict(None)


def _nearest(ground: CounterGround) -> tuple[int, int, str, str]:
    return len(ground.open_questions), -ground.to, ground.capability, ground.rule


def _counter_grounds(situation: Situation, capability: Capability) -> Iterator[CounterGround]:
    compiled = situation.compiled
    verdict = situation.working_verdict(capability.id)
    if verdict is Verdict.NONE:
        lowest = min(capability.verdicts)
        yield from _ground(situation, capability, "", lowest, [capability.in_use])
        return
    for id_ in compiled.rules_by_capability[capability.id]:
        rule = compiled.catalog.rules[id_]
        if rule.verdict > verdict and compiled.space.any_within(
            compiled.rules[id_], situation.domain
        ):
            yield from _ground(
                situation, capability, id_, rule.verdict, [rule.when, capability.in_use]
            )


def _ground(
    situation: Situation,
    capability: Capability,
    rule: str,
    to: Verdict,
    conditions: Sequence[Condition],
) -> Iterator[CounterGround]:
    """Yield the counter-ground that the first of some conditions is, if something speaks for it."""
    compiled = situation.compiled
    alive = [list(_alive(situation, condition)) for condition in conditions]
    true = [
        leaf
        for leaf in alive[0]
        if not compiled.catalog.questions[leaf.question].frame
        and told(compiled, leaf, situation.domain)
    ]
    facts = read_facts(situation, true)
    if facts:
        waiting = _open(situation, (leaf for leaves in alive for leaf in leaves), set())
        order = tuple(id_ for id_ in compiled.catalog.questions if id_ in waiting)
        yield CounterGround(capability.id, rule, to, facts, order)


def _alive(situation: Situation, condition: Condition) -> Iterator[Leaf]:
    """Yield the comparisons of a condition on the ways that the answers leave to it."""
    compiled = situation.compiled
    plain = normalise(compiled.reading, condition)
    stack = [plain]
    while stack:
        part = stack.pop()
        if told(compiled, part, situation.domain) is False:
            continue
        match part:
            case All(parts) | AnyOf(parts) | AtLeast(_, parts):
                stack += reversed(parts)
            case Chosen() | Holds() | Lacks():
                yield part
            case _:
                pass


def _open(situation: Situation, leaves: Iterable[Leaf], seen: set[str]) -> set[str]:
    """Return the open questions that comparisons wait for, those that ask for them included."""
    compiled = situation.compiled
    undecided = compiled.space.undecided(situation.domain)
    for leaf in leaves:
        if leaf.question in seen or told(compiled, leaf, situation.domain) is not None:
            continue
        question = compiled.catalog.questions[leaf.question]
        if compiled.space.question_mask(question.id) & undecided:
            seen.add(question.id)
        _open(situation, _alive(situation, question.when), seen)
    return seen


def _missing(situation: Situation, capability: Capability) -> tuple[str, ...]:
    """Return the open questions without which a job's verdict is not decided."""
    compiled = situation.compiled
    read = compiled.read_by(capability.id)
    wanted = {
        question.id
        for question in compiled.catalog.questions.values()
        if capability.id in question.must and _unanswered(situation, question)
    }
    wanted |= {id_ for id_ in _unfounded(situation) if compiled.space.question_mask(id_) & read}
    return tuple(id_ for id_ in compiled.catalog.questions if id_ in wanted)


def _unfounded(situation: Situation) -> Iterator[str]:
    """Yield what everything rests on and nobody told: the product, and whether people sign in."""
    compiled = situation.compiled
    product = compiled.catalog.questions.get(compiled.catalog.platform_question)
    if product is not None and _unanswered(situation, product):
        yield product.id
    subject = compiled.catalog.subject_question
    open_kinds = any(situation.domain & field.bit(INCLUDES) for field in people(compiled).values())
    if (
        subject in situation.visible
        and open_kinds
        and not listed_people(compiled, situation.domain)
    ):
        yield subject


def _unanswered(situation: Situation, question: Question) -> bool:
    """Whether a question is asked, not only perhaps, and nothing was said about it."""
    compiled = situation.compiled
    said = ~situation.domain & compiled.space.question_mask(question.id) & compiled.space.open
    return not said and covers(compiled.space, compiled.visible[question.id], situation.domain)
