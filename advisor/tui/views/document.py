"""One section of the stack document as a terminal shows it: every text literal, nothing parsed."""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text as Line

from advisor.model.document import (
    Block,
    Callout,
    CheckList,
    Code,
    CodeBlock,
    Diagram,
    Emphasis,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
)
from advisor.tui.safe_text import visible
from advisor.tui.words import SIGNS

DIAGRAM = "The diagram itself is in the written documents."


def section(shown: Section) -> Group:
    """Return a section with its blocks; its subsections stand in the list for themselves."""
    parts: list[RenderableType] = [Line(visible(shown.title), style="bold underline"), Line()]
    for block in shown.blocks:
        parts += [_block(block), Line()]
    for child in shown.sections if not shown.blocks else ():
        parts.append(Line(f"{SIGNS.here} {visible(child.title)}"))
    return Group(*parts)


def _block(block: Block) -> RenderableType:
    match block:
        case Paragraph(inlines):
            return _line(inlines)
        case ListBlock() | CheckList():
            return _list(_marks(block), block.items)
        case Table():
            return _table(block)
        case Callout(kind, blocks):
            return Panel(Group(*map(_block, blocks)), title=Line(kind), box=box.SQUARE)
        case CodeBlock(text, _):
            return Padding(Line(visible(text)), (0, 2))
        case Diagram(_, title, alt):
            return Group(Line(visible(title), style="bold"), Line(visible(alt)), Line(DIAGRAM))


def _marks(block: ListBlock | CheckList) -> list[str]:
    if isinstance(block, CheckList):
        return ["[ ]"] * len(block.items)
    return [
        f"{place}." if block.ordered else SIGNS.here for place in range(1, len(block.items) + 1)
    ]


def _list(marks: list[str], items: tuple[Inlines, ...]) -> Grid:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for mark, item in zip(marks, items, strict=True):
        grid.add_row(Line(mark), _line(item))
    return grid


def _table(table: Table) -> Grid:
    caption = Line(visible(table.caption), style="italic") if table.caption else None
    grid = Grid(box=box.SIMPLE_HEAD, caption=caption, caption_justify="left", expand=True)
    for title in table.header:
        grid.add_column(Line(visible(title), style="bold"), overflow="fold")
    for row in table.rows:
        grid.add_row(*map(_line, row))
    return grid


def _line(inlines: Inlines) -> Line:
    line = Line(overflow="fold")
    for inline in inlines:
        line.append_text(_inline(inline))
    return line


def _inline(inline: Inline) -> Line:
    text = visible(inline.text)
    match inline:
        case Strong():
            return Line(text, style="bold")
        case Emphasis():
            return Line(text, style="italic")
        case Code():
            return Line(text, style="bold")
        case Quote():
            return Line(f"“{text}”", style="italic")
        case Link(_, href):
            outside = href.startswith("https:") and href != inline.text
            return Line(f"{text} <{visible(href)}>" if outside else text, style="underline")
        case _:
            return Line(text)
