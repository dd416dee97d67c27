"""Resources as JSON, to cross from the reading process to the one that judges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.errors import Problem
from advisor.evidence.resources import Gathered, RawResource
from advisor.evidence.values import Unknown, Value

_FIELDS = ("spelling", "dialect", "type", "address", "file", "line", "condition", "complete")


def encode(gathered: Gathered) -> dict[str, Any]:
    """Return plain data for `json.dumps`."""
    return {
        "resources": [
            [*(getattr(raw, name) for name in _FIELDS), _encode(raw.body)]
            for raw in gathered.resources
        ],
        "problems": [_problem(problem) for problem in gathered.problems],
        "unseen": [_problem(problem) for problem in gathered.unseen],
        "files": gathered.files,
        "used": gathered.used,
    }


def decode(data: Mapping[str, Any]) -> Gathered:
    """Return what `encode` was given."""
    return Gathered(
        [
            RawResource(body=_decode(body), **dict(zip(_FIELDS, fields, strict=True)))
            for *fields, body in data["resources"]
        ],
        [Problem(*fields) for fields in data["problems"]],
        [Problem(*fields) for fields in data["unseen"]],
        data["files"],
        list(data["used"]),
    )


def _problem(problem: Problem) -> list[Any]:
    return [problem.file, problem.line, problem.field, problem.problem, problem.fix]


def _encode(value: Value) -> list[Any]:
    data = value.data
    packed: Any = data
    if isinstance(data, Unknown):
        packed = {"?": [data.reason, data.text, data.reference, data.nature]}
    elif isinstance(data, tuple):
        packed = [_encode(item) for item in data]
    elif isinstance(data, dict):
        packed = {"=": {key: _encode(item) for key, item in data.items()}}
    if value.assumed or value.pinned or value.file:
        return [packed, value.line, value.assumed, value.pinned, value.file]
    return [packed, value.line]


def _decode(packed: list[Any]) -> Value:
    data, *rest = packed
    if isinstance(data, list):
        return Value(tuple([_decode(item) for item in data]), *rest)
    if isinstance(data, dict):
        if "?" in data:
            return Value(Unknown(*data["?"]), *rest)
        return Value({key: _decode(item) for key, item in data["="].items()}, *rest)
    return Value(data, *rest)
