"""The reference for start-up: a Textual app with the widgets of our start screen, nothing else.

Run as a program, it paints the word `bare` in its title and waits.
"""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option


class BareScreen(Screen[None]):
    """A title, a text, a list of four lines, a footer of four keys."""

    CSS = "BareScreen { align: center middle; } #sheet { width: 76; height: auto; padding: 1 2; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, "nothing", f"Key {key}") for key in ("n", "o", "e", "q")
    ]

    def compose(self) -> ComposeResult:
        """Lay the widgets out."""
        with Vertical(id="sheet"):
            yield Static("bare", id="title")
            yield Static("As many words as the lead has, over three lines or so. " * 3, id="lead")
            yield OptionList(*(Option(f"Line {line} of the list") for line in range(4)), id="menu")
        yield Footer(show_command_palette=False)

    def action_nothing(self) -> None:
        """Do nothing."""


class BareApp(App[None]):
    """Shows the screen."""

    def on_mount(self) -> None:
        """Show the screen."""
        self.push_screen(BareScreen())


if __name__ == "__main__":
    BareApp().run()
