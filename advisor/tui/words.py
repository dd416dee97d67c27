"""Signs and styles for states. A sign never stands without its word, nor colour without either."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from advisor.application.wording import VERDICTS
from advisor.model.decision import Decision
from advisor.model.vocabulary import Severity, Verdict
from advisor.tui.safe_text import beside, plain

# Theme variables, so that each theme keeps them legible.
VERDICT_STYLES = {
    Verdict.NONE: "$quiet",
    Verdict.KEEP: "$text-success",
    Verdict.SPLIT: "$text-warning",
    Verdict.REPLACE: "$text-error",
}
SEVERITY_STYLES = {
    Severity.LOW: "$quiet",
    Severity.MEDIUM: "$text",
    Severity.HIGH: "$text-warning",
    Severity.CRITICAL: "$text-error",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs; `ascii_only` has a character for each where the terminal cannot show them."""

    none: str = "·"
    keep: str = "✓"
    split: str = "⇢"
    replace: str = "↻"
    open: str = "?"
    answered: str = "✓"
    unanswered: str = "○"
    partly: str = "◐"
    not_applicable: str = "–"
    decides: str = "◆"
    pitfall: str = "◇"
    nothing: str = "·"
    here: str = "▸"
    becomes: str = "→"
    single_on: str = "(•)"
    bar_full: str = "━"
    bar_empty: str = "─"
    ellipsis: str = "…"


SIGNS = Signs()


def verdict_sign(verdict: Verdict) -> str:
    """Return the sign of a verdict."""
    return (SIGNS.none, SIGNS.keep, SIGNS.split, SIGNS.replace)[verdict]


def verdict_word(verdict: Verdict, *, wide: bool = False) -> Content:
    """Return sign and word of a verdict; `wide` pads the word for columns."""
    word = VERDICTS[verdict]
    shown = word.ljust(9) if wide else word
    return plain(f"{verdict_sign(verdict)} {shown}", VERDICT_STYLES[verdict])


def outcome(decision: Decision) -> Content:
    """Return sign and word of the outcome."""
    if decision.outcome is Verdict.NONE:
        return plain(f"{SIGNS.none} {say_outcome(decision)}", "$quiet")
    return verdict_word(decision.outcome)


def outcome_word(decision: Decision) -> Content:
    """Return sign and word of the outcome, and whether it is final."""
    if decision.outcome is Verdict.NONE:
        return outcome(decision)
    return beside(outcome(decision), plain(f" {_certainty(decision)}", "$quiet"))


def say_outcome(decision: Decision) -> str:
    """Return the outcome in a few words."""
    if decision.outcome is Verdict.NONE:
        return "nothing in use" if decision.settled else "nothing decided yet"
    return f"{VERDICTS[decision.outcome]}, {_certainty(decision)}"


def _certainty(decision: Decision) -> str:
    return decision.standing.value


def severity_word(severity: Severity) -> Content:
    """Return the word of a severity, padded for columns."""
    return plain(severity.id.upper().ljust(8), SEVERITY_STYLES[severity])


def bar(done: int, total: int, width: int) -> Content:
    """Return a progress bar; the figures stand beside it in words."""
    full = round(width * done / total) if total else width
    return beside(
        plain(SIGNS.bar_full * full, "$text-success"),
        plain(SIGNS.bar_empty * (width - full), "$quiet"),
    )
