"""What a user prefers and last worked on."""

from pathlib import Path

from platformdirs import user_config_path, user_state_path

from advisor.application.settings import (
    Recent,
    Settings,
    read_settings,
    recent_files,
    remember,
    write_settings,
)


def test_settings_come_back() -> None:
    """What was preferred once is preferred the next time."""
    settings = Settings(theme="advisor-light", ask_what_matters=True)
    write_settings(settings)

    assert read_settings() == settings


def test_the_latest_file_comes_first_and_once(tmp_path: Path) -> None:
    """Working on a file again moves it to the head of the list."""
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.touch()
    second.touch()
    remember(Recent(str(first)))
    remember(Recent(str(second)))
    remember(Recent(str(first), "Acme", "split, open"))

    assert [Path(recent.path).name for recent in recent_files()] == ["a.yaml", "b.yaml"]
    assert recent_files()[0].outcome == "split, open"


def test_files_that_are_gone_are_not_offered(tmp_path: Path) -> None:
    """A deleted file is not in the list."""
    gone = tmp_path / "gone.yaml"
    gone.touch()
    remember(Recent(str(gone)))
    gone.unlink()

    assert recent_files() == ()


def test_damaged_files_count_as_absent() -> None:
    """Settings or a list that cannot be read keep nobody from working."""
    for folder, name in (
        (user_config_path("advisor"), "settings.json"),
        (user_state_path("advisor"), "recent.json"),
    ):
        folder.mkdir(parents=True)
        (folder / name).write_bytes(b"\xff{not json")

    assert read_settings() == Settings()
    assert recent_files() == ()
