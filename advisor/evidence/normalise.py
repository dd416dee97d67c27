"""Resources as their source spells them, to attributes as signals name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from advisor.evidence.redaction import secret_origin
from advisor.evidence.resources import RawResource
from advisor.evidence.signals.model import Kind, Reading, SignalBook
from advisor.evidence.values import (
    GAP,
    LATER,
    Unknown,
    Value,
    is_there,
    leaves,
    member,
    plain,
    unknown,
)

# The word for "leave this one out".
_DROPPED: Final = "-"
_MINUTES: Final = {"second": 1 / 60, "minute": 1, "hour": 60, "day": 1440, "week": 10080}
_ISO_DURATION: Final = re.compile(r"-?P?(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?")
_GO_DURATION: Final = re.compile(r"()(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
_CLOCK: Final = re.compile(r"(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)")
_WORD_BOUNDARY: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\s.]+")
_LOOPBACK: Final = re.compile(r"https?://(?:localhost|127\.|\[?::1)", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"https?://(?:[^/]*\.)?example\.(?:com|org|net)", re.IGNORECASE)
# This machine on any port: a pattern there fits no other host.
_ANY_PORT: Final = re.compile(
    r"https?://(?:localhost|127(?:\.\d+){3}|\[::1\]):\*(?:/|$)", re.IGNORECASE
)
# A pattern that fits hosts of others; one in the path stays on the host.
_ANY_HOST: Final = re.compile(r"\*|https?://[^/]*\*", re.IGNORECASE)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a known kind; every attribute is the leaves found for it, known or not."""

    kind: str
    raw: RawResource
    attributes: Mapping[str, tuple[Value, ...]]
    links: Mapping[str, tuple[Value, ...]]

    @property
    def key(self) -> str:
        """What references of the same source call this resource."""
        return re.sub(r"\[[^\]]*\]$", "", self.raw.address)


def normalise(raws: Iterable[RawResource], book: SignalBook) -> list[Resource]:
    """Return the resources whose type some kind knows."""
    kinds = _by_type(book)
    return [
        _resource(raw, kind) for raw in raws for kind in kinds.get((raw.spelling, raw.type), ())
    ]


def _by_type(book: SignalBook) -> dict[tuple[str, str], list[Kind]]:
    table: dict[tuple[str, str], list[Kind]] = {}
    for kind in book.kinds.values():
        for spelling, names in kind.types.items():
            for name in names:
                table.setdefault((spelling, name), []).append(kind)
    return table


def _resource(raw: RawResource, kind: Kind) -> Resource:
    attributes = {
        name: tuple(dict.fromkeys(_read(raw, reading)))
        for name, reading in kind.attributes.items()
        if raw.spelling in reading.paths or raw.spelling in reading.unwritten
    }
    links = {
        name: tuple(leaves(raw.body, paths[raw.spelling]))
        for name, paths in kind.links.items()
        if raw.spelling in paths
    }
    return Resource(kind.id, raw, attributes, links)


def _read(raw: RawResource, reading: Reading) -> Iterator[Value]:
    take = _whole_at if reading.read == "count" else leaves
    found = [leaf for path in reading.paths.get(raw.spelling, ()) for leaf in take(raw.body, path)]
    present = [leaf for leaf in found if leaf.data is not None]
    if not present and reading.absent is not None and raw.complete and reading.paths:
        present = [Value(reading.absent, raw.line)]
    elif not present and raw.spelling in reading.unwritten:
        present = [Value(reading.unwritten[raw.spelling], raw.line)]
    for leaf in present:
        line = leaf.line or raw.line
        for value in _READERS[reading.read](leaf, raw, reading):
            located = value if value.line else value.at(line)
            worded = _worded(located, reading)
            if worded.data != _DROPPED:
                yield worded


def _whole_at(body: Value, path: tuple[str, ...]) -> Iterator[Value]:
    """Yield the values at `path` without looking into them."""
    for holder in leaves(body, path[:-1]) if path[1:] else (body,):
        if isinstance(holder.data, Unknown):
            yield holder
        elif (found := member(holder, path[-1])) is not None:
            yield found


def _worded(value: Value, reading: Reading) -> Value:
    """Translate a value by the reading's words; `"*"` translates whatever has no word."""
    if isinstance(value.data, Unknown) or not reading.words:
        return value
    data = value.data
    key = str(data).lower() if isinstance(data, bool) else str(data)
    if key in reading.words:
        return value.holding(reading.words[key])
    if "*" in reading.words:
        return value.holding(reading.words["*"])
    return value


def _as_is(leaf: Value, _raw: RawResource, _reading: Reading) -> Iterator[Value]:
    if isinstance(leaf.data, dict):
        return
    if leaf.data != "" or leaf.line == 0:
        yield leaf


def _keys(leaf: Value, _raw: RawResource, _reading: Reading) -> Iterator[Value]:
    """Yield the names of the members that are set."""
    if isinstance(leaf.data, Unknown):
        yield leaf
        return
    if not isinstance(leaf.data, dict):
        return
    for name, item in leaf.data.items():
        if item.data in (None, "", (), {}, False):
            continue
        if isinstance(item.data, tuple) and not any(_is_set(part) for part in item.data):
            continue
        line = leaf.line if leaf.pinned else item.line or leaf.line
        yield replace(leaf, data=kebab(name), line=line)


