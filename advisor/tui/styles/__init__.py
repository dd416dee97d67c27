"""The style sheets. Named by full path, since Textual looks beside a subclass's module."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def sheet(name: str) -> Path:
    """Return the path of one style sheet."""
    return _FOLDER / f"{name}.tcss"
