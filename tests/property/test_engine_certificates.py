"""Laws of certificates, by trying every set of given facts on small random catalogs."""

from hypothesis import given, settings

from advisor.decision import compile_catalog, decide
from advisor.decision.given import facts_of
from advisor.model.assessment import Answer
from advisor.reasoning.certificates import certificate
from advisor.reasoning.learning import Learned
from tests.decision import worlds
from tests.decision.random_catalogs import Case, cases
from tests.decision.small_catalogs import TODAY


@given(cases())
@settings(max_examples=400)
def test_certificate_is_a_smallest_set_of_given_facts_that_settles(case: Case) -> None:
    """A smallest set of given facts alone settles the verdict; forgetting any one unsettles it."""
    catalog, answers = case
    compiled = compile_catalog(catalog, TODAY)
    reference = worlds.Reference(catalog)
    visible = set(decide(compiled, answers).visible)
    facts = [
        fact.given for fact in facts_of(compiled.space, answers) if fact.given.question in visible
    ]
    for which in (None, *catalog.capabilities):
        settled = reference.possible(answers, which)
        found = certificate(compiled, answers, which)
        if len(settled) > 1:
            assert found is None
            continue
        assert found is not None
        assert set(found) <= set(facts)
        assert reference.possible(worlds.answers_of(catalog, found), which) == settled
        for at in range(len(found)):
            fewer = worlds.answers_of(catalog, found[:at] + found[at + 1 :])
            assert reference.possible(fewer, which) != settled
        for some in worlds.subsets_of_size(len(facts), len(found) - 1):
            kept = worlds.answers_of(catalog, [facts[at] for at in some])
            assert reference.possible(kept, which) != settled


@given(cases())
@settings(max_examples=200)
def test_what_an_interview_learned_makes_no_certificate_larger(case: Case) -> None:
    """After each answer, a certificate settles and is as small as one found in a new process."""
    catalog, answers = case
    compiled, reference = compile_catalog(catalog, TODAY), worlds.Reference(catalog)
    learned = Learned()
    said: dict[str, Answer] = {}
    for id_, answer in answers.items():
        said[id_] = answer
        for which in (None, *catalog.capabilities):
            found = certificate(compiled, said, which, learned=learned)
            fresh = certificate(compile_catalog(catalog, TODAY), said, which)
            assert certificate(compiled, said, which) == fresh
            assert (found is None) == (fresh is None)
            if found is not None and fresh is not None:
                assert len(found) == len(fresh)
                alone = worlds.answers_of(catalog, found)
                assert reference.possible(alone, which) == reference.possible(said, which)
