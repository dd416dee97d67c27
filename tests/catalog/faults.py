"""Loads the small catalog with a fault put in, and returns what the loader says."""

from pathlib import Path

from advisor.catalog.strict_yaml import parse
from advisor.errors import CatalogError
from tests.catalog import small
from tests.catalog.small import Changes


def problems(changes: Changes) -> list[str]:
    """Return the problems as printed; empty if the catalog loads."""
    try:
        small.small_catalog(changes)
    except CatalogError as error:
        return [str(problem) for problem in error.problems]
    return []


def replaced(file: str, old: str, new: str) -> dict[str, str]:
    """Return a change that replaces a text which must occur in a file of the small catalog."""
    text = small.FILES[file]
    assert old in text, f"{old!r} is not in {file}"
    return {file: text.replace(old, new, 1)}


def faults() -> list[tuple[str, str, str, str]]:
    """Return the faults of `faults.yaml`: file, what is replaced, by what, what must be said."""
    path = Path(__file__).with_name("faults.yaml")
    document, found = parse(path.read_bytes(), path.name)
    assert not found
    assert isinstance(document.value, list)
    return [(f["file"], f["old"], f["new"], f["said"]) for f in document.value]
