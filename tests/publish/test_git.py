"""Publishing to a git repository, here by path; over HTTP in tests/integration."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.errors import InputError, RemoteError
from advisor.publish.config import TargetSettings
from advisor.publish.credentials import Credentials
from advisor.publish.git import GitWiki
from advisor.publish.git_process import checked_remote
from advisor.publish.reconcile import Take
from tests.publish.flows import Desk, actions
from tests.publish.samples import publication

SAME = ["unchanged", "unchanged", "unchanged"]


def git(*arguments: str, folder: Path) -> str:
    """Run git as a person would."""
    done = subprocess.run(
        ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.test", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture(autouse=True)
def own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the git settings of the person running the tests out."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """An empty bare repository whose default branch is master, as hosts make wikis."""
    path = tmp_path / "acme.wiki.git"
    git("init", "--quiet", "--bare", str(path), folder=tmp_path)
    git("symbolic-ref", "HEAD", "refs/heads/master", folder=path)
    return path


@pytest.fixture
def team(bare: Path) -> Iterator[Desk]:
    """A team that publishes to the repository."""
    wiki = GitWiki(str(bare), TargetSettings())
    yield Desk(wiki)
    wiki.close()


@pytest.fixture
def person(bare: Path, tmp_path: Path) -> Path:
    """A clone in which a person works."""
    folder = tmp_path / "clone"
    git("clone", "--quiet", str(bare), str(folder), folder=tmp_path)
    return folder


def pushed(folder: Path, name: str, old: str, new: str) -> None:
    """Edit, commit and push as a person."""
    git("pull", "--quiet", "origin", "master", folder=folder)
    page = folder / name
    page.write_text(page.read_text().replace(old, new, 1))
    git("commit", "--quiet", "--all", "--message", "by hand", folder=folder)
    git("push", "--quiet", "origin", "HEAD:master", folder=folder)


def publish_once(path: Path) -> list[str]:
    """Publish from a fresh clone, and return what was done with each page."""
    wiki = GitWiki(str(path), TargetSettings())
    try:
        return actions(Desk(wiki).publish(publication()))
    finally:
        wiki.close()


def test_one_run_is_one_commit(team: Desk, bare: Path) -> None:
    """Pages, picture and index appear together, and a second run adds no commit."""
    assert actions(team.publish(publication())) == ["create"] * 3
    assert actions(team.publish(publication())) == SAME
    assert git("log", "--format=%s|%an", "master", folder=bare).splitlines() == [
        "Identity decision of Acme payments: split|advisor"
    ]
    names = git("ls-tree", "-r", "--name-only", "master", folder=bare).split()
    assert names == [
        "acme-payments-stack.md",
        "acme-payments.md",
        "identity-decisions.md",
        "images/acme-payments-architecture.png",
    ]


def test_history_and_pages_of_others_stay(team: Desk, person: Path, bare: Path) -> None:
    """We add to what is there."""
    (person / "Home.md").write_text("# Home\n")
    git("add", ".", folder=person)
    git("commit", "--quiet", "--message", "home", folder=person)
    git("push", "--quiet", "origin", "HEAD:master", folder=person)
    team.publish(publication())
    assert git("show", "master:Home.md", folder=bare) == "# Home\n"
    assert git("rev-list", "--count", "master", folder=bare).strip() == "2"


def test_a_wiki_links_pages_without_their_ending(team: Desk) -> None:
    """Repositories that are wikis link `page`, not `page.md`."""
    team.publish(publication())
    assert "[Acme payments](acme-payments)" in team.text("identity-decisions.md")


def test_a_pushed_edit_of_our_part_is_a_conflict(team: Desk, person: Path) -> None:
    """The difference is shown, nothing is pushed; ours takes it back."""
    team.publish(publication())
    pushed(person, "acme-payments.md", "Customers stay", "Customers leave")
    report = team.publish(publication(note="v2"))
    assert "Customers leave" in report.conflicts[0].diff
    team.publish(publication(note="v2"), take=Take.OURS)
    assert "Customers leave" not in team.text("acme-payments.md")


def test_a_pushed_edit_around_our_part_stays(team: Desk, person: Path) -> None:
    """Comments below our part survive."""
    team.publish(publication())
    pushed(person, "acme-payments.md", "advisor:end record -->\n", "advisor:end record -->\nHi\n")
    assert actions(team.publish(publication(note="v2")))[0] == "update"
    assert team.text("acme-payments.md").endswith("\nHi\n")


def test_a_push_in_between_is_not_overwritten(
    team: Desk, person: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused push is planned anew on what is there now."""
    team.publish(publication())
    first = GitWiki.finish
    raced: list[bool] = []

    def finish(self: GitWiki, summary: str) -> None:
        if not raced:
            raced.append(True)
            end = "advisor:end record -->\n"
            pushed(person, "acme-payments.md", end, f"{end}Now\n")
        first(self, summary)

    monkeypatch.setattr(GitWiki, "finish", finish)
    team.publish(publication(note="v2"))
    assert "reading again" in " ".join(team.said)
    assert team.text("acme-payments.md").endswith("\nNow\n")
    assert "v2" in team.text("acme-payments.md")


