"""Which changes `advisor explain` lists: of what a team can act on, and how many of a size."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from advisor import catalog
from tests.cli.conftest import Advisor

DAY = ("--today", "2026-11-22")


def test_actionable_changes_keep_to_what_a_team_decides(
    advisor: Advisor, example: Callable[[str], Path]
) -> None:
    """Facts of life drop out; where nothing is left, the text says so."""
    path, questions = example("b2b-growth"), catalog.load().questions
    every = _edited(json.loads(advisor("explain", path, "--json", *DAY).out))
    acting = _edited(json.loads(advisor("explain", path, "--json", "--actionable", *DAY).out))

    assert any(not questions[id_].actionable for id_ in every)
    assert acting
    assert all(questions[id_].actionable for id_ in acting)
    text = advisor("explain", path, "--actionable", *DAY).out
    assert "nothing that a team can act on would change it" in text


def test_alternatives_are_as_small_and_all_different(
    advisor: Advisor, example: Callable[[str], Path]
) -> None:
    """Up to so many changes to each verdict, none larger than the nearest one."""
    path = example("b2b-growth")
    one = json.loads(advisor("explain", path, "--json", *DAY).out)
    several = json.loads(advisor("explain", path, "--json", "--alternatives", "3", *DAY).out)

    most = 0
    for before, after in zip(one["capabilities"], several["capabilities"], strict=True):
        nearest = {change["to"]: len(change["set"]) for change in before["changes"]}
        found = [(change["to"], json.dumps(change["set"])) for change in after["changes"]]
        assert len(set(found)) == len(found)
        assert all(len(change["set"]) == nearest[change["to"]] for change in after["changes"])
        most = max(most, *Counter(to for to, _ in found).values(), 0)
    assert most == 3


def test_a_number_of_alternatives_out_of_range_is_refused(
    advisor: Advisor, example: Callable[[str], Path]
) -> None:
    """The error names the option and its range."""
    run = advisor("explain", example("b2b-growth"), "--alternatives", "0", *DAY)

    assert run.code == 2
    assert "--alternatives" in run.err
    assert "1<=x<=9" in run.err


def _edited(explained: dict[str, Any]) -> set[str]:
    return {
        edit.get("question", "status")
        for job in explained["capabilities"]
        for change in job["changes"]
        for edit in change["set"]
    }
