"""Pulumi programs written as YAML; those in a programming language are not read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Final

from advisor.evidence.cloudformation.intrinsics import joined
from advisor.evidence.declared.spelling import respelled, snake, upper_first
from advisor.evidence.redaction import clean
from advisor.evidence.resources import CLOUDFORMATION, TERRAFORM, Gathered, RawResource
from advisor.evidence.values import Value, mapping, member, text, unknown

DIALECT: Final = "pulumi"
PROJECTS: Final = frozenset({"Pulumi.yaml", "Pulumi.yml"})
PROGRAM: Final = (
    "infrastructure written as a program (Pulumi) is not read",
    "scan the account instead",
)
_NAMES: Final = PROJECTS | {"Main.yaml"}
_RUNTIME: Final = re.compile(r"^runtime:\s*(?:\{\s*)?(?:name:\s*)?[\"']?yaml\b", re.MULTILINE)
_TOKEN: Final = re.compile(r"([\w-]+):(?:([\w-]+)(?:/\w+)?:)?(\w+)")
_STARTS: Final = {
    ("aws", "cognito"): "aws_cognito_",
    ("aws", "iam"): "aws_iam_",
    ("aws", "apigateway"): "aws_api_gateway_",
    ("aws", "apigatewayv2"): "aws_apigatewayv2_",
    ("aws", "appsync"): "aws_appsync_",
    ("aws", "wafv2"): "aws_wafv2_",
    ("auth0", "index"): "auth0_",
    ("azuread", "index"): "azuread_",
}
# Lists whose Terraform name is singular, as repeated blocks are.
_SINGULAR: Final = {
    "aws_cognito_user_pool": {"schemas": "schema"},
    "aws_cognito_resource_server": {"scopes": "scope"},
    "aws_cognito_identity_pool_roles_attachment": {"role_mappings": "role_mapping"},
    "aws_iam_role": {"inline_policies": "inline_policy"},
    "aws_wafv2_web_acl": {"rules": "rule"},
}
_REFERENCE: Final = re.compile(r"\$\{([^{}]*)\}")
_DEEPEST: Final = 50


def is_yaml_program(source: str) -> bool:
    """Return whether a project file says that its program is YAML."""
    return _RUNTIME.search(source) is not None


def is_program(root: Value, path: str) -> bool:
    """Return whether this is a program in YAML."""
    named = posixpath.basename(path) in _NAMES
    return named and bool(mapping(member(root, "resources")))


def collect(root: Value, shown: str, gathered: Gathered) -> None:
    """Hand over the resources of a program."""
    program = _Program(root)
    for name, resource in mapping(member(root, "resources")).items():
        spelling, kind = program.kinds.get(name, ("", ""))
        if not kind:
            continue
        body = program.resolve(member(resource, "properties") or Value({}))
        spell = snake if spelling == TERRAFORM else upper_first
        body = respelled(body, spell)
        singular = _SINGULAR.get(kind, {})
        body = body.holding({singular.get(k, k): item for k, item in mapping(body).items()})
        address = f"{kind}.{name}"
        gathered.resources.append(
            RawResource(spelling, DIALECT, kind, address, clean(body), shown, resource.line)
        )


class _Program:
    def __init__(self, root: Value) -> None:
        self._config = {
            **mapping(member(root, "configuration")),
            **mapping(member(root, "config")),
        }
        self._variables = mapping(member(root, "variables"))
        self.kinds = {
            name: _kind(text(member(resource, "type")))
            for name, resource in mapping(member(root, "resources")).items()
        }

    def resolve(self, value: Value, depth: int = 0) -> Value:
        """Return the value with references and functions replaced."""
        data = value.data
        if depth > _DEEPEST:
            return unknown("nested too deeply", value.line)
        if isinstance(data, tuple):
            return value.holding(tuple(self.resolve(item, depth + 1) for item in data))
        if isinstance(data, str):
            return self._text(value, data, depth)
        return self._mapping(value, data, depth) if isinstance(data, dict) else value

    def _mapping(self, value: Value, data: Mapping[str, Value], depth: int) -> Value:
        name, argument = next(iter(data.items()), ("", value))
        if len(data) == 1 and name.lower() in {"fn::tojson", "fn::secret"}:
            # A policy is read from its structure; a secret is dropped by its name.
            return self.resolve(argument, depth + 1)
        if len(data) == 1 and name.lower().startswith("fn::"):
            return unknown(name, value.line)
        return value.holding({key: self.resolve(item, depth + 1) for key, item in data.items()})

    def _text(self, value: Value, data: str, depth: int) -> Value:
        whole = _REFERENCE.fullmatch(data)
        if whole:
            return self._named(whole.group(1), value.line, depth)
        pieces: list[Value] = []
        position = 0
        for match in _REFERENCE.finditer(data):
            pieces += [
                Value(data[position : match.start()]),
                self._named(match.group(1), value.line, depth),
            ]
            position = match.end()
        return joined([*pieces, Value(data[position:])], value.line) if pieces else value

    def _named(self, path: str, line: int, depth: int) -> Value:
        name = re.split(r"[.\[]", path, maxsplit=1)[0]
        if name in self.kinds:
            kind = self.kinds[name][1]
            return unknown(path, line, reference=f"{kind}.{name}" if kind else name)
        if name in self._variables and name == path:
            return self.resolve(self._variables[name], depth + 1)
        declared = self._config.get(name)
        default = member(declared, "default") if mapping(declared) else declared
        is_secret = member(declared, "secret") is not None
        if default is None or is_secret or name != path:
            return unknown(path, line)
        return Value(default.data, line, f"default of configuration {name}", pinned=True)


def _kind(token: str) -> tuple[str, str]:
    """Return spelling and type of a type token; empty where it is not read."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return "", ""
    package, module, name = match.group(1), match.group(2) or "index", match.group(3)
    if package == "aws-native" and module in {"cognito", "iam"}:
        service = "Cognito" if module == "cognito" else "IAM"
        return CLOUDFORMATION, f"AWS::{service}::{name}"
    start = _STARTS.get((package, module))
    return (TERRAFORM, start + snake(name).replace("graph_ql", "graphql")) if start else ("", "")
