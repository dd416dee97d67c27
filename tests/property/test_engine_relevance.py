"""Laws of relevance, by walking every pair of worlds of small random catalogs."""

from hypothesis import given, settings

from advisor.decision import compile_catalog, decide
from advisor.reasoning.relevance import bearings, relevance
from tests.decision import worlds
from tests.decision.random_catalogs import Case, cases
from tests.decision.small_catalogs import TODAY


@given(cases())
@settings(max_examples=400)
def test_relevance_is_exact(case: Case) -> None:
    """Relevant = two completions that differ in nothing else have different verdicts."""
    catalog, answers = case
    compiled = compile_catalog(catalog, TODAY)
    decision = decide(compiled, answers)
    reference = worlds.Reference(catalog)
    here = worlds.worlds(catalog, answers)
    found = relevance(compiled, answers)
    assert tuple(item.question for item in found) == decision.open_questions
    assert [
        (item.question, bool(item.outcome), tuple(id_ for id_, _ in item.capabilities))
        for item in found
    ] == [(item.question, item.outcome, item.capabilities) for item in bearings(compiled, answers)]
    for item in found:
        assert item.proven
        expected: dict[str | None, set[int]] = {}
        raised: set[str] = set()
        for one, other in worlds.flips(here, item.question):
            for which in (None, *catalog.capabilities):
                if reference.level(one, which) != reference.level(other, which):
                    expected.setdefault(which, set()).add(reference.level(one, which))
            raised |= {
                pitfall.id
                for pitfall in catalog.pitfalls.values()
                if worlds.holds(catalog, one, pitfall.when)
                and not worlds.holds(catalog, other, pitfall.when)
            }
        outcome = expected.pop(None, set()) - {decision.outcome}
        assert set(item.outcome) == outcome
        assert {id_: set(some) for id_, some in item.capabilities} == {
            str(id_): some - {decision.capability(str(id_)).verdict}
            for id_, some in expected.items()
        }
        if item.can_be_skipped:
            pitfalls = {id_ for id_ in item.could_raise if id_ in catalog.pitfalls}
            assert pitfalls == raised
