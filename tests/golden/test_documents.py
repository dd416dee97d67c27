"""Documents compared byte for byte; `python -m tests.golden.refresh` writes them anew.

The Markdown document and the record of every example, so that a change in wording, rules or stack
shows as a difference to review; and every text format on the tiny catalog, so that a change in a
writer does.
"""

from pathlib import Path

import pytest

from advisor.exports import dot
from tests.documents.made import EXAMPLES
from tests.golden.refresh import FOLDER, example_files, format_files


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_examples_read_as_they_did(name: str) -> None:
    """The documents of an example have not changed without being looked at."""
    _compare(FOLDER / "examples" / name, example_files(name))


def test_formats_are_written_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each format's bytes on the tiny catalog have not changed; the picture is left out."""
    monkeypatch.setattr(dot, "programs", dict)

    _compare(FOLDER / "formats", format_files())


def _compare(folder: Path, written: dict[str, bytes]) -> None:
    stored = {path.name: path.read_bytes() for path in folder.iterdir()}

    assert sorted(stored) == sorted(written)
    for name, data in written.items():
        assert data.decode() == stored[name].decode(), name
