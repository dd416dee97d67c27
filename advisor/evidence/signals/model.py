"""The vocabulary of `questions/evidence/`: kinds of resources, and signals over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

OBSERVED, INFERRED, CONTRADICTED, NOT_VISIBLE = (
    "observed",
    "inferred",
    "contradicted",
    "not-visible",
)
CLASSES = (OBSERVED, INFERRED, NOT_VISIBLE)
CONFIDENCES = ("low", "medium", "high")
READINGS = (
    "value",
    "keys",
    "filled",
    "blocks",
    "count",
    "duration",
    "addresses",
    "origin",
    "scopes",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Where an attribute stands in each spelling, and how it is read.

    `paths` and `units` map a spelling to dotted paths; lists on the way are looked through.
    `words` translates values; `unit` is the unit where none is written. `absent` is what a complete
    source means by leaving it out, `unwritten` the vendor's default, per spelling.
    """

    id: str
    paths: Mapping[str, tuple[tuple[str, ...], ...]]
    read: str = "value"
    words: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit: str = ""
    absent: str | None = None
    unwritten: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of resource, how each spelling calls it, and its attributes.

    A resource of which `inert` holds is switched off or without effect: it counts for nothing.
    """

    id: str
    title: str
    types: Mapping[str, tuple[str, ...]]
    attributes: Mapping[str, Reading]
    links: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    inert: When | None = None


def word(data: object) -> str:
    """Return a scalar as the word it is compared by."""
    return str(data).lower() if isinstance(data, bool) else str(data)


@dataclass(frozen=True)
class Test:
    """A comparison on one attribute of the resource, or of a resource it is linked to."""

    attribute: str
    operator: str
    operand: object
    link: str = ""

    @cached_property
    def words(self) -> frozenset[str]:
        """The operand's values as the words they are compared by."""
        listed = self.operand if isinstance(self.operand, tuple) else (self.operand,)
        return frozenset(word(item) for item in listed)


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Never:
    """The part does not hold, and that is known."""

    part: When


When = Test | Every | Some | Never


def comparisons_of(when: When | None) -> Iterator[Test]:
    """Yield every comparison of a condition."""
    if isinstance(when, Test):
        yield when
    elif isinstance(when, Every | Some):
        for part in when.parts:
            yield from comparisons_of(part)
    elif isinstance(when, Never):
        yield from comparisons_of(when.part)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The answer that a signal suggests.

    `relation` is is, includes or excludes. `alternatives` are further options that would explain
    the same evidence: only one of them all is proved. No `option`: the evidence raises the question
    and leaves the answer open.
    """

    question: str
    relation: str
    option: str = ""
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal.

    `at_least` resources must match; `highest`: the riskiest option found counts; `even_inert`: what
    is switched off says it too, such as which product it belongs to.
    """

    id: str
    title: str
    source: str
    kind: str
    when: When | None
    suggests: Suggestion
    kind_of_proof: str
    confidence: str
    says: str
    does_not_prove: str
    shows: str = ""
    at_least: int = 1
    highest: bool = False
    all_of_kind: bool = False
    even_inert: bool = False
    sources: tuple[str, ...] = ()
    file: str = ""
    # Counting lines costs as much as reading the file, and only problems need them.
    find_line: Callable[[], int] = field(default=int, compare=False, repr=False)

    @property
    def line(self) -> int:
        """The line of the signal in its file; 0 without one."""
        return self.find_line()


@dataclass(frozen=True, slots=True)
class SignalBook:
    """Everything in `questions/evidence/`, in file order."""

    kinds: Mapping[str, Kind]
    signals: tuple[Signal, ...]

    def wanted(self, spelling: str) -> dict[str, frozenset[str]]:
        """Return, per resource type of a spelling, the top-level names that are read."""
        names: dict[str, set[str]] = {}
        for kind in self.kinds.values():
            paths = [
                path for reading in kind.attributes.values() for path in _paths(reading, spelling)
            ]
            paths += [link[spelling] for link in kind.links.values() if spelling in link]
            for name in kind.types.get(spelling, ()):
                names.setdefault(name, set()).update(path[0] for path in paths)
        return {name: frozenset(found) for name, found in names.items()}


def _paths(reading: Reading, spelling: str) -> list[tuple[str, ...]]:
    paths = list(reading.paths.get(spelling, ()))
    if spelling in reading.units:
        paths.append(reading.units[spelling])
    return paths
