"""The part of a page that is ours: marked at both ends, fingerprinted, and nothing else touched.

A marker reads `advisor:begin NAME key=value …` and `advisor:end NAME`; each markup wraps it in
whatever it shows least: a comment, a YAML comment, an anchor, small print.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_MARKER = (
    r"advisor:(?P<edge>begin|end) (?P<name>[a-z]+)"
    r"(?P<attributes>(?: [a-z]+=[A-Za-z0-9_.+:-]*)*)"
)
_LOOKS_LIKE_A_MARKER = re.compile(r"advisor:(?=begin|end)")
_UNSAFE_VALUE = re.compile(r"[^A-Za-z0-9_.+:-]")


class DamagedMarkersError(ValueError):
    """A page has one of our markers without its counterpart, or one twice."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one markup carries a marker: what is written around it, and what is found around it."""

    before: str
    after: str
    pattern: re.Pattern[str]
    hidden: tuple[str, str]
    shown: bool = False

    def begin(self, region: Region) -> str:
        """Return the opening marker, with the attributes unless readers would see them first."""
        values = "" if self.shown else _values(region)
        return f"{self.before}advisor:begin {region.name}{values}{self.after}"

    def end(self, region: Region) -> str:
        """Return the closing marker."""
        values = _values(region) if self.shown else ""
        return f"{self.before}advisor:end {region.name}{values}{self.after}"

    def conceal(self, data: str) -> str:
        """Return machine-readable data where this markup shows it least."""
        return f"{self.hidden[0]}{data}{self.hidden[1]}"


def _style(
    before: str,
    after: str,
    found: tuple[str, str] | None = None,
    hidden: tuple[str, str] = ("<!-- ", " -->"),
    *,
    shown: bool = False,
) -> Style:
    left, right = found or (re.escape(before), re.escape(after))
    return Style(before, after, re.compile(left + _MARKER + right), hidden, shown)


def _values(region: Region) -> str:
    return "".join(
        f" {key}={_UNSAFE_VALUE.sub('-', value)}" for key, value in region.attributes.items()
    )


COMMENT = _style("<!-- ", " -->")
YAML_COMMENT = _style("# ", "", (r"(?m:^)# ", r"(?m:$)"), ("# ", ""))
SMALL_PRINT = _style(
    "<sub>", "</sub>", hidden=("<file json decisions.json>\n", "\n</file>"), shown=True
)
_FOUND_ANCHOR = (
    r"(?:<p(?:\s[^<>]*)?>\s*)?<ac:structured-macro\b[^<>]*\bac:name=\"anchor\"[^<>]*>\s*"
    r"<ac:parameter\b[^<>]*>"
)
_EXPAND = (
    '<ac:structured-macro ac:name="expand" ac:schema-version="1">'
    '<ac:parameter ac:name="title">The same as data</ac:parameter><ac:rich-text-body>'
    '<ac:structured-macro ac:name="code" ac:schema-version="1">'
    '<ac:parameter ac:name="language">json</ac:parameter><ac:plain-text-body><![CDATA['
)
ANCHOR = _style(
    '<p><ac:structured-macro ac:name="anchor" ac:schema-version="1"><ac:parameter ac:name="">',
    "</ac:parameter></ac:structured-macro></p>",
    (_FOUND_ANCHOR, r"</ac:parameter>\s*</ac:structured-macro>(?:\s*</p>)?"),
    (
        _EXPAND,
        "]]></ac:plain-text-body></ac:structured-macro></ac:rich-text-body></ac:structured-macro>",
    ),
)


@dataclass(frozen=True, slots=True)
class Region:
    """One marked part: `attributes` say whose it is and what was written."""

    name: str
    body: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parts:
    """A page cut at our markers."""

    before: str
    region: Region | None
    after: str


def normalise(body: str) -> str:
    """Return `body` without the trailing blanks that wikis drop or add."""
    return "\n".join(line.rstrip() for line in body.strip().splitlines())


def digest(body: str) -> str:
    """Return a short fingerprint of `body` as wikis give it back."""
    return hashlib.sha256(normalise(body).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def defused(body: str) -> str:
    """Return `body` in which no text, code included, can pass for a marker."""
    return _LOOKS_LIKE_A_MARKER.sub("advisor\u2060:", body)


def marked(region: Region, style: Style) -> str:
    """Return a region between its markers."""
    return f"{style.begin(region)}\n{normalise(region.body)}\n{style.end(region)}"


def cut(text: str, name: str, style: Style) -> Parts:
    """Cut a page at the markers of region `name`; raises DamagedMarkersError."""
    hits = [hit for hit in style.pattern.finditer(text) if hit["name"] == name]
    if not hits:
        return Parts(text, None, "")
    if [hit["edge"] for hit in hits] != ["begin", "end"]:
        raise DamagedMarkersError(f"the markers of the part {name!r} are damaged")
    begin, end = hits
    written = f"{begin['attributes']}{end['attributes']}"
    attributes = dict(pair.split("=", 1) for pair in written.split())
    region = Region(name, text[begin.end() : end.start()].strip("\n"), attributes)
    return Parts(text[: begin.start()], region, text[end.end() :])


def placed(parts: Parts, region: Region, style: Style) -> str:
    """Return the page with `region` in its place, or below everything else when it has none."""
    ours = marked(region, style)
    if parts.region is not None:
        return f"{parts.before}{ours}{parts.after}"
    if not parts.before.strip():
        return f"{ours}\n"
    return f"{parts.before.rstrip()}\n\n{ours}\n"


def removed(parts: Parts) -> str:
    """Return the page without the region, closing the gap it leaves."""
    if parts.region is None:
        return parts.before
    return parts.before + parts.after.lstrip("\n")


def unmarked(text: str, name: str, style: Style) -> str:
    """Return the page with every marker of region `name` taken out and all text kept."""
    return style.pattern.sub(lambda hit: "" if hit["name"] == name else hit[0], text)
