"""JSON Schemas of the catalog's files, for editors that complete and check while typing."""

from __future__ import annotations

from typing import Any, Final

from advisor.catalog.collect import FILE_KINDS, FileKind
from advisor.catalog.fields import SHARED

Schema = dict[str, Any]
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_ID: Final[Schema] = {"type": "string"}
_IDS: Final[Schema] = {"type": "array", "items": _ID, "minItems": 1}
_CONDITION: Final[Schema] = {"$ref": "#/$defs/Condition"}
_CONDITIONS: Final[Schema] = {"type": "array", "items": _CONDITION}


def _form(properties: Schema, *optional: str) -> Schema:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _comparison(operator: str, value: Schema) -> Schema:
    subjects = {"anyOf": [_IDS, {"const": "all-subjects"}]}
    properties = {"question": _ID, operator: value, "of_any": subjects, "of_all": subjects}
    return _form(properties, "of_any", "of_all")


SHARED_DEFINITIONS: Final[Schema] = {
    "Condition": {
        "description": "A tree of all, any, not and at_least over comparisons of answers.",
        "anyOf": [
            _form({"all": _CONDITIONS}),
            _form({"any": _CONDITIONS}),
            _form({"not": _CONDITION}),
            _form(
                {"at_least": _form({"count": {"type": "integer", "minimum": 1}, "of": _CONDITIONS})}
            ),
            _form({"always": {"const": True}}),
            _form({"condition": _ID}),
            _form({"plans": {"const": "count"}}),
            _form({"fact": _ID, "is": {"enum": ["stated-yes", "stated-no"]}}),
            *(_comparison(name, _ID) for name in ("is", "at_least", "at_most")),
            *(_comparison(name, _ID) for name in ("includes", "excludes")),
            *(
                _comparison(name, _IDS)
                for name in ("in", "includes_any", "includes_all", "excludes_all")
            ),
        ],
    },
    "ShortAnswer": {
        "description": "An option, a list of options, or an answer in full.",
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": _ID},
            {
                "type": "object",
                "properties": {
                    "value": {"anyOf": [_ID, {"type": "array", "items": _ID}]},
                    "maybe": {"type": "array", "items": _ID},
                    "unknown": {"const": True},
                    "not_applicable": {"type": "string"},
                },
                "additionalProperties": False,
            },
        ],
    },
}

# What an editor shows beside a field; one text per name, since a name means one thing everywhere.
DESCRIPTIONS: Final = {
    "after": "Ids of steps that must be done before this one.",
    "as_of": "The day on which this was true.",
    "asked_option": "The option that states this fact where the product is one we know nothing of.",
    "asked": "Whether the question is asked with these answers.",
    "cases": "Examples of answers, some that fire and some that do not; verification runs them.",
    "check": "How somebody else can see that it is done.",
    "confirm": "Whether a person should confirm this choice before it is relied on.",
    "controls": "Entries of standards, as cited: NHI5:2025.",
    "effort": "Working time of one owner: S up to two days, M up to two weeks, L more.",
    "excluded": "Where this component must not be chosen.",
    "defaults": "Questions whose quiet answer is a choice of ours, and that answer.",
    "false_alarm": "When the rule fires although nothing is wrong.",
    "fits": "Where this component is preferred over the setting's default.",
    "frame": "Asks what is reviewed, not what speaks for a verdict: product, plans, who is there.",
    "growth": "The answer may change as the product grows.",
    "growth_for": "Subjects for which the answer may change as the product grows.",
    "horizon": "When the step is due.",
    "id": "Identifier; never reused for something else.",
    "in_use": "Holds where the platform does this job today, or is being built to.",
    "layers": "Security layers that the finding calls for.",
    "likewise": "Answers that replace or join those of the case; the same follows.",
    "look_up": "Where to find the answer: console page, attribute, command.",
    "met": "Holds where the condition is met.",
    "months": "For dated facts: true when the date lies at most this many months ahead.",
    "ordered": "The options run from least to most risky.",
    "per_subject": "Subjects the question is asked for, once each; texts may hold {subject}.",
    "prose_only": "Options that no condition reads on purpose: only the document does.",
    "quiet": "The answer in the assumed world: an option, those of a list that hold, or all.",
    "rank": "Among fitting components the highest wins.",
    "serves": "Whom it identifies: own, external, or both.",
    "sources": "Ids of sources.yaml.",
    "theme": "What the question is about: the id of a theme in catalog.yaml.",
    "unless": "Answers that replace or join those of the case; the opposite follows.",
    "verified": "Whether somebody read it: yes, partial, inferred, or from-memory.",
    "when": "The condition under which this applies.",
    "why": "Why we ask, in a sentence a busy person believes.",
}


def catalog_schemas() -> dict[str, Schema]:
    """Return the JSON Schema of every kind of catalog file, by the kind's name."""
    return {kind.name: _schema(kind) for kind in FILE_KINDS}


def finish(schema: Schema, title: str) -> Schema:
    """Return a schema with its dialect, shared definitions and descriptions in place."""
    resolved: Schema = _resolve(schema)
    resolved.pop("title", None)
    definitions = {**SHARED_DEFINITIONS, **resolved.pop("$defs", {})}
    used = {name: value for name, value in definitions.items() if _refers(resolved, name)}
    while True:
        more = {
            name: value
            for name, value in definitions.items()
            if name not in used and _refers(used, name)
        }
        if not more:
            break
        used.update(more)
    return {"$schema": DIALECT, "title": title, **resolved, "$defs": dict(sorted(used.items()))}


def _schema(kind: FileKind) -> Schema:
    return finish(kind.model.model_json_schema(), f"advisor: {'/'.join(kind.place)}")


def _resolve(value: Any) -> Any:
    """Put references for placeholders, descriptions to fields, and drop generated titles."""
    if isinstance(value, list):
        return [_resolve(item) for item in value]
    if not isinstance(value, dict):
        return value
    if SHARED in value:
        return {"$ref": f"#/$defs/{value[SHARED]}"}
    resolved = {
        key: _resolve(item)
        for key, item in value.items()
        if not (key == "title" and isinstance(item, str))
    }
    properties = resolved.get("properties")
    if isinstance(properties, dict):
        for name, schema in properties.items():
            if name in DESCRIPTIONS and "$ref" not in schema:
                schema["description"] = DESCRIPTIONS[name]
    return resolved


def _refers(value: Any, name: str) -> bool:
    if isinstance(value, dict):
        if value.get("$ref") == f"#/$defs/{name}":
            return True
        return any(_refers(item, name) for item in value.values())
    return isinstance(value, list) and any(_refers(item, name) for item in value)
