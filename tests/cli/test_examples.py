"""`advisor examples`: ready-made assessments."""

import json
from pathlib import Path

from tests.cli.conftest import Advisor


def test_eight_examples_are_listed(advisor: Advisor) -> None:
    """The JSON lists eight examples, each with an id and a title."""
    listed = json.loads(advisor("examples", "--json").out)["examples"]

    assert len(listed) == 8
    assert all(item["id"] and item["title"] for item in listed)


def test_an_existing_file_is_never_overwritten(advisor: Advisor, tmp_path: Path) -> None:
    """Copying over an existing file fails with exit code 2 and changes nothing."""
    path = tmp_path / "mine.yaml"
    path.write_text("mine", encoding="utf-8")
    run = advisor("examples", "b2b-growth", "--to", path)

    assert run.code == 2
    assert path.read_text(encoding="utf-8") == "mine"


def test_an_unknown_example_gets_a_suggestion(advisor: Advisor) -> None:
    """A misspelt name ends with exit code 2 and the nearest one."""
    run = advisor("examples", "b2b-grow")

    assert run.code == 2
    assert "b2b-growth" in run.err
