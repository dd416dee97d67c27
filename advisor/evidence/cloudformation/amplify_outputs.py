"""`amplify_outputs.json`: what the second generation of Amplify tells applications of a login."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from advisor.evidence.values import Value, items, mapping, member, text, unknown

Made = Iterator[tuple[str, str, Mapping[str, Value | None], int]]
_MFA: Final = {"NONE": "OFF", "REQUIRED": "ON"}
_FLOWS: Final = {"token": "implicit", "code": "code"}
_LOGINS: Final = {
    "GOOGLE": "Google",
    "FACEBOOK": "Facebook",
    "LOGIN_WITH_AMAZON": "LoginWithAmazon",
    "SIGN_IN_WITH_APPLE": "SignInWithApple",
}


def outputs(root: Value) -> Made:
    """Yield type, name, properties and line of what an outputs file stands for."""
    auth = member(root, "auth") or Value({})
    if member(auth, "user_pool_id") is not None:
        yield from _pool(auth)
    if member(auth, "identity_pool_id") is not None:
        yield from _identity_pool(auth)
    yield from _graph_api(member(root, "data"))


def _pool(auth: Value) -> Made:
    mfa = member(auth, "mfa_configuration")
    word = text(mfa)
    settings = {"MfaConfiguration": mfa.holding(_MFA.get(word, word)) if mfa else None}
    yield "AWS::Cognito::UserPool", "auth.user_pool_id", settings, auth.line
    client, oauth = member(auth, "user_pool_client_id"), member(auth, "oauth")
    if client is not None:
        yield (
            "AWS::Cognito::UserPoolClient",
            "auth.user_pool_client_id",
            _client(oauth),
            client.line,
        )
    for provider in items(member(oauth, "identity_providers")):
        name = _LOGINS.get(text(provider))
        if name:
            kind = provider.holding(name)
            found = {"ProviderName": kind, "ProviderType": kind}
            yield "AWS::Cognito::UserPoolIdentityProvider", name, found, provider.line
    for group in items(member(auth, "groups")):
        for name in mapping(group) or ([text(group)] if text(group) else []):
            yield (
                "AWS::Cognito::UserPoolGroup",
                name,
                {"GroupName": group.holding(name)},
                group.line,
            )


def _client(oauth: Value | None) -> Mapping[str, Value | None]:
    """Return the client of the application itself, which Amplify makes without a secret."""
    flow = member(oauth, "response_type")
    logins = member(oauth, "identity_providers")
    named = [item.holding(_LOGINS.get(text(item), text(item))) for item in items(logins)]
    return {
        "GenerateSecret": Value(data=False),
        "AllowedOAuthFlows": flow.holding(_FLOWS.get(text(flow), text(flow))) if flow else None,
        "AllowedOAuthFlowsUserPoolClient": Value(data=True, line=flow.line) if flow else None,
        "AllowedOAuthScopes": member(oauth, "scopes"),
        "CallbackURLs": member(oauth, "redirect_sign_in_uri"),
        "SupportedIdentityProviders": logins.holding(tuple(named)) if logins else None,
    }


def _identity_pool(auth: Value) -> Made:
    pool = member(auth, "identity_pool_id") or auth
    login = Value({"ProviderName": unknown("the user pool", pool.line, reference="auth")})
    settings = {
        "AllowUnauthenticatedIdentities": member(auth, "unauthenticated_identities_enabled"),
        "CognitoIdentityProviders": Value((login,), pool.line),
    }
    yield "AWS::Cognito::IdentityPool", "auth.identity_pool_id", settings, pool.line


def _graph_api(data: Value | None) -> Made:
    login = member(data, "default_authorization_type")
    if data is not None and login is not None:
        kinds = (login, *items(member(data, "authorization_types")))
        settings = {"AuthenticationType": Value(kinds, login.line)}
        yield "AWS::AppSync::GraphQLApi", "data", settings, data.line
