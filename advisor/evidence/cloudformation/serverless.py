"""Serverless Framework: resources merged from several places, and events of functions."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.evidence.cloudformation import template
from advisor.evidence.cloudformation.macros import Place
from advisor.evidence.cloudformation.serverless_variables import Variables
from advisor.evidence.cloudformation.template import AUTHORIZER, TRIGGER
from advisor.evidence.resources import Gathered
from advisor.evidence.terraform.source import Wanted
from advisor.evidence.values import Value, items, mapping, member

# Of a resource's attributes, those that an extension adds to member by member.
_ADDED_TO = frozenset({"Properties", "Metadata"})


def is_service(root: Value) -> bool:
    """Return whether this is a service file of the Serverless Framework."""
    members = mapping(root)
    return "service" in members and "provider" in members and "Resources" not in members


def collect(root: Value, place: Place, gathered: Gathered, wanted: Wanted) -> set[str]:
    """Hand over the resources of a service; return the files that it includes."""
    variables = Variables(root, place, gathered)
    made = {
        name: Value({"Type": Value(kind), "Properties": body}, body.line, file=body.file)
        for name, kind, body in _events(variables)
    }
    functions = Value({"Resources": Value(made)})
    for part in (_resources(variables), functions):
        template.collect(part, place, gathered, wanted, dialect="serverless")
    return variables.included


def _resources(variables: Variables) -> Value:
    """Return the template that a service's resources add up to."""
    whole = Value({})
    for part in items(variables.part("resources")):
        whole = merged(whole, part)
    extensions = mapping(member(whole, "extensions"))
    if not extensions:
        return whole
    resources = dict(mapping(member(whole, "Resources")))
    for name, extension in extensions.items():
        resources[name] = _extended(resources.get(name, Value({})), extension)
    return whole.holding({**mapping(whole), "Resources": Value(resources)})


def merged(base: Value, over: Value) -> Value:
    """Return two parts of a template as one: members of mappings and items of lists are merged."""
    if isinstance(base.data, dict) and isinstance(over.data, dict):
        members = dict(base.data)
        for key, item in over.data.items():
            members[key] = merged(members[key], item) if key in members else item
        # What stands in neither part's own place is reported where the first of them stands.
        place = base if base.line else over
        return Value(members, place.line, base.assumed or over.assumed, file=place.file)
    if isinstance(base.data, tuple) and isinstance(over.data, tuple):
        both = tuple(merged(one, two) for one, two in zip(base.data, over.data, strict=False))
        rest = (base.data if len(base.data) > len(both) else over.data)[len(both) :]
        return over.holding((*both, *rest))
    return base if over.data is None else over


def _extended(resource: Value, extension: Value) -> Value:
    """Return a resource with an extension: its properties are replaced one by one."""
    members = dict(mapping(resource))
    for key, item in mapping(extension).items():
        if key in _ADDED_TO and isinstance(item.data, dict):
            members[key] = item.holding({**mapping(members.get(key)), **item.data})
        else:
            members[key] = item
    return resource.holding(members)


def _events(variables: Variables) -> Iterator[tuple[str, str, Value]]:
    """Yield what functions declare on behalf of the login: triggers and authorizers."""
    functions = variables.part("functions")
    declared = [pair for part in items(functions) for pair in mapping(part).items()]
    for name, function in declared:
        for index, event in enumerate(items(member(function, "events"))):
            trigger = member(event, "cognitoUserPool")
            if trigger is not None:
                body = {
                    "Trigger": member(trigger, "trigger") or Value(None),
                    "UserPool": member(trigger, "pool") or Value(None),
                }
                yield f"{name}.{index}", TRIGGER, trigger.holding(body)
            authorizer = member(member(event, "http"), "authorizer")
            if authorizer is not None:
                yield f"{name}.{index}.authorizer", AUTHORIZER, _authorizer(authorizer)
    shared = member(member(variables.part("provider"), "httpApi"), "authorizers")
    for name, authorizer in mapping(shared).items():
        yield f"authorizer.{name}", AUTHORIZER, _authorizer(authorizer)


def _authorizer(authorizer: Value) -> Value:
    """Return an authorizer as one record, whichever of its forms it is written in."""
    if isinstance(authorizer.data, dict):
        return authorizer
    return authorizer.holding({"name": authorizer})
