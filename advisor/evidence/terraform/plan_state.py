"""Terraform's own JSON: plans, `terraform show -json`, and state files.

What a plan knows only after apply stays unknown; what it marks sensitive is dropped here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from advisor.evidence.redaction import WRITTEN_OUT, clean
from advisor.evidence.resources import TERRAFORM, Gathered, RawResource
from advisor.evidence.terraform.source import Wanted
from advisor.evidence.values import LATER, Unknown, Value, items, mapping, member, text

PLAN, STATE = "terraform-plan", "terraform-state"
# Parts of a plan that repeat the rest or describe how it was made.
_UNREAD: Final = frozenset({"configuration", "prior_state", "checks", "relevant_attributes"})


def dialect_of(root: Value) -> str:
    """Return which of Terraform's JSON files this is; empty for none."""
    members = mapping(root)
    if "planned_values" in members or "resource_changes" in members:
        return PLAN
    if "values" in members and "terraform_version" in members:
        return STATE
    if "lineage" in members or ("serial" in members and "resources" in members):
        return STATE
    return ""


def prune(data: object, wanted: Wanted) -> object:
    """Return a plan or state, as plain data, without the resources that nothing reads."""
    if isinstance(data, list):
        return [prune(item, wanted) for item in data]
    if not isinstance(data, dict):
        return data
    kept = {key: item for key, item in data.items() if key not in _UNREAD}
    for key, item in kept.items():
        if key in {"resources", "resource_changes"} and isinstance(item, list):
            kept[key] = [part for part in item if _is_wanted(part, wanted)]
        elif key in {"planned_values", "values", "root_module", "child_modules"}:
            kept[key] = prune(item, wanted)
    return kept


def _is_wanted(part: object, wanted: Wanted) -> bool:
    if not isinstance(part, dict):
        return False
    prefix = "data." if part.get("mode") == "data" else ""
    return f"{prefix}{part.get('type')}" in wanted


def collect(root: Value, file: str, gathered: Gathered, wanted: Wanted) -> None:
    """Hand over the resources of a plan or state."""
    dialect = dialect_of(root)
    values = member(root, "planned_values" if dialect == PLAN else "values")
    if values is None:
        _collect_state(root, file, gathered, wanted)
        return
    later = _unknown_until_apply(root)
    for resource in _resources(member(values, "root_module"), 0):
        kind = _kind(resource)
        names = wanted.get(kind)
        address = text(member(resource, "address")) or kind
        body = member(resource, "values")
        if names is None or body is None:
            continue
        body = _masked(body, member(resource, "sensitive_values"), Unknown(WRITTEN_OUT))
        body = _masked(body, later.get(address), Unknown("known only after apply", nature=LATER))
        _hand_over(gathered, (dialect, kind, address, file), resource.line, body, names)


def _hand_over(
    gathered: Gathered,
    what: tuple[str, str, str, str],
    line: int,
    body: Value,
    names: frozenset[str],
) -> None:
    dialect, kind, address, file = what
    kept = {key: item for key, item in mapping(body).items() if key in names or key == "id"}
    gathered.resources.append(
        RawResource(
            TERRAFORM,
            dialect,
            kind,
            address,
            clean(body.holding(kept)),
            file,
            line,
            complete=True,
        )
    )


def _resources(module: Value | None, depth: int) -> Iterator[Value]:
    if depth > 100:  # noqa: PLR2004 - Terraform itself never nests that deep
        return
    yield from items(member(module, "resources"))
    for child in items(member(module, "child_modules")):
        yield from _resources(child, depth + 1)


def _kind(resource: Value) -> str:
    prefix = "data." if text(member(resource, "mode")) == "data" else ""
    return prefix + text(member(resource, "type"))


def _unknown_until_apply(root: Value) -> dict[str, Value]:
    later: dict[str, Value] = {}
    for change in items(member(root, "resource_changes")):
        marks = member(member(change, "change"), "after_unknown")
        if marks is not None:
            later[text(member(change, "address"))] = marks
    return later


def _masked(value: Value, marks: Value | None, mask: Unknown) -> Value:
    """Return the value with everything that `marks` flags replaced."""
    if marks is None or marks.data is False:
        return value
    if marks.data is True:
        return value.holding(mask)
    if isinstance(marks.data, dict) and isinstance(value.data, dict):
        members = {
            key: _masked(item, marks.data.get(key), mask) for key, item in value.data.items()
        }
        for key, mark in marks.data.items():
            if mark.data is True and key not in members:
                members[key] = Value(mask, value.line)
        return value.holding(members)
    if isinstance(marks.data, tuple) and isinstance(value.data, tuple):
        padded = [*marks.data, *[None] * len(value.data)]
        return value.holding(
            tuple(_masked(item, mark, mask) for item, mark in zip(value.data, padded, strict=False))
        )
    return value


def _collect_state(root: Value, file: str, gathered: Gathered, wanted: Wanted) -> None:
    for resource in items(member(root, "resources")):
        kind = _kind(resource)
        names = wanted.get(kind)
        if names is None:
            continue
        module = text(member(resource, "module"))
        address = ".".join(part for part in (module, kind, text(member(resource, "name"))) if part)
        for instance in items(member(resource, "instances")):
            body = member(instance, "attributes")
            if body is None:
                continue
            key = member(instance, "index_key")
            suffix = f"[{key.data!r}]".replace("'", '"') if key is not None else ""
            hidden = _sensitive(instance)
            body = body.holding(
                {
                    name: item.holding(Unknown(WRITTEN_OUT)) if name in hidden else item
                    for name, item in mapping(body).items()
                }
            )
            what = (STATE, kind, address + suffix, file)
            _hand_over(gathered, what, instance.line or resource.line, body, names)


def _sensitive(instance: Value) -> set[str]:
    """Return the attributes that a state file marks sensitive, wholly or in part."""
    hidden: set[str] = set()
    for path in items(member(instance, "sensitive_attributes")):
        steps = items(path)
        if steps:
            hidden.add(text(member(steps[0], "value")))
    return hidden
