"""Atlassian's published description of Confluence's REST API v2, as a check of every exchange.

The file is theirs and lies outside the project, below `$ADVISOR_REFERENCE` or beside the checkout.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

NAME = "kit/confluence-openapi-v2.json"
_BASE = "urn:confluence"


_DEFAULT = Path(__file__).resolve().parents[2].parent / "shared"
# Read once: each test begins without the variables of whoever runs it.
CONTRACT_FILE = Path(os.environ.get("ADVISOR_REFERENCE", "") or _DEFAULT) / NAME
"""Where the description should be."""


@dataclass(frozen=True, eq=False)
class Contract:
    """Checks requests and answers; an exchange that the description forbids is an error."""

    document: dict[str, Any]

    @cached_property
    def registry(self) -> Registry[Any]:
        """Where references of the description are looked up."""
        resource = DRAFT4.create_resource(self.document)
        made: Registry[Any] = Registry().with_resource(_BASE, resource).crawl()
        return made

    @classmethod
    @cache
    def load(cls) -> Contract:
        """Read the description and mend the parts that no correct request can satisfy."""
        document = json.loads(CONTRACT_FILE.read_text())
        # The nested and the plain form of a page's body overlap, so `exactly one` never holds.
        for body in document["components"]["requestBodies"].values():
            for content in body["content"].values():
                _any_of(content["schema"])
        # A version conflict is answered with 409, which the description leaves out.
        put = document["paths"]["/pages/{id}"]["put"]["responses"]
        put["409"] = {"description": "The version is not the next one."}
        return cls(document)

    def check(self, method: str, path: str, query: dict[str, str], request: Any) -> None:
        """Check one request."""
        operation, names = self._operation(method, path)
        declared = {one["name"]: one for one in map(self._resolved, operation["parameters"])}
        for name, value in {**query, **names}.items():
            assert name in declared, f"{method} {path}: {name} is not in the description"
            self._valid(_typed(value, declared[name]["schema"]), declared[name]["schema"])
        if "requestBody" in operation:
            body = self._resolved(operation["requestBody"])
            self._valid(request, body["content"]["application/json"]["schema"])
        else:
            assert request is None, f"{method} {path} takes no body"

    def check_answer(self, method: str, path: str, status: int, answer: Any) -> None:
        """Check one answer."""
        operation, _ = self._operation(method, path)
        responses = operation["responses"]
        assert str(status) in responses, f"{method} {path}: {status} is not in the description"
        content = self._resolved(responses[str(status)]).get("content", {})
        if "application/json" in content:
            self._valid(answer, content["application/json"]["schema"])

    def _operation(self, method: str, path: str) -> tuple[dict[str, Any], dict[str, str]]:
        for template, methods in self.document["paths"].items():
            pattern = re.sub(r"\{[a-z-]+\}", "([^/]+)", template)
            found = re.fullmatch(pattern, path)
            if found and method.lower() in methods:
                names = re.findall(r"\{([a-z-]+)\}", template)
                operation = dict(methods[method.lower()])
                operation.setdefault("parameters", [])
                return operation, dict(zip(names, found.groups(), strict=True))
        raise AssertionError(f"{method} {path} is not in the description")

    def _resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in part:
            found: Any = self.document
            for key in part["$ref"].removeprefix("#/").split("/"):
                found = found[key]
            part = found
        return part

    def _valid(self, value: Any, schema: dict[str, Any]) -> None:
        absolute = json.loads(json.dumps(schema).replace('"#/', f'"{_BASE}#/'))
        Draft4Validator(absolute, registry=self.registry).validate(value)


def _any_of(schema: Any) -> None:
    if isinstance(schema, dict):
        if "oneOf" in schema:
            schema["anyOf"] = schema.pop("oneOf")
        for part in schema.values():
            _any_of(part)
    elif isinstance(schema, list):
        for part in schema:
            _any_of(part)


def _typed(value: str, schema: dict[str, Any]) -> Any:
    if schema.get("type") == "integer":
        return int(value)
    if schema.get("type") == "array":
        items = value.split(",")
        integers = schema.get("items", {}).get("type") == "integer"
        return [int(item) for item in items] if integers else items
    if schema.get("type") == "boolean":
        return value == "true"
    return value