def _filled(leaf: Value, raw: RawResource, reading: Reading) -> Iterator[Value]:
    """Yield the names of the members that are certainly set; one that may be is not known."""
    if not isinstance(leaf.data, dict):
        yield from _keys(leaf, raw, reading)
        return
    for name, item in leaf.data.items():
        data = item.data
        doubt = item.assumed
        later = isinstance(data, Unknown) and data.nature == LATER
        if isinstance(data, Unknown) and later:
            doubt = f"it comes from {data.reason}, which was not read"
        if later or not isinstance(data, Unknown) or is_there(item):
            held = replace(leaf, assumed=leaf.assumed or doubt)
            yield from _keys(held.holding({name: item}), raw, reading)
        else:
            yield item if item.line else item.at(leaf.line)


def _blocks(leaf: Value, _raw: RawResource, _reading: Reading) -> Iterator[Value]:
    """Yield one word per block that is there, whatever it holds."""
    if isinstance(leaf.data, dict):
        if leaf.data:
            yield leaf.holding("set")
    elif leaf.data not in ("", False):
        yield leaf


def _is_set(value: Value) -> bool:
    data = value.data
    if isinstance(data, dict):
        return any(_is_set(item) for item in data.values())
    return data not in (None, "", ())


def _count(leaf: Value, _raw: RawResource, _reading: Reading) -> Iterator[Value]:
    """Yield how many items a list has; whether each of them is known does not matter."""
    if isinstance(leaf.data, Unknown):
        yield leaf
    elif isinstance(leaf.data, tuple):
        yield leaf.holding(len(leaf.data))


def _duration(leaf: Value, raw: RawResource, reading: Reading) -> Iterator[Value]:
    """Yield the duration in minutes."""
    if isinstance(leaf.data, Unknown):
        yield leaf
        return
    unit = reading.unit
    path = reading.units.get(raw.spelling)
    for written in leaves(raw.body, path) if path else ():
        if isinstance(written.data, Unknown):
            yield leaf.holding(Unknown(written.data.reason))
            return
        if isinstance(written.data, str) and written.data:
            unit = written.data
            if written.assumed:
                leaf = replace(leaf, assumed=leaf.assumed or written.assumed)
    minutes = _minutes(leaf.data, unit)
    yield leaf.holding(minutes) if minutes is not None else unknown("a duration", leaf.line)


def _minutes(data: object, unit: str) -> float | None:
    if isinstance(data, str) and not data.replace(".", "", 1).isdecimal():
        for form in (_CLOCK, _GO_DURATION, _ISO_DURATION):
            match = form.fullmatch(data)
            if match and any(match.groups()):
                days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
                return days * 1440 + hours * 60 + minutes + seconds / 60
        return None
    if isinstance(data, bool) or not isinstance(data, int | float | str):
        return None
    factor = _MINUTES.get(unit.lower().rstrip("s"))
    return None if factor is None else float(data) * factor


def _addresses(leaf: Value, _raw: RawResource, _reading: Reading) -> Iterator[Value]:
    """Yield what kind of address it is; its start decides, so half-known ones count too."""
    data = leaf.data
    text = data.text if isinstance(data, Unknown) else str(data)
    scheme = _SCHEME.match(text)
    if _ANY_HOST.match(text):
        yield leaf.holding("loopback" if _ANY_PORT.match(text) else "wildcard")
        return
    if text.startswith("/"):
        yield leaf.holding("path")
        return
    if not text or text.startswith(GAP) or scheme is None:
        if isinstance(data, Unknown):
            yield leaf
        return
    if _LOOPBACK.match(text):
        kind = "loopback"
    elif _PLACEHOLDER.match(text):
        kind = "placeholder"
    elif scheme.group(1).lower() in {"http", "https"}:
        # A host that is not known may turn out to be any of the above.
        if re.match(rf"https?://{GAP}(?:[:/]|$)", text) and text.startswith("http:"):
            yield leaf
            return
        kind = scheme.group(1).lower()
    else:
        kind = "custom-scheme"
    yield leaf.holding(kind)


def _origin(leaf: Value, _raw: RawResource, _reading: Reading) -> Iterator[Value]:
    """Yield where a secret comes from, never the secret."""
    data = leaf.data
    if isinstance(data, dict):
        return
    origin = secret_origin(leaf)
    if isinstance(data, Unknown) and not data.reason.startswith("a secret"):
        origin = data.reason
    if origin:
        yield leaf.holding(_origin_word(origin))


def _origin_word(origin: str) -> str:
    lowered = origin.lower()
    if origin == "written-out":
        return origin
    if "secretsmanager" in lowered or "vault" in lowered or "random_password" in lowered:
        return "secrets-manager" if "random" not in lowered else "state"
    if "ssm" in lowered:
        return "parameter"
    return "variable"


def _scopes(leaf: Value, _raw: RawResource, _reading: Reading) -> Iterator[Value]:
    """Yield each scope of a list that may be written as one text."""
    if isinstance(leaf.data, str) and re.search(r"[\s,]", leaf.data):
        for part in re.split(r"[\s,]+", leaf.data):
            if part:
                yield leaf.holding(part)
        return
    yield leaf


def kebab(name: str) -> str:
    """Return `pre-token-generation` for any of the spellings of that name."""
    return "-".join(part.lower() for part in _WORD_BOUNDARY.split(name) if part)


def half_known(value: Value) -> str:
    """Return the text of a value for matching; what is missing is a gap that matches no letter."""
    if isinstance(value.data, Unknown):
        return value.data.text
    found = plain(value)
    return found if isinstance(found, str) else str(found)


_READERS: Final[dict[str, Callable[[Value, RawResource, Reading], Iterator[Value]]]] = {
    "value": _as_is,
    "keys": _keys,
    "filled": _filled,
    "blocks": _blocks,
    "count": _count,
    "duration": _duration,
    "addresses": _addresses,
    "origin": _origin,
    "scopes": _scopes,
}
