"""Laws of changes and triggers, by trying every smaller set of edits on small random catalogs."""

from collections.abc import Callable, Mapping
from itertools import combinations

from hypothesis import given, settings

from advisor.decision import compile_catalog, decide
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog, Question
from advisor.model.decision import Edit, Given
from advisor.model.vocabulary import Kind, Verdict
from advisor.reasoning.changes import EVERY, Changes, changes, levers_of, triggers
from advisor.reasoning.edits import apply_change
from advisor.reasoning.learning import Learned
from tests.decision import worlds
from tests.decision.random_catalogs import Case, cases
from tests.decision.small_catalogs import TODAY
from tests.property.quiet import quiet_answers


def elementary(question: Question) -> list[Given]:
    """Return every single edit of a question."""
    if question.kind is Kind.SINGLE:
        return [Given(question.id, "answer", option) for option in question.option_ids]
    return [
        Given(question.id, relation, option)
        for option in question.option_ids
        for relation in ("includes", "excludes")
    ]


def reachable(
    catalog: Catalog,
    answers: Mapping[str, Answer],
    wanted: Callable[[Question], bool],
    most: int,
    reference: worlds.Reference,
    which: str | None,
    allowed: Callable[[Given], bool] = lambda _: True,
) -> dict[Verdict, int]:
    """Return the fewest edits that settle on each verdict, up to a number of edits."""
    edits = [
        g for q in catalog.questions.values() if wanted(q) for g in elementary(q) if allowed(g)
    ]
    fewest: dict[Verdict, int] = {}
    for count in range(most + 1):
        for some in combinations(edits, count):
            if len({(g.question, "" if g.relation == "answer" else g.value) for g in some}) < count:
                continue
            changed = apply_change(catalog, answers, [Edit(g, "") for g in some])
            settled = reference.possible(changed, which)
            if len(settled) == 1:
                fewest.setdefault(settled[0], count)
    return fewest


def check(
    catalog: Catalog,
    answers: Mapping[str, Answer],
    found: Changes,
    leaving: Verdict,
    reference: worlds.Reference,
    which: str | None,
    wanted: Callable[[Question], bool],
) -> None:
    """Assert that changes are valid, smallest, and none is missing within three edits."""
    assert found.proven
    for change in found.items:
        assert change.to != leaving
        assert all(wanted(catalog.questions[edit.given.question]) for edit in change.edits)
        changed = apply_change(catalog, answers, change)
        assert reference.possible(changed, which) == (change.to,)
    sizes = {change.to: len(change.edits) for change in found.items}
    expected = reachable(catalog, answers, wanted, 3, reference, which)
    expected.pop(leaving, None)
    assert {to: size for to, size in sizes.items() if size <= 3} == expected


@given(cases())
@settings(max_examples=150)
def test_change_settles_on_its_verdict_and_no_smaller_set_does(case: Case) -> None:
    """`set` applied and decided again gives `possible = [to]`, and no smaller set does."""
    catalog, answers = case
    compiled = compile_catalog(catalog, TODAY)
    decision = decide(compiled, answers)
    reference = worlds.Reference(catalog)
    for which in (None, *catalog.capabilities):
        leaving = decision.outcome if which is None else decision.capability(which).verdict
        found = changes(compiled, answers, which, levers=EVERY)
        check(catalog, answers, found, leaving, reference, which, lambda _: True)
        found = changes(compiled, answers, which, levers=levers_of(actionable=True, every=True))
        check(catalog, answers, found, leaving, reference, which, lambda q: q.actionable)


