"""A style sheet that parses each source once for one theme.

Textual parses every source again whenever a screen brings one more. That takes most of the time
until the start screen is painted, and 50 ms before each screen or dialog that is shown first.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

# More than there are sources: one for each class of widget and one for each of our sheets.
MOST_SOURCES = 1024


class KeptStylesheet(Stylesheet):
    """Keeps what it has parsed until the theme's variables change."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        super().__init__(variables=dict(variables))
        self._parse_cache = LRUCache(MOST_SOURCES)

    def reparse(self) -> None:
        """Parse what is new; `set_variables` has emptied the cache where all of it is."""
        self.parse()
