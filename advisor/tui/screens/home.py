"""The start screen: continue a recent assessment, start or open one, look at an example."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from advisor import __version__
from advisor.application.settings import Recent, recent_files
from advisor.tui.keys import HOME, bindings
from advisor.tui.safe_text import labelled, line, plain
from advisor.tui.styles import sheet

NEW, OPEN, EXAMPLES, QUIT = "new", "open", "examples", "quit"
RECENT = "recent:"
LEAD = (
    "What may your identity platform go on doing, what must be split off,"
    " and what calls for another product? Answer questions; leave with a decision"
    " you can defend and a stack you can build."
)


class HomeScreen(Screen[None]):
    """Offers what can be started; posts what was picked and starts nothing itself."""

    CSS_PATH = sheet("home")
    AUTO_FOCUS = "#menu"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HOME)]

    class Picked(Message):
        """The user wants to do something: new, open, examples, quit or continue a file."""

        def __init__(self, what: str, path: Path | None = None) -> None:
            super().__init__()
            self.what = what
            self.path = path

    def compose(self) -> ComposeResult:
        """Lay out title, lead, menu and footer."""
        with Vertical(id="sheet"):
            yield Static(labelled("[b]advisor[/b]  $version", version=__version__), id="title")
            yield Static(plain(LEAD), id="lead")
            yield OptionList(id="menu", markup=False)
        yield Footer(show_command_palette=False)

    def on_screen_resume(self) -> None:
        """Fill the menu, with what was worked on meanwhile."""
        self.refresh_menu()

    def refresh_menu(self) -> None:
        """List the actions, then the recent files."""
        menu = self.query_one("#menu", OptionList)
        recents = recent_files()
        menu.set_options(
            [
                *(_recent_row(recent) for recent in recents),
                *([None] if recents else []),
                Option(
                    _row("New", "an assessment: name and platform, then the first question"), NEW
                ),
                Option(_row("Open", "an assessment file"), OPEN),
                Option(_row("Examples", "ready-made assessments to look around in"), EXAMPLES),
                Option(_row("Quit", ""), QUIT),
            ]
        )
        menu.highlighted = 0

    @on(OptionList.OptionSelected, "#menu")
    def pick_row(self, event: OptionList.OptionSelected) -> None:
        """Start what the row stands for."""
        picked = event.option_id or ""
        if picked.startswith(RECENT):
            self.post_message(self.Picked("continue", Path(picked.removeprefix(RECENT))))
        else:
            self.post_message(self.Picked(picked))

    def action_new(self) -> None:
        """Start a new assessment."""
        self.post_message(self.Picked(NEW))

    def action_open(self) -> None:
        """Open a file."""
        self.post_message(self.Picked(OPEN))

    def action_examples(self) -> None:
        """Choose an example."""
        self.post_message(self.Picked(EXAMPLES))

    def action_quit(self) -> None:
        """Leave."""
        self.post_message(self.Picked(QUIT))


def _row(name: str, says: str) -> Content:
    return labelled("[b]$name[/b] [$quiet]$says[/]", name=name.ljust(10), says=says)


def _recent_row(recent: Recent) -> Option:
    name = recent.name or Path(recent.path).stem
    prompt = Content("\n").join(
        (
            labelled(
                "Continue  [b]$name[/b]  [$quiet]$outcome[/]",
                name=" ".join(name.split()),
                outcome=recent.outcome,
            ),
            line(f"          {_short(recent.path)}", "$quiet"),
        )
    )
    return Option(prompt, RECENT + recent.path)


def _short(path: str) -> str:
    try:
        return f"~/{Path(path).relative_to(Path.home())}"
    except ValueError:
        return path
