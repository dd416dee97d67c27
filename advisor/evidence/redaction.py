"""The boundary: what could be a secret is dropped here, before anything is kept, shown or hashed.

Names decide first, shapes second. A dropped value leaves word of where it came from, never of what
it was.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from advisor.evidence.values import Unknown, Value

# Texts that stand where a secret will be, or hide one: masks and what a deployment fills in.
_STANDS_IN: Final = re.compile(
    r"[*x.]{3,}|<[^<>]+>|\?\w+\?|%\w+%|__\w+__|\$[A-Za-z_]\w*|\$\{[^{}]*\}|\$\([^()]*\)|\{\{.*\}\}|\[\w+\]"
    r"|(?:change|replace)[-_ ]?(?:me|this|it)|your[-_ ].*"
    r"|todo|fixme|placeholder|redacted|masked|hidden",
    re.IGNORECASE,
)
WRITTEN_OUT: Final = "a secret written out here, dropped"
TAKEN_FROM: Final = "a secret, dropped; it comes from "
_NOT_KEPT: Final = "a value that is not kept"
_SHOWN: Final = "…"

# Names that hold nothing but a secret, without separators and in lower case.
_ALWAYS: Final = frozenset(
    {
        "accesskey",
        "accesskeyid",
        "apikey",
        "apikeyvalue",
        "appsecret",
        "authorization",
        "authtoken",
        "bearertoken",
        "bindcredential",
        "clientsecret",
        "clientsecretvalue",
        "credential",
        "masterpassword",
        "passphrase",
        "passwd",
        "password",
        "privatekey",
        "privatekeypem",
        "registrationaccesstoken",
        "secret",
        "secretaccesskey",
        "secretdata",
        "secrethash",
        "secretkey",
        "secretstring",
        "secrettext",
        "secretvalue",
        "sensitivevalue",
        "sharedsecret",
        "signingcertificatekey",
        "storepassword",
        "temporarypassword",
        "token",
        "tokensecret",
        "userpassword",
        "webhooksecret",
    }
)
_ENDINGS: Final = (
    "secretkey",
    "accesskey",
    "signingkey",
    "encryptionkey",
    "secret",
    "password",
    "passphrase",
    "privatekey",
    "apikey",
    "token",
    "credentials",
    "connectionstring",
)
# Tables of other people's naming: their values are dropped whatever the names are.
_TABLES: Final = frozenset({"variables", "environmentvariables", "envvars"})
# What settings with such names hold when they are settings: units, switches, kinds.
HARMLESS: Final = re.compile(
    r"(?:seconds|minutes|hours|days|true|false|enabled|disabled|required|optional|none|rotating|"
    r"non-rotating|expiring|non-expiring|leaking|non-leaking|jwt|bearer)?",
    re.IGNORECASE,
)
_SHAPES: Final = re.compile(
    r"-----BEGIN[^-]*-----.*"
    r"|\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b"
    r"|\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+){1,4}"
    r"|\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk_live_|rk_live_|sk-|AIza|npm_|pypi-|hvs\.)"
    r"[A-Za-z0-9_-]{8,}"
    r"|(?<=://)[^/@\s]*:[^/@\s]*(?=@)"
    r"|[?&](?:key|sig|code|token|secret|password)=[^&#\s]+",
    re.DOTALL,
)
_LONG_RUN: Final = re.compile(r"[A-Za-z0-9+/_=~.-]{32,}")
_MIXED: Final = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"))


def is_secret_name(name: str) -> bool:
    """Return whether something of this name is dropped whatever it holds."""
    return _plain(name) in _ALWAYS


def clean(value: Value, name: str = "") -> Value:
    """Return the value without anything that could be a secret."""
    data = value.data
    if isinstance(data, dict):
        if _plain(name) in _TABLES:
            dropped = {key: item.holding(Unknown(_NOT_KEPT)) for key, item in data.items()}
            return value.holding(dropped)
        return value.holding({key: clean(item, key) for key, item in data.items()})
    if isinstance(data, tuple):
        return value.holding(tuple(clean(item, name) for item in data))
    if isinstance(data, Unknown):
        return value.holding(_cleaned_unknown(data, name))
    if data is None or isinstance(data, bool):
        return value
    kept = _cleaned_scalar(data, name)
    return value if kept is data else value.holding(kept)


def _cleaned_scalar(data: str | float, name: str) -> Unknown | str | float:
    if data == "":
        return data
    if is_secret_name(name):
        return _written_out(data)
    if not isinstance(data, str):
        return data
    if _plain(name).endswith(_ENDINGS) and not HARMLESS.fullmatch(data):
        return _written_out(data)
    return scrub(data)


def scrub(text: str) -> str:
    """Return a text with everything that has the shape of a secret cut out."""
    text = _SHAPES.sub(_SHOWN, text)
    return _LONG_RUN.sub(_mixed_run, text)


def secret_origin(value: Value) -> str:
    """Return where a dropped secret came from: written-out, or the reference it was taken from."""
    if isinstance(value.data, Unknown):
        if value.data.reason.startswith(WRITTEN_OUT):
            return "written-out"
        return value.data.reason.removeprefix(TAKEN_FROM)
    return "written-out" if value.data not in (None, "") else ""


@cache
def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").replace(".", "").lower()


def _written_out(data: str | float) -> Unknown:
    # A template's own lookup, such as {{resolve:secretsmanager:…}}, names a place, not a secret.
    if isinstance(data, str) and data.startswith(("{{resolve:", "${ssm:", "${env:", "${cf:")):
        return Unknown(TAKEN_FROM + data.split(":")[1 if data.startswith("{{") else 0].strip("${"))
    if isinstance(data, str) and _STANDS_IN.fullmatch(data):
        return Unknown(TAKEN_FROM + "a placeholder")
    return Unknown(WRITTEN_OUT)


def _cleaned_unknown(data: Unknown, name: str) -> Unknown:
    if data.reason.startswith((WRITTEN_OUT, TAKEN_FROM)):
        return data
    if is_secret_name(name) or _plain(name).endswith(_ENDINGS):
        return Unknown(TAKEN_FROM + data.reason, reference=data.reference)
    return replace(data, text=scrub(data.text)) if data.text else data


def _mixed_run(match: re.Match[str]) -> str:
    """Cut a long run only where it mixes cases and digits, as keys do and names do not."""
    run = match.group()
    if run.count("/") + run.count(".") + run.count("-") > len(run) // 8:
        return run
    return _SHOWN if all(part.search(run) for part in _MIXED) else run
