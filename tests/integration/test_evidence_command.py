"""`advisor scan` and `advisor check --against` as people run them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from advisor.application.desk import Desk
from advisor.cli.main import main
from tests.evidence.scene import catalog, write

POOL = 'resource "aws_cognito_user_pool" "p" {\n  mfa_configuration = "OFF"\n}\n'


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with code and an assessment, as current folder."""
    write(tmp_path, {"infra/m.tf": POOL, "infra/bad.tf": "x = ["})
    desk = Desk(catalog(), date(2026, 11, 22))
    session = desk.create(tmp_path / "acme.yaml", desk.blank("Acme"))
    session.answer("second-factor", ["required"])
    session.close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


def test_a_scan_prints_what_it_found(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Results go to stdout with question, class and place; broken files to stderr."""
    assert run("scan", "infra") == 0
    shown = capsys.readouterr()
    assert "When is a second factor asked for? [second-factor]" in shown.out
    assert "observed, high confidence, infra/m.tf:2" in shown.out
    assert "infra/bad.tf:1" in shown.err


def test_a_scan_prints_json(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads the same from JSON."""
    assert run("scan", "infra", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema_version"] == 1
    assert [item["file"] for item in data["problems"]] == ["infra/bad.tf"]
    mfa = next(item for item in data["proposals"] if item["question"] == "second-factor")
    assert (mfa["kind"], mfa["value"], mfa["where"]) == ("observed", "never", "infra/m.tf:2")


def test_a_scan_into_a_file_says_what_it_added(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Contradictions with the file's answers are proposed as such and kept."""
    assert run("scan", "infra", "--into", "acme.yaml") == 0
    assert "contradicts an answer" in capsys.readouterr().out
    assert "kind: contradicted" in Path("acme.yaml").read_text()


def test_check_fails_on_drift_with_sarif(place: Path) -> None:
    """The gate fails and its SARIF points at the code."""
    (place / "infra/bad.tf").unlink()
    assert run("check", "acme.yaml", "--against", "infra", "--sarif", "out.sarif") == 1
    sarif = json.loads(Path("out.sarif").read_text())
    places = [
        (
            place["physicalLocation"]["artifactLocation"]["uri"],
            place["physicalLocation"]["region"]["startLine"],
        )
        for result in sarif["runs"][0]["results"]
        for place in result["locations"]
    ]
    assert ("infra/m.tf", 2) in places


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["scan"], 2),
        (["scan", "gone"], 2),
        (["scan", "infra", "--into", "gone.yaml"], 2),
        (["scan", "--aws"], 2),
        (["scan", "--aws", "--region", "eu-west-1"], 2),
        (["scan", "--permissions"], 0),
        (["scan", "--help"], 0),
    ],
)
def test_exit_codes(place: Path, arguments: list[str], code: int) -> None:
    """Wrong usage and unreadable input end with 2; an account needs consent."""
    assert run(*arguments) == code


def test_the_policy_is_printed_as_json(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The permissions can be piped into a policy file."""
    run("scan", "--permissions")
    statement = json.loads(capsys.readouterr().out)["Statement"][0]
    assert statement["Effect"] == "Allow"
    assert "cognito-idp:DescribeUserPool" in statement["Action"]


def test_consent_lists_every_permission(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before an account is read, everything that will be called is named."""
    run("scan", "--aws", "--region", "eu-west-1")
    shown = capsys.readouterr().err
    for permission in ("cognito-idp:DescribeUserPoolClient", "iam:GetRolePolicy"):
        assert permission in shown
    assert "needs consent" in shown
