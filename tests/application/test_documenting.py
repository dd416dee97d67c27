"""Writing documents into a folder."""

import json
from datetime import date
from pathlib import Path

import pytest

from advisor.application import documenting
from advisor.errors import FileAccessError, InputError
from advisor.exports import registry
from tests.documents.small import ASSESSMENT, opened


def test_every_format_is_written_and_listed(tmp_path: Path) -> None:
    """The paths returned are the files in the folder, which is made if needed."""
    folder = tmp_path / "new" / "out"

    paths = documenting.write(opened(), folder, ["md,html", "json"])

    assert sorted(paths) == sorted(folder.iterdir())
    assert [path.name for path in paths] == ["stack.md", "stack.html", "stack.json"]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Same assessment, catalog and date give the same files in every default format."""
    for run in ("a", "b"):
        documenting.write(opened(), tmp_path / run)

    first = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}
    assert len(first) == len(registry.DEFAULT)


def test_progress_names_each_format_and_ends_with_the_count(tmp_path: Path) -> None:
    """A caller can show which format is being written and how many are done."""
    told: list[tuple[str, int, int]] = []

    documenting.write(opened(), tmp_path, ["md", "json"], progress=lambda *step: told.append(step))

    assert told == [("md", 0, 2), ("json", 1, 2), ("", 2, 2)]


def test_an_unknown_format_writes_nothing(tmp_path: Path) -> None:
    """Formats are checked before the first file is written."""
    with pytest.raises(InputError):
        documenting.write(opened(), tmp_path / "out", ["md", "nonsense"])

    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    """A file in the folder's place gives a clear error."""
    (tmp_path / "out").write_text("", encoding="utf-8")

    with pytest.raises(FileAccessError) as caught:
        documenting.write(opened(), tmp_path / "out", ["md"])

    assert "out" in caught.value.message


def test_a_record_keeps_its_number(tmp_path: Path) -> None:
    """The same record written again replaces itself; another one gets the next number."""
    (tmp_path / "0004-something-else.md").write_text("# x\n", encoding="utf-8")

    first = documenting.write(opened(), tmp_path, ["madr"])
    second = documenting.write(opened(), tmp_path, ["madr"])

    assert first == second
    assert first[0].name.startswith("0005-")


@pytest.mark.parametrize("known", [True, False])
def test_records_of_like_names_stay_two(tmp_path: Path, known: bool) -> None:
    """Another assessment's record is never written over, be its id known or its title alone."""
    name = "name: Acme payments"
    assert name in ASSESSMENT
    texts = [ASSESSMENT, ASSESSMENT.replace(name, 'name: "ACME payments!"')]
    if known:
        texts = [f"id: {id_}\n{text}" for id_, text in zip(("a1a1", "b2b2"), texts, strict=True)]
    for _ in range(2):
        made = [documenting.write(opened(text), tmp_path, ["madr"])[0] for text in texts]
        assert [path.name[:5] for path in made] == ["0001-", "0002-"]
        assert len({path.name[5:] for path in made}) == 1
        assert "ACME payments" in made[1].read_text(encoding="utf-8")
        assert "Acme payments" in made[0].read_text(encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_record_written_before_there_were_ids_keeps_its_number(tmp_path: Path) -> None:
    """It is known by its title, and gets the id."""
    (before,) = documenting.write(opened(), tmp_path, ["madr"])
    (after,) = documenting.write(opened(f"id: a1a1\n{ASSESSMENT}"), tmp_path, ["madr"])
    assert after == before
    assert "assessment: 'a1a1'" in after.read_text(encoding="utf-8")


def test_a_superseded_record_points_to_its_successor(tmp_path: Path) -> None:
    """Supersession is written on both sides."""
    old = tmp_path / "0001-old.md"
    old.write_text("---\nstatus: accepted\n---\n\n# Old\n\n- Status: accepted\n", encoding="utf-8")
    text = ASSESSMENT.replace("supersedes: null", "supersedes: 0001-old.md")

    (new,) = documenting.write(opened(text), tmp_path, ["madr"])

    assert "- Supersedes: [0001-old](0001-old.md)" in new.read_text(encoding="utf-8")
    superseded = old.read_text(encoding="utf-8").splitlines()
    assert f"status: superseded by {new.stem}" in superseded
    assert f"- Status: superseded by [{new.stem}]({new.name})" in superseded


def test_the_json_gives_the_same_decision_again(tmp_path: Path) -> None:
    """What was exported can be imported: the decision is the same."""
    before = opened()
    (path,) = documenting.write(before, tmp_path, ["json"])
    content = json.loads(path.read_text(encoding="utf-8"))

    assert opened(json.dumps(content["assessment"])).decision == before.decision
    assert content["today"] == date(2026, 11, 22).isoformat()


def test_a_preview_is_the_document_that_is_written(tmp_path: Path) -> None:
    """The tree shown on screen is the tree that the files are made of."""
    preview = documenting.document_of(opened())
    (path,) = documenting.write(opened(), tmp_path, ["json"])
    written = json.loads(path.read_text(encoding="utf-8"))["document"]

    assert [section.id for section in preview.sections] == [
        section["id"] for section in written["sections"]
    ]
