"""What must not leave for a wiki besides credentials: personal data that a team has named.

A hit names kind, question and line; what was found is neither kept nor printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.errors import InputError, Problem

# Ready-made patterns a team can switch on by name.
PERSONAL = {
    "email": r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+",
    "phone": r"(?<![\w.])\+\d{1,3}[ ()/-]{0,2}\d{2,4}(?:[ ()/-]{0,2}\d{2,4}){2,4}(?!\w)",
    "iban": r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b",
    "card": r"\b(?:\d{4}[ -]?){3}\d{4}\b",
}


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
            "take it out, or say why it may leave: a credential that is none under waivers in the "
            "assessment, personal data under [[allow]] in the publishing configuration",
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
