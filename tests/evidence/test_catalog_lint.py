"""`advisor catalog lint` looks at the signals too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor.cli.main import main
from advisor.errors import EXIT_FINDINGS
from tests.evidence.scene import write
from tests.evidence.test_signals import HEAD, SIGNAL


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run the command line; return its exit code and what it printed."""
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    code = stopped.value.code
    return (code if isinstance(code, int) else 0), capsys.readouterr().out


@pytest.mark.parametrize(
    ("good", "bad", "field", "problem"),
    [
        ("question: subjects", "question: subject", "suggests", "there is no question"),
        ("includes: device", "includes: devise", "suggests", "has no option"),
        ("attribute: mode", "attribute: mood", "when", "has no attribute"),
        ("kind: thing", "kind: things", "kind", "there is no kind"),
    ],
)
def test_a_signal_that_does_not_fit_is_named_with_its_place(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    good: str,
    bad: str,
    field: str,
    problem: str,
) -> None:
    """The finding names file, line and field of the signal."""
    text = HEAD + SIGNAL.replace(good, bad)
    write(tmp_path, {"questions/evidence/team.yaml": text})
    code, out = run(capsys, "catalog", "lint", "--catalog", str(tmp_path), "--json")
    ours = [item for item in json.loads(out)["findings"] if "team.yaml" in item["file"]]
    assert code == EXIT_FINDINGS
    assert [item["field"] for item in ours] == [f"team-signal.{field}"]
    assert problem in ours[0]["problem"]
    assert text.splitlines()[ours[0]["line"] - 1] == "  - id: team-signal"


def test_signals_that_fit_are_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A team's signals that fit the questions add no finding."""
    write(tmp_path, {"questions/evidence/team.yaml": HEAD + SIGNAL})
    _code, out = run(capsys, "catalog", "lint", "--catalog", str(tmp_path), "--json")
    assert not [item for item in json.loads(out)["findings"] if "evidence" in item["file"]]
