"""The shape of a file in `questions/evidence/`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictInt

from advisor.catalog.fields import Flag, Ident, Name, Record, Text

Paths = Annotated[
    tuple[Name, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
]
"""One dotted path or several; lists on the way are looked through, `*` means every member."""

Names = Annotated[
    tuple[Name, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
]
Word = Annotated[
    str, BeforeValidator(lambda value: str(value).lower() if isinstance(value, bool) else value)
]
Proof = Literal["observed", "inferred", "not-visible"]
SpellingWord = Literal["terraform", "cloudformation", "api", "keycloak", "graph", "auth0"]
Confidence = Literal["low", "medium", "high"]
ReadingWord = Literal[
    "value", "keys", "filled", "blocks", "count", "duration", "addresses", "origin", "scopes"
]


class Spelled(Record):
    """One thing in the spelling of each source that has it."""

    terraform: Paths = ()
    cloudformation: Paths = ()
    api: Paths = ()
    keycloak: Paths = ()
    graph: Paths = ()
    auth0: Paths = ()
    derived: Paths = ()


class UnitRecord(Record):
    """Where the unit of a duration is written, per source, and which holds without one."""

    terraform: Name = ""
    cloudformation: Name = ""
    api: Name = ""
    otherwise: Literal["seconds", "minutes", "hours", "days"]


class AttributeRecord(Spelled):
    """Where an attribute stands, how it is read, and what its values are called here."""

    read: ReadingWord = "value"
    words: dict[str, Word] = Field(default_factory=dict)
    unit: UnitRecord | None = None
    absent: Word | None = None
    unwritten: dict[SpellingWord, Word] = Field(default_factory=dict)


class KindRecord(Record):
    """A kind of resource and its attributes."""

    id: Ident
    title: Text
    terraform: Names = ()
    cloudformation: Names = ()
    api: Names = ()
    keycloak: Names = ()
    graph: Names = ()
    auth0: Names = ()
    derived: Names = ()
    inert: Any = None
    attributes: dict[Ident, AttributeRecord]
    links: dict[Ident, Spelled] = Field(default_factory=dict)


class SuggestionRecord(Record):
    """The answer suggested; `alternatives` would explain the same evidence."""

    question: Name
    answer: Ident | None = None
    includes: Ident | None = None
    excludes: Ident | None = None
    alternatives: tuple[Ident, ...] = ()


class SignalRecord(Record):
    """One signal."""

    id: Ident
    title: Text
    kind: Ident
    when: Any = None
    suggests: SuggestionRecord
    proof: Proof
    confidence: Confidence
    shows: Ident | None = None
    says: Text
    does_not_prove: Text
    at_least: Annotated[StrictInt, Field(ge=1)] = 1
    highest: Flag = False
    all_of_kind: Flag = False
    even_inert: Flag = False
    sources: tuple[Name, ...] = ()


class EvidenceFile(Record):
    """One source of evidence."""

    source: Ident
    title: Text
    kinds: tuple[KindRecord, ...] = ()
    signals: tuple[SignalRecord, ...] = ()
