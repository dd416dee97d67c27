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


def test_explain_adds_relevance_and_triggers(
    advisor: Advisor, example: Callable[[str], Path]
) -> None:
    """`explain --json` is `decide --json` plus `relevant` and `triggers` everywhere."""
    path = example("ai-assistant")
    decided = json.loads(advisor("decide", path, "--json", *DAY).out)
    explained = json.loads(advisor("explain", path, "--json", *DAY).out)

    added = {"relevant", "triggers"}
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


def assessment(tmp_path: Path, answers: str) -> Path:
    """Write an assessment with some answers."""
    path = tmp_path / "some.yaml"
    path.write_text(f"schema_version: 1\nproject: {{name: A}}\nanswers: {answers}\n", "utf-8")
    return path


def test_a_verdict_that_rests_on_silence_is_provisional(advisor: Advisor, tmp_path: Path) -> None:
    """The JSON and the text say the standing and what is assumed; nothing is kept for good."""
    path = assessment(tmp_path, "{platform: {value: cognito}, subjects: {value: [customers]}}")
    found = json.loads(advisor("decide", path, "--json", *DAY).out)
    assert (found["outcome"], found["standing"], found["missing"]) == ("keep", "provisional", [])
    assert found["assumptions"][0] == {
        "question": "lifecycle",
        "answer": "live",
        "theme": "basics",
        "default": True,
        "reaches": "split",
    }
    for job in found["capabilities"]:
        assert (job["standing"] == "settled") is job["settled"] is (job["assumptions"] == [])
    text = advisor("decide", path, *DAY).out
    assert text.startswith("Outcome: keep, provisional. Nothing told so far asks for a move.")
    assert f"Assumed, in {len(found['assumptions'])} answers that nobody gave:" in text
    assert "Keep everything" not in text


def test_a_file_without_a_product_is_undecided(advisor: Advisor, tmp_path: Path) -> None:
    """The product is our default then: it and the people are what the outcome waits for."""
    found = json.loads(advisor("decide", assessment(tmp_path, "{}"), "--json", *DAY).out)
    assert (found["standing"], found["missing"]) == ("undecided", ["platform", "subjects"])


def test_programs_without_anybody_told_of_are_undecided(advisor: Advisor, tmp_path: Path) -> None:
    """Where no people are listed and nobody said that there are none, nothing is replaced yet."""
    answers = (
        "{platform: {value: cognito}, subjects: {value: [own-workload], "
        "maybe: [customers, workforce]}}"
    )
    found = json.loads(advisor("decide", assessment(tmp_path, answers), "--json", *DAY).out)
    assert (found["standing"], found["missing"]) == ("undecided", ["subjects"])


def test_what_speaks_against_a_verdict_is_named(advisor: Advisor, tmp_path: Path) -> None:
    """A counter-ground names the facts that hold and what its rule still waits for."""
    answers = (
        "{platform: {value: cognito}, subjects: {value: [customers]}, "
        "decision-place: {value: [token-claims]}}"
    )
    path = assessment(tmp_path, answers)
    found = json.loads(advisor("decide", path, "--json", *DAY).out)
    job = next(job for job in found["capabilities"] if job["id"] == "authorization")
    assert (job["verdict"], job["standing"]) == ("keep", "undecided")
    first = job["counter_grounds"][0]
    assert first["facts"] == [{"question": "decision-place", "includes": "token-claims"}]
    assert "permission-shape" in first["open_questions"]
    assert found["standing"] == "undecided"
    assert "Speaks against it: Authorization may become split" in advisor("decide", path, *DAY).out


def test_the_product_is_a_lever_only_on_request(
    advisor: Advisor, example: Callable[[str], Path]
) -> None:
    """`explain --all` may move what is reviewed, as the product; else nobody is told to."""
    frame = {"platform", "lifecycle", "primary-population", "subjects"}

    path = example("b2b-growth")

    def moved(*options: str) -> set[str]:
        run = advisor("explain", path, "--json", *options, *DAY)
        return {
            edit.get("question", "subjects")
            for change in json.loads(run.out)["changes"]
            for edit in change["set"]
            if edit["from"] != "open"
        }

    assert not moved() & frame
    assert moved("--all") & frame


def test_schema_is_printed_on_request(advisor: Advisor) -> None:
    """`decide --schema` prints the schema and needs no file."""
    run = advisor("decide", "--schema")

    assert json.loads(run.out) == SCHEMA