def test_a_renamed_project_moves_in_one_commit(team: Desk, bare: Path) -> None:
    """Old paths are gone in the commit that brings the new ones."""
    team.publish(publication())
    team.publish(publication("Acme ledger", id="acme-payments"))
    names = git("ls-tree", "--name-only", "master", folder=bare).split()
    assert names == ["acme-ledger-stack.md", "acme-ledger.md", "identity-decisions.md", "images"]
    assert git("rev-list", "--count", "master", folder=bare).strip() == "2"


def test_another_branch_and_folder(team: Desk, bare: Path) -> None:
    """Code repositories take pages below a folder, on the branch that was asked for."""
    wiki = GitWiki(str(bare), TargetSettings(branch="docs/decisions", folder="docs/adr"))
    Desk(wiki).publish(publication())
    wiki.close()
    names = git("ls-tree", "-r", "--name-only", "docs/decisions", folder=bare)
    assert "docs/adr/acme-payments.md" in names


def test_an_empty_repository_gets_the_branch_that_its_head_names(tmp_path: Path) -> None:
    """A host shows that branch alone, whatever we would have called it."""
    path = tmp_path / "pages.git"
    git("init", "--quiet", "--bare", str(path), folder=tmp_path)
    git("symbolic-ref", "HEAD", "refs/heads/trunk", folder=path)
    publish_once(path)
    assert git("branch", "--list", folder=path).split() == ["*", "trunk"]
    assert "acme-payments.md" in git("ls-tree", "--name-only", "HEAD", folder=path)


def test_a_wiki_that_was_given_another_branch_shows_its_pages_after_all(
    bare: Path, person: Path
) -> None:
    """The branch that HEAD names grows from what is there: history and all pages stay."""
    wiki = GitWiki(str(bare), TargetSettings(branch="main"))
    Desk(wiki).publish(publication())
    wiki.close()
    git("fetch", "--quiet", "origin", folder=person)
    git("checkout", "--quiet", "-b", "main", "origin/main", folder=person)
    (person / "Home.md").write_text("# Home\n")
    git("add", ".", folder=person)
    git("commit", "--quiet", "--message", "home", folder=person)
    git("push", "--quiet", "origin", "main", folder=person)
    assert publish_once(bare) == SAME
    assert git("rev-parse", "master", folder=bare) == git("rev-parse", "main", folder=bare)
    assert publish_once(bare) == SAME


