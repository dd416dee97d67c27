"""Laws of verification, by walking every world of small random catalogs."""

from collections.abc import Iterator
from itertools import combinations, pairwise, permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.decision import compile_catalog, situation_of
from advisor.model.catalog import Catalog, KeepCondition, KeepGround, Question
from advisor.model.conditions import Condition
from advisor.model.vocabulary import Kind, Verdict
from advisor.reasoning.verify import CatalogFinding, FindingKind, verify
from tests.decision import worlds
from tests.decision.random_catalogs import Shape
from tests.decision.small_catalogs import TODAY

LEVELS = (Verdict.KEEP, Verdict.SPLIT, Verdict.REPLACE)
EXAMPLES = 60
EXCLUSIVE = (frozenset({"l0", "l1"}), frozenset({"l1", "l2"}))


def drawn(seed: int) -> Catalog:
    """Draw a small catalog with ordered scales, exceptions and exclusive layers."""
    small, random = Shape(seed).catalog(4), Random(seed)
    ordered = {
        id_: replace(question, ordered=question.kind is Kind.SINGLE)
        for id_, question in small.questions.items()
    }
    excused = {
        id_: replace(rule, monotone_exception="on purpose" if random.random() < 0.2 else "")
        for id_, rule in small.rules.items()
    }
    return replace(small, questions=ordered, rules=excused, exclusive_layers=EXCLUSIVE)


catalogs = st.integers(0, 2**32 - 1).map(drawn)


def found(catalog: Catalog, *kinds: FindingKind) -> list[CatalogFinding]:
    """Return the findings of these kinds."""
    return [item for item in verify(catalog, TODAY).findings if item.kind in kinds]


def everywhere(catalog: Catalog) -> list[worlds.World]:
    """Return every world of a catalog."""
    return worlds.worlds(catalog, {})


def where(catalog: Catalog, condition: Condition) -> frozenset[int]:
    """Return the numbers of the worlds where a condition holds."""
    return frozenset(
        number
        for number, world in enumerate(everywhere(catalog))
        if worlds.holds(catalog, world, condition)
    )


def fires(catalog: Catalog, rule: str) -> frozenset[int]:
    """Return the numbers of the worlds where a rule fires."""
    item = catalog.rules[rule]
    return where(catalog, item.when) & where(catalog, catalog.capabilities[item.capability].in_use)


@given(catalogs)
@settings(max_examples=EXAMPLES)
def test_exactly_the_declared_verdicts_are_reachable(catalog: Catalog) -> None:
    """A verdict is reported exactly where declaration and enumeration differ."""
    reference, every = worlds.Reference(catalog), everywhere(catalog)
    expected = {
        (item.id, verdict.id)
        for item in catalog.capabilities.values()
        for verdict in LEVELS
        if (verdict in item.verdicts)
        is not any(reference.level(world, item.id) is verdict for world in every)
    }
    kinds = (FindingKind.VERDICT_UNREACHABLE, FindingKind.VERDICT_UNDECLARED)
    assert {finding.ids for finding in found(catalog, *kinds)} == expected


@given(catalogs)
@settings(max_examples=EXAMPLES)
def test_dead_and_superfluous_rules_are_exact(catalog: Catalog) -> None:
    """Dead = fires nowhere; superfluous = another one fires there too, with no lower verdict."""
    regions = {id_: fires(catalog, id_) for id_ in catalog.rules}
    dead = {id_ for id_, region in regions.items() if not region}
    superfluous = set()
    for id_, region in regions.items():
        for other_id, other in regions.items():
            one, two = catalog.rules[id_], catalog.rules[other_id]
            if id_ == other_id or one.capability != two.capability or two.verdict < one.verdict:
                continue
            same = region == other and one.verdict is two.verdict
            if region and region <= other and not (same and id_ < other_id):
                superfluous.add(id_)
    assert {item.ids[0] for item in found(catalog, FindingKind.RULE_DEAD)} == dead
    kinds = (FindingKind.RULE_SUBSUMED, FindingKind.RULE_DUPLICATE)
    told = found(catalog, *kinds)
    assert {item.ids[0] for item in told} == superfluous
    for item in told:
        here, there = item.ids
        same = catalog.rules[here].verdict is catalog.rules[there].verdict
        equal = same and regions[here] == regions[there]
        assert (item.kind is FindingKind.RULE_DUPLICATE) is equal


