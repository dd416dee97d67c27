"""What every part of the UI may ask of the app: the user's preferences, and how things look.

Below all screens, so that none of them has to know which screens there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter
from textual.theme import Theme

from advisor.application.settings import Settings, read_settings, write_settings
from advisor.errors import FileAccessError
from advisor.tui.ascii_only import AsciiOnly, wants_ascii
from advisor.tui.quiet import Quiet
from advisor.tui.styles.kept import KeptStylesheet
from advisor.tui.themes import DARK, THEMES


class OwnApp(App[int]):
    """Paints in the user's theme, in ASCII where need be, and keeps preferences."""

    def __init__(self) -> None:
        self.settings = read_settings()
        # Before all else, so that the style variables are worked out once, for this theme.
        self.set_reactive(OwnApp.theme, _theme(self.settings))
        super().__init__()
        self.quiet = Quiet()
        self._ascii = wants_ascii()
        self.stylesheet = KeptStylesheet(self.theme_variables)
        for theme in THEMES.values():
            self.register_theme(theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what everything painted passes through; where need be, to ASCII as well."""
        filters = super().get_line_filters()
        return [*filters, AsciiOnly()] if self._ascii else filters

    def get_key_display(self, binding: Binding) -> str:
        """Return how the footer names a key: by its name where there is no sign for it."""
        shown = super().get_key_display(binding)
        return shown if shown.isascii() or not self._ascii else binding.key

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme of ours, which Textual asks for before it can be registered."""
        return THEMES.get(theme_name) or super().get_theme(theme_name)

    def prefer(self, settings: Settings) -> None:
        """Keep a preference; the theme changes at once."""
        self.settings = settings
        self.theme = _theme(settings)
        try:
            write_settings(settings)
        except FileAccessError as error:
            self.notify(error.message, severity="warning", markup=False)


def _theme(settings: Settings) -> str:
    return settings.theme if settings.theme in THEMES else DARK
