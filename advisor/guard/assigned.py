"""Credentials that are known by where they stand: after their name, in an address, by their chance.

What talks about credentials is none: placeholders, settings, durations, paths and plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import log2
from typing import Final

NAMED: Final = "written after its name"
IN_ADDRESS: Final = "Basic Auth Credentials"
BY_CHANCE: Final = "Base64 High Entropy String"
KINDS: Final = (NAMED, IN_ADDRESS, BY_CHANCE)

_NAMES = ("pass", "pwd", "secret", "token", "key", "credential")
_NAMED = (
    r"(?:(?P<password>pass(?:word|phrase|wd|code)?|pwd)"
    r"|secret|token|(?:api|access|private|signing|encryption|shared)[ _-]?key|credential)s?"
    r"[\"'`]?(?P<sign>\s*(?:[:=]|=>|:=)\s*|\s+is\s+)[\"'`]?(?P<value>[^\s\"'`,;&]{6,500})"
)
# Bounded, so that no text takes long: what is longer is no address with a password.
_ADDRESS = r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@\"']{0,200}:(?P<value>[^\s/@\"']{1,500})@"
_RUN = r"(?<![\w/+=.:~-])[a-z0-9/+_-]{40,}={0,2}(?![\w/+=.:~-])"
# `${TOKEN}`, `<password>`, `{{ lookup }}`, `%s`, `****`, `xxxx`, `...`, `[redacted]`.
_PLACEHOLDER = r"[$<{%*•….\[(].*|x{3,}.*|.*\*{3,}.*|.*\.{3,}"
_LOCATION = r"[a-z]+:[a-z0-9-]*:|[a-z]+://|/|[\w.-]+/[\w./-]+$"
# Words and numbers with separators between, and lengths of time: how people name things.
_PART = r"(?:[a-z]+\d{0,3}|\d{1,4}[a-z]{0,8})"
_WORDS = rf"{_PART}(?:[-_./:]{_PART})*[.)!?:]*$"
_METHODS = r"aes|argon|bcrypt|fido|hmac|jwt|md5|ntlm|oauth|oidc|pbkdf|rsa|saml|scrypt|sha|srp|totp"
_CHARACTERS = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")

_LONG = 8
# Bits per character: words and counters stay below, generated values do not. The limit for a run
# without a name is what secret scanners use by default; forty characters cannot reach it always.
_WORDLIKE = 2.5
_CHANCE = 4.5
_CHANCE_OF_FORTY = 4.2
_FORTY = 40
_CHANGING = 0.45


def by_place(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and kind of every credential that its surroundings or its chance betray."""
    plain = text.lower()
    if any(name in plain for name in _NAMES):
        for found in _compiled(_NAMED).finditer(text):
            if _is_secret(found):
                yield (*found.span("value"), NAMED)
    if "://" in text:
        for found in _compiled(_ADDRESS).finditer(text):
            if not _compiled(_PLACEHOLDER).fullmatch(found["value"]):
                yield (*found.span("value"), IN_ADDRESS)
    if len(text) >= _FORTY:
        for found in _compiled(_RUN).finditer(text):
            if _by_chance(found[0]):
                yield (*found.span(), BY_CHANCE)


def _is_secret(found: re.Match[str]) -> bool:
    value = found["value"]
    if _compiled(_PLACEHOLDER).fullmatch(value):
        return False
    if any(_compiled(harmless).match(value) for harmless in (_LOCATION, _METHODS)):
        return False
    # People choose passwords out of words; a sign that assigns leaves little doubt.
    sorts = 1 if "=" in found["sign"] else 2
    if found["password"] and len(value) >= _LONG and _sorts(value) > sorts:
        return not _plain(value)
    if len(value) < _LONG and not found["password"]:
        return False
    return _digits(value) and not _plain(value) and _entropy(value) > _WORDLIKE


def _plain(value: str) -> bool:
    """Whether it is words and numbers in small letters, as one names and describes things."""
    return bool(_compiled(_WORDS).match(value)) and (value.islower() or not _digits(value))


def _digits(value: str) -> bool:
    return any(char.isdigit() for char in value) and any(char.isalpha() for char in value)


def _sorts(value: str) -> int:
    """Return of how many sorts its characters are: small, capital, digit, other."""
    return sum(1 for sort in _CHARACTERS if re.search(sort, value))


def _by_chance(run: str) -> bool:
    if not all(re.search(sort, run) for sort in _CHARACTERS[:3]):
        return False
    separators = sum(run.count(char) for char in "/_-")
    limit = _CHANCE_OF_FORTY if len(run) == _FORTY else _CHANCE
    if separators > len(run) // 8 or _entropy(run) < limit:
        return False
    # Words that are written together, as in names of resources, seldom change their sort.
    sorts = [_sort(char) for char in run]
    changes = sum(1 for one, other in pairwise(sorts) if one != other)
    return changes >= _CHANGING * len(run)


def _sort(char: str) -> int:
    return next(at for at, sort in enumerate(_CHARACTERS) if re.match(sort, char))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _entropy(value: str) -> float:
    shares = [value.count(char) / len(value) for char in set(value)]
    return -sum(share * log2(share) for share in shares)
