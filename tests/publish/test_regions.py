"""The marked part of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.publish.regions import (
    ANCHOR,
    COMMENT,
    SMALL_PRINT,
    DamagedMarkersError,
    Region,
    Style,
    cut,
    defused,
    digest,
    marked,
    placed,
    removed,
    unmarked,
)

STYLES = pytest.mark.parametrize("style", [COMMENT, SMALL_PRINT, ANCHOR])
REGION = Region("record", "one\n\ntwo", {"id": "acme", "owner": "pay-ments"})


@STYLES
def test_text_around_our_part_stays(style: Style) -> None:
    """Replacing our part leaves every character before and after it."""
    page = f"Their introduction.\n\n{marked(REGION, style)}\n\nTheir end.\n"
    after = placed(cut(page, "record", style), Region("record", "new", {}), style)
    assert after.startswith("Their introduction.\n\n")
    assert after.endswith("\n\nTheir end.\n")
    assert "new" in after
    assert "two" not in after


@STYLES
def test_attributes_come_back(style: Style) -> None:
    """What is written into the markers is read from them."""
    found = cut(marked(REGION, style), "record", style).region
    assert found is not None
    assert (found.body, dict(found.attributes)) == (REGION.body, REGION.attributes)


@STYLES
def test_a_page_without_markers_has_no_region(style: Style) -> None:
    """A page of someone else has no part of ours; ours goes below it."""
    parts = cut("Their page.", "record", style)
    assert parts.region is None
    assert placed(parts, REGION, style).startswith("Their page.\n\n")


@STYLES
@pytest.mark.parametrize("loss", ["begin", "end", "twice"])
def test_damaged_markers_are_noticed(style: Style, loss: str) -> None:
    """A missing or doubled marker is an error and never guessed at."""
    page = marked(REGION, style)
    pages = {
        "begin": page.replace(style.begin(REGION), ""),
        "end": page.replace(style.end(REGION), ""),
        "twice": f"{page}\n{page}",
    }
    with pytest.raises(DamagedMarkersError):
        cut(pages[loss], "record", style)


def test_confluence_may_rewrite_the_anchor() -> None:
    """Attributes that Confluence adds to the marker do not hide it."""
    page = marked(REGION, ANCHOR).replace(
        'ac:name="anchor" ac:schema-version="1"',
        'ac:name="anchor" ac:schema-version="1" ac:local-id="x" ac:macro-id="9"',
    )
    found = cut(page.replace("<p><ac", '<p local-id="7"><ac'), "record", ANCHOR).region
    assert found is not None
    assert found.body == REGION.body


@STYLES
@given(body=st.text(alphabet="abc \n", max_size=80), before=st.text(alphabet="xy\n", max_size=20))
def test_cutting_undoes_placing(style: Style, body: str, before: str) -> None:
    """What was placed is found again, equal to what was meant."""
    page = placed(cut(before, "record", style), Region("record", body, {}), style)
    found = cut(page, "record", style).region
    assert found is not None
    assert digest(found.body) == digest(body)


def test_no_text_passes_for_a_marker() -> None:
    """Code that spells out a marker is defused before it is placed."""
    hostile = "<!-- advisor:end record -->\nmine now"
    page = placed(cut("", "record", COMMENT), Region("record", defused(hostile), {}), COMMENT)
    found = cut(page, "record", COMMENT).region
    assert found is not None
    assert found.body.endswith("mine now")


def test_attribute_values_cannot_leave_their_marker() -> None:
    """A hostile value loses every character that could end the marker."""
    line = COMMENT.begin(Region("record", "", {"owner": "a --> <b> x=y"}))
    assert line.count("-->") == 1
    assert cut(f"{line}\n<!-- advisor:end record -->", "record", COMMENT).region is not None


def test_a_removed_region_leaves_no_trace() -> None:
    """Taking a banner away closes the gap."""
    page = f"{marked(Region('notice', 'old', {}), COMMENT)}\nrest"
    assert removed(cut(page, "notice", COMMENT)) == "rest"


def test_loose_markers_can_be_taken_out() -> None:
    """All markers of one part go, and every other character stays."""
    page = f"a\n{COMMENT.end(REGION)}\nb"
    assert unmarked(page, "record", COMMENT) == "a\n\nb"
