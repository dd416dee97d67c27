"""Every output format, in the order listed. To add one: a module with `write`, and a line here."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from types import MappingProxyType
from typing import cast

from advisor.errors import InputError
from advisor.exports.files import Format, Writer

_FORMATS = (
    Format("md", "Stack document in Markdown, with a Mermaid diagram", "stack.md", "markdown"),
    Format("html", "Stack document as one self-contained page", "stack.html", "html"),
    Format("pdf", "Stack document as PDF, to print and sign", "stack.pdf", "pdf", "pdf"),
    Format("docx", "Stack document for Word", "stack.docx", "docx", "docx"),
    Format("madr", "Decision record in MADR 4", "NNNN-title.md", "madr"),
    Format("json", "Everything as data, with the assessment inside", "stack.json", "json"),
    Format("backlog", "The plan for CSV, GitHub, GitLab and Jira", "backlog*", "backlog"),
    Format("otm", "Threat model in OTM 0.2.0", "threat-model.otm.json", "otm"),
    Format("oscal", "OSCAL 1.2: components, results, plan, mappings", "oscal-*.json", "oscal"),
    Format("diagram", "The architecture as DOT, Mermaid, SVG and PNG", "architecture.*", "diagram"),
)

FORMATS = MappingProxyType({entry.id: entry for entry in _FORMATS})
DEFAULT = ("md", "html", "madr", "json")


def writer(format_id: str) -> Writer:
    """Return the writer of a format; its module is imported only now.

    Raises:
        InputError: no format has this id, or its optional packages are not installed.
    """
    entry = FORMATS[chosen([format_id])[0]]
    try:
        # Deferred: some formats import libraries that cost 0.3 s, and no run writes them all.
        module = import_module(f"advisor.exports.{entry.module}")
    except ImportError as error:
        raise InputError(
            f"The format {entry.id} needs packages that are not installed: {error.name}",
            hint=f"pip install 'advisor[{entry.extra}]'",
        ) from error
    except OSError as error:
        # weasyprint imports, and then finds no Pango to draw text with.
        raise InputError(
            f"The format {entry.id} needs a system library: {error}",
            hint="Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ) from error
    return cast("Writer", module.write)


def chosen(words: Iterable[str]) -> tuple[str, ...]:
    """Return the format ids meant by the words, once each and in order.

    Raises:
        InputError: a word names no format.
    """
    ids = tuple(dict.fromkeys(part.strip() for word in words for part in word.split(",")))
    for unknown in (word for word in ids if word not in FORMATS):
        raise InputError(f"There is no format {unknown!r}.", hint=f"Formats: {', '.join(FORMATS)}.")
    return ids
