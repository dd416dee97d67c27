"""Names of pages and files."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.publish.names import page_title, slug, tagged, visible


def test_slug_joins_words_with_hyphens() -> None:
    """Accents fold, marks become hyphens."""
    assert slug("Ümlaut & Söhne: Portal v2") == "umlaut-sohne-portal-v2"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("決定 A", "jue-ding-a"),
        ("決断", "jue-duan"),
        ("Портал оплаты", "portal-oplaty"),
        ("서울 포털", "seo-ul-po-teol"),
        ("アカウント", "akaunto"),
        ("Straße e\u0301tude", "strasse-etude"),
        ("🚀 pay", "rocket-pay"),
    ],
)
def test_slug_is_readable_in_any_script(name: str, made: str) -> None:
    """Other letters become words of the sounds that they stand for."""
    assert slug(name) == made


def test_a_tag_stands_before_the_ending() -> None:
    """Pages without an ending get it behind their name."""
    assert tagged("shop.png", "c1") == "shop-c1.png"
    assert tagged("shop", "c1") == "shop-c1"
    assert tagged("shop.png", "") == "shop.png"


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
