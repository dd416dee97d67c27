"""The look of the main screens, so that a change of it is seen in review."""

import pytest

from advisor.application.desk import Desk
from tests.tui.golden_screens import FOLDER, NAMES, painted


@pytest.mark.parametrize("name", NAMES)
async def test_a_screen_looks_as_it_did(name: str, desk: Desk) -> None:
    """Each main screen is painted as its golden file; `golden_screens` writes them anew."""
    expected = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")

    assert await painted(name, desk) == expected


def test_every_golden_screen_is_of_a_scene() -> None:
    """No file is left over from a screen that is gone."""
    assert {path.stem for path in FOLDER.iterdir()} == set(NAMES)
