"""Files that are new, old, renamed, or changed by somebody else while they are open."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor.errors import AssessmentError, FileAccessError, WriteConflictError
from advisor.model.assessment import Actor, Answer, Assessment, Project
from advisor.model.catalog import Catalog
from advisor.workspace import AssessmentFile, dump, parse, read
from tests.workspace.conftest import TEXT

Change = Callable[[Assessment], Assessment]


def answered(**answers: Answer | None) -> Change:
    """Return a change of answers; None removes one, and `__` stands for a hyphen."""

    def change(assessment: Assessment) -> Assessment:
        merged: dict[str, Answer | None] = {**assessment.answers}
        merged.update({key.replace("__", "-"): value for key, value in answers.items()})
        return replace(assessment, answers={k: v for k, v in merged.items() if v is not None})

    return change


def test_an_unchanged_assessment_is_not_written(path: Path, catalog: Catalog) -> None:
    """Looking at a file does not touch it."""
    before = path.stat().st_mtime_ns, path.stat().st_ino
    with AssessmentFile.open(path, catalog) as file:
        file.save(file.assessment)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_a_new_file_reads_well(tmp_path: Path, catalog: Catalog) -> None:
    """What `advisor` writes is what a person would write."""
    assessment = Assessment(
        project=Project("Acme: payments", review_by=date(2027, 5, 1)),
        catalog_version="0.1.0",
        answers={
            "platform": Answer("cognito"),
            "kept-secrets": Answer((), ("signing-keys",), note="no"),
            "lifecycle": Answer(unknown=True, note="ask Ann\nnext week"),
        },
        actors=(
            Actor("shoppers", "customers", "Shoppers", "in-use", count=900),
            Actor(
                "ledger",
                "own-workload",
                "Ledger job",
                answers={"reach": Answer("own-data", note="word " * 20 + "end")},
            ),
        ),
        complete={"people": "complete"},
        figures={"users": 45},
    )
    with AssessmentFile.create(tmp_path / "a.yaml", catalog, assessment) as file:
        assert replace(file.assessment, id="") == assessment
    expected = f"""\
schema_version: 2
catalog_version: "0.1.0"
id: {file.assessment.id}
project: {{name: "Acme: payments", review_by: 2027-05-01}}
actors:
  - {{id: shoppers, kind: customers, name: Shoppers, status: in-use, count: 900}}
  - id: ledger
    kind: own-workload
    name: Ledger job
    answers:
      reach:
        value: own-data
        note: {"word " * 20}end
complete:
  people: complete
answers:
  platform: {{value: cognito}}
  kept-secrets: {{value: [], maybe: [signing-keys], note: "no"}}
  lifecycle:
    unknown: true
    note: |-
      ask Ann
      next week
figures:
  users: 45
"""
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == expected


def test_dump_of_an_empty_assessment_reads_back(catalog: Catalog) -> None:
    """A file may be started before anything is answered."""
    assert parse(dump(Assessment()), "a.yaml", catalog) == Assessment()


def test_an_old_file_is_migrated_on_saving_and_kept(tmp_path: Path, catalog: Catalog) -> None:
    """The old version stays beside the new one, comments move along."""
    path = tmp_path / "a.yaml"
    text = """\
schema_version: 0
id: ab12cd34
project: Acme  # ours
answers:
  # sure
  platform: cognito  # seen
  lifecycle: null
notes: {platform: why}
"""
    path.write_text(text, encoding="utf-8")
    with AssessmentFile.open(path, catalog) as file:
        assert path.read_text(encoding="utf-8") == text
        file.save(answered(kept__secrets=Answer(()))(file.assessment))
        assert file.backup == tmp_path / "a.yaml.v0.bak"
    assert (tmp_path / "a.yaml.v0.bak").read_text(encoding="utf-8") == text
    assert (
        path.read_text(encoding="utf-8")
        == """\
schema_version: 2
id: ab12cd34
project: {name: Acme}  # ours
answers:
  # sure
  platform: {value: cognito, note: why}  # seen
  lifecycle: {unknown: true}
  kept-secrets: {value: []}