@given(catalogs)
@settings(max_examples=EXAMPLES)
def test_dead_and_superfluous_pitfalls_are_exact(catalog: Catalog) -> None:
    """Dead = fires nowhere; duplicate, subsumed = another one fires there, and there or further."""
    regions = {id_: where(catalog, catalog.pitfalls[id_].when) for id_ in sorted(catalog.pitfalls)}
    dead = {id_ for id_, region in regions.items() if not region}
    twice = {two for one, two in combinations(regions, 2) if regions[one] == regions[two] != set()}
    assert {item.ids[0] for item in found(catalog, FindingKind.PITFALL_DEAD)} == dead
    assert {item.ids[0] for item in found(catalog, FindingKind.PITFALL_DUPLICATE)} == twice
    severity = {id_: pitfall.severity for id_, pitfall in catalog.pitfalls.items()}
    within = {
        one
        for one, two in permutations(regions, 2)
        if set() != regions[one] < regions[two] and severity[one] <= severity[two]
    }
    assert {item.ids[0] for item in found(catalog, FindingKind.PITFALL_SUBSUMED)} == within - twice


@given(catalogs)
@settings(max_examples=EXAMPLES)
def test_unreachable_questions_are_exact(catalog: Catalog) -> None:
    """A question is unreachable exactly where no world shows it."""
    hidden = {id_ for id_, item in catalog.questions.items() if not where(catalog, item.when)}
    told = found(catalog, FindingKind.QUESTION_UNREACHABLE)
    assert {item.ids[0] for item in told} == hidden


@given(catalogs)
@settings(max_examples=EXAMPLES)
def test_keeps_out_of_reach_are_exact(catalog: Catalog) -> None:
    """Keep grounds and conditions must hold where their capability is in use and not moved."""
    reference, every = worlds.Reference(catalog), everywhere(catalog)
    expected = set()
    keeps: list[KeepGround | KeepCondition] = [
        *catalog.keep_grounds.values(),
        *catalog.keep_conditions.values(),
    ]
    for item in keeps:
        job = catalog.capabilities[item.capability]
        here = {
            number
            for number, world in enumerate(every)
            if reference.level(world, job.id) is Verdict.KEEP
            or (Verdict.KEEP not in job.verdicts and worlds.used(catalog, world, job))
        }
        applies = here & where(catalog, item.when)
        asks = item.met if isinstance(item, KeepCondition) else item.when
        met = applies & where(catalog, asks)
        if not met:
            expected.add(item.id)
    told = {
        item.ids[0]
        for item in found(catalog, FindingKind.CONDITION_UNREACHABLE)
        if item.shelf in {"keep_grounds", "keep_conditions"}
    }
    assert told == expected


@given(catalogs)
@settings(max_examples=EXAMPLES)
def test_unread_options_are_exact(catalog: Catalog) -> None:
    """An option is unread exactly where exchanging or turning it changes no condition anywhere."""
    expected = set()
    for question in catalog.questions.values():
        if where(catalog, question.when):
            expected |= set(unread(catalog, question))
    assert {item.ids for item in found(catalog, FindingKind.OPTION_UNREAD)} == expected


def unread(catalog: Catalog, question: Question) -> Iterator[tuple[str, str]]:
    """Yield the options of a question that make no difference."""
    truth = truths(catalog)
    if question.kind is Kind.MULTIPLE:
        for option in question.option_ids:
            if all(
                truth[key(world)] == truth[key({**world, question.id: value ^ {option}})]
                for world in everywhere(catalog)
                if isinstance(value := world[question.id], frozenset)
            ):
                yield question.id, option
        return
    for one, other in combinations(question.option_ids, 2):
        if all(
            truth[key({**world, question.id: one})] == truth[key({**world, question.id: other})]
            for world in everywhere(catalog)
        ):
            yield question.id, other


