"""Changes and triggers on one small catalog."""

from advisor.decision.budget import Budget
from advisor.model.decision import Edit, Given
from advisor.model.vocabulary import Verdict
from advisor.reasoning.changes import ACTIONABLE, changes, triggers
from tests.decision.small_catalogs import chosen, listed
from tests.reasoning.small import COMPILED

KEEP = {"a": chosen("x"), "b": listed(), "c": chosen("v")}


def test_every_other_verdict_has_its_nearest_change() -> None:
    """One edit each leads from keep to none, split and replace."""
    found = changes(COMPILED, KEEP)
    assert found.proven
    assert [(item.to, item.edits) for item in found.items] == [
        (Verdict.NONE, (Edit(Given("a", "answer", "y"), "x"),)),
        (Verdict.SPLIT, (Edit(Given("b", "includes", "p"), "excludes"),)),
        (Verdict.REPLACE, (Edit(Given("b", "includes", "q"), "excludes"),)),
    ]


def test_actionable_changes_leave_facts_of_life_alone() -> None:
    """Only questions that a team can act on are edited."""
    found = changes(COMPILED, KEEP, levers=ACTIONABLE)
    assert {edit.given.question for item in found.items for edit in item.edits} == {"b"}


def test_triggers_edit_growth_questions_only() -> None:
    """No growth question moves a verdict here, so there is no trigger, and that is proven."""
    found = triggers(COMPILED, KEEP)
    assert (found.items, found.proven) == ((), True)


def test_a_small_budget_never_makes_a_wrong_answer() -> None:
    """Whatever the budget: proven means all changes, and each one found is right."""
    every = changes(COMPILED, KEEP)
    for steps in range(12):
        found = changes(COMPILED, KEEP, budget=Budget(steps))
        assert set(found.items) <= set(every.items)
        assert found == every or not found.proven
