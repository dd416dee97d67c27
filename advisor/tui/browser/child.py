"""What the server starts for each page: the terminal UI on its start screen."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from advisor.errors import AdvisorError
from advisor.tui import run


def main() -> None:
    """Run the terminal UI; a problem with the catalog goes to the server's terminal."""
    try:
        code = run(None, today=datetime.now(UTC).date())
    except AdvisorError as error:
        sys.stderr.write(f"{error.message}\n")
        code = error.exit_code
    sys.exit(code)