def truths(catalog: Catalog) -> dict[tuple[worlds.Value, ...], tuple[bool, ...]]:
    """Return the truth of every condition in every world."""
    conditions = [item.when for item in catalog.questions.values()]
    for job in catalog.capabilities.values():
        conditions += (job.in_use, job.planned, job.separate, *(hint.when for hint in job.hints))
    for shelf in (catalog.rules, catalog.pitfalls, catalog.keep_grounds, catalog.keep_conditions):
        conditions += (item.when for item in shelf.values())
    conditions += (item.met for item in catalog.keep_conditions.values())
    return {
        key(world): tuple(worlds.holds(catalog, world, condition) for condition in conditions)
        for world in everywhere(catalog)
    }


def key(world: worlds.World) -> tuple[worlds.Value, ...]:
    """Return the values of a world in question order."""
    return tuple(world.values())


@given(catalogs)
@settings(max_examples=EXAMPLES)
def test_monotonicity_is_exact(catalog: Catalog) -> None:
    """A scale is reported where a riskier answer alone lowers what a rule without excuse raised."""
    reference = worlds.Reference(catalog)
    expected = {
        (which or "outcome", question.id)
        for question in catalog.questions.values()
        if question.ordered
        for less, more in pairwise(question.option_ids)
        for world in everywhere(catalog)
        for which in (None, *catalog.capabilities)
        if unexcused(catalog, {**world, question.id: less}, which)
        > reference.level({**world, question.id: more}, which)
    }
    told = found(catalog, FindingKind.NOT_MONOTONE)
    assert {item.ids[-2:] for item in told} == expected
    for item in told:
        assert lowers(catalog, item)


def unexcused(catalog: Catalog, world: worlds.World, which: str | None) -> Verdict:
    """Return the verdict of a world without the rules that may stop firing."""
    kept = {id_: rule for id_, rule in catalog.rules.items() if not rule.monotone_exception}
    return worlds.Reference(replace(catalog, rules=kept)).level(world, which)


def lowers(catalog: Catalog, finding: CatalogFinding) -> bool:
    """Whether the answers of a finding show the fall that it speaks of."""
    assert finding.answers is not None
    assert finding.then is not None
    compiled = compile_catalog(catalog, TODAY)
    which = None if finding.ids[-2] == "outcome" else finding.ids[-2]
    (before,) = situation_of(compiled, finding.answers).possible_verdicts(which)
    (after,) = situation_of(compiled, finding.then).possible_verdicts(which)
    return after < before


@given(catalogs)
@settings(max_examples=EXAMPLES)
def test_exclusive_layers_are_exact(catalog: Catalog) -> None:
    """Two rules of a job clash exactly where both fire and name layers of one exclusive group."""
    ids = sorted(catalog.rules)
    pairs = [(one, two) for at, one in enumerate(ids) for two in ids[at:]]
    expected = {
        frozenset((one, two))
        for one, two in pairs
        if catalog.rules[one].capability == catalog.rules[two].capability
        and fires(catalog, one) & fires(catalog, two)
        and any(
            len({a, b} & group) > 1
            for group in EXCLUSIVE
            for a in catalog.rules[one].layers
            for b in catalog.rules[two].layers
        )
    }
    told = found(catalog, FindingKind.LAYERS_EXCLUSIVE)
    assert {frozenset(item.ids) for item in told} == expected


@given(catalogs)
@settings(max_examples=EXAMPLES)
def test_a_reported_negation_fails_only_for_being_hidden(catalog: Catalog) -> None:
    """The assessment hides the negated question, and the condition does not hold there."""
    compiled = compile_catalog(catalog, TODAY)
    for item in found(catalog, FindingKind.NEGATION_OF_HIDDEN):
        assert item.answers is not None
        situation = situation_of(compiled, item.answers)
        assert item.ids[1] not in situation.visible
        if item.shelf in {"rules", "pitfalls"}:
            condition: Condition = getattr(catalog, item.shelf)[item.ids[0]].when
            assert not situation.possible(condition)


@given(catalogs)
@settings(max_examples=EXAMPLES)
def test_every_assessment_answers_exactly_what_it_shows(catalog: Catalog) -> None:
    """Answers given = questions visible, for each finding."""
    compiled = compile_catalog(catalog, TODAY)
    for item in verify(catalog, TODAY).findings:
        assert item.answers is not None
        situation = situation_of(compiled, item.answers)
        assert situation.hidden_answers == ()
        assert situation.open_questions == ()
