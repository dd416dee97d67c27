"""Below the table of actors: the kinds with their keys by group, and whether each list is whole."""

from __future__ import annotations

from textual.content import Content

from advisor.application.inventory_table import WHOLE, NamedKind, kinds_of
from advisor.application.session import Session
from advisor.application.wording import spoken
from advisor.model.vocabulary import Completeness
from advisor.tui.safe_text import beside, labelled, line, plain, stack
from advisor.tui.widgets.still import StillList, StillText
from advisor.tui.words import SIGNS

TITLE_WIDTH = 14
STATE_WIDTH = 14
GAP = "  "
STATE_STYLES = {
    Completeness.COMPLETE.value: "$text-success",
    Completeness.INCOMPLETE.value: "$text-warning",
}


class KindLegend(StillText):
    """Each kind with the key that adds an actor of it; a click does the same."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="legend")
        self._kinds = kinds_of(session.shapes.catalog)
        self._groups = session.shapes.catalog.groups

    def on_resize(self) -> None:
        """Break the lines between kinds."""
        super().on_resize()
        self.update(self._legend(self.size.width))

    def _legend(self, width: int) -> Content:
        lines: list[Content] = []
        for group in self._groups.values():
            title = spoken(group.id)
            name = f"{title[:1].upper()}{title[1:]}"
            head = plain(name.ljust(TITLE_WIDTH), "$text-accent")
            for kind in self._kinds:
                if kind.id in group.kinds:
                    part = _kind(kind)
                    if head.cell_length + part.cell_length > width:
                        lines.append(head)
                        head = plain(" " * TITLE_WIDTH)
                    head = beside(head, part, plain(GAP))
            lines.append(head)
        return stack(*lines)


class GroupList(StillList):
    """Whether everybody of each group is listed, as the questions of the catalog ask it."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="groups")
        self._session = session

    def show(self) -> None:
        """Show what is said of each list."""
        session = self._session
        complete = session.assessment.complete
        self.show_lines(
            [
                (group.id, _whole(complete.get(group.id, ""), group.complete))
                for group in session.shapes.catalog.groups.values()
            ]
        )

    @property
    def group(self) -> str:
        """The group under the cursor, else the first."""
        option = self.highlighted_option
        return (option.id if option is not None else None) or next(
            iter(self._session.shapes.catalog.groups), ""
        )

    def mark(self, group: str) -> None:
        """Put the cursor on a group."""
        ids = [option.id for option in self.options]
        if group in ids:
            self.highlighted = ids.index(group)


def _kind(kind: NamedKind) -> Content:
    template = f"[@click=screen.add('{kind.key}')][b $text-accent]$key[/] $short[/]"
    return labelled(template, key=kind.key, short=kind.short)


def _whole(state: str, question: str) -> Content:
    sign = {"": SIGNS.unanswered, Completeness.INCOMPLETE.value: SIGNS.partly}.get(
        state, SIGNS.answered
    )
    said = plain(f"{sign} {WHOLE[state]}".ljust(STATE_WIDTH), STATE_STYLES.get(state, "$quiet"))
    return beside(said, plain(" "), line(question))
