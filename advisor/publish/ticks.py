"""Steps that people tick off in the wiki: a tick is no edit of our part, and survives our next one.

A step is known by its words: a step whose words change comes back open.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ticks:
    """How one markup writes a step; `pattern` has the groups `mark` and `words`."""

    pattern: re.Pattern[str]
    undone: str
    done: str

    def cleared(self, body: str) -> str:
        """Return a body with every step open, the form in which bodies are compared."""
        return self.pattern.sub(lambda step: self._marked(step, self.undone), body)

    def carried(self, old: str, new: str) -> str:
        """Return the new body with the steps done that are done in the old one."""
        finished = {
            _words(step) for step in self.pattern.finditer(old) if step["mark"] != self.undone
        }
        if not finished:
            return new
        return self.pattern.sub(
            lambda step: self._marked(step, self.done if _words(step) in finished else self.undone),
            new,
        )

    def _marked(self, step: re.Match[str], mark: str) -> str:
        start, end = step.span("mark")
        offset = step.start()
        return f"{step[0][: start - offset]}{mark}{step[0][end - offset :]}"


MARKDOWN = Ticks(re.compile(r"^- \[(?P<mark>[ xX])\] (?P<words>.+)$", re.MULTILINE), " ", "x")
BOXES = Ticks(re.compile(r"^ *\* (?P<mark>[☐☑☒]) (?P<words>.+)$", re.MULTILINE), "☐", "☑")
TASKS = Ticks(
    re.compile(
        r"<ac:task-status>(?P<mark>incomplete|complete)</ac:task-status>\s*"
        r"<ac:task-body>(?P<words>.*?)</ac:task-body>",
        re.DOTALL,
    ),
    "incomplete",
    "complete",
)


def _words(step: re.Match[str]) -> str:
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", "", step["words"])).split())
