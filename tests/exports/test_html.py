"""The HTML writer: one page, no request, text shown literally, structure accessible."""

import re
from html.parser import HTMLParser

import pytest

from advisor.exports import html
from advisor.exports.wiki_page import plain
from advisor.model.document import Document, Link, Paragraph, Section, Text
from tests.exports.trees import HOSTILE, everything

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Collects elements and text, and checks that every element is closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element with this name."""
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_literally(text: str) -> None:
    """No text becomes an element, and every place shows it as it is."""
    page = Page(html.render(everything(text)))

    assert page.open == []
    assert not page.named("script")
    assert page.text.count(plain(text)) >= 10
    # A long label takes several lines in the picture.
    plainly = Page(html.render(everything("text")))
    assert [one for one, _ in page.elements if one != "text"] == [
        one for one, _ in plainly.elements if one != "text"
    ]


def test_the_page_asks_nothing_of_the_network() -> None:
    """No element loads anything, and the page's policy forbids it besides."""
    page = Page(html.render(everything()))
    loading = {"src", "srcset", "data", "background", "poster"}

    assert not [name for _, found in page.elements for name in found if name in loading]
    assert not page.named("link")
    assert "url(" not in html.render(everything())
    policy = page.named("meta")[1]["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_headings_descend_one_level_at_a_time() -> None:
    """The title is the only first-level heading, and no level is skipped."""
    deep = Section("a", "A", (), (Section("b", "B", (), (Section("c", "C"),)),))
    source = html.render(Document("T", (deep,)))
    main = source[source.index("<main") :]

    assert source.count("<h1") == 1
    assert re.findall(r"<h(\d)", main) == ["2", "3", "4"]


def test_every_link_inside_the_page_has_a_target() -> None:
    """Contents and references lead to an element with that id, and ids are unique."""
    page = Page(html.render(everything()))
    ids = [found["id"] for _, found in page.elements if found.get("id")]
    inside = {
        str(found["href"])[1:] for found in page.named("a") if str(found["href"]).startswith("#")
    }

    assert len(ids) == len(set(ids))
    assert inside <= set(ids)


def test_tables_name_their_columns() -> None:
    """Every table has a caption and column headers with a scope."""
    source = html.render(everything())

    assert source.count("<table>") == source.count("<caption>")
    assert '<th scope="col">' in source


def test_only_https_and_inner_links_are_links() -> None:
    """An address with another scheme is plain text."""
    document = Document("T", (Section("s", "S", (Paragraph((Link("x", "data:text/html,x"),)),)),))

    assert "data:" not in html.render(document)


def test_the_diagram_has_a_name_and_a_description() -> None:
    """The picture is an image with a title, and its description stands beside it as text."""
    page = Page(html.render(everything("Login")))

    assert page.named("svg")[0]["role"] == "img"
    assert page.named("figcaption")


def test_the_same_tree_gives_the_same_page() -> None:
    """Writing twice gives the same bytes."""
    assert html.render(everything()) == html.render(everything())


def test_text_is_never_lost() -> None:
    """A paragraph's words appear in the page."""
    document = Document("T", (Section("s", "S", (Paragraph((Text("a < b & c"),)),)),))

    assert "a &lt; b &amp; c" in html.render(document)
