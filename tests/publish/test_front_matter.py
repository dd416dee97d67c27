"""Front matter of Markdown pages."""

import pytest

from advisor.publish.front_matter import scalar, with_front_matter
from advisor.publish.reconcile import Action, Outcome, Take
from tests.publish.samples import HOSTILE

LINES = 'title: "Acme"\nowner: "payments"'
PAGE = "<!-- ours -->\n"


def made(text: str = PAGE, lines: str = LINES, take: Take | None = None) -> Outcome:
    """Return a page with front matter."""
    return with_front_matter(Outcome(Action.UNCHANGED, text), lines, take)


def test_front_matter_stands_at_the_top() -> None:
    """A page without front matter gets one."""
    assert made().text.startswith("---\n# advisor:begin front digest=")
    assert made().action is Action.UPDATE


def test_the_same_lines_change_nothing() -> None:
    """A second run leaves the page alone."""
    assert made(made().text).action is Action.UNCHANGED


def test_keys_of_the_team_stay() -> None:
    """Only our own lines are replaced."""
    text = made().text.replace("---\n", "---\nsidebar_position: 3\n", 1)
    again = made(text, LINES.replace("Acme", "Beta")).text
    assert "sidebar_position: 3" in again
    assert "Beta" in again
    assert "Acme" not in again


def test_front_matter_that_was_there_is_kept() -> None:
    """Our lines join those of a page that we adopt."""
    text = made("---\nlayout: wide\n---\nHello\n").text
    assert "layout: wide" in text
    assert text.count("---\n") == 2
    assert text.endswith("Hello\n")


def test_a_hand_in_our_lines_is_a_conflict() -> None:
    """Someone who changed our lines is asked about, not overruled."""
    text = made().text.replace('"payments"', '"platform"')
    assert made(text, LINES.replace("Acme", "Beta")).action is Action.CONFLICT
    assert made(text, LINES, Take.THEIRS).text == text
    assert '"payments"' in made(text, LINES, Take.OURS).text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_value_leaves_its_line(text: str) -> None:
    """A hostile value is one quoted scalar: no new key, no end of the front matter."""
    value = scalar(text)
    assert "\n" not in value
    assert value.startswith('"')
    assert value.endswith('"')
