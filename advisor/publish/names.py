"""Names that are safe as file names, page ids and page titles, whatever a project is called."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from advisor.model.ascii_words import ascii_words

MAX_SLUG = 60
MAX_TITLE_BYTES = 200

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def visible(text: str) -> str:
    """Return one line of `text` without control, format and unassigned characters."""
    spaced = "".join(" " if char in "\t\r\n\v\f\x85\u2028\u2029" else char for char in text)
    kept = (char for char in spaced if unicodedata.category(char) not in _INVISIBLE)
    return " ".join("".join(kept).split())


def slug(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens: other scripts are transliterated.

    Names that differ in accents, capitals or marks alone share a slug. A text that is too long, or
    has no words, gets a short fingerprint.
    """
    clean = visible(text)
    joined = "-".join(ascii_words(clean))
    if joined and len(joined) <= MAX_SLUG:
        return joined
    return _fingerprinted(joined, clean)


def page_title(text: str, tag: str = "") -> str:
    """Return a title that no wiki reads as a path, namespace, link, template or option.

    A tag tells it from another title that reads the same.
    """
    clean = re.sub(r"[#<>\[\]{}|_\\/%~^`\"*?:&+=]+", " ", visible(text))
    clean = " ".join(clean.split()).strip(".-' ")
    if len(clean.encode()) > MAX_TITLE_BYTES:
        # Two long names may differ only where they are cut.
        clean = f"{_cut(clean)} {hashlib.sha256(clean.encode()).hexdigest()[:8]}"
    return " ".join(part for part in (clean or f"record {slug(text)}", tag and f"({tag})") if part)


def _cut(text: str) -> str:
    return text.encode()[:MAX_TITLE_BYTES].decode("utf-8", "ignore").rstrip()


def slug_of_version_1(text: str) -> str:
    """Return the slug that version 1 made, to find its pages again: other letters were dropped."""
    clean = visible(text)
    folded = unicodedata.normalize("NFKD", clean)
    plain = folded.encode("ascii", "ignore").decode("ascii").lower()
    joined = "-".join(re.findall(r"[a-z0-9]+", plain))
    lost = sum(char.isalnum() for char in folded) != sum(char.isalnum() for char in plain)
    if joined and not lost and len(joined) <= MAX_SLUG:
        return joined
    return _fingerprinted(joined, clean)


def tagged(name: str, tag: str) -> str:
    """Return a page or file name that a tag tells apart; without a tag, the name."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{tag}{dot}{ending}" if stem and tag else f"{name}-{tag}" if tag else name


def _fingerprinted(joined: str, text: str) -> str:
    fingerprint = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    return "-".join(part for part in (joined[:MAX_SLUG].strip("-"), fingerprint) if part)
