"""Write the golden documents anew: `python -m tests.golden.refresh`, then read the difference."""

from pathlib import Path
from typing import Final
from unittest.mock import patch

from advisor.exports import dot, registry
from tests.documents.made import EXAMPLES, report_of
from tests.documents.small import small_report

FOLDER: Final = Path(__file__).parent / "documents"
TEXT_FORMATS: Final = ("md", "html", "madr", "json", "backlog", "otm", "oscal", "diagram")


def example_files(name: str) -> dict[str, bytes]:
    """Return the files of an example that are compared."""
    made = report_of(name)
    files = [file for format_id in ("md", "madr") for file in registry.writer(format_id)(made)]
    return {file.name: file.data for file in files}


def format_files() -> dict[str, bytes]:
    """Return every text format of the tiny report; pictures differ between drawing programs."""
    made = small_report()
    files = [file for format_id in TEXT_FORMATS for file in registry.writer(format_id)(made)]
    return {file.name: file.data for file in files}


def main() -> None:
    """Write all golden documents."""
    for name in EXAMPLES:
        _write(FOLDER / "examples" / name, example_files(name))
    # Pictures are left out: they differ from one drawing program to the next.
    with patch.object(dot, "programs", dict):
        _write(FOLDER / "formats", format_files())


def _write(folder: Path, written: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, data in written.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
