"""The list of decisions inside the index page."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.publish.publication import Record
from advisor.publish.register import (
    Listed,
    UnreadableRegisterError,
    decode,
    encode,
    listed,
    merged,
    predecessor,
    superseded_by,
)
from tests.publish.samples import HOSTILE, TODAY


def entry(
    id_: str, title: str = "", supersedes: str = "", page: str = "", **more: object
) -> Listed:
    """Return one line of the register."""
    record = Record(id_, title or id_, "split", TODAY, supersedes=supersedes, **more)  # type: ignore[arg-type]
    return listed(record, {"record": page or f"{id_}.md", "stack": f"{id_}-stack.md"})


@given(st.lists(st.text(max_size=60), max_size=4))
def test_register_round_trips(titles: list[str]) -> None:
    """Whatever titles hold, the register comes back as it was written."""
    records = tuple(
        entry(f"r{place}", title.encode("utf-8", "ignore").decode() or "x")
        for place, title in enumerate(titles)
    )
    assert decode(f"text {encode(records)} text") == records


@pytest.mark.parametrize("text", HOSTILE)
def test_register_is_inert_in_every_markup(text: str) -> None:
    """Encoded text holds nothing that a comment, macro, code block or template reacts to."""
    made = encode((entry("a", text, page=text),))
    for active in ("--", "<", ">", "{{", "}}", "[[", "]]", "://", "&", "~~", "%%", "\x1b"):
        assert active not in made


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"advisor":1,"records":[{"id":"../x"}]}',
        '{"advisor":1,"records":[nonsense]}',
        encode((entry("a"), entry("a"))),
    ],
)
def test_a_damaged_register_is_refused(text: str) -> None:
    """A list that someone broke is never half believed."""
    with pytest.raises(UnreadableRegisterError):
        decode(text)


def test_merging_replaces_our_own_line() -> None:
    """A record is listed once, whatever its new title."""
    records = merged((entry("a", "Zeta"), entry("b", "Beta")), entry("a", "Alpha"))
    assert [record.title for record in records] == ["Alpha", "Beta"]


@pytest.mark.parametrize("named", ["old", "Old portal", "old.md", "0007-old-portal-split.md"])
def test_supersession_is_seen_from_both_sides(named: str) -> None:
    """An older record is found by id, title, page or log file, from either end."""
    old = entry("old", "Old portal", log_name="0001-old-portal-split.md")
    new = entry("new", supersedes=named)
    assert predecessor(new, (old, new)) == old
    assert superseded_by(old, (old, new)) == (new,)
    assert superseded_by(new, (old, new)) == ()


def test_a_name_that_two_decisions_share_supersedes_neither() -> None:
    """Only an id says which of them is meant."""
    olds = (
        entry("a", "Shop", log_name="0001-keep-shop.md"),
        entry("b", "SHOP", log_name="0002-keep-shop.md"),
    )
    for named in ("Shop", "0001-keep-shop.md"):
        new = entry("new", supersedes=named)
        assert predecessor(new, (*olds, new)) is None
        assert [superseded_by(old, (*olds, new)) for old in olds] == [(), ()]
    new = entry("new", supersedes="b")
    assert [superseded_by(old, (*olds, new)) for old in olds] == [(), (new,)]


def test_overdue_means_after_the_review_date() -> None:
    """A review that is due today is not late yet."""
    record = entry("a", review_by=date(2026, 11, 22))
    assert not record.overdue(date(2026, 11, 22))
    assert record.overdue(date(2026, 11, 23))
