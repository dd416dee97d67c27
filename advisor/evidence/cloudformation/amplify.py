"""Amplify: what its command line keeps beside a template, and what its second generation puts out.

The settings of the first generation (`cli-inputs.json`, earlier `parameters.json`) stand for a
template that is made anew at each build, and for what custom resources do beside it. All is told
in the words of a template.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Mapping
from typing import Final

from advisor.evidence.cloudformation.amplify_outputs import Made, outputs
from advisor.evidence.redaction import clean
from advisor.evidence.resources import CLOUDFORMATION, Gathered, RawResource
from advisor.evidence.values import Value, items, lift, mapping, member, text, unknown

DIALECT: Final = "amplify"
_POOL: Final = "AWS::Cognito::UserPool"
_CLIENT: Final = "AWS::Cognito::UserPoolClient"
_PROVIDER: Final = "AWS::Cognito::UserPoolIdentityProvider"
_IDENTITY_POOL: Final = "AWS::Cognito::IdentityPool"
_GROUP: Final = "AWS::Cognito::UserPoolGroup"
_BACKEND: Final = "backend-config.json"
_LARGEST_TEXT: Final = 100_000


def parameters(
    path: str, below: str, look_up: Callable[[str], Value | None]
) -> Mapping[str, Value]:
    """Return the parameter values that Amplify keeps beside or below a template.

    `below` is the part of its path that starts with the scanned folder.
    """
    if "/amplify/" not in below:
        return {}
    folder = posixpath.dirname(path)
    if posixpath.basename(folder) == "build":
        folder = posixpath.dirname(folder)
    for name in ("build/parameters.json", "parameters.json"):
        root = look_up(posixpath.join(folder, name))
        if root is not None:
            return mapping(root)
    return {}


def is_settings(root: Value, path: str) -> bool:
    """Return whether this is a settings file of the command line, or an outputs file."""
    if _settings(root) is not None:
        return True
    name = posixpath.basename(path)
    if name == _BACKEND:
        return member(root, "api") is not None
    return name == "amplify_outputs.json" and member(root, "auth") is not None


def collect(root: Value, path: str, shown: str, gathered: Gathered) -> None:
    """Hand over what the settings stand for."""
    config = _settings(root)
    if config is not None:
        made = _from_settings(config)
    else:
        made = _apis(root) if posixpath.basename(path) == _BACKEND else outputs(root)
    folder = posixpath.basename(posixpath.dirname(path)) or DIALECT
    for kind, name, properties, line in made:
        body = {key: item for key, item in properties.items() if item is not None}
        gathered.resources.append(
            RawResource(
                CLOUDFORMATION,
                DIALECT,
                kind,
                f"{folder}.{name}" if config is not None else name,
                clean(Value(body, line)),
                shown,
                line,
            )
        )


def _settings(root: Value) -> Value | None:
    """Return the settings, which older versions keep as the parameters of the template."""
    if "authSelections" in mapping(root):
        return root
    return member(root, "cognitoConfig")


def _from_settings(config: Value) -> Made:
    line = config.line
    selected = text(member(config, "authSelections"))
    if selected != "identityPoolOnly":
        triggers = _parsed(member(config, "triggers"))
        yield (
            _POOL,
            "UserPool",
            {
                "UserPoolName": member(config, "userPoolName"),
                "MfaConfiguration": member(config, "mfaConfiguration"),
                "LambdaConfig": triggers if mapping(triggers) else None,
            },
            line,
        )
        yield _CLIENT, "UserPoolClient", _client(config), line
        for provider in items(_parsed(member(config, "hostedUIProviderMeta"))):
            name = member(provider, "ProviderName")
            found = {"ProviderName": name, "ProviderType": name}
            yield _PROVIDER, f"Provider.{text(name)}", found, provider.line or line
        for group in items(_parsed(member(config, "userPoolGroupList"))):
            yield _GROUP, f"Group.{text(group)}", {"GroupName": group}, group.line
    if selected != "userPoolOnly":
        yield _IDENTITY_POOL, "IdentityPool", _identity_pool(config, selected), line


def _apis(root: Value) -> Made:
    """Yield the GraphQL APIs of a backend: their login stands apart from their templates."""
    for name, api in mapping(member(root, "api")).items():
        config = member(member(api, "output"), "authConfig")
        kind = member(member(config, "defaultAuthentication"), "authenticationType")
        if kind is not None:
            settings = {"AuthenticationType": kind}
            yield "AWS::AppSync::GraphQLApi", f"api.{name}", settings, kind.line


def _client(config: Value) -> Mapping[str, Value | None]:
    oauth = _parsed(member(config, "oAuthMetadata"))
    return {
        "RefreshTokenValidity": member(config, "userpoolClientRefreshTokenValidity"),
        "WriteAttributes": member(config, "userpoolClientWriteAttributes"),
        "AllowedOAuthFlows": member(oauth, "AllowedOAuthFlows"),
        "AllowedOAuthFlowsUserPoolClient": _switched_on(oauth),
        "CallbackURLs": member(oauth, "CallbackURLs"),
        "SupportedIdentityProviders": _parsed(member(config, "authProvidersUserPool")),
    }


def _identity_pool(config: Value, selected: str) -> Mapping[str, Value | None]:
    outside = items(_parsed(member(config, "authProviders")))
    logins = unknown("the user pool", config.line, reference="UserPool")
    named = {"ProviderName": logins}
    return {
        "AllowUnauthenticatedIdentities": member(config, "allowUnauthenticatedIdentities"),
        "CognitoIdentityProviders": (
            Value((Value(named, config.line),), config.line)
            if selected == "identityPoolAndUserPool"
            else None
        ),
        "SupportedLoginProviders": (
            Value({text(item): Value(True, item.line) for item in outside}, outside[0].line)  # noqa: FBT003 - a value, not a switch
            if outside
            else None
        ),
    }


def _switched_on(oauth: Value | None) -> Value | None:
    """With a hosted login the command line switches OAuth on for its clients."""
    return Value(data=True, line=oauth.line) if oauth is not None and mapping(oauth) else None


def _parsed(value: Value | None) -> Value | None:
    """Return what JSON text inside a setting says; the command line keeps lists that way."""
    if value is None or not isinstance(value.data, str):
        return value
    if len(value.data) > _LARGEST_TEXT:
        return unknown("a long text", value.line)
    try:
        return lift(json.loads(value.data), value.line)
    except (ValueError, RecursionError):
        return unknown("text that is not JSON", value.line)
