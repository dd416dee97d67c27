"""Source text made safe to show: values that could be secret are cut out, line for line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from advisor.evidence.redaction import HARMLESS, is_secret_name, scrub

_CUT: Final = "…"
# A quoted text, also inside another text, where quotes are escaped; or whatever stands there to the
# end of the line, but for the start of a collection.
_VALUE: Final = (
    r"(?P<rest>\\+\"[^\"]*\"?|\"(?:\\.|[^\"\\])*\"?|'[^']*'?|[^\s\[{\"'].*|(?=\s*\[?\s*$))"
)
_ASSIGNED: Final = re.compile(
    r"(?P<name>[A-Za-z0-9_.-]*(?:secret|password|passwd|private_?key|api_?key|token|credential)"
    r"[A-Za-z0-9_.-]*)(?P<sign>\\*[\"']?\s*[:=]\s*)" + _VALUE,
    re.IGNORECASE,
)
# What a variable or a parameter defaults to may be a secret under any name.
_DEFAULTED: Final = re.compile(
    r"(?P<name>\b(?:[Dd]efault|[Vv]alue)[\"']?)(?P<sign>\s*[:=]\s*)" + _VALUE
)
_BLOCK_TEXT: Final = re.compile(r"[|>][-+0-9]*")
_HERE_DOCUMENT: Final = re.compile(r"<<[-~]?\s*\"?(\w+)\"?")
# Places that a secret is taken from; they name it and do not hold it.
_REFERENCE: Final = re.compile(
    r"(?:var|local|data|module|each|random_password|aws_[a-z_]+)(?:\.\w+|\[[\w.\"]+\])+"
    r"|!(?:Ref|GetAtt|ImportValue)\s+[\w.:-]+|\{\{resolve:[\w:/.-]+\}\}"
)
_SCALAR: Final = re.compile(r"\s*(?:-\s+)?[^:={}]*|\s*(?:-\s+)?[\"'].*")


@dataclass(slots=True)
class _Hidden:
    """What is being cut out: lines that lie deeper, all of them or only plain values."""

    indent: int
    everything: bool
    until: str = ""

    def covers(self, line: str, indent: int) -> bool:
        if self.until or not line.strip():
            return True
        if indent <= self.indent:
            return False
        return self.everything or _SCALAR.fullmatch(line) is not None


def scrub_lines(text: str) -> list[str]:
    """Return the lines of a source text that is safe to show, one for one.

    Values assigned to secret names are cut out, with the lines of a block text, a here-document or
    a list that follows them.
    """
    lines: list[str] = []
    hidden: _Hidden | None = None
    # Not splitlines(): parsers count line feeds, and no other character.
    for line in text.removesuffix("\n").replace("\r\n", "\n").split("\n"):
        indent = len(line) - len(line.lstrip())
        if hidden is not None and hidden.covers(line, indent):
            lines.append(" " * indent + _CUT if line.strip() else "")
            if hidden.until and hidden.until in line:
                hidden = None
            continue
        hidden = _begins(line, indent)
        if hidden is not None and hidden.until == "-----END":
            lines.append(" " * indent + _CUT)
            if "-----END" in line:
                hidden = None
            continue
        lines.append(scrub(_DEFAULTED.sub(_assigned, _ASSIGNED.sub(_assigned, line))))
    return lines


def _begins(line: str, indent: int) -> _Hidden | None:
    """Return what the following lines hide, where this one starts something secret."""
    if "-----BEGIN" in line:
        return _Hidden(indent, everything=True, until="-----END")
    match = _ASSIGNED.search(line) or _DEFAULTED.search(line)
    if match is None:
        return None
    rest = match.group("rest").strip()
    here = _HERE_DOCUMENT.fullmatch(rest)
    if here:
        return _Hidden(indent, everything=True, until=here.group(1))
    if _BLOCK_TEXT.fullmatch(rest):
        return _Hidden(indent, everything=True)
    return None if rest else _Hidden(indent, everything=False)


def _assigned(match: re.Match[str]) -> str:
    name, rest = match.group("name"), match.group("rest")
    held = rest.strip().rstrip(",").strip("\"'")
    opens = _BLOCK_TEXT.fullmatch(held) or _HERE_DOCUMENT.fullmatch(held)
    number = held.isdecimal() and not is_secret_name(name.strip("\"'"))
    if not held or opens or number or HARMLESS.fullmatch(held) or _REFERENCE.fullmatch(held):
        return match.group()
    return f"{name}{match.group('sign')}{_CUT}"
