"""Checks the shape of a parsed file, and says what is wrong in the author's terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from advisor.catalog.strict_yaml import Document, Path, type_name
from advisor.catalog.suggest import did_you_mean
from advisor.errors import Problem

# So many tell a person what to do; finding the places of thousands would take minutes.
MOST_PROBLEMS: Final = 100

_EXPECTED: Final = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
_EMPTY: Final = ("is empty", "add a value, or leave the field out where it is optional")
_FIXED: Final = {
    "missing": ("is missing", "add it"),
    "string_too_short": _EMPTY,
    "too_short": _EMPTY,
}
_QUOTE: Final = 'put the text into "quotes"'
_IDENT: Final = "use lower-case letters, digits and single hyphens"


class Checked(Struct, frozen=True):
    """A file's record without its faulty entries, and where those stood."""

    record: BaseModel | None
    problems: tuple[Problem, ...] = ()
    dropped: tuple[Path, ...] = ()


def check(document: Document, model: type[BaseModel]) -> Checked:
    """Validate a file; faulty entries of its lists are left out so that the rest can be checked."""
    try:
        return Checked(model.model_validate(document.value))
    except ValidationError as error:
        details = error.errors(include_url=False)
    problems = tuple(_problem(document, model, detail) for detail in details[:MOST_PROBLEMS])
    dropped = tuple(dict.fromkeys(_entry(detail["loc"]) for detail in details))
    return Checked(_rest(document.value, model, dropped), problems, dropped)


def problems_of(
    document: Document, model: type[BaseModel], details: Iterable[ErrorDetails]
) -> tuple[Problem, ...]:
    """Return the located problems of a validation that failed."""
    return tuple(_problem(document, model, detail) for detail in details)


def _entry(loc: tuple[str | int, ...]) -> Path:
    """Return the smallest part that can be left out: a field, or an entry of a field."""
    return loc[:2]


def _rest(value: object, model: type[BaseModel], dropped: tuple[Path, ...]) -> BaseModel | None:
    """Return the record without the faulty parts, None where it cannot be without them."""
    if not isinstance(value, dict):
        return None
    rest = {key: _without(key, content, dropped) for key, content in value.items()}
    for path in dropped:
        if len(path) == 1:
            rest.pop(str(path[0]), None)
    try:
        return model.model_validate(rest)
    except ValidationError:
        return None


def _without(key: str, content: object, dropped: tuple[Path, ...]) -> object:
    out = {path[1] for path in dropped if len(path) > 1 and path[0] == key}
    if isinstance(content, dict):
        return {name: item for name, item in content.items() if name not in out}
    if isinstance(content, list):
        return [item for index, item in enumerate(content) if index not in out]
    return content


def _problem(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    path = tuple(step for step in detail["loc"] if not _is_union_tag(step))
    problem, fix = _explain(model, detail, path)
    return document.problem(path, problem, fix)


def _is_union_tag(step: str | int) -> bool:
    """Pydantic adds the failing branch of a union to the location; it is no place in the file."""
    return isinstance(step, str) and (
        step.startswith(("constrained-str", "literal[", "function-")) or step in {"str", "bool"}
    )


def _explain(model: type[BaseModel], detail: ErrorDetails, path: Path) -> tuple[str, str]:
    """Return problem and fix for one pydantic error."""
    kind, value = detail["type"], detail["input"]
    if kind in _FIXED:
        return _FIXED[kind]
    if kind in _EXPECTED:
        return _wrong_type(_EXPECTED[kind], value)
    if kind == "extra_forbidden":
        return _unknown_field(model, path, value)
    return _wrong_value(kind, value, detail.get("ctx", {})) or (str(detail["msg"]), "")


def _wrong_value(kind: str, value: object, context: Mapping[str, Any]) -> tuple[str, str] | None:
    if kind == "literal_error":
        words = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return f"{_shown(value)} is not allowed here", did_you_mean(str(value), words)
    if kind == "string_pattern_mismatch" and "https" in str(context["pattern"]):
        return f"{_shown(value)} is no https address", "start it with https://"
    if kind == "string_pattern_mismatch":
        return f"{_shown(value)} is no identifier", _IDENT
    if kind == "greater_than_equal":
        return f"{_shown(value)} is too small", f"write {context['ge']} or more"
    if kind == "value_error":
        return f"{_shown(value)}: {context['error']}", "write it as 2026-11-30"
    return None


def _wrong_type(expected: str, value: object) -> tuple[str, str]:
    text_expected = expected == "text" and not isinstance(value, (dict, list))
    return f"{expected} expected, not {type_name(value)}", _QUOTE if text_expected else ""


def _unknown_field(model: type[BaseModel], path: Path, value: object) -> tuple[str, str]:
    key = str(path[-1])
    if key == "<<":
        return "merge keys are not allowed", "write the values out"
    if value is None and " " in key:
        return "a comma ended the text before", 'put the whole text into "quotes"'
    return "unknown field", did_you_mean(key, _fields_at(model, path[:-1]))


def _shown(value: object) -> str:
    text = str(value)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}..."'  # noqa: PLR2004


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the known fields at a place, for "did you mean"."""
    current: Any = model
    for step in path:
        if isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(str(step))
            if field is None:
                return []
            current = field.annotation
        else:
            current = _item_type(current)
    current = _record_in(current)
    return list(current.model_fields) if current else []


def _item_type(annotation: Any) -> Any:
    arguments = [item for item in get_args(annotation) if item is not Ellipsis]
    return arguments[-1] if arguments else None


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    for item in get_args(annotation):
        found = _record_in(item)
        if found:
            return found
    return None
