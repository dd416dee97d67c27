"""The lines shown beside a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.evidence.excerpt import excerpt
from tests.evidence.scene import write


def test_shows_the_lines_around_a_place(tmp_path: Path) -> None:
    """The named line is shown with its neighbours and their numbers."""
    write(tmp_path, {"infra/m.tf": "".join(f"line{index}\n" for index in range(1, 11))})
    found = excerpt("infra/m.tf:5", [tmp_path], context=2)
    assert found is not None
    assert found.lines == ((3, "line3"), (4, "line4"), (5, "line5"), (6, "line6"), (7, "line7"))
    assert found.line == 5


def test_a_line_that_is_cut_says_so(tmp_path: Path) -> None:
    """Only so much of a very long line is shown, and a sign that it goes on."""
    write(tmp_path, {"m.tf": f"{'a ' * 500}\nshort\n"})
    found = excerpt("m.tf:1", [tmp_path])
    assert found is not None
    (_, long), (_, short) = found.lines
    assert len(long) == 200
    assert long.endswith(" …")
    assert short == "short"


def test_stays_inside_the_file(tmp_path: Path) -> None:
    """Near the start and the end fewer lines are shown."""
    write(tmp_path, {"m.tf": "a\nb\n"})
    found = excerpt("m.tf:1", [tmp_path])
    assert found is not None
    assert found.lines == ((1, "a"), (2, "b"))


@pytest.mark.parametrize(
    "where",
    [
        "m.tf",
        "m.tf:x",
        "m.tf:99",
        "../outside.tf:1",
        "/etc/passwd:1",
        "gone.tf:1",
        "notes.txt:1",
        "terraform.tfvars:1",
        "terraform.tfstate:1",
        "plan.json:1",
        "large.tf:1",
        "aws://eu-west-1#UserPool/x",
        "",
    ],
)
def test_opens_nothing_else(tmp_path: Path, where: str) -> None:
    """A place outside the folder, in another kind of file, or that is none, shows nothing."""
    write(tmp_path, {"outside.tf": "secret", "in/m.tf": "a\n", "in/notes.txt": "a\n"})
    write(tmp_path, {"in/terraform.tfvars": "a = 1\n", "in/terraform.tfstate": "{}\n"})
    write(tmp_path, {"in/plan.json": '{"planned_values": {"x": "kept under no name"}}\n'})
    write(tmp_path, {"in/large.tf": "a\n" * 1_500_000})
    assert excerpt(where, [tmp_path / "in"]) is None


def test_follows_no_link_outside(tmp_path: Path) -> None:
    """A link that leads out of the folder is not opened."""
    write(tmp_path, {"outside.tf": "secret", "in/m.tf": "a\n"})
    (tmp_path / "in/link.tf").symlink_to(tmp_path / "outside.tf")
    assert excerpt("link.tf:1", [tmp_path / "in"]) is None


def test_counts_lines_as_parsers_do(tmp_path: Path) -> None:
    """A form feed or a line separator inside a line does not shift the numbers."""
    write(tmp_path, {"m.tf": "a\x0cb\u2028c\r\nd\n"})
    found = excerpt("m.tf:2", [tmp_path])
    assert found is not None
    assert found.lines == ((1, "a\x0cb\u2028c"), (2, "d"))
