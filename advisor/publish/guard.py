"""Look for secrets and personal data in what people wrote, before it leaves the machine.

The detector is detect-secrets, used as a library and without its network verification, plus the
token shapes of identity platforms that it does not know. A hit names kind, question and line;
what was found is neither kept nor printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from advisor.errors import InputError, Problem
from advisor.publish.secret_shapes import SHAPES, assigned_secret

MAX_LINE = 20_000

# Ready-made patterns a team can switch on by name.
PERSONAL = {
    "email": r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+",
    "phone": r"(?<![\w.])\+\d{1,3}[ ()/-]{0,2}\d{2,4}(?:[ ()/-]{0,2}\d{2,4}){2,4}(?!\w)",
    "iban": r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b",
    "card": r"\b(?:\d{4}[ -]?){3}\d{4}\b",
}

# Entropy alone calls commit ids and paths secrets; addresses are no secret at all.
_LEFT_OUT = {"Hex High Entropy String", "Public IP (ipv4)"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and where a person finds it: `question` is an id or a field of the assessment."""

    file: str
    line: int
    question: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Something that must not leave. It says what kind and where, never what."""

    file: str
    line: int
    question: str
    kind: str

    def problem(self) -> Problem:
        """Return the hit as a located problem."""
        return Problem(
            self.file,
            self.line,
            self.question,
            f"looks like {self.kind}",
            "take it out, or allow it in the publishing configuration with a reason",
        )


@dataclass(frozen=True, slots=True)
class Exemption:
    """A hit that the team has looked at: this kind, in this question, for this reason."""

    question: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What else to look for, and what the team has cleared."""

    personal: tuple[tuple[str, re.Pattern[str]], ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    def cleared(self, hit: Hit) -> bool:
        """Whether the team has allowed this hit."""
        return any(
            exemption.kind == hit.kind and exemption.question == hit.question
            for exemption in self.exemptions
        )


def personal_patterns(
    names: Iterable[str], own: Mapping[str, str]
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of ready-made names and of a team's own expressions.

    Raises:
        InputError: a name is unknown, or an expression is not one.
    """
    found = []
    for name in names:
        if name not in PERSONAL:
            raise InputError(
                f"personal_data: no pattern is called {name!r}",
                hint=f"Known: {', '.join(PERSONAL)}",
            )
        found.append((name, re.compile(PERSONAL[name])))
    for name, expression in own.items():
        try:
            found.append((name, re.compile(expression)))
        except re.error as error:
            raise InputError(f"personal_patterns: {name}: {error}") from error
    return tuple(found)


def scan(passages: Iterable[Passage], rules: Rules) -> tuple[Hit, ...]:
    """Return everything that must not leave, in the order of files and lines.

    Raises:
        InputError: the detector is not installed.
    """
    detectors = _detectors()
    hits = {
        Hit(passage.file, passage.line + offset, passage.question, kind)
        for passage in passages
        for offset, line in enumerate(passage.text.splitlines())
        for kind in _kinds(line[:MAX_LINE], detectors, rules)
    }
    return tuple(sorted(hit for hit in hits if not rules.cleared(hit)))


def _kinds(line: str, detectors: tuple[Any, ...], rules: Rules) -> Iterator[str]:
    for detector in detectors:
        if any(_real(found) for found in detector.analyze_string(line)):
            yield f"a secret ({detector.secret_type})"
    for name, shape in SHAPES.items():
        if shape.search(line):
            yield f"a secret ({name})"
    if assigned_secret(line):
        yield "a secret (written after its name)"
    for name, pattern in rules.personal:
        if pattern.search(line):
            yield f"personal data ({name})"


def _real(found: str) -> bool:
    """Whether a find is more than a placeholder such as `${TOKEN}` or `<password>`."""
    return not re.fullmatch(r"[$<{%*x•.\[].*|.*\*{3,}.*", found)


@cache
def _detectors() -> tuple[Any, ...]:
    try:
        # Deferred: the detector costs 60 ms, and most verbs never look for secrets.
        from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    except ImportError as error:
        raise InputError(
            "The secret detector is not installed.", hint="pip install 'advisor[publish]'"
        ) from error
    classes: Mapping[str, Any] = get_mapping_from_secret_type_to_class()
    return tuple(classes[kind]() for kind in sorted(classes) if kind not in _LEFT_OUT)
