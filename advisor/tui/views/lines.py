"""Small pieces that the views share."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from advisor.model.catalog import Catalog
from advisor.tui.safe_text import labelled, line
from advisor.tui.words import SIGNS

HEADING = "bold $text-accent"


def bullet(text: str, style: str = "") -> Content:
    """Return a line of a list."""
    return line(f"{SIGNS.here} {text}", style)


def item(name: str, text: str) -> Content:
    """Return `Name  text`, for facts that each stand on a line."""
    return labelled("[$text-accent]$name[/]  $text", name=name, text=" ".join(text.split()))


def sources(catalog: Catalog, ids: Iterable[str]) -> list[Content]:
    """Return each source with its address."""
    found = [catalog.sources[id_] for id_ in ids if id_ in catalog.sources]
    return [
        labelled("  [$quiet]$id  $title  $url[/]", id=source.id, title=source.title, url=source.url)
        for source in found
    ]