"""
    )


def test_a_backup_never_replaces_another(tmp_path: Path, catalog: Catalog) -> None:
    """Two old files leave two backups."""
    path = tmp_path / "a.yaml"
    for name in ("one", "two"):
        path.write_text(f"schema_version: 0\nproject: {name}\n", encoding="utf-8")
        with AssessmentFile.open(path, catalog) as file:
            file.save(answered(platform=Answer("other"))(file.assessment))
    assert "one" in (tmp_path / "a.yaml.v0.bak").read_text(encoding="utf-8")
    assert "two" in (tmp_path / "a.yaml.v0.bak2").read_text(encoding="utf-8")


def test_a_renamed_question_is_renamed_in_place(tmp_path: Path, catalog: Catalog) -> None:
    """The answer keeps its line and its comments."""
    path = tmp_path / "a.yaml"
    path.write_text(
        "schema_version: 2\nid: own1\nanswers:\n  # why\n  product: {value: cognito} # c\n", "utf-8"
    )
    with AssessmentFile.open(path, catalog) as file:
        file.save(answered(lifecycle=Answer("live"))(file.assessment))
    assert path.read_text(encoding="utf-8") == (
        "schema_version: 2\nid: own1\nanswers:\n  # why\n  platform: {value: cognito} # c\n"
        "  lifecycle: {value: live}\n"
    )


def test_a_foreign_change_is_never_overwritten_unseen(path: Path, catalog: Catalog) -> None:
    """Somebody else's edit makes the save fail, with a way on."""
    with AssessmentFile.open(path, catalog) as file:
        foreign = path.read_text(encoding="utf-8").replace("45000", "46000")
        path.write_text(foreign, encoding="utf-8")
        wanted = answered(lifecycle=Answer("live"))(file.assessment)
        with pytest.raises(WriteConflictError, match="was changed by somebody else") as caught:
            file.save(wanted)
        assert caught.value.exit_code == 2
        assert path.read_text(encoding="utf-8") == foreign
        assert file.reload().figures == {"users": 46000}
        file.save(answered(lifecycle=Answer("live"))(file.assessment))
    assert "46000" in path.read_text(encoding="utf-8")


def test_overwriting_is_possible_when_asked_for_and_keeps_foreign_comments(
    path: Path, catalog: Catalog
) -> None:
    """A person who has seen the conflict may insist."""
    with AssessmentFile.open(path, catalog) as file:
        path.write_text(TEXT.replace("45000", "46000 # theirs"), encoding="utf-8")
        file.save(file.assessment, overwrite=True)
    assert path.read_text(encoding="utf-8") == TEXT.replace("45000", "45000 # theirs")


@pytest.mark.parametrize("foreign", ["not: [yaml", "schema_version: 9\n"])
def test_overwriting_something_unreadable_keeps_it_beside(
    foreign: str, path: Path, catalog: Catalog
) -> None:
    """Even then nothing is lost."""
    with AssessmentFile.open(path, catalog) as file:
        path.write_text(foreign, encoding="utf-8")
        wanted = file.assessment
        file.save(wanted, overwrite=True)
        assert file.backup is not None
        assert file.backup.read_text(encoding="utf-8") == foreign
    assert read(path, catalog) == wanted


def test_a_file_deleted_under_us_is_a_conflict_and_can_be_written_again(
    path: Path, catalog: Catalog
) -> None:
    """Deleting is a change too."""
    with AssessmentFile.open(path, catalog) as file:
        path.unlink()
        assert file.changed_on_disk()
        with pytest.raises(WriteConflictError):
            file.save(file.assessment)
        file.save(file.assessment, overwrite=True)
    assert read(path, catalog).figures == {"users": 45000}


def test_a_new_file_never_replaces_one(path: Path, catalog: Catalog) -> None:
    """Creating is not overwriting, not even through a dangling link."""
    with pytest.raises(FileAccessError, match="exists already"):
        AssessmentFile.create(path, catalog, Assessment())
    link = path.with_name("link.yaml")
    link.symlink_to(path.with_name("nowhere.yaml"))
    with pytest.raises(FileAccessError, match="exists already"):
        AssessmentFile.create(link, catalog, Assessment())
    assert path.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("assessment", "said"),
    [
        (Assessment(project=Project("\ud800")), "half of a surrogate pair"),
        (Assessment(products={"secrets": "a\udfff"}), "half of a surrogate pair"),
        (Assessment(answers={"platform": Answer("cognito", note="x" * 5_000_000)}), "at most"),
        (Assessment(answers={"nothing": Answer("x")}), 'no question "nothing"'),
        (Assessment(answers={"platform": Answer(unknown=True, not_applicable="x")}), "read back"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(
    assessment: Assessment, said: str, path: Path, catalog: Catalog
) -> None:
    """A save either writes a file that reads the same, or nothing."""
    with AssessmentFile.open(path, catalog) as file:
        with pytest.raises(AssessmentError) as caught:
            file.save(assessment)
        assert [problem for problem in caught.value.problems if said in problem.problem]
    assert path.read_text(encoding="utf-8") == TEXT
