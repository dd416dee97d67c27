"""Templates to resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from advisor.errors import Problem
from advisor.evidence.cloudformation.intrinsics import Template
from advisor.evidence.redaction import clean
from advisor.evidence.resources import CLOUDFORMATION, Gathered, RawResource
from advisor.evidence.terraform.source import Wanted
from advisor.evidence.values import OPEN_KEY, Value, items, mapping, member, text

# Made up here for settings that frameworks write elsewhere than on the resource itself.
TRIGGER: Final = "advisor::Trigger"
AUTHORIZER: Final = "advisor::Authorizer"
_CDK_MARKS: Final = ("aws:cdk:path", "CDKMetadata", "BootstrapVersion")


def is_template(root: Value) -> bool:
    """Return whether this is a template or a fragment of one."""
    return bool(_resources_of(root))


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
    file: str,
    gathered: Gathered,
    wanted: Wanted,
    *,
    dialect: str = "",
    given: Mapping[str, Value] | None = None,
) -> None:
    """Hand over the resources of a template; `given` are parameter values from beside it."""
    resources = _resources_of(root)
    template = Template(
        parameters=mapping(member(root, "Parameters")),
        given=given or {},
        mappings=member(root, "Mappings"),
        conditions=mapping(member(root, "Conditions")),
        resources=frozenset(resources),
    )
    dialect = dialect or dialect_of(root)
    for address, resource in {**resources, **_shared(root)}.items():
        kind = text(member(resource, "Type"))
        if kind.startswith("Custom::") or kind == "AWS::CloudFormation::CustomResource":
            _note_custom(address, kind, resource, file, gathered)
            continue
        condition, exists = _existence(template, resource)
        if not exists:
            continue
        properties = member(resource, "Properties") or Value({}, resource.line)
        for made, body in _expanded(kind, properties):
            names = wanted.get(made)
            if names is None:
                continue
            kept = {k: v for k, v in mapping(body).items() if k in names or k == OPEN_KEY}
            resolved = clean(template.resolve(body.holding(kept)))
            gathered.resources.append(
                RawResource(
                    CLOUDFORMATION,
                    dialect,
                    made,
                    address,
                    resolved,
                    file,
                    resource.line,
                    condition,
                )
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
    """Return why the resource may not exist, and whether it may."""
    name = text(member(resource, "Condition"))
    if not name:
        return "", True
    truth, why = template.holds(name)
    if truth is None or why:
        return f"depends on condition {name}", True
    return "", truth


def _expanded(kind: str, properties: Value) -> Iterator[tuple[str, Value]]:
    """Yield the resource, and what SAM lets a function declare on a pool's behalf."""
    yield kind, properties
    if kind != "AWS::Serverless::Function":
        return
    for event in mapping(member(properties, "Events")).values():
        if text(member(event, "Type")) == "Cognito":
            yield TRIGGER, member(event, "Properties") or event


def _note_custom(address: str, kind: str, resource: Value, file: str, gathered: Gathered) -> None:
    hint = f"{address}{kind}".lower()
    if any(word in hint for word in ("cognito", "userpool", "identityprovider", "identitypool")):
        what = f"{kind} runs code of its own; what it sets on the login is not visible"
        gathered.unseen.append(
            Problem(file, resource.line, address, what, "scan the account instead")
        )
