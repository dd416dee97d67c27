"""What collectors hand over: resources as written, with secrets already dropped."""

from __future__ import annotations

from dataclasses import dataclass, field

from advisor.errors import Problem
from advisor.evidence.values import Value

# How a source spells resource types and attributes; the kinds in `questions/evidence/` use these.
TERRAFORM = "terraform"
CLOUDFORMATION = "cloudformation"
API = "api"
KEYCLOAK = "keycloak"
GRAPH = "graph"
AUTH0 = "auth0"
SPELLINGS = (TERRAFORM, CLOUDFORMATION, API, KEYCLOAK, GRAPH, AUTH0)


@dataclass(frozen=True, slots=True)
class RawResource:
    """One resource of one source, as it is spelled there.

    `condition` says why the resource may not exist. `complete`: what is absent here is absent in
    reality, which holds for an account's answer and never for a repository.
    """

    spelling: str
    dialect: str
    type: str
    address: str
    body: Value
    file: str
    line: int
    condition: str = ""
    complete: bool = False


@dataclass(slots=True)
class Gathered:
    """What collectors found: resources, broken input, and what this input cannot show."""

    resources: list[RawResource] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unseen: list[Problem] = field(default_factory=list)
    files: int = 0
    used: list[str] = field(default_factory=list)
