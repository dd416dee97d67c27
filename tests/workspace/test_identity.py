"""The id of an assessment: made once, kept by every save, never shared with a copy."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor.errors import AssessmentError, WriteConflictError
from advisor.model.assessment import Answer, Assessment, Project
from advisor.model.catalog import Catalog
from advisor.workspace import AssessmentFile, parse, read
from tests.workspace.conftest import TEXT

OLD = TEXT.replace("id: ab12cd34\n", "")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that was written before there were ids."""
    path = tmp_path / "old.yaml"
    path.write_text(OLD, encoding="utf-8")
    return path


def test_a_new_file_has_an_id_that_no_reader_takes_for_a_number(
    tmp_path: Path, catalog: Catalog
) -> None:
    """Two new files have two ids, each beginning with a letter."""
    made = set()
    for name in ("a", "b"):
        with AssessmentFile.create(tmp_path / name, catalog, Assessment()) as file:
            made.add(file.assessment.id)
        assert read(tmp_path / name, catalog).id == file.assessment.id
    assert len(made) == 2
    assert all(re.fullmatch(r"[a-f][0-9a-f]{7}", one) for one in made)


def test_the_first_change_gives_an_old_file_its_id(old: Path, catalog: Catalog) -> None:
    """The id is one more line; comments stay, and later saves keep it."""
    with AssessmentFile.open(old, catalog) as file:
        promised = file.assessment.id
        file.save(replace(file.assessment, figures={"users": 7}))
        file.save(replace(file.assessment, figures={"users": 45000}))
    expected = OLD.replace(
        'catalog_version: "0.1.0"\n', f'catalog_version: "0.1.0"\nid: {promised}\n'
    )
    assert old.read_text(encoding="utf-8") == expected


def test_looking_at_an_old_file_writes_no_id(old: Path, catalog: Catalog) -> None:
    """An id alone is no change."""
    with AssessmentFile.open(old, catalog) as file:
        file.save(file.assessment)
    assert old.read_text(encoding="utf-8") == OLD


def test_an_id_is_written_when_asked_for(old: Path, catalog: Catalog) -> None:
    """Publishing needs it in the file; asking again changes nothing."""
    with AssessmentFile.open(old, catalog) as file:
        file.identify()
        once = old.read_text(encoding="utf-8")
        file.identify()
    assert old.read_text(encoding="utf-8") == once
    assert read(old, catalog).id == file.assessment.id


def test_an_id_is_not_written_over_a_foreign_change(old: Path, catalog: Catalog) -> None:
    """Whoever changed the file meanwhile may have given it an id."""
    with AssessmentFile.open(old, catalog) as file:
        old.write_text(TEXT, encoding="utf-8")
        with pytest.raises(WriteConflictError):
            file.identify()
        assert old.read_text(encoding="utf-8") == TEXT


def test_a_save_keeps_the_id_of_the_file(path: Path, catalog: Catalog) -> None:
    """An assessment from elsewhere does not bring its id along."""
    other = Assessment(
        id="other", project=Project("Other"), answers={"platform": Answer("cognito")}
    )
    with AssessmentFile.open(path, catalog) as file:
        file.save(other)
    assert read(path, catalog).id == "ab12cd34"


def test_overwriting_keeps_an_id_that_others_gave_the_file(old: Path, catalog: Catalog) -> None:
    """What they may have published stays the same decision."""
    with AssessmentFile.open(old, catalog) as file:
        old.write_text(TEXT, encoding="utf-8")
        file.save(replace(file.assessment, figures={"users": 7}), overwrite=True)
        assert file.assessment.id == "ab12cd34"
    assert read(old, catalog).id == "ab12cd34"


def test_a_copy_in_a_new_file_is_a_decision_of_its_own(path: Path, catalog: Catalog) -> None:
    """A new file never takes the id of what it was copied from."""
    copy = path.with_name("copy.yaml")
    with AssessmentFile.create(copy, catalog, read(path, catalog)):
        pass
    assert read(copy, catalog).id not in {"", "ab12cd34"}


@pytest.mark.parametrize("bad", ["12345678", "a/b", "A1", "-a1b", "x" * 25, "a1"])
def test_an_id_is_a_short_plain_word(bad: str, catalog: Catalog) -> None:
    """It becomes part of file names and marks in pages."""
    with pytest.raises(AssessmentError) as caught:
        parse(f"schema_version: 1\nid: {bad}\n", "a.yaml", catalog)
    assert [problem.line for problem in caught.value.problems] == [2]