@given(cases())
@settings(max_examples=150)
def test_what_is_reviewed_is_no_lever(case: Case) -> None:
    """Without `every`, a frame is answered as assumed or not at all, and changes stay smallest."""
    catalog, answers = case
    compiled = compile_catalog(catalog, TODAY)
    decision = decide(compiled, answers)
    reference = worlds.Reference(catalog)
    quiet = set(quiet_answers(catalog, answers, hidden=True))

    def allowed(given: Given) -> bool:
        return not catalog.questions[given.question].frame or given in quiet

    for which in (None, *catalog.capabilities):
        leaving = decision.outcome if which is None else decision.capability(which).verdict
        found = changes(compiled, answers, which)
        assert found.proven
        for change in found.items:
            assert all(allowed(edit.given) for edit in change.edits)
            changed = apply_change(catalog, answers, change)
            assert reference.possible(changed, which) == (change.to,)
        sizes = {change.to: len(change.edits) for change in found.items}
        expected = reachable(catalog, answers, lambda _: True, 3, reference, which, allowed=allowed)
        expected.pop(leaving, None)
        assert {to: size for to, size in sizes.items() if size <= 3} == expected


@given(cases())
@settings(max_examples=150)
def test_trigger_moves_growth_or_roadmap_answers_with_plans_in_use(case: Case) -> None:
    """Only questions flagged growth or roadmap, decided as if what is planned were in use."""
    catalog, answers = case
    compiled = compile_catalog(catalog, TODAY)
    decision = decide(compiled, answers)
    reference = worlds.Reference(catalog, planned=True)
    for which in (None, *catalog.capabilities):
        leaving = decision.outcome if which is None else decision.capability(which).verdict
        found = triggers(compiled, answers, which)
        check(
            catalog,
            answers,
            found,
            leaving,
            reference,
            which,
            lambda question: question.growth or question.roadmap,
        )


@given(cases())
@settings(max_examples=150)
def test_alternatives_are_different_and_equally_small(case: Case) -> None:
    """Up to k alternatives per verdict, all of the smallest size, none listed twice."""
    catalog, answers = case
    compiled = compile_catalog(catalog, TODAY)
    reference = worlds.Reference(catalog)
    nearest = {change.to: len(change.edits) for change in changes(compiled, answers).items}
    several = changes(compiled, answers, alternatives=3).items
    assert len({(change.to, change.edits) for change in several}) == len(several)
    for change in several:
        assert len(change.edits) == nearest[change.to]
        changed = apply_change(catalog, answers, change)
        assert reference.possible(changed, None) == (change.to,)


@given(cases(), cases())
@settings(max_examples=200)
def test_what_an_interview_learned_makes_no_change_larger(case: Case, other: Case) -> None:
    """After each answer, changes are valid and as small as without what earlier searches learned.

    Answers come one by one, and some are said otherwise later. What documents are written from is
    the very same as in a new process.
    """
    catalog, answers = case
    compiled, reference = compile_catalog(catalog, TODAY), worlds.Reference(catalog)
    learned = Learned()
    said: dict[str, Answer] = {}
    second = [(id_, answer) for id_, answer in other[1].items() if fits(catalog, id_, answer)]
    for id_, answer in (*answers.items(), *second):
        said[id_] = answer
        for which in (None, *catalog.capabilities):
            found = changes(compiled, said, which, learned=learned)
            fresh = changes(compile_catalog(catalog, TODAY), said, which)
            assert sizes(found) == sizes(fresh)
            assert changes(compiled, said, which) == fresh
            for change in found.items:
                changed = apply_change(catalog, said, change)
                assert reference.possible(changed, which) == (change.to,)


def sizes(found: Changes) -> dict[Verdict, int]:
    """Return how many edits lead to each verdict."""
    return {change.to: len(change.edits) for change in found.items}


def fits(catalog: Catalog, id_: str, answer: Answer) -> bool:
    """Whether an answer to a question of another catalog answers one of this one."""
    question = catalog.questions.get(id_)
    if question is None:
        return False
    said = {answer.value} if isinstance(answer.value, str) else {*(answer.value or ())}
    single = isinstance(answer.value, str) or answer.value is None
    kind = Kind.SINGLE if single and not answer.maybe else Kind.MULTIPLE
    return question.kind is kind and {*said, *answer.maybe} <= set(question.option_ids)
