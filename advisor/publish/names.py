"""Names that are safe as file names, page ids and page titles, whatever a project is called."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_SLUG = 60
MAX_TITLE_BYTES = 200

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def visible(text: str) -> str:
    """Return one line of `text` without control, format and unassigned characters."""
    spaced = "".join(" " if char in "\t\r\n\v\f\x85\u2028\u2029" else char for char in text)
    kept = (char for char in spaced if unicodedata.category(char) not in _INVISIBLE)
    return " ".join("".join(kept).split())


def slug(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens, distinct where letters had to go.

    Accents fold into their letter. Where other letters or digits are lost, a short fingerprint of
    the whole text keeps two names apart.
    """
    clean = visible(text)
    folded = unicodedata.normalize("NFKD", clean)
    ascii_only = folded.encode("ascii", "ignore").decode("ascii").lower()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    joined = "-".join(words)
    lost = sum(char.isalnum() for char in folded) != sum(char.isalnum() for char in ascii_only)
    if joined and not lost and len(joined) <= MAX_SLUG:
        return joined
    fingerprint = hashlib.sha256(clean.encode("utf-8", "replace")).hexdigest()[:8]
    return "-".join(part for part in (joined[:MAX_SLUG].strip("-"), fingerprint) if part)


def page_title(text: str) -> str:
    """Return a title that no wiki reads as a path, namespace, link, template or option."""
    clean = re.sub(r"[#<>\[\]{}|_\\/%~^`\"*?:&+=]+", " ", visible(text))
    clean = " ".join(clean.split()).strip(".-' ")
    if len(clean.encode()) > MAX_TITLE_BYTES:
        # Two long names may differ only where they are cut.
        clean = f"{_cut(clean)} {hashlib.sha256(clean.encode()).hexdigest()[:8]}"
    return clean or f"record {slug(text)}"


def _cut(text: str) -> str:
    return text.encode()[:MAX_TITLE_BYTES].decode("utf-8", "ignore").rstrip()
