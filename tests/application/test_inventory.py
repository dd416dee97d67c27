"""Rows of the inventory: added, changed, taken away, and what the answers make of them."""

import pytest

from advisor.application import inventory
from advisor.application.session import Session
from advisor.errors import InputError
from advisor.model.assessment import Answer
from advisor.model.vocabulary import ActorStatus, Completeness, Verdict


def test_a_row_gets_a_readable_id_of_its_own(session: Session) -> None:
    """The name makes the id; without one the kind does, numbered from the second row on."""
    assert inventory.add(session, "own-workload", "Ledger job (nightly)") == "ledger-job-nightly"
    assert inventory.add(session, "own-workload") == "own-workload"
    assert inventory.add(session, "own-workload") == "own-workload-2"
    assert inventory.add(session, "own-workload", "workforce") == "own-workload-3"


def test_each_row_has_answers_of_its_own(session: Session) -> None:
    """What one actor reaches says nothing about another of the same kind."""
    job = inventory.add(session, "own-workload", "ledger job")
    export = inventory.add(session, "own-workload", "export tool")
    session.answer(f"reach.{job}", ["infrastructure"])

    assert session.answer_to("reach.ledger-job") == Answer("infrastructure")
    assert session.answer_to(f"reach.{export}") == Answer()
    assert session.question("reach.ledger-job").text == "What can ledger job reach?"
    assert [dict(actor.answers) for actor in session.assessment.actors] == [
        {"reach": Answer("infrastructure")},
        {},
    ]


def test_a_row_is_renamed_and_keeps_what_was_said(session: Session) -> None:
    """A better name changes neither the id nor the answers."""
    job = inventory.add(session, "own-workload", "job")
    session.answer(f"reach.{job}", ["own-data"])
    inventory.change(session, job, name="Night job", note="Ann knows")

    assert session.answer_to("reach.job") == Answer("own-data")
    assert session.catalog.subjects["job"] == "Night job"


def test_a_status_decides_and_undo_takes_it_back(session: Session) -> None:
    """A program that has its identity elsewhere is no job of the platform."""
    inventory.add(session, "customers")
    job = inventory.add(session, "own-workload")
    for group in session.shapes.catalog.groups:
        inventory.set_complete(session, group, Completeness.COMPLETE)
    before = session.decision.capability("workload-identity").verdict
    inventory.change(session, job, status=ActorStatus.ELSEWHERE.value)

    assert before is Verdict.SPLIT
    assert session.decision.capability("workload-identity").verdict is Verdict.NONE
    session.undo()
    assert session.decision.capability("workload-identity").verdict is Verdict.SPLIT


def test_a_list_that_is_not_complete_leaves_others_possible(session: Session) -> None:
    """Only "that is everybody" makes the absence of a kind a fact."""
    inventory.add(session, "customers")
    session.answer("kept-secrets", [])
    assert not session.decision.capability("workload-identity").settled
    inventory.set_complete(session, "own-programs", Completeness.COMPLETE)
    assert session.decision.capability("workload-identity").settled
    inventory.set_complete(session, "own-programs", None)
    assert not session.decision.capability("workload-identity").settled


def test_what_another_kind_is_not_asked_goes_with_the_change(session: Session) -> None:
    """The file stays readable when a row turns out to be of another kind."""
    row = inventory.add(session, "own-workload", "portal")
    session.answer(f"reach.{row}", ["own-data"])
    inventory.change(session, row, kind="workforce")

    assert dict(inventory.row_of(session, row).answers) == {}


def test_a_row_goes_with_its_answers(session: Session) -> None:
    """Nothing about it stays behind."""
    row = inventory.add(session, "customers")
    session.answer(f"reach.{row}", ["own-data"])
    inventory.remove(session, row)

    assert session.assessment.actors == ()
    assert "reach.customers" not in session.catalog.questions


def test_what_cannot_be_is_refused(session: Session) -> None:
    """Unknown kinds, groups and rows, and endless names, change nothing."""
    with pytest.raises(InputError, match="there is no kind martians"):
        inventory.add(session, "martians")
    with pytest.raises(InputError, match="at most 120"):
        inventory.add(session, "customers", "x" * 121)
    with pytest.raises(InputError, match="there is no actor bot"):
        inventory.remove(session, "bot")
    with pytest.raises(InputError, match="there is no group"):
        inventory.set_complete(session, "robots", Completeness.COMPLETE)
    inventory.add(session, "customers")
    with pytest.raises(InputError, match="is no question"):
        session.answer("subjects", ["customers"])
