"""API descriptions on their own: the gateway's extensions name who checks tokens."""

from __future__ import annotations

from typing import Final

from advisor.evidence.resources import CLOUDFORMATION, RawResource
from advisor.evidence.values import Value, mapping, member, text

# Made up here: a description is not a resource of any template.
DESCRIPTION: Final = "advisor::ApiDescription"


def is_description(root: Value) -> bool:
    """Return whether this is an OpenAPI or Swagger description."""
    members = mapping(root)
    return ("openapi" in members or "swagger" in members) and "paths" in members


def resource_of(root: Value, shown: str) -> RawResource:
    """Return the description as a resource, reduced to what declares checks."""
    kept = {
        name: item
        for name in ("securityDefinitions", "components")
        if (item := member(root, name)) is not None
    }
    title = text(member(member(root, "info"), "title")) or "api"
    body = Value({"Body": Value(kept, root.line)}, root.line)
    return RawResource(CLOUDFORMATION, "openapi", DESCRIPTION, title, body, shown, root.line)
