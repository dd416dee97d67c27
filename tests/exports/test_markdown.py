"""The Markdown writer shows text literally and keeps its structure."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from advisor.exports import markdown
from advisor.exports.wiki_page import plain
from advisor.model.document import Document, Link, Paragraph, Section, Table, Text
from tests.exports.trees import HOSTILE, everything

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text_of(tokens: list[Token]) -> str:
    """The text that a reader shows for some tokens."""
    return "".join(
        text_of(token.children) if token.children else token.content
        for token in tokens
        if token.type in {"inline", "text", "code_inline", "text_special"}
    )


def shown(text: str) -> str:
    """A text as one line without what no reader may see."""
    return plain(re.sub(r"\s+", " ", text)).strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_shown_literally(text: str) -> None:
    """Whatever a paragraph says, a CommonMark reader shows exactly that, as one paragraph."""
    document = Document("T", (Section("s", "S", (Paragraph((Text(text),)),)),))

    tokens = READER.parse(markdown.render(document))

    assert [token.type for token in tokens].count("paragraph_open") == 1
    assert text_of(tokens[-3:]).strip() == shown(text)


@given(st.text(min_size=1))
def test_any_text_is_shown_literally(text: str) -> None:
    """Law: rendering and reading give the text back, white space and control characters aside."""
    document = Document("T", (Section("s", "S", (Paragraph((Text(f"x{text}x"),)),)),))

    assert text_of(READER.parse(markdown.render(document))[-3:]) == shown(f"x{text}x")


@given(st.text())
def test_no_text_changes_the_number_of_cells(text: str) -> None:
    """Law: a table keeps its rows and columns whatever its cells say."""
    table = Table(("a", "b"), (((Text(text),), (Text(text),)),), "", ("row",))

    tokens = READER.parse(markdown.render(Document("T", (Section("s", "S", (table,)),))))

    assert [token.type for token in tokens].count("td_open") == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_html_and_no_foreign_link(text: str) -> None:
    """No text becomes an element, a picture or a link of its own."""
    tokens = READER.parse(markdown.render(everything(text)))
    inner = [child for token in tokens for child in token.children or ()]
    html = {child.content for child in inner if child.type == "html_inline"}
    targets = {child.attrGet("href") for child in inner if child.type == "link_open"}

    assert all(re.fullmatch(r'<a id="[a-z0-9-]+">|</a>', one) for one in html)
    assert targets == {"#here", "https://example.org/a_%28b%29?c=d"}
    assert not [child for child in inner if child.type == "image"]


def test_links_elsewhere_than_https_are_plain_text() -> None:
    """An address with another scheme is never a link."""
    assert markdown.inlines((Link("x", "javascript:alert(1)"), Link("y", "file:///a"))) == "xy"


def test_rows_and_sections_can_be_linked_to() -> None:
    """Every section and every named row has an anchor of that name."""
    written = markdown.render(everything())

    assert '<a id="here"></a>' in written
    assert '<a id="row-1"></a>' in written
