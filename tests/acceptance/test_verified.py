"""The catalog that ships verifies clean, on the day its facts were checked and later."""

from datetime import date
from pathlib import Path

import pytest

from advisor.application import verifying
from advisor.cli.main import main

# Product facts are dated: rules must stay sound as support and sale of products end.
DAYS = (date(2026, 11, 22), date(2027, 11, 22), date(2030, 1, 1))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_shipped_catalog_verifies_clean(day: date) -> None:
    """No finding, nothing left unproven, and every kind of record was looked at."""
    report = verifying.verify_catalog((), day)
    assert [f"{finding.kind.value}: {finding.sentence}" for finding in report.findings] == []
    assert {item.check: item.items for item in report.checked if not item.items} == {}
    assert {item.check for item in report.checked} >= {
        "capabilities",
        "rules",
        "pitfalls",
        "questions",
        "options",
        "ordered scales",
        "examples in cases",
    }


def test_the_command_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`advisor catalog verify` exits 0 and writes no counterexample."""
    with pytest.raises(SystemExit) as stopped:
        main(["catalog", "verify", "--today", DAYS[0].isoformat(), "--to", str(tmp_path)])
    assert stopped.value.code in (None, 0)
    assert "Nothing is wrong." in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
