"""Documents as wiki pages: everything survives, and no text becomes markup."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisor.exports import confluence_storage, dokuwiki_text, markdown_page, mediawiki_text
from advisor.exports.dokuwiki_text import heading_ids
from advisor.exports.wiki_page import address, plain
from advisor.model.document import (
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Link,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    Text,
)
from tests.publish.samples import HOSTILE, document

PICTURES = {"architecture": "acme-architecture.png"}
WRITERS = {
    "confluence": confluence_storage.render,
    "dokuwiki": dokuwiki_text.render,
    "markdown": markdown_page.render,
    "mediawiki": mediawiki_text.render,
}
ALL = pytest.mark.parametrize("markup", WRITERS)
ANY_TEXT = (
    st.text(max_size=60) | st.sampled_from(HOSTILE) | st.text("[]{}<>|'*_~%=-:/&#\\`", max_size=12)
)


def paragraph(text: str) -> Document:
    """Return a document that shows one text in every inline form."""
    parts = (
        Text(text),
        Text(" / "),
        Strong(text),
        Text(" / "),
        Emphasis(text),
        Text(" / "),
        Code(text),
        Text(" / "),
        Quote(text),
    )
    return Document("", (Section("s", "", (Paragraph(parts), Table(("H",), ((parts,),)))),))


@ALL
def test_every_block_is_written(markup: str) -> None:
    """Headings, callouts, tables, pictures, steps, lists and code all appear."""
    text = WRITERS[markup](document(), PICTURES)
    for words in (
        "Verdict",
        "Workloads leave the pool.",
        "What stays and what leaves",
        "acme-architecture.png",
        "Register a client for the job",
        "aws cognito-idp list-user-pools --max-results 10",
        "The pool has no job left.",
        "https://www.rfc-editor.org/rfc/rfc8693",
    ):
        assert words in text


@ALL
def test_a_diagram_without_a_picture_is_told_in_words(markup: str) -> None:
    """Description and flows replace a picture that could not be drawn."""
    text = WRITERS[markup](document(), {})
    assert ".png" not in text
    assert "jobs get credentials of their own" in text
    assert "authorization code" in text


@ALL
def test_only_https_addresses_become_links(markup: str) -> None:
    """Any other scheme is shown as its text."""
    link = Paragraph((Link("click", "javascript:alert(1)"), Link("here", "http://plain.example")))
    text = WRITERS[markup](Document("", (Section("s", "", (link,)),)), {})
    assert "javascript" not in text
    assert "plain.example" not in text
    assert "click" in text


@given(st.text(max_size=80))
def test_addresses_cannot_end_their_link(tail: str) -> None:
    """Whatever follows the host, an address holds no blank, bracket, quote or bar."""
    assert not set(address(f"https://host/{tail}")) & set(" \t\n<>[](){}|\"'`\\^")


@given(ANY_TEXT)
def test_confluence_stays_well_formed_and_adds_no_element(text: str) -> None:
    """A text adds no element or macro: the tree is the one of harmless words."""
    assert (
        _elements(confluence_storage.render(paragraph(text), {}))
        >= _elements(confluence_storage.render(paragraph("x"), {}))
        or not plain(text).strip()
    )
    assert set(_elements(confluence_storage.render(paragraph(text), {}))) <= {
        "x",
        "p",
        "strong",
        "em",
        "code",
        "table",
        "tbody",
        "tr",
        "th",
        "td",
    }


def _elements(body: str) -> list[str]:
    root = ET.fromstring(f'<x xmlns:ac="ac" xmlns:ri="ri">{body}</x>')
    return sorted(element.tag for element in root.iter())


@given(ANY_TEXT)
@example("]]>")
def test_confluence_code_is_literal(text: str) -> None:
    """Code comes back from CDATA character by character."""
    body = confluence_storage.render(Document("", (Section("s", "", (CodeBlock(text),)),)), {})
    root = ET.fromstring(f'<x xmlns:ac="ac" xmlns:ri="ri">{body}</x>')
    shown = "".join(root.itertext()).strip("\n ")
    assert "".join(shown.split()) == "".join(
        "".join(char for char in text if plain(char).strip()).split()
    )
    assert len(list(root.iter())) == 3


@given(ANY_TEXT)
@example(" :")
def test_mediawiki_text_holds_nothing_that_acts(text: str) -> None:
    """After our own markup is taken away, no active character is left."""
    made = mediawiki_text.render(Document("", (Section("s", "", (Paragraph((Text(text),)),)),)), {})
    bare = re.sub(r"&#\d+;", "x", made)
    assert not set(bare) & set("<>[]{}|~&")
    assert "''" not in bare
    assert "__" not in bare
    assert "://" not in bare
    assert not re.match(r"[*#:;=!+-]", bare.lstrip("\n"))


@given(ANY_TEXT)
def test_dokuwiki_text_holds_nothing_that_acts(text: str) -> None:
    """Outside of what is marked as literal, only letters and harmless marks remain."""
    made = dokuwiki_text.render(Document("", (Section("s", "", (Paragraph((Text(text),)),)),)), {})
    literal = re.compile(r"%%.*?%%(?!%)|<nowiki>.*?</nowiki>", re.DOTALL)
    bare = literal.sub("", made)
    assert not set(bare) & set("<>[]{}|^*/_~%\\()=#'\"&@`$")


@given(ANY_TEXT)
def test_markdown_shows_the_text_itself(text: str) -> None:
    """A Markdown reader gives back exactly the words, without a link, image or raw HTML."""
    made = markdown_page.render(Document("", (Section("s", "", (Paragraph((Text(text),)),)),)), {})
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(made)
    inner = [child for token in tokens for child in token.children or []]
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {child.type for child in inner} <= {"text", "text_special"}
    assert "".join(child.content for child in inner).split() == plain(text).split()


@given(st.text("{}%$\n `~<", max_size=30))
def test_markdown_code_runs_no_template(text: str) -> None:
    """Code holds no opening that site generators or MDX would run."""
    made = markdown_page.render(
        Document("", (Section("s", "", (CodeBlock(text), Paragraph((Code(text),)))),)), {}
    )
    assert "{{" not in made
    assert "{%" not in made
    assert "${" not in made


@ALL
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_titles_headers_and_captions(markup: str, text: str) -> None:
    """Headings, table heads, captions and picture descriptions are escaped like any text."""
    table = Table((text, "b"), (((Text(text),), (Text("x"),)),), text)
    made = WRITERS[markup](Document(text, (Section("s", text, (table,)),)), {})
    assert markup == "dokuwiki" or "<script>" not in made
    assert "\x1b" not in made
    assert "\u202e" not in made
    assert "\ntitle: x" not in made


def test_dokuwiki_anchors_follow_its_own_numbering() -> None:
    """Links lead to the ids that DokuWiki derives from headings, repeated ones included."""
    sections = (
        Section("a", "Why it: matters"),
        Section("b", "Why it matters"),
        Section("c", "1. Plan (now)", (Table(("H",), (((Text("x"),),),), anchors=("row",)),)),
    )
    ids = heading_ids(Document("Stack", sections))
    assert ids == {
        "a": "why_it_matters",
        "b": "why_it_matters1",
        "c": "plan_now",
        "row": "plan_now",
    }


def test_mediawiki_shows_the_verdict_before_the_contents() -> None:
    """In a long page the list of contents stands after the first section."""
    sections = tuple(Section(f"s{place}", f"Part {place}") for place in range(5))
    text = mediawiki_text.render(Document("", sections), {})
    assert text.index("Part 0") < text.index("__TOC__") < text.index("Part 1")
