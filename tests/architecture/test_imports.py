"""The layers of the package, as declared in pyproject.toml, hold."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
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


def test_the_decision_package_has_a_direction(checkout: Path) -> None:
    """No module of `decision` leads back to itself, not even by an import for types only."""
    package = checkout / "advisor" / "decision"
    imported = {path.stem: imports(path) for path in package.glob("*.py")}
    assert "decide" in imported
    order = list(TopologicalSorter(imported).static_order())  # raises CycleError
    places = {name: place for place, name in enumerate(order)}
    stages = ["compile", "aspect", "situation", "standing", "decide"]
    assert sorted(stages, key=places.__getitem__) == stages


def imports(path: Path) -> set[str]:
    """Return the modules of its own package that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "advisor.decision":
            # What the package itself offers, or a module of it.
            names = {alias.name for alias in node.names}
            modules = {name for name in names if (path.parent / f"{name}.py").exists()}
            found |= modules or {"__init__"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "advisor.decision."
        ):
            found.add(str(node.module).rpartition(".")[2])
        elif isinstance(node, ast.Import):
            own = [a.name for a in node.names if a.name.startswith("advisor.decision.")]
            found |= {name.rpartition(".")[2] for name in own}
    return found
