"""A tiny complete catalog for tests: every kind of file once, small enough to reason about.

It lies in `tiny/`. `small_catalog()` loads it; `small_catalog({"questions/x.yaml": text})`
adds or replaces files; `None` as text removes one. `write(folder)` copies it, for tests that need
a folder.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from advisor.catalog.find import SourceFile
from advisor.catalog.loading import load_files
from advisor.model.catalog import Catalog

TINY: Final = Path(__file__).parent / "tiny"
Changes = Mapping[str, str | None]

FILES: Final[Mapping[str, str]] = {
    path.relative_to(TINY).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(TINY.rglob("*.yaml"))
}
CATALOG: Final = FILES["questions/catalog.yaml"]
CONTEXT: Final = FILES["questions/sections/01-context.yaml"]
RULE: Final = FILES["questions/rules/workload-identity/programs-in-a-customer-directory.yaml"]
REPLACE: Final = FILES["questions/rules/workload-identity/programs-only.yaml"]
KEEP: Final = FILES["questions/keep_grounds/sign-in-customer.yaml"]


def files(changes: Changes | None = None) -> dict[str, str]:
    """Return the files with changes applied; None removes a file."""
    merged = {**FILES, **(changes or {})}
    return {name: text for name, text in merged.items() if text is not None}


def sources(changes: Changes | None = None) -> list[SourceFile]:
    """Return the files as the loader reads them."""
    return [
        SourceFile(tuple(name.split("/")), name, text.encode())
        for name, text in files(changes).items()
    ]


def small_catalog(changes: Changes | None = None) -> Catalog:
    """Load the small catalog, without touching the disk again."""
    return load_files([sources(changes)])


def write(folder: Path, changes: Changes | None = None) -> Path:
    """Write the small catalog into a folder and return the folder."""
    for name, text in files(changes).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
