"""New files get names of their own."""

from pathlib import Path

import pytest

from advisor.application.desk import Desk, file_for
from advisor.model.assessment import Answer


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Acme payments", "acme-payments.yaml"),
        ("  Ünïcode / näme ", "unicode-name.yaml"),
        ("../../etc/passwd", "etc-passwd.yaml"),
        ("日本", "ri-ben.yaml"),
        ("☐", "assessment.yaml"),
        ("x" * 300, "x" * 60 + ".yaml"),
    ],
)
def test_a_file_is_named_after_its_project(name: str, file: str, tmp_path: Path) -> None:
    """Whatever the project is called, its file has a plain name inside the folder."""
    assert file_for(name, tmp_path) == tmp_path / file


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    """A new assessment never takes the file of another."""
    (tmp_path / "acme.yaml").touch()
    (tmp_path / "acme-2.yaml").touch()

    assert file_for("Acme", tmp_path) == tmp_path / "acme-3.yaml"


def test_a_new_assessment_knows_name_and_platform_only(desk: Desk) -> None:
    """New asks for nothing else, and leaves the platform open where the user does."""
    assert desk.blank("Acme", "cognito").answers == {"platform": Answer(value="cognito")}
    assert desk.blank("Acme").answers == {}
