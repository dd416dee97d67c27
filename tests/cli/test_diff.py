"""`advisor diff`: which answers caused which verdicts."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Advisor

DAY = ("--today", "2026-11-22")


def test_a_file_does_not_differ_from_itself(
    advisor: Advisor, example: Callable[[str], Path]
) -> None:
    """Two equal files have no difference."""
    path = example("b2b-growth")

    assert advisor("diff", path, path, *DAY).out == "No answer that decides differs.\n"


def test_notes_are_no_difference(advisor: Advisor, example: Callable[[str], Path]) -> None:
    """A changed note decides nothing and is not listed."""
    path = example("saas-dashboard")
    other = path.with_name("other.yaml")
    text = path.read_text(encoding="utf-8").replace("about 30 companies", "about 31 companies")
    other.write_text(text, encoding="utf-8")

    assert advisor("diff", path, other, *DAY).out == "No answer that decides differs.\n"


def test_causes_give_the_new_verdict(advisor: Advisor, example: Callable[[str], Path]) -> None:
    """Every verdict difference names causes among the answer differences."""
    before, after = example("saas-dashboard"), example("b2b-growth")
    found = json.loads(advisor("diff", before, after, "--json", *DAY).out)
    changed = {item["question"] for item in found["answers"]}
    support = next(item for item in found["verdicts"] if item["capability"] == "support-access")

    assert {"capability": None, "before": "keep", "after": "replace"}.items() <= found["verdicts"][
        0
    ].items()
    assert all(set(item["causes"]) <= changed for item in found["verdicts"])
    assert support["causes"] == ["support"]
    assert support["smallest"]
