"""Shapes of secrets that the detector does not know: newer tokens, and secrets in running text."""

from __future__ import annotations

import re
from math import log2

SHAPES = {
    "Atlassian API token": re.compile(r"\bATATT3[A-Za-z0-9_=-]{20,}"),
    "GitHub fine-grained token": re.compile(r"\bgithub_pat_[A-Za-z0-9_]{22,}"),
    "Google API key": re.compile(r"\bAIza[A-Za-z0-9_-]{35}"),
    "Google OAuth secret": re.compile(r"\bGOCSPX-[A-Za-z0-9_-]{20,}|\bya29\.[A-Za-z0-9_-]{20,}"),
    "Microsoft Entra client secret": re.compile(r"[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31}"),
    "Vault token": re.compile(r"\bhv[sb]\.[A-Za-z0-9_-]{20,}"),
    "Okta token": re.compile(r"\bSSWS +00[A-Za-z0-9_-]{30,}"),
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----|AGE-SECRET-KEY-1"),
    "Slack token": re.compile(r"\bxox[abeoprs]-(?:\d+-)*[A-Za-z0-9-]{10,}"),
    "Slack webhook": re.compile(r"hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]+"),
    "bearer token": re.compile(r"(?i)\bbearer +[A-Za-z0-9._~+/-]{24,}=*"),
}

_LABELLED = re.compile(
    r"(?i)(?:pass(?:word|phrase|wd|code)?|pwd|secret|token|(?:api|access)[ _-]?key|credential)s?"
    r"[\"'`]?(?:\s*[:=]\s*|\s+is\s+)[\"'`]?(?P<value>[^\s\"'`,;]{8,})"
)
_BARE_KEY = re.compile(r"(?<![A-Za-z0-9/+=_.-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_.-])")
# Bits per character: words and counters stay below, generated values do not.
_WORDLIKE = 2.5
_PATHLIKE = 4.2
_ADDRESS = re.compile(r"(?i)[a-z]+:[a-z0-9-]*:|https?://|[\w.-]+/[\w./-]+$|[$<{%*\[]")


def assigned_secret(line: str) -> bool:
    """Whether a line gives a secret after its name, or holds a bare cloud secret key."""
    values = [found["value"] for found in _LABELLED.finditer(line)]
    if any(_random(value) for value in values if not _ADDRESS.match(value)):
        return True
    return any(
        _mixed(found[0]) and _entropy(found[0]) > _PATHLIKE for found in _BARE_KEY.finditer(line)
    )


def _random(value: str) -> bool:
    letters = any(char.isalpha() for char in value)
    return letters and any(char.isdigit() for char in value) and _entropy(value) > _WORDLIKE


def _mixed(value: str) -> bool:
    return (
        any(char.isupper() for char in value)
        and any(char.islower() for char in value)
        and any(char.isdigit() for char in value)
    )


def _entropy(value: str) -> float:
    shares = [value.count(char) / len(value) for char in set(value)]
    return -sum(share * log2(share) for share in shares)
