"""The use cases: keeping proposals in a file, drift against a file."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor.application import proposing, scanning
from advisor.application.desk import Desk
from advisor.application.opening import edited, opened
from advisor.model.assessment import Answer, Assessment
from advisor.workspace import read
from tests.evidence.scene import catalog, write

TODAY = date(2026, 11, 22)
POOL = 'resource "aws_cognito_user_pool" "p" {\n  mfa_configuration = "OFF"\n}\n'
GUESTS = (
    'resource "aws_cognito_identity_pool" "i" {\n  allow_unauthenticated_identities = true\n}\n'
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with code and an assessment, as current folder."""
    write(tmp_path, {"infra/m.tf": POOL + GUESTS})
    desk = Desk(catalog(), TODAY)
    desk.create(tmp_path / "acme.yaml", desk.blank("Acme")).close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scan() -> scanning.Scanned:
    """Scan the code against the assessment."""
    answers = read(Path("acme.yaml"), catalog()).answers
    return scanning.scan([Path("infra")], catalog(), answers)


def keep() -> scanning.Kept:
    """Keep what a scan proposes."""
    return scanning.keep(Path("acme.yaml"), catalog(), scan().proposals)


def test_proposals_are_kept_as_pending_and_answer_nothing(place: Path) -> None:
    """A scan adds proposals; the answers stay as they were."""
    kept = keep()
    assessment = read(Path("acme.yaml"), catalog())
    assert kept.added == len(assessment.proposals) == len(scan().proposals)
    assert assessment.answers == {}
    assert {item.status for item in assessment.proposals} == {"pending"}


def test_a_second_scan_adds_nothing(place: Path) -> None:
    """The same evidence is the same proposal."""
    first = keep()
    text = Path("acme.yaml").read_text()
    again = keep()
    assert (again.added, again.known) == (0, first.added)
    assert Path("acme.yaml").read_text() == text


def test_what_was_rejected_stays_rejected_until_it_reads_differently(place: Path) -> None:
    """A rejected proposal comes back only when the code has changed."""
    keep()
    with edited(Path("acme.yaml"), (), TODAY) as session:
        pending = proposing.pending(session)
        mfa = next(item for item in pending if item.question == "second-factor")
        proposing.reject(session, mfa, "the application asks")
    keep()
    held = {item.question: item for item in read(Path("acme.yaml"), catalog()).proposals}
    assert (held["second-factor"].status, held["second-factor"].reason) == (
        "rejected",
        "the application asks",
    )
    changed = [replace(mfa, read="something else")]
    after = scanning.with_proposals(read(Path("acme.yaml"), catalog()), changed)
    assert {item.status for item in after.proposals if item.question == "second-factor"} == {
        "pending"
    }


def test_an_accepted_proposal_is_evidence_of_the_answer(place: Path) -> None:
    """Accepting answers the question, keeps where it was read, and stops the proposal."""
    keep()
    with edited(Path("acme.yaml"), (), TODAY) as session:
        for proposal in proposing.pending(session):
            if proposal.question in {"second-factor", "cloud-credentials"}:
                proposing.accept(session, proposal)
    answers = read(Path("acme.yaml"), catalog()).answers
    assert answers["second-factor"].value == "never"
    assert answers["second-factor"].evidence == ("infra/m.tf:2",)
    assert answers["cloud-credentials"].value == ("guests",)
    assert "signed-in-people" in answers["cloud-credentials"].maybe
    questions = {item.question for item in scan().proposals}
    assert not questions & {"second-factor", "cloud-credentials"}


def test_accepting_all_observed_takes_no_guess(place: Path) -> None:
    """Only what was read directly is taken at once."""
    keep()
    with edited(Path("acme.yaml"), (), TODAY) as session:
        proposing.accept_observed(session)
        assert {item.kind for item in proposing.pending(session)}.isdisjoint({"observed"})


def test_drift_is_found_at_the_code(place: Path) -> None:
    """An answer that the code contradicts is a finding at the code's file and line."""
    with edited(Path("acme.yaml"), (), TODAY) as session:
        session.answer("second-factor", ["required"])
    found = scanning.drift(opened(Path("acme.yaml"), (), TODAY), Path("infra"))
    assert [(item.rule, item.level, item.file, item.line) for item in found] == [
        ("drift-mfa-off", "error", "infra/m.tf", 2)
    ]


def test_code_that_agrees_does_not_drift(place: Path) -> None:
    """Answers that hold give no finding, nor do questions that are open."""
    with edited(Path("acme.yaml"), (), TODAY) as session:
        session.answer("second-factor", ["never"])
    assert scanning.drift(opened(Path("acme.yaml"), (), TODAY), Path("infra")) == []


def test_a_broken_file_does_not_pass_the_gate(place: Path) -> None:
    """Evidence that cannot be read is a finding, not silence."""
    write(place, {"infra/bad.tf": "resource ["})
    found = scanning.drift(opened(Path("acme.yaml"), (), TODAY), [Path("infra")])
    assert [(item.rule, item.file, item.line) for item in found] == [
        ("evidence-unread", "infra/bad.tf", 1)
    ]


def test_the_source_is_shown_beside_the_question(place: Path) -> None:
    """A proposal's place can be shown, from wherever the assessment lies."""
    proposal = next(item for item in scan().proposals if item.question == "second-factor")
    shown = scanning.source_excerpt(proposal.where, place / "acme.yaml")
    assert shown is not None
    assert (2, '  mfa_configuration = "OFF"') in shown.lines


def test_kept_places_are_relative_to_the_assessment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From any folder a scan keeps places as the assessment's folder sees them, and finds them."""
    write(tmp_path, {"infra/m.tf": POOL, "notes/deep/x": ""})
    desk = Desk(catalog(), TODAY)
    file = tmp_path / "notes" / "acme.yaml"
    desk.create(file, desk.blank("Acme")).close()
    for start in (tmp_path, tmp_path / "infra", tmp_path / "notes" / "deep"):
        monkeypatch.chdir(start)
        scanned = scanning.scan([Path(os.path.relpath(tmp_path / "infra"))], catalog(), into=file)
        kept = next(item for item in scanned.kept if item.question == "second-factor")
        assert kept.where == "../infra/m.tf:2"
        shown = next(item for item in scanned.proposals if item.question == "second-factor")
        assert Path(shown.where.partition(":")[0]).is_file()
    monkeypatch.chdir(tmp_path)
    excerpt = scanning.source_excerpt("../infra/m.tf:2", file)
    assert excerpt is not None
    assert excerpt.line == 2
    monkeypatch.chdir(file.parent)
    assert scanning.source_excerpt("../infra/m.tf:2", file) is None


def test_the_shipped_signals_pass_the_lint() -> None:
    """`catalog lint` has nothing to say about the shipped signals."""
    assert scanning.lint(catalog()) == ()


def test_every_permission_is_read_only() -> None:
    """The live scan asks for nothing that changes anything or reads secrets of users."""
    for permission, reason in scanning.permissions().items():
        assert permission.split(":")[1].startswith(("List", "Describe", "Get", "GET"))
        assert reason
    statement = scanning.account_policy()["Statement"]
    assert isinstance(statement, list)
    assert sorted(scanning.permissions()) == statement[0]["Action"]


def test_a_proposal_for_an_answer_of_maybe_is_new() -> None:
    """What a person suspects is confirmed, not contradicted."""
    assessment = Assessment(answers={"cloud-credentials": Answer(value=(), maybe=("guests",))})
    assert scanning.with_proposals(assessment, ()) == assessment
