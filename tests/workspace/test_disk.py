"""The disk and other processes: modes, links, full disks, locks."""

import errno
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor import atomic
from advisor.errors import FileAccessError
from advisor.model.assessment import Answer, Assessment
from advisor.model.catalog import Catalog
from advisor.workspace import AssessmentFile, read
from tests.workspace.conftest import TEXT


def live(assessment: Assessment) -> Assessment:
    """Return the assessment with one more answer."""
    return replace(assessment, answers={**assessment.answers, "lifecycle": Answer("live")})


def test_the_mode_of_a_file_is_kept(path: Path, catalog: Catalog) -> None:
    """A private file stays private."""
    path.chmod(0o640)
    with AssessmentFile.open(path, catalog) as file:
        file.save(live(file.assessment))
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_mode_that_the_user_wants(tmp_path: Path, catalog: Catalog) -> None:
    """The process's mask decides, as for any other new file."""
    mask = os.umask(0o027)
    try:
        AssessmentFile.create(tmp_path / "a.yaml", catalog, Assessment()).close()
    finally:
        os.umask(mask)
    assert (tmp_path / "a.yaml").stat().st_mode & 0o777 == 0o640


def test_a_symbolic_link_stays_one(path: Path, catalog: Catalog) -> None:
    """The file behind the link is replaced, in its own folder."""
    folder = path.parent / "elsewhere"
    folder.mkdir()
    target = path.rename(folder / "real.yaml")
    path.symlink_to(target)
    with AssessmentFile.open(path, catalog) as file:
        file.save(live(file.assessment))
    assert path.is_symlink()
    assert read(target, catalog).answers["lifecycle"] == Answer("live")
    assert [entry.name for entry in folder.iterdir()] == ["real.yaml"]


@pytest.mark.parametrize(
    ("call", "number", "said"),
    [
        ("os.open", errno.EROFS, "read-only"),
        ("os.open", errno.EACCES, "may not write"),
        ("os.open", errno.ENOENT, "does not exist"),
        ("os.fsync", errno.ENOSPC, "disk is full"),
        ("os.fsync", errno.EDQUOT, "quota"),
        ("os.fsync", errno.EIO, "try again"),
        ("os.fchmod", errno.EPERM, "may not write"),
        ("pathlib.Path.replace", errno.EXDEV, "try again"),
    ],
)
def test_a_disk_that_refuses_loses_nothing(
    call: str,
    number: int,
    said: str,
    path: Path,
    catalog: Catalog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever step fails, the old file stays and no other file is left."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with AssessmentFile.open(path, catalog) as file:
        wanted = live(file.assessment)
        with monkeypatch.context() as patch:
            patch.setattr(call, refuse)
            with pytest.raises(FileAccessError, match=r"Nothing was changed\.") as caught:
                file.save(wanted)
        assert said in caught.value.hint
        assert path.read_text(encoding="utf-8") == TEXT
        assert [entry.name for entry in path.parent.iterdir()] == ["acme.yaml"]
        file.save(wanted)
    assert read(path, catalog) == wanted


def test_a_disk_that_is_really_full_loses_nothing(tmp_path: Path) -> None:
    """The kernel itself cuts the write off in the middle."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    code = (
        "import signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from pathlib import Path; from advisor import atomic\n"
        "from advisor.errors import FileAccessError\n"
        "try: atomic.write(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except FileAccessError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True, text=True, check=True, preexec_fn=limit,
    )  # fmt: skip
    assert "File too large" in done.stdout
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.yaml"]


def test_folders_that_cannot_be_synced_are_no_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network file systems know no sync of a folder."""
    sync = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    atomic.write(path, b"new")
    assert path.read_bytes() == b"new"


def test_leftovers_of_a_killed_save_are_removed_on_opening(path: Path, catalog: Catalog) -> None:
    """Ours in this folder, and nobody else's; a link with such a name leads nowhere."""
    ours = [path.with_name(f".{name}.0badcafe.advisor-tmp") for name in ("acme.yaml", "other.md")]
    others = [path.with_name(".acme.yaml.swp"), path.with_name("notes.advisor-tmp")]
    for leftover in (*ours, *others):
        leftover.write_text("half", encoding="utf-8")
    link = path.with_name(".link.advisor-tmp")
    link.symlink_to(path)
    AssessmentFile.open(path, catalog).close()
    assert [left for left in ours if left.exists()] == []
    assert all(other.exists() for other in (*others, link, path))


@pytest.mark.parametrize("opener", [AssessmentFile.open])
def test_a_second_session_on_one_file_is_refused_and_told_who_holds_it(
    opener: Callable[[Path, Catalog], AssessmentFile], path: Path, catalog: Catalog
) -> None:
    """Two windows on one assessment would overwrite each other's answers."""
    with opener(path, catalog):
        with pytest.raises(FileAccessError) as caught:
            opener(path, catalog)
        assert f"open in another advisor (process {os.getpid()})" in str(caught.value)
    opener(path, catalog).close()


def test_another_process_on_one_file_is_refused(path: Path, catalog: Catalog) -> None:
    """The lock holds between processes and ends with the process that holds it."""
    code = (
        "import sys; from pathlib import Path\n"
        "from advisor.workspace.lock import SessionLock\n"
        "lock = SessionLock(Path(sys.argv[1])); lock.acquire(); print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(FileAccessError, match=f"process {holder.pid}"):
            AssessmentFile.open(path, catalog)
        holder.kill()
    AssessmentFile.open(path, catalog).close()


def test_a_link_and_its_file_are_one_session(path: Path, catalog: Catalog) -> None:
    """The lock belongs to the file, whatever name it was opened by."""
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    with AssessmentFile.open(path, catalog), pytest.raises(FileAccessError):
        AssessmentFile.open(link, catalog)


def test_a_file_that_does_not_load_is_not_locked(path: Path, catalog: Catalog) -> None:
    """A person mends the file and opens it again at once."""
    path.write_text("nonsense: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ValueError, match="has one problem"):
            AssessmentFile.open(path, catalog)


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOLCK])
def test_a_lock_that_cannot_be_had_keeps_nobody_from_working(
    number: int, path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock file may be another user's, or lie where there are no locks."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("filelock.BaseFileLock.acquire", refuse)
    with AssessmentFile.open(path, catalog) as file:
        file.save(live(file.assessment))
    assert read(path, catalog).answers["lifecycle"] == Answer("live")


def test_a_user_without_a_home_gets_no_folder_named_tilde(
    path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As in a container that runs under any user number."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_state_path", lambda _: Path("~/.local/state/advisor"))
    AssessmentFile.open(path, catalog).close()
    assert not (tmp_path / "~").exists()


def test_without_a_state_folder_there_is_no_lock_but_conflicts_are_still_seen(
    path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A machine without a home does not keep anybody from working."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    with AssessmentFile.open(path, catalog) as file, AssessmentFile.open(path, catalog) as other:
        other.save(live(other.assessment))
        with pytest.raises(FileAccessError, match="was changed by somebody else"):
            file.save(file.assessment)
