"""What a misspelt word may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_FEW: Final = 8


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a fix for an unknown word: the nearest known one, or all where they are few."""
    from difflib import get_close_matches  # 4 ms, and needed only where something is wrong

    words = list(dict.fromkeys(known))
    near = get_close_matches(word, words, n=1, cutoff=0.6) if len(word) > 2 else []  # noqa: PLR2004
    if near:
        return f'did you mean "{near[0]}"?'
    if words and len(words) <= _FEW:
        return f"known: {', '.join(words)}"
    return "check the spelling, or add it"
