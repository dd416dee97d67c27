"""The front matter of Markdown pages: our lines stay between marks, a team's own keys stay too."""

from __future__ import annotations

import json
import re

from advisor.publish.names import visible
from advisor.publish.reconcile import Action, Outcome, Take, fingerprinted
from advisor.publish.regions import (
    YAML_COMMENT,
    DamagedMarkersError,
    Region,
    cut,
    digest,
    marked,
)

_BLOCK = re.compile(r"\A---[ \t]*\n(?P<lines>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def scalar(text: str) -> str:
    """Return text as a quoted scalar that YAML and JSON read alike."""
    return json.dumps(visible(text), ensure_ascii=False)


def with_front_matter(outcome: Outcome, lines: str, take: Take | None) -> Outcome:
    """Return the outcome with our lines in the page's front matter."""
    if outcome.action in (Action.CONFLICT, Action.LEAVE):
        return outcome
    region = fingerprinted(Region("front", lines))
    block = _BLOCK.match(outcome.text)
    inner = block["lines"] if block else ""
    rest = outcome.text[block.end() :] if block else outcome.text
    try:
        parts = cut(inner, "front", YAML_COMMENT)
    except DamagedMarkersError as error:
        return Outcome(Action.CONFLICT, outcome.text, f"front matter: {error}")
    found = parts.region
    if found is not None and found.body.strip() == lines.strip():
        return outcome
    changed = found is not None and digest(found.body) != found.attributes.get("digest", "")
    ours = marked(region, YAML_COMMENT)
    kept = f"{parts.before}{ours}{parts.after}" if found else f"{ours}\n{parts.before}"
    text = f"---\n{kept.rstrip()}\n---\n{rest if block else f'{chr(10)}{rest}'}"
    if changed and take is None:
        return Outcome(Action.CONFLICT, text, "someone changed our lines of the front matter")
    if changed and take is Take.THEIRS:
        return outcome
    action = Action.UPDATE if outcome.action is Action.UNCHANGED else outcome.action
    return Outcome(action, text, outcome.reason)
