"""Evidence waits for a person; accepting says what was seen and nothing more."""

import pytest
from msgspec.structs import replace

from advisor.application import proposing
from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.errors import InputError
from advisor.model.assessment import Actor, Answer, Proposal
from tests.listing import lists

LIVE = Proposal("lifecycle", "tags", "observed", "infra/main.tf:3", value="live")
PROGRAMS = Proposal(
    "subjects", "clients", "observed", "infra/main.tf:9", includes=("own-workload",)
)
HINT = Proposal("kept-secrets", "plan", "not-visible", "plan.json")


@pytest.fixture
def scanned(desk: Desk) -> Session:
    """An assessment with three pending proposals."""
    blank = desk.blank("Acme", "cognito")
    return desk.session(replace(blank, proposals=(LIVE, PROGRAMS, HINT)))


def test_accepting_answers_with_the_source_as_evidence(scanned: Session) -> None:
    """An accepted proposal becomes the answer, says where it was read, and no longer waits."""
    proposing.accept(scanned, LIVE)

    assert scanned.answer_to("lifecycle") == Answer(value="live", evidence=("infra/main.tf:3",))
    assert proposing.pending(scanned) == (PROGRAMS, HINT)


def test_options_that_were_not_seen_stay_not_known(scanned: Session) -> None:
    """A scan that sees one option of a multiple choice leaves the others open."""
    proposing.accept(scanned, PROGRAMS)

    assert scanned.assessment.actors == (
        Actor("own-workload", "own-workload", status="in-use", evidence=("infra/main.tf:9",)),
    )
    assert scanned.assessment.complete == {}


def test_what_a_person_said_stays(scanned: Session) -> None:
    """Accepting adds to an answer given before; what was excluded stays excluded."""
    lists(scanned, ["customers"])
    led_to = proposing.effect(scanned, PROGRAMS)
    proposing.accept(scanned, PROGRAMS)

    assert led_to is not None
    assert led_to.contradicts
    assert [actor.id for actor in scanned.assessment.actors] == ["customers", "own-workload"]


def test_rejecting_keeps_the_reason(scanned: Session) -> None:
    """A rejected proposal stays in the file with its reason, so that a scan need not ask again."""
    proposing.reject(scanned, LIVE, " it is a copy ")

    assert scanned.assessment.proposals[0].status == "rejected"
    assert scanned.assessment.proposals[0].reason == "it is a copy"
    assert LIVE not in proposing.pending(scanned)


def test_accepting_all_observed_is_one_edit_and_contradicts_nobody(scanned: Session) -> None:
    """Only what was read directly and fits what people said is taken at once."""
    lists(scanned, ["customers"])

    assert proposing.accept_observed(scanned) == 1
    assert scanned.answer_to("lifecycle").value == "live"
    assert proposing.pending(scanned) == (PROGRAMS, HINT)
    scanned.undo()
    assert proposing.pending(scanned) == (LIVE, PROGRAMS, HINT)


def test_what_a_scan_cannot_see_proposes_nothing(scanned: Session) -> None:
    """A proposal without a value only informs; it cannot be accepted."""
    assert proposing.effect(scanned, HINT) is None
    with pytest.raises(InputError, match="proposes no answer"):
        proposing.accept(scanned, HINT)
