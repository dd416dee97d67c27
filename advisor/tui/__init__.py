"""The terminal UI: the app, its screens, widgets, dialogs, styles and keys.

The only package that imports Textual. Every string from users or the catalog is shown literally.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.application.desk import Desk

# A new screen makes tens of thousands of objects, most of which stay.
OBJECTS_BETWEEN_COLLECTIONS = 20_000
# Seconds after which a thread that thinks lets the painter go on. Python's 5 ms add up: painting a
# key waits for its turn several times.
THINKING_AT_A_TIME = 0.0005


def run(path: Path | None = None, *, overlays: Iterable[Path] = (), today: date) -> int:
    """Open the terminal UI, on a file if one is named, and return its exit code.

    Raises:
        AdvisorError: The catalog or the named file does not load.
    """
    from advisor.tui.app import AdvisorApp  # Textual takes 200 ms, and only here is it needed

    def load() -> Desk:
        # Called once the first screen is painted: validation and YAML take as long again.
        from advisor.application.desk import Desk

        desk = Desk.load(overlays, today)
        # The catalog stays to the end: looking through it for garbage would hold a key up 100 ms.
        gc.freeze()
        gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
        return desk

    sys.setswitchinterval(THINKING_AT_A_TIME)
    app = AdvisorApp(load, path)
    code = app.run()
    if app.failure is not None:
        raise app.failure
    return code or app.return_code or 0
