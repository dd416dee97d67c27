"""Finds the comments inside a stretch of YAML text."""

from __future__ import annotations

from collections.abc import Iterator

import yaml


def comments_within(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the comments that begin between two positions, in order."""
    end = len(text) if end is None else end
    if "#" not in text[start:end]:
        return []
    comments = []
    for gap_start, gap_end in _gaps(text):
        gap = text[max(gap_start, start) : min(gap_end, end)]
        comments += [
            "#" + line.partition("#")[2].rstrip() for line in gap.splitlines() if "#" in line
        ]
        if gap_end >= end:
            break
    return comments


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches outside tokens: blanks, line breaks and comments, nothing else."""
    behind = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        yield behind, token.start_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            # The first line of a block text is no text: `|-  # comment`.
            header, _, _ = text[token.start_mark.index :].partition("\n")
            yield token.start_mark.index, token.start_mark.index + len(header)
        behind = token.end_mark.index
    yield behind, len(text)
