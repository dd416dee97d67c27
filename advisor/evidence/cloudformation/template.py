"""Templates to resources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from advisor.errors import Problem
from advisor.evidence.cloudformation.intrinsics import Template
from advisor.evidence.cloudformation.macros import Includer, Place, Unroller, has_macros
from advisor.evidence.redaction import clean
from advisor.evidence.resources import CLOUDFORMATION, Gathered, RawResource
from advisor.evidence.terraform.source import Wanted
from advisor.evidence.values import OPEN_KEY, Value, items, mapping, member, text

# Made up here for settings that frameworks write elsewhere than on the resource itself.
TRIGGER: Final = "advisor::Trigger"
AUTHORIZER: Final = "advisor::Authorizer"
_LOOPS: Final = "AWS::LanguageExtensions"
_ABOUT_LOGIN: Final = re.compile("cognito|userpool|identityprovider|identitypool", re.IGNORECASE)


def is_template(root: Value) -> bool:
    """Return whether this is a template or a fragment of one."""
    return bool(_resources_of(root)) or has_macros(root)


def dialect_of(root: Value) -> str:
    """Return which tool a template was written for or made by."""
    resources = _resources_of(root)
    transform = [text(part) for part in items(member(root, "Transform"))]
    if any(part.startswith("AWS::Serverless") for part in transform):
        return "sam"
    if "CDKMetadata" in resources or "BootstrapVersion" in mapping(member(root, "Parameters")):
        return "cdk"
    if any("aws:cdk:path" in mapping(member(item, "Metadata")) for item in resources.values()):
        return "cdk"
    if any(text(member(item, "Type")).startswith("AWS::Serverless") for item in resources.values()):
        return "sam"
    return "cloudformation"


def collect(
    root: Value,
    place: Place,
    gathered: Gathered,
    wanted: Wanted,
    *,
    dialect: str = "",
    given: Mapping[str, Value] | None = None,
) -> None:
    """Hand over the resources of a template; `given` are parameter values from beside it."""
    root = Includer(place, gathered).included(root)
    template = Template(
        parameters=mapping(member(root, "Parameters")),
        given=given or {},
        mappings=member(root, "Mappings"),
        conditions=mapping(member(root, "Conditions")),
        resources=frozenset(_resources_of(root)),
    )
    if has_macros(root) or _LOOPS in map(text, items(member(root, "Transform"))):
        root = Unroller(template.resolve, place.shown, gathered).unrolled(root)
        template.conditions = mapping(member(root, "Conditions"))
        template.resources = frozenset(_resources_of(root))
    dialect = dialect or dialect_of(root)
    reader = _Reader(template, place.shown, dialect, gathered, wanted)
    for address, resource in {**_resources_of(root), **_shared(root)}.items():
        reader.read(address, resource)


@dataclass(frozen=True, slots=True)
class _Reader:
    template: Template
    file: str
    dialect: str
    gathered: Gathered
    wanted: Wanted

    def read(self, address: str, resource: Value) -> None:
        kind = text(member(resource, "Type"))
        file = resource.file or self.file
        if kind.startswith("Custom::") or kind == "AWS::CloudFormation::CustomResource":
            _note_custom(address, kind, resource, file, self.gathered)
            return
        condition, exists = _existence(self.template, resource)
        properties = member(resource, "Properties") or Value({}, resource.line)
        made = [pair for pair in _expanded(kind, properties) if pair[0] in self.wanted]
        if not exists:
            if made:
                self._note_absent(address, kind, condition, resource)
            return
        for name, body in made:
            names = self.wanted[name]
            kept = {k: v for k, v in mapping(body).items() if k in names or k == OPEN_KEY}
            self.gathered.resources.append(
                RawResource(
                    CLOUDFORMATION,
                    self.dialect,
                    name,
                    address,
                    clean(self.template.resolve(body.holding(kept))),
                    file,
                    resource.line,
                    condition or resource.assumed,
                )
            )

    def _note_absent(self, address: str, kind: str, why: str, resource: Value) -> None:
        """Say which resources of a login are switched off by a default."""
        if why and _ABOUT_LOGIN.search(f"{address} {kind}"):
            what = f"is not created: the {why} switches it off"
            place = resource.file or self.file
            self.gathered.unseen.append(
                Problem(place, resource.line, address, what, "scan what is deployed instead")
            )


def _resources_of(root: Value) -> Mapping[str, Value]:
    """Return the resources of a template, or of a bare fragment without that heading."""
    listed = member(root, "Resources")
    candidates = mapping(listed) if listed is not None else mapping(root)
    return {
        name: item
        for name, item in candidates.items()
        if "::" in text(member(item, "Type")) and not name.startswith("Fn::")
    }


def _shared(root: Value) -> Mapping[str, Value]:
    """Return what SAM's globals say on behalf of every API, as APIs of their own."""
    shared = member(root, "Globals")
    return {
        f"Globals.{name}": Value(
            {"Type": Value(f"AWS::Serverless::{name}"), "Properties": body}, body.line
        )
        for name, body in mapping(shared).items()
        if name in {"Api", "HttpApi"}
    }


def _existence(template: Template, resource: Value) -> tuple[str, bool]:
    """Return why the resource may not exist or does not, and whether it may."""
    name = text(member(resource, "Condition"))
    if not name:
        return "", True
    truth, why = template.holds(name)
    if truth is None:
        return f"depends on condition {name}", True
    if why and truth:
        return f"depends on condition {name}, by the {why}", True
    return why, truth


def _expanded(kind: str, properties: Value) -> Iterator[tuple[str, Value]]:
    """Yield the resource, and what SAM lets a function declare on a pool's behalf."""
    yield kind, properties
    if kind != "AWS::Serverless::Function":
        return
    for event in mapping(member(properties, "Events")).values():
        if text(member(event, "Type")) == "Cognito":
            yield TRIGGER, member(event, "Properties") or event


def _note_custom(address: str, kind: str, resource: Value, file: str, gathered: Gathered) -> None:
    if _ABOUT_LOGIN.search(f"{address} {kind}"):
        what = f"{kind} runs code of its own; what it sets on the login is not visible"
        gathered.unseen.append(
            Problem(file, resource.line, address, what, "scan the account instead")
        )