def test_a_head_that_names_nothing_is_no_reason_to_leave_the_branch_in_use(
    tmp_path: Path,
) -> None:
    """In a repository that is no wiki, people work on the branch that is there."""
    path = tmp_path / "pages.git"
    git("init", "--quiet", "--bare", str(path), folder=tmp_path)
    git("symbolic-ref", "HEAD", "refs/heads/gone", folder=path)
    wiki = GitWiki(str(path), TargetSettings(branch="main"))
    Desk(wiki).publish(publication())
    wiki.close()
    assert publish_once(path) == SAME
    assert git("branch", "--list", folder=path).split() == ["main"]


def test_links_hooks_and_attributes_of_a_repository_do_not_act(
    team: Desk, person: Path, tmp_path: Path
) -> None:
    """A page that is a link is refused, and nothing is ever checked out."""
    (person / "acme-payments.md").symlink_to(tmp_path / "outside")
    (person / ".gitattributes").write_text("*.md filter=evil\n")
    git("add", ".", folder=person)
    git("commit", "--quiet", "--message", "link", folder=person)
    git("push", "--quiet", "origin", "HEAD:master", folder=person)
    with pytest.raises(RemoteError, match="not an ordinary file"):
        team.publish(publication())


@pytest.mark.parametrize(
    "where",
    [
        "--upload-pack=touch /tmp/x",
        "-x",
        "ext::sh -c touch",
        "fd::17",
        "git://host/x",
        "http://wiki.example.com/x.git",
        "https://user:pw@host/x.git",
        "ssh://-oProxyCommand=touch/x",
        "-oProxyCommand=x:y",
        "host:-x",
        "user@-host:x",
        "a\nb",
        "",
    ],
)
def test_addresses_that_could_act_are_refused(where: str) -> None:
    """Options, helpers, plain protocols and credentials in an address do not reach git."""
    with pytest.raises(InputError) as caught:
        checked_remote(where)
    assert "pw@" not in caught.value.message


@pytest.mark.parametrize(
    "where",
    [
        "https://github.com/acme/payments.wiki.git",
        "git@github.com:acme/payments.wiki.git",
        "ssh://git@host:2222/acme/x.git",
        "file:///srv/x.git",
    ],
)
def test_ordinary_addresses_pass(where: str) -> None:
    """What hosts show under `Clone` works."""
    assert checked_remote(where) == where


@pytest.mark.parametrize("settings", [{"branch": "--force"}, {"folder": "../x"}, {"folder": "-x"}])
def test_settings_cannot_become_options(bare: Path, settings: dict[str, str]) -> None:
    """Branch and folder are checked before git sees them."""
    with pytest.raises(InputError):
        opened(bare, TargetSettings(**settings))  # type: ignore[arg-type]


def opened(bare: Path, settings: TargetSettings) -> None:
    """Open a repository and close it again."""
    wiki = GitWiki(str(bare), settings)
    try:
        wiki.open()
    finally:
        wiki.close()


def test_a_missing_repository_is_told(tmp_path: Path) -> None:
    """The error names the address and gives a way on."""
    wiki = GitWiki(str(tmp_path / "none.git"), TargetSettings())
    with pytest.raises(RemoteError, match="cannot be read"):
        wiki.open()
    wiki.close()


def test_a_refused_push_is_told(team: Desk, bare: Path) -> None:
    """A branch that may not be pushed to leaves nothing behind."""
    hook = bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho no entry >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(RemoteError, match="refused the push"):
        team.publish(publication())
    assert git("branch", "--list", folder=bare) == ""


def test_credentials_are_not_for_paths_and_not_in_messages(bare: Path) -> None:
    """Only a host gets credentials, and git's words are shown without them."""
    wiki = GitWiki(str(bare), TargetSettings(), Credentials("u", "t0ken-1"))
    assert "t0ken-1" not in str(wiki._git._environment)
    done = subprocess.CompletedProcess([], 1, b"", b"fatal: bad t0ken-1 \x1b[31m")
    assert wiki._git.words(done) == "fatal: bad \u2026 [31m"
    wiki.close()
