"""Credentials and personal data before publishing. The credentials are made up, none is real."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from advisor.application import guarding
from advisor.application.opening import Opened
from advisor.catalog import load
from advisor.decision import Shapes
from advisor.errors import FindingsError, InputError
from advisor.publish.config import FILE_NAME
from advisor.publish.guard import Exemption, Hit, Rules, personal_patterns
from advisor.workspace import Reading, examine
from tests.guard.made_up import CREDENTIALS

AWS = CREDENTIALS["aws id"]
NO_RULES = Rules()


def reading(file: Path, text: str) -> Reading:
    """Write a file and read it with the shipped catalog."""
    file.write_text(f"schema_version: 2\n{text}", encoding="utf-8")
    return examine(file, load())


def found(folder: Path, text: str, rules: Rules = NO_RULES) -> list[str]:
    """Return the kinds of what is found in a note on the first question."""
    quoted = text.replace("'", "''")
    note = f"answers:\n  platform: {{value: cognito, note: '{quoted}'}}\n"
    return [hit.kind for hit in guarding.hits(reading(folder / "a.yaml", note), rules)]


def test_a_hit_names_question_and_line_and_never_the_secret(tmp_path: Path) -> None:
    """The error says where to look and what kind it is, and quotes nothing."""
    file = tmp_path / "acme.yaml"
    hits = guarding.hits(
        reading(
            file,
            "answers:\n"
            "  platform:\n"
            "    value: cognito\n"
            "    note: |\n"
            "      runs at night\n"
            f"      with {AWS}\n"
            f"  lifecycle: {{value: live, evidence: ['key {CREDENTIALS['github']}']}}\n"
            "actors:\n"
            "  - id: job\n"
            "    kind: own-workload\n"
            f"    where: '{CREDENTIALS['gitlab']}'\n",
        ),
        NO_RULES,
    )
    assert [(hit.line, hit.question) for hit in hits] == [
        (7, "platform"),
        (8, "lifecycle"),
        (12, "actors.where"),
    ]
    with pytest.raises(FindingsError) as caught:
        guarding.refuse(hits)
    assert caught.value.exit_code == 1
    message = f"{caught.value.message} {hits!r}"
    assert f"{file}:7: platform" in message
    for secret in (AWS, CREDENTIALS["github"], CREDENTIALS["gitlab"]):
        assert secret not in message
        assert secret[-8:] not in message


def test_personal_data_is_what_the_team_says(tmp_path: Path) -> None:
    """Ready-made patterns are off until named; own ones have their name in the hit."""
    text = "ask ada@example.com, staff E123456, +49 30 1234567, DE89 3704 0044 0532 0130 00"
    assert found(tmp_path, text) == []
    rules = Rules(personal_patterns(["email", "phone", "iban"], {"staff number": r"\bE\d{6}\b"}))
    assert found(tmp_path, text, rules) == [
        "personal data (email)",
        "personal data (iban)",
        "personal data (phone)",
        "personal data (staff number)",
    ]


def test_unknown_and_broken_patterns_are_told() -> None:
    """A typing error in the configuration does not switch the check off."""
    with pytest.raises(InputError, match="no pattern"):
        personal_patterns(["e-mail"], {})
    with pytest.raises(InputError, match="staff"):
        personal_patterns([], {"staff": "E(\\d"})


def test_a_hit_can_be_cleared_for_one_question_only(tmp_path: Path) -> None:
    """An exemption names question and kind, so it hides nothing else."""
    (kind,) = found(tmp_path, AWS)
    rules = Rules(exemptions=(Exemption("platform", kind, "documentation key"),))
    assert found(tmp_path, AWS, rules) == []
    assert not rules.cleared(Hit("a.yaml", 1, "subjects", kind))


def test_a_waiver_in_the_assessment_holds_for_publishing_too(tmp_path: Path) -> None:
    """What its author has looked at leaves as it stands."""
    text = (
        f"answers:\n  platform: {{value: cognito, note: '{AWS}'}}\n"
        "waivers:\n  - {place: answers.platform.note, kind: AWS Access Key, reason: the manual's}\n"
    )
    assert guarding.hits(reading(tmp_path / "a.yaml", text), NO_RULES) == ()


def test_documents_only_warn_of_personal_data(tmp_path: Path) -> None:
    """The search before writing documents names the places and stops nothing."""
    note = "answers:\n  platform: {value: cognito, note: 'ask ada@example.com'}\n"
    shapes = Shapes(load(), date(2026, 11, 22))
    opened = Opened(tmp_path / "a.yaml", shapes, reading(tmp_path / "a.yaml", note))
    assert guarding.warnings(opened) == ()
    (tmp_path / FILE_NAME).write_text("personal_data = ['email']")
    (problem,) = guarding.warnings(opened)
    assert (problem.line, problem.field) == (3, "platform")
    assert "ada" not in str(problem)
    (tmp_path / FILE_NAME).write_text("personal_data = ['nonsense']")
    (problem,) = guarding.warnings(opened)
    assert "not searched for personal data" in str(problem)
