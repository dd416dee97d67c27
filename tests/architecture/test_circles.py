"""Packages can be read from the bottom up: no module needs, in the end, itself."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

# Only ever longer: what is listed has no circle any more.
WITHOUT_CIRCLES = ("advisor.tui",)


def modules(checkout: Path, package: str) -> Mapping[str, Path]:
    """Return every module of a package, by its dotted name."""
    found = (checkout / package.replace(".", "/")).rglob("*.py")
    return {_name(path.relative_to(checkout)): path for path in found}


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """Yield the modules that one names, wherever: at its head, in a function, for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in known:
                    yield inner
                elif node.module in known:
                    yield node.module


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return modules of which each imports the next, the last the first; empty without any."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found[::-1]
    return []


@pytest.mark.parametrize("package", WITHOUT_CIRCLES)
def test_no_module_imports_itself_in_a_circle(checkout: Path, package: str) -> None:
    """Also where an import is deferred into a function or stands under TYPE_CHECKING."""
    known = modules(checkout, package)
    graph = {name: set(imported(path, known)) for name, path in known.items()}

    assert len(graph) > 1
    assert circle(graph) == []


def test_circles_are_found_wherever_an_import_stands(tmp_path: Path) -> None:
    """A deferred import and one for types only close a circle like any other."""
    texts = {
        "a": "from box import b",
        "b": "def late():\n    import box.c",
        "c": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from box.a import thing",
        "d": "from box.a import thing",
    }
    (tmp_path / "box").mkdir()
    for name, text in texts.items():
        (tmp_path / "box" / f"{name}.py").write_text(text, encoding="utf-8")
    known = modules(tmp_path, "box")
    graph = {name: set(imported(path, known)) for name, path in known.items()}

    assert set(circle(graph)) == {"box.a", "box.b", "box.c"}
