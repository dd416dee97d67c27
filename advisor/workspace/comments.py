"""Finds the comments inside a stretch of YAML text."""

from __future__ import annotations

import yaml


def comments_within(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the comments that begin between two positions, in order."""
    end = len(text) if end is None else end
    if "#" not in text[start:end]:
        return []
    comments = []
    behind = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        gap_start, gap_end = max(behind, start), min(token.start_mark.index, end)
        comments += _comments(text[gap_start:gap_end]) if gap_start < gap_end else []
        behind = max(behind, token.end_mark.index)
        if behind >= end:
            break
    return comments


def _comments(gap: str) -> list[str]:
    """Between two tokens there is nothing but blanks, line breaks and comments."""
    return ["#" + line.partition("#")[2].rstrip() for line in gap.splitlines() if "#" in line]
