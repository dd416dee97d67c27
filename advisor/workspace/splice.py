"""Changes single entries of a YAML text and leaves every other byte as it is.

A library that loads and rewrites the whole file re-indents it, joins lines and drops comments that
stand inside lists or beside what is deleted. Here only the entries that differ are replaced, so a
change of one answer is a change of one line in git.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import yaml

from advisor.catalog.strict_yaml import Document
from advisor.workspace import emit
from advisor.workspace.comments import comments_within
from advisor.workspace.encode import without_defaults, worth_adding

# Their members stand on lines of their own, one per answer, actor, figure.
BLOCK_SECTIONS: Final = frozenset(
    [
        "answers",
        "actors",
        "complete",
        "figures",
        "products",
        "dates",
        "overrides",
        "waivers",
        "proposals",
    ]
)
Path = tuple[str, ...]
Members = dict[str, tuple[yaml.Node, yaml.Node]]


class UnusualLayoutError(Exception):
    """The text is laid out in a way that cannot be changed in place."""


@dataclass(slots=True)
class Splicer:
    """Collects the edits that turn a text into one that holds the new value."""

    text: str
    order: Mapping[Path, Sequence[str]]
    renamed: Mapping[str, str]
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def apply(self) -> str:
        """Return the changed text."""
        text = self.text
        # Backwards, so that positions stay true; of two insertions at one place the later first.
        numbered = enumerate(self.edits)
        backwards = sorted(numbered, key=lambda edit: (edit[1][:2], edit[0]), reverse=True)
        for _, (start, end, new) in backwards:
            text = text[:start] + new + text[end:]
        return text

    def mapping(
        self, node: yaml.Node, old: dict[str, Any], new: dict[str, Any], path: Path
    ) -> None:
        """Change the members of a block mapping that differ."""
        if not isinstance(node, yaml.MappingNode) or node.flow_style:
            raise UnusualLayoutError("the file's outermost mapping is in braces")
        present: Members = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, old, path)
            present[key] = (key_node, value_node)
            if key not in new:
                self._remove(key_node, value_node)
            elif not same(old[key_node.value], new[key]):
                self._change(key_node, value_node, old[key_node.value], new[key], (*path, key))
        kept = [key for key in present if key in new]
        if not kept:
            raise UnusualLayoutError("nothing of the mapping is left")
        indent = node.value[0][0].start_mark.column
        missing = [key for key in new if key not in present and worth_adding(new, key)]
        order = {key: place for place, key in enumerate(self.order.get(path, ()))}
        for key in sorted(missing, key=lambda key: order.get(key, len(order))):
            self._insert(key, new[key], {name: present[name] for name in kept}, indent, path)

    def _key(self, key_node: yaml.Node, old: dict[str, Any], path: Path) -> str:
        """Return the member's key, renamed in place where the catalog renamed the question."""
        key: str = key_node.value
        new = self.renamed.get(key, key) if path == ("answers",) else key
        if new != key and new not in old:
            span = key_node.start_mark.index, key_node.end_mark.index
            self.edits.append((*span, emit.scalar(new)))
            return new
        return key

    def _change(
        self, key_node: yaml.Node, node: yaml.Node, old: object, new: Any, path: Path
    ) -> None:
        both_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
        if both_block and isinstance(old, dict) and isinstance(new, dict):
            if any(key in new or self.renamed.get(key) in new for key in old):
                self.mapping(node, old, new, path)
                return
        elif both_block and isinstance(old, list) and isinstance(new, list) and new:
            self._sequence(node, old, new)
            return
        self._replace(key_node, node, new, path)

    def _replace(self, key_node: yaml.Node, node: yaml.Node, new: Any, path: Path) -> None:
        """Put a new value behind `key:`; comments within the old one move above the entry."""
        indent = key_node.start_mark.column
        block = len(path) == 1 and path[0] in BLOCK_SECTIONS
        tail = emit.tail(key_node.value, without_defaults(new), indent, block=block)
        start, end = key_node.end_mark.index, self._end(node)
        inner = comments_within(self.text, start, end)
        line_end = self._line_end(end)
        comment = self.text[end:line_end].strip()
        if "\n" in tail and comment:
            first, _, rest = tail.partition("\n")
            tail, end = f"{first}  {comment}\n{rest}", line_end
        if inner:
            line_start = self._own_line(key_node.start_mark.index)
            above = "".join(f"{' ' * indent}{comment}\n" for comment in inner)
            self.edits.append((line_start, line_start, above))
        self.edits.append((start, end, f":{tail}"))

    def _remove(self, key_node: yaml.Node, node: yaml.Node) -> None:
        start = self._own_line(key_node.start_mark.index)
        end = min(self._line_end(self._end(node)) + 1, len(self.text))
        self.edits.append((start, end, ""))

    def _insert(
        self,
        key: str,
        value: Any,
        present: Members,
        indent: int,
        path: Path,
    ) -> None:
        """Add a member behind the nearest one that precedes it in the order of keys."""
        block = not path and key in BLOCK_SECTIONS
        line = emit.entry(key, without_defaults(value), indent, block=block)
        before = self._predecessor(key, present, path)
        if before is None:
            start = self._own_line(present[next(iter(present))][0].start_mark.index)
            self.edits.append((start, start, f"{' ' * indent}{line}\n"))
            return
        end = self._line_end(self._end(present[before][1]))
        self.edits.append((end, end, f"\n{' ' * indent}{line}"))

    def _predecessor(self, key: str, present: Mapping[str, Any], path: Path) -> str | None:
        order = self.order.get(path, ())
        if key not in order:
            return next(reversed(list(present)))
        before = order[: list(order).index(key)]
        return next((known for known in reversed(before) if known in present), None)

    def _sequence(self, node: yaml.Node, old: list[Any], new: list[Any]) -> None:
        """Replace the items between those that are equal at both ends."""
        shorter = min(len(old), len(new))
        head = next((i for i in range(shorter) if not same(old[i], new[i])), shorter)
        rest = shorter - head
        end = next((i for i in range(rest) if not same(old[-1 - i], new[-1 - i])), rest)
        fresh = [without_defaults(value) for value in new[head : len(new) - end]]
        gone = node.value[head : len(old) - end]
        indent = self._dash(node.value[0]) - self._own_line(self._dash(node.value[0]))
        lines = "".join(f"{' ' * indent}{line}\n" for line in emit.items(fresh, indent))
        if gone:
            start = self._own_line(self._dash(gone[0]))
            stop = self._line_end(self._end(gone[-1]))
        elif head:
            start = stop = self._line_end(self._end(node.value[head - 1]))
            lines = "\n" + lines
        else:
            start = stop = self._own_line(self._dash(node.value[0]))
            self.edits.append((start, stop, lines))
            return
        if not fresh:
            stop = min(stop + 1, len(self.text))
        self.edits.append((start, stop, lines.removesuffix("\n")))

    def _dash(self, item: yaml.Node) -> int:
        start = item.start_mark.index
        dash = self.text.rfind("-", 0, start)
        if dash < 0 or self.text[dash + 1 : start].strip():
            raise UnusualLayoutError("a list item without a dash of its own")
        return dash

    def _own_line(self, index: int) -> int:
        """Return the start of the line on which nothing but blanks precedes `index`."""
        start = self.text.rfind("\n", 0, index) + 1
        if self.text[start:index].strip(" "):
            raise UnusualLayoutError("an entry that shares its line with another")
        return start

    def _line_end(self, index: int) -> int:
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end

    def _end(self, node: yaml.Node) -> int:
        """Return where the content of a value ends; a parser's end mark is the next token."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        end = int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            return len(self.text[:end].rstrip(" \t\r\n"))
        return end


def same(old: object, new: object) -> bool:
    """Return whether what a file says means the new value; defaults may be left out."""
    if isinstance(new, dict):
        return isinstance(old, dict) and all(
            same(old[key], new[key]) if key in old and key in new else _dispensable(key, old, new)
            for key in {*old, *new}
        )
    if isinstance(new, list):
        return (
            isinstance(old, list)
            and len(old) == len(new)
            and all(same(*pair) for pair in zip(old, new, strict=True))
        )
    if isinstance(new, date):
        return old == new.isoformat()
    return type(old) is type(new) and old == new


def _dispensable(key: str, old: dict[str, Any], new: dict[str, Any]) -> bool:
    return key not in old and not worth_adding(new, key)


def splice(
    document: Document,
    text: str,
    new: dict[str, Any],
    order: Mapping[Path, Sequence[str]],
    renamed: Mapping[str, str],
) -> str:
    """Return `text` with the entries replaced that differ from `new`.

    Raises:
        UnusualLayoutError: If the text is valid but cannot be changed in place.
    """
    assert isinstance(document.value, dict)  # noqa: S101 - only read assessments get here
    line_break = "\r\n" if "\r\n" in text else "\n"
    if "\r" in text.replace("\r\n", ""):
        raise UnusualLayoutError("mixed line breaks")
    splicer = Splicer(text, order, renamed)
    assert document.root is not None  # noqa: S101 - a value has nodes
    splicer.mapping(document.root, document.value, new, ())
    if line_break != "\n":
        splicer.edits = [
            (start, end, new_text.replace("\n", line_break))
            for start, end, new_text in splicer.edits
        ]
    return splicer.apply()
