"""Jinja templates write the prose; values stay values, so no text of a user can become markup.

A template is a macro in `templates/<section>.j2`. Plain strings and numbers are inserted as
text. Inlines (links, quotes, references) pass through as placeholders made of control
characters, which no checked input can contain, and come back as the inlines they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from advisor.documents.phrases import capital, count, day, listing, lower, run, sentence
from advisor.model.document import Inline, Inlines, Text

_FOLDER = Path(__file__).parent / "templates"
_OPEN, _CLOSE = "\x02", "\x03"
_PLACEHOLDER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_BLANK = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        # Plain text, not HTML: each writer escapes its own way at the text node.
        autoescape=False,  # noqa: S701
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=day, listing=listing, lower=lower, sentence=sentence, sentence_start=capital
    )
    environment.globals["count"] = count
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.j2")


def prose(template: str, macro: str, **values: object) -> Inlines:
    """Return what a macro of a template says, as inlines on one line."""
    kept: list[Inlines] = []
    words = {name: _held(value, kept) for name, value in values.items()}
    written = str(getattr(_template(template).module, macro)(**words))
    return run(*_parts(_BLANK.sub(" ", written).strip(), kept))


def _held(value: object, kept: list[Inlines]) -> object:
    match value:
        case str():
            return _CONTROL.sub(" ", value)
        case tuple() if value and all(_is_inline(part) for part in value):
            return _placeholder(value, kept)
        case tuple() | list():
            return [_held(part, kept) for part in value]
        case _ if _is_inline(value):
            return _placeholder((value,), kept)  # type: ignore[arg-type]
        case _:
            return value


def _placeholder(value: Inlines, kept: list[Inlines]) -> str:
    kept.append(value)
    return f"{_OPEN}{len(kept) - 1}{_CLOSE}"


def _is_inline(value: object) -> bool:
    return isinstance(value, Inline)


def _parts(written: str, kept: list[Inlines]) -> Iterator[Inlines]:
    # Splitting by a pattern with one group alternates text and index.
    for place, piece in enumerate(_PLACEHOLDER.split(written)):
        if place % 2:
            yield kept[int(piece)]
        elif piece:
            yield (Text(piece),)
