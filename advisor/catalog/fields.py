"""Field types shared by the records of all catalog files."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)

# Stands for a definition that `advisor.catalog.schema` adds; pydantic knows only its own.
SHARED: Final = "x-shared"
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _read_date(value: object) -> object:
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError("a date as YYYY-MM-DD expected")


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text for readers; never empty."""

Ident = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""An identifier of our own: lower-case words joined by hyphens."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
"""An identifier that others coined or that has parts: `NHI5:2025`, `reach.customers`."""

Url = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$")]
"""An address that documents may link to."""

Date = Annotated[
    date, BeforeValidator(_read_date), WithJsonSchema({"type": "string", "format": "date"})
]
"""A day; text everywhere else."""

Edition = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if type(value) is int else value),
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": ["string", "integer"]}),
]
"""An edition of a standard; a bare year is fine."""

Flag = StrictBool
Count = Annotated[StrictInt, WithJsonSchema({"type": "integer", "minimum": 0})]

Idents = Annotated[
    tuple[Ident, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One identifier or a list of them."""

RawCondition = Annotated[Any, WithJsonSchema({SHARED: "Condition"})]
"""A condition in YAML shorthand; `advisor.catalog.conditions` reads it."""

RawAnswers = Annotated[
    dict[str, Any],
    WithJsonSchema({"type": "object", "additionalProperties": {SHARED: "ShortAnswer"}}),
]
"""Answers of a case in short form; `advisor.catalog.cases` reads them."""

VerdictWord = Literal["none", "keep", "split", "replace"]
TargetWord = Literal["same-instance", "separate-instance", "other-product"]
SeverityWord = Literal["low", "medium", "high", "critical"]
EffortWord = Literal["S", "M", "L"]
HorizonWord = Literal["now", "before-launch", "next"]
VerifiedWord = Literal["yes", "partial", "inferred", "from-memory"]


class Record(BaseModel):
    """Base of everything read from catalog files: frozen, and no unknown field."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", defer_build=True)
