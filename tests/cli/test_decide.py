"""`advisor decide` and `advisor explain`."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from advisor.application import examples
from tests.cli.conftest import Advisor

DAY = ("--today", "2026-11-22")
NAMES = [example.id for example in examples.listed()]
SCHEMA = json.loads((files("advisor") / "schemas" / "decision.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("verb", ["decide", "explain"])
def test_json_follows_its_schema(
    advisor: Advisor, example: Callable[[str], Path], name: str, verb: str
) -> None:
    """The JSON of every example follows the published schema."""
    run = advisor(verb, example(name), "--json", *DAY)

    assert run.code == 0
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(run.out))) == []


def test_explain_adds_relevance_triggers_and_shares(
    advisor: Advisor, example: Callable[[str], Path]
) -> None:
    """`explain --json` is `decide --json` plus `relevant`, `triggers` and `shares` everywhere."""
    path = example("ai-assistant")
    decided = json.loads(advisor("decide", path, "--json", *DAY).out)
    explained = json.loads(advisor("explain", path, "--json", *DAY).out)

    added = {"relevant", "triggers", "shares"}
    assert explained.keys() - decided.keys() == added
    assert explained["capabilities"][0].keys() - decided["capabilities"][0].keys() == added


def test_text_starts_with_the_outcome(advisor: Advisor, example: Callable[[str], Path]) -> None:
    """The first line of the text is the outcome."""
    run = advisor("decide", example("b2b-growth"), *DAY)

    assert run.out.splitlines()[0].startswith("Outcome: replace.")


def test_an_answer_without_effect_is_named(advisor: Advisor, tmp_path: Path) -> None:
    """A kept answer to a question that is not asked any more is legal, and said to do nothing."""
    file = tmp_path / "old.yaml"
    answers = "  external-logins: {value: []}\n  connection-limit: {value: above}\n"
    file.write_text(f"schema_version: 1\nanswers:\n{answers}", encoding="utf-8")

    run = advisor("decide", file, *DAY)

    assert run.code == 0
    assert "connection-limit: This question is not asked now" in run.out


def test_explain_names_what_forces_and_what_grows(
    advisor: Advisor, example: Callable[[str], Path]
) -> None:
    """The explanation prints certificates, changes and triggers in words."""
    run = advisor("explain", example("ai-assistant"), *DAY)

    assert "these answers alone force it" in run.out
    assert "would be " in run.out
    assert "grows into " in run.out


def test_shares_say_how_much_of_what_is_open_has_each_verdict(
    advisor: Advisor, tmp_path: Path
) -> None:
    """Shares cover exactly what is possible and add up to one; the text names open ones."""
    path = tmp_path / "open.yaml"
    answers = "{platform: {value: cognito}, subjects: {value: [customers]}}"
    path.write_text(f"schema_version: 1\nproject: {{name: A}}\nanswers: {answers}\n", "utf-8")
    found = json.loads(advisor("explain", path, "--json", *DAY).out)
    for part in (found, *found["capabilities"]):
        assert list(part["shares"]["of"]) == part["possible"]
        assert sum(part["shares"]["of"].values()) == pytest.approx(1, abs=1e-5)
        assert part["shares"]["exact"] is True
    text = advisor("explain", path, *DAY).out
    assert text.count("of all ways to answer what is open:") == sum(
        len(part["possible"]) > 1
        for part in (found, *found["capabilities"])
        if (part.get("verdict"), part.get("status")) != ("none", "not-used")
    )


def test_schema_is_printed_on_request(advisor: Advisor) -> None:
    """`decide --schema` prints the schema and needs no file."""
    run = advisor("decide", "--schema")

    assert json.loads(run.out) == SCHEMA
