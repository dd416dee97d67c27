"""Small pieces of running text."""

from datetime import date

import pytest

from advisor.documents import phrases
from advisor.model.document import Code, Strong, Text


def test_a_run_joins_neighbouring_text() -> None:
    """Text beside text becomes one node; empty text disappears."""
    assert phrases.run("a", "", "b", Code("c"), (Text("d"), Text("e"))) == (
        Text("ab"),
        Code("c"),
        Text("de"),
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_a_listing_reads_as_a_sentence(words: tuple[str, ...], said: str) -> None:
    """One word stands alone; the last of several follows a conjunction."""
    assert phrases.listing(words) == said


def test_runs_are_listed_like_words() -> None:
    """Inlines are joined with commas and a conjunction and keep their kind."""
    said = phrases.listing_of([phrases.run("a"), phrases.run(Strong("b")), phrases.run("c")], "or")

    assert said == (Text("a, "), Strong("b"), Text(" or c"))


@pytest.mark.parametrize(
    ("text", "lowered"),
    [
        ("Customer sign-in", "customer sign-in"),
        ("API clients of others", "API clients of others"),
        ("SCIM is missing", "SCIM is missing"),
        ("Amazon Cognito stays", "Amazon Cognito stays"),
        ("OAuth2 is used", "OAuth2 is used"),
        ("A person approves", "a person approves"),
    ],
)
def test_lowering_keeps_names_and_acronyms(text: str, lowered: str) -> None:
    """Inside a sentence an ordinary first word is small, a name or an acronym is not."""
    assert phrases.lower(text) == lowered


@pytest.mark.parametrize(
    ("clause", "said"),
    [("it ends", "It ends."), ("It ends.", "It ends."), ("", ""), ("why?", "Why?")],
)
def test_a_sentence_starts_and_ends(clause: str, said: str) -> None:
    """A clause gets its capital and its full stop once."""
    assert phrases.sentence(clause) == said


def test_counts_and_days_are_written_out() -> None:
    """Small numbers are words, and days carry the month's name."""
    assert [phrases.count(number, "step") for number in (0, 1, 2, 13)] == [
        "no steps",
        "one step",
        "two steps",
        "13 steps",
    ]
    assert phrases.day(date(2027, 2, 3)) == "3 February 2027"


def test_words_that_clauses_share_at_their_end_stand_once() -> None:
    """Two plans of the same year name it once; a single word in common changes nothing."""
    plans = ("people are to sign in within 12 months", "rights are planned within 12 months")
    assert phrases.joined(plans) == "people are to sign in and rights are planned within 12 months"
    assert phrases.joined(("a is planned", "b is planned")) == "a is planned and b is planned"
    assert phrases.joined(("a is planned",)) == "a is planned"
