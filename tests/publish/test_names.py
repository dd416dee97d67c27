"""Names of pages and files."""

import string

from hypothesis import given
from hypothesis import strategies as st

from advisor.publish.names import page_title, slug, visible


def test_slug_joins_words_with_hyphens() -> None:
    """Accents fold, marks become hyphens."""
    assert slug("Ümlaut & Söhne: Portal v2") == "umlaut-sohne-portal-v2"


def test_slug_tells_apart_names_that_lose_letters() -> None:
    """Names without Latin letters get distinct slugs."""
    assert slug("決定") != slug("決断")
    assert slug("決定 A").startswith("a-")


@given(st.text(max_size=300))
def test_slug_is_always_a_safe_file_name(name: str) -> None:
    """No name makes a path, a hidden file, an option or an empty word."""
    made = slug(name)
    assert made
    assert set(made) <= set(string.ascii_lowercase + string.digits + "-")
    assert not made.startswith("-")
    assert len(made) <= 70


@given(st.text(max_size=300))
def test_title_is_always_one_harmless_line(name: str) -> None:
    """No title holds what a wiki reads as link, template, path, namespace or command."""
    made = page_title(name)
    assert made
    assert not set(made) & set("#<>[]{}|/\\%:~\n\r\t")
    assert not made.startswith((".", "-"))
    assert len(made.encode()) <= 220


def test_visible_drops_direction_overrides_and_escapes() -> None:
    """Text for a terminal or a title holds no control characters."""
    assert visible("a\u202eb\x1b[31mc\x00\nd") == "ab[31mc d"


def test_long_titles_stay_apart() -> None:
    """Two names that differ only at their end are two pages."""
    assert page_title("x" * 300 + " decision") != page_title("x" * 300 + " stack")
