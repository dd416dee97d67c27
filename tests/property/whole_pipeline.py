"""Takes one assessment all the way through, and says what offends in anything that came out."""

from __future__ import annotations

import json
import re
import traceback
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from unittest.mock import patch

from advisor.application.decision_json import decision_json
from advisor.application.decision_text import decision_lines, explanation_lines
from advisor.application.documenting import context_of
from advisor.application.opening import Opened
from advisor.application.reasoned import Reasoned
from advisor.documents import report
from advisor.documents.picture import UNDRAWN
from advisor.exports import (
    confluence_storage,
    dokuwiki_text,
    dot,
    markdown_page,
    mediawiki_text,
    registry,
)
from advisor.model.document import Document
from advisor.model.report import Report
from tests.documents import quality

# These take a second and more, so each seed writes one of them at most.
HEAVY = ("pdf", "docx", "drawn")
WIKIS = {
    "confluence": confluence_storage.render,
    "dokuwiki": dokuwiki_text.render,
    "markdown": markdown_page.render,
    "mediawiki": mediawiki_text.render,
}
OF_DOCUMENTS = (
    quality.empty_sections,
    quality.dangling_links,
    quality.repeated_anchors,
)
OF_REPORTS = (quality.unknown_identifiers, quality.layers_without_reason)


def offences(opened: Opened, heavy: str = "") -> list[str]:
    """Decide, explain, document and page an assessment; return what is wrong with the results."""
    try:
        return list(_offences(opened, heavy))
    except Exception as error:  # noqa: BLE001 - whatever is raised is a finding of its own
        where = traceback.extract_tb(error.__traceback__)[-1]
        return [f"{type(error).__name__}: {error} at {where.filename}:{where.lineno}"]


def _offences(opened: Opened, heavy: str) -> Iterator[str]:
    reasoned = Reasoned(opened)
    for lines in (decision_lines(reasoned), explanation_lines(reasoned)):
        if not any(line.strip() for line in lines):
            yield "a command prints nothing"
    json.dumps(decision_json(reasoned, explain=True))
    made = report(context_of(opened))
    for document in (made.document, made.record):
        yield from (
            f"{check.__name__}: {found}" for check in OF_DOCUMENTS for found in check(document)
        )
        yield from _wiki_pages(document)
    yield from (f"{check.__name__}: {found}" for check in OF_REPORTS for found in check(made))
    yield from _picture(made)
    with patch.object(dot, "programs", dict):
        for name in registry.FORMATS:
            if name not in HEAVY:
                yield from _files(name, made)
    if heavy == "drawn":
        yield from _files("html", made)
        yield from _files("diagram", made)
    elif heavy:
        yield from _files(heavy, made)


def _files(name: str, made: Report) -> Iterator[str]:
    """Yield what is wrong with the files of a format; each has content, and its links resolve."""
    files = registry.writer(name)(made)
    if not files and (name != "diagram" or made.diagram):
        yield f"{name}: no file"
    for file in files:
        if not file.data.strip():
            yield f"{name}: {file.name} is empty"
        elif file.name.endswith(".json"):
            json.loads(file.data)
        elif name in {"html", "md", "madr"}:
            yield from (f"{name}: #{anchor} leads nowhere" for anchor in _loose(file.data.decode()))


def _loose(page: str) -> list[str]:
    """Return the anchors that a page links to and does not have."""
    targets = set(re.findall(r'\bid="([^"]+)"', page))
    wanted = [*re.findall(r'\bhref="#([^"]+)"', page), *re.findall(r"\]\(#([^)\s]+)\)", page)]
    return [anchor for anchor in dict.fromkeys(wanted) if anchor not in targets]


def _wiki_pages(document: Document) -> Iterator[str]:
    for name, render in WIKIS.items():
        for pictures in ({}, {"architecture": "acme-architecture.png"}):
            page = render(document, pictures)
            if not page.strip():
                yield f"{name}: an empty page"
            elif name == "confluence":
                ET.fromstring(f'<x xmlns:ac="ac" xmlns:ri="ri">{page}</x>')


def _picture(made: Report) -> Iterator[str]:
    """Yield where the picture and the text do not say the same."""
    diagram = made.diagram
    rows = [line for line in made.stack if line.name]
    if diagram is None:
        if rows:
            yield "picture: none, but a stack"
        return
    ids = [node.id for node in diagram.nodes]
    zones = {zone.id for zone in diagram.zones}
    yield from (f"picture: two boxes {one}" for one in set(ids) if ids.count(one) > 1)
    yield from (
        f"picture: {node.id} in no zone" for node in diagram.nodes if node.zone not in zones
    )
    yield from (
        f"picture: {end} has no box"
        for flow in diagram.flows
        for end in (flow.source, flow.target)
        if end not in ids
    )
    labels = {node.label for node in diagram.nodes}
    yield from (
        f"picture: {line.layer} ({line.name}) has no box"
        for line in rows
        if line.layer not in UNDRAWN and line.name not in labels
    )
    text = " ".join(
        quality.words_of(parts, quotes=True)
        for section in quality.sections(made.document)
        for parts in quality.runs(section)
    ).casefold()
    yield from (
        f"picture: {label} is not in the text"
        for label in labels
        if label.casefold() not in text and label not in _FIXED
    )


# Boxes that are no component and no actor.
_FIXED = {"Your application and APIs", "Your cloud resources", "Your servers and network"}
