"""Puts the name of an actor, or of a kind of actors, into a text of the catalog."""

from __future__ import annotations

from typing import Final

PLACEHOLDER: Final = "{subject}"


def named(text: str, name: str, *, label: bool = True) -> str:
    """Put a name in place of `{subject}`; a label is in lower case inside a sentence.

    A name that a team gave is never changed.
    """
    text = text.strip()
    if PLACEHOLDER not in text:
        return text
    inside = name[:1].lower() + name[1:] if label and name[1:2].islower() else name
    if text.startswith(PLACEHOLDER):
        text = name + text.removeprefix(PLACEHOLDER)
    return text.replace(PLACEHOLDER, inside)
