"""Short references: numbered in order of first appearance, once per source."""

from advisor.documents.phrases import paragraph, run
from advisor.documents.references import cite, cited, inlines_of, numbered
from advisor.model.document import Callout, Document, Link, ListBlock, Section, Table


def document() -> Document:
    """A document that cites two sources in every kind of block."""
    return Document(
        title="T",
        summary=run("so", cite(["B"])),
        sections=(
            Section(
                "one",
                "One",
                (
                    paragraph("a", cite(["A-1", "B"])),
                    ListBlock((run("b", cite(["A-1"])),)),
                    Table(("h",), ((run("c", cite(["B"])),),)),
                    Callout("note", (paragraph("d", cite(["A-1"])),)),
                ),
            ),
        ),
    )


def test_sources_are_numbered_by_first_appearance() -> None:
    """The first source cited is [S1] everywhere, wherever it stands again."""
    found = [part.text for part in inlines_of(numbered(document())) if isinstance(part, Link)]

    assert found == ["[S1]", "[S2]", "[S1]", "[S2]", "[S1]", "[S2]"]


def test_cited_sources_are_listed_once_in_order() -> None:
    """The list of sources has one anchor per source, in the order of the numbers."""
    assert cited(document()) == ("source-b", "source-a-1")


def test_a_source_named_twice_in_one_place_is_cited_once() -> None:
    """Repeating an id adds no second reference."""
    assert len(cite(["A", "A"])) == len(cite(["A"]))
