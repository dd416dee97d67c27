"""The id of an assessment while it is edited."""

from pathlib import Path

from msgspec.structs import replace

from advisor.application.desk import Desk
from advisor.model.assessment import Project


def test_save_as_makes_a_decision_of_its_own(desk: Desk, tmp_path: Path) -> None:
    """The new file gets another id, and an undo does not bring the first one back."""
    session = desk.create(tmp_path / "a.yaml", desk.blank("Shop"))
    first = session.assessment.id
    session.set_project(Project("Shop two"))
    desk.save_as(session, tmp_path / "b.yaml")
    assert session.assessment.id not in {"", first}
    session.undo()
    second = session.assessment.id
    session.close()
    assert second != first
    assert f"id: {first}\n" in (tmp_path / "a.yaml").read_text()
    assert f"id: {second}\n" in (tmp_path / "b.yaml").read_text()


def test_an_edit_from_elsewhere_keeps_the_id(desk: Desk, tmp_path: Path) -> None:
    """What a scan or an undo hands over is content, not identity."""
    session = desk.create(tmp_path / "a.yaml", desk.blank("Shop"))
    first = session.assessment.id
    session.take(replace(session.assessment, id="another", project=Project("Shop two")), "scan")
    assert session.assessment.id == first
    session.reload()
    session.close()
    assert session.assessment.id == first
    assert session.assessment.project.name == "Shop two"
