"""`advisor publish` from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.application import examples, publishing
from advisor.application.opening import Opened
from advisor.cli.publish import command
from advisor.errors import (
    AdvisorError,
    FindingsError,
    InputError,
    RemoteConflictError,
    WriteConflictError,
)
from advisor.model.report import Report
from advisor.publish.config import FILE_NAME

DAY = ["--today", "2026-11-22"]


_REPORTS: dict[str, Report] = {}
_report_of = publishing.report_of


def remembered_report(opened: Opened) -> Report:
    """Return the documents of an assessment, built once for all tests."""
    text = opened.path.read_text()
    if text not in _REPORTS:
        _REPORTS[text] = _report_of(opened)
    return _REPORTS[text]


@pytest.fixture
def assessment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shipped example in a folder of its own, which is the current one."""
    monkeypatch.setattr(publishing, "report_of", remembered_report)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "acme.yaml"
    path.write_text(examples.text_of("partner-api"))
    return path


def run(*arguments: str, given: str = "") -> Result:
    """Run the verb; a documented error is raised."""
    result = CliRunner().invoke(command, list(arguments), input=given)
    if isinstance(result.exception, AdvisorError):
        raise result.exception
    return result


def publish(assessment: Path, *arguments: str) -> Result:
    """Publish the assessment to a folder."""
    return run(str(assessment), "--to", "folder:site", *DAY, *arguments)


def done(result: Result) -> list[str]:
    """Return what was done with each page."""
    return [line.split(":")[0] for line in result.stdout.splitlines() if ":" in line]


def test_publishing_and_publishing_again(assessment: Path) -> None:
    """Two pages, an index and a ledger beside the assessment; the second run changes nothing."""
    first = publish(assessment)
    assert first.exit_code == 0
    assert done(first) == ["create"] * 3
    assert done(publish(assessment)) == ["unchanged"] * 3
    assert (assessment.parent / "acme.published.json").is_file()
    assert "Looking for secrets" in first.stderr


def test_publishing_gives_a_file_its_id(assessment: Path) -> None:
    """One line more, made once; a dry run writes nothing into the file."""
    before = assessment.read_text()
    publish(assessment, "--dry-run")
    assert assessment.read_text() == before
    publish(assessment)
    after = assessment.read_text()
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert len(added) == 1
    assert re.fullmatch(r"id: [a-f][0-9a-f]{7}", added[0])
    assert after.replace(f"{added[0]}\n", "") == before
    publish(assessment)
    assert assessment.read_text() == after


def test_an_id_that_came_in_between_stops_the_run(
    assessment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is published under an id that is not the file's."""

    def overtaken(opened: Opened) -> Report:
        made = remembered_report(opened)
        assessment.write_text(assessment.read_text() + "id: theirs\n")
        return made

    monkeypatch.setattr(publishing, "report_of", overtaken)
    with pytest.raises(WriteConflictError, match="another program"):
        publish(assessment)
    assert not list((assessment.parent / "site").glob("*.md"))


def test_a_conflict_gives_no_id(assessment: Path) -> None:
    """Where nothing is published, the file stays as it was."""
    page = assessment.parent / "site" / "freightline-partner-api-identity-decision.md"
    page.parent.mkdir()
    page.write_text("# Theirs\n")
    before = assessment.read_text()
    assert publish(assessment).exit_code == 3
    assert assessment.read_text() == before


def test_a_copied_file_is_told_from_the_first(assessment: Path) -> None:
    """With the id of the first it is refused, both are named; without it has pages of its own."""
    publish(assessment)
    copy = assessment.with_name("copy.yaml")
    copy.write_text(assessment.read_text())
    with pytest.raises(RemoteConflictError) as caught:
        publish(copy)
    assert caught.value.exit_code == 3
    assert "copy.yaml" in caught.value.message
    assert "acme.yaml" in caught.value.message
    lines = copy.read_text().splitlines(keepends=True)
    copy.write_text("".join(line for line in lines if not line.startswith("id:")))
    assert done(publish(copy)) == ["create", "create", "update"]
    assert done(publish(assessment)) == ["unchanged"] * 3
    assert len(list((assessment.parent / "site").glob("*.md"))) == 5
    assert len(list((assessment.parent / "site" / "images").iterdir())) in {0, 2}


def test_a_dry_run_prints_the_difference(assessment: Path) -> None:
    """Nothing is written, not even the ledger."""
    result = publish(assessment, "--dry-run")
    assert result.exit_code == 0
    assert "+++ ours: freightline-partner-api-identity-decision.md" in result.stdout
    assert not list(assessment.parent.glob("site/*.md"))
    assert not (assessment.parent / "acme.published.json").exists()


def test_a_conflict_ends_with_exit_code_3_and_the_difference(assessment: Path) -> None:
    """--take decides."""
    publish(assessment)
    page = assessment.parent / "site" / "freightline-partner-api-identity-decision.md"
    page.write_text(page.read_text().replace("Decision Drivers", "Our drivers", 1))
    assessment.write_text(assessment.read_text().replace("status: draft", "status: accepted"))
    result = publish(assessment)
    assert result.exit_code == 3
    assert "-## Our drivers" in result.stdout
    assert publish(assessment, "--take", "theirs").exit_code == 0
    assert "Our drivers" in page.read_text()
    assert publish(assessment, "--take", "ours").exit_code == 0
    assert "Our drivers" not in page.read_text()


def test_a_conflict_as_json(assessment: Path) -> None:
    """Programs get the same as data, on stdout alone."""
    publish(assessment)
    page = assessment.parent / "site" / "freightline-partner-api-identity-decision.md"
    page.write_text(page.read_text().replace("Decision Drivers", "Our drivers", 1))
    result = publish(assessment, "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 3
    assert answer["conflict"] is True
    assert answer["pages"][0]["action"] == "conflict"
    assert "-## Our drivers" in answer["pages"][0]["diff"]


def test_a_secret_stops_everything_with_exit_code_1(assessment: Path) -> None:
    """The error names question and line; nothing was read from or written to the target."""
    secret = "ghp_" + "a1B2c3D4e5" * 3 + "a1B2c3"
    text = assessment.read_text()
    assert "no limits per client yet" in text
    assessment.write_text(text.replace("no limits per client yet", f"see {secret}", 1))
    with pytest.raises(FindingsError) as caught:
        publish(assessment)
    assert caught.value.exit_code == 1
    assert secret not in caught.value.message
    assert "api-client-conditions: looks like a secret (GitHub Token)" in caught.value.message
    assert not (assessment.parent / "site").exists()


def test_without_a_file_the_usage_is_shown() -> None:
    """Exit code 2, like every wrong usage."""
    assert run().exit_code == 2


def test_init_asks_and_writes_a_configuration(assessment: Path) -> None:
    """The next run needs no address."""
    result = run("--init", given="folder\nsite\nOur decisions\nteam\n")
    assert result.exit_code == 0, result.output
    assert 'to = "folder:site"' in (assessment.parent / FILE_NAME).read_text()
    assert run(str(assessment), *DAY).exit_code == 0
    assert "# Our decisions" in (assessment.parent / "site" / "index.md").read_text()


def test_init_refuses_what_would_not_work(assessment: Path) -> None:
    """An address without encryption is refused before anything is written."""
    with pytest.raises(InputError, match="without encryption"):
        run("--init", given="mediawiki\nhttp://wiki.example.com/api.php\n")
    assert not (assessment.parent / FILE_NAME).exists()
