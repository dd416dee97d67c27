"""The layers of the package, as declared in pyproject.toml, hold."""

import subprocess
import sys
from pathlib import Path


def test_import_contracts_hold(checkout: Path) -> None:
    """Imports go down only, and each library is known only where its contract allows."""
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout + result.stderr
