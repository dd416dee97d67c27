"""Names in any script as plain words, for file names, page ids and keys."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii


def ascii_words(text: str) -> tuple[str, ...]:
    """Return the lower-case ASCII words of a text, transliterated where it has other letters."""
    composed = unicodedata.normalize("NFC", text)
    return tuple(re.findall(r"[a-z0-9]+", "".join(map(_sounded, composed)).lower()))


def _sounded(char: str) -> str:
    sound = anyascii(char)
    # A character that stands for a syllable begins a word: its sound is written with a capital.
    return f" {sound}" if sound[:1].isupper() and not char.isupper() else sound
