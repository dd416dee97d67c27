"""What one user prefers and last worked on; nothing here is part of an assessment.

Kept in the operating system's folders for settings and state. A file there that cannot be read is
treated as absent: losing a list of recent files must not keep anyone from working.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from platformdirs import user_config_path, user_state_path

from advisor import atomic
from advisor.errors import FileAccessError

APP = "advisor"
MOST_RECENT = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """A user's preferences. An empty theme means the interface's own choice."""

    theme: str = ""
    ask_what_matters: bool = False


@dataclass(frozen=True, slots=True)
class Recent:
    """An assessment file worked on before, with the outcome shown then."""

    path: str
    name: str = ""
    outcome: str = ""


def read_settings() -> Settings:
    """Return the stored preferences, defaults where there are none."""
    stored = _read(_settings_file())
    theme = stored.get("theme", "")
    return Settings(
        theme=theme if isinstance(theme, str) else "",
        ask_what_matters=stored.get("ask_what_matters") is True,
    )


def write_settings(settings: Settings) -> None:
    """Store the preferences.

    Raises:
        FileAccessError: The settings folder cannot be written.
    """
    _write(_settings_file(), asdict(settings))


def recent_files() -> tuple[Recent, ...]:
    """Return the files worked on before that still exist, the latest first."""
    entries = _read(_recent_file()).get("recent", [])
    if not isinstance(entries, list):
        return ()
    recents = [_recent(entry) for entry in entries if isinstance(entry, dict)]
    return tuple(recent for recent in recents if recent.path and Path(recent.path).is_file())


def remember(recent: Recent) -> None:
    """Put a file at the head of the recent ones.

    Raises:
        FileAccessError: The state folder cannot be written.
    """
    absolute = replace(recent, path=str(Path(recent.path).absolute()))
    others = [other for other in recent_files() if other.path != absolute.path]
    _write(
        _recent_file(), {"recent": [asdict(entry) for entry in [absolute, *others][:MOST_RECENT]]}
    )


def _recent(entry: Mapping[str, object]) -> Recent:
    words = {key: entry.get(key) for key in ("path", "name", "outcome")}
    return Recent(**{key: word if isinstance(word, str) else "" for key, word in words.items()})


def _settings_file() -> Path:
    return user_config_path(APP) / "settings.json"


def _recent_file() -> Path:
    return user_state_path(APP) / "recent.json"


def _read(path: Path) -> dict[str, object]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _write(path: Path, content: Mapping[str, object]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileAccessError(f"{path} cannot be written: {error.strerror}") from error
    atomic.write(path, f"{json.dumps(content, indent=2)}\n".encode())
