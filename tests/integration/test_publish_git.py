"""Publishing to a git repository over smart HTTP, with git's own backend."""

from __future__ import annotations

import os
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from advisor.errors import RemoteError
from advisor.publish.config import TargetSettings
from advisor.publish.credentials import Credentials
from advisor.publish.git import GitWiki
from tests.publish.flows import Desk, actions
from tests.publish.samples import publication
from tests.publish.servers import Seen, reply, serving

pytestmark = pytest.mark.system

SAME = ["unchanged", "unchanged", "unchanged"]


@dataclass
class Host:
    """A git host on this machine."""

    root: Path
    url: str = ""
    used: list[str] = field(default_factory=list)
    fail: int = 0

    def handle(self, handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        """Ask for a password, then hand the request to git."""
        given = seen.headers.get("authorization", "").removeprefix("Basic ")
        if b64decode(given) != b"bot:t0ken-1":
            reply(handler, 401, b"", www_authenticate='Basic realm="git"')
            return
        self.used.append(seen.path)
        if self.fail and "receive-pack" in seen.path and seen.method == "POST":
            reply(handler, self.fail, b"")
            return
        path, _, query = seen.path.partition("?")
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REMOTE_USER": "bot",
            "REQUEST_METHOD": seen.method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": seen.headers.get("content-type", ""),
            "CONTENT_LENGTH": str(len(seen.body)),
            "HTTP_CONTENT_ENCODING": seen.headers.get("content-encoding", ""),
            "GIT_PROTOCOL": seen.headers.get("git-protocol", ""),
        }
        done = subprocess.run(
            ["git", "http-backend"],
            input=seen.body,
            env=environment,
            capture_output=True,
            check=False,
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")]
        headers = {name.lower().replace("-", "_"): value for name, value in lines}
        status = int(headers.pop("status", "200").split()[0])
        reply(handler, status, body, **headers)


@pytest.fixture(autouse=True)
def own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person whose git keeps every password it is told in a file."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    store = tmp_path / "kept"
    (tmp_path / ".gitconfig").write_text(f"[credential]\n\thelper = store --file={store}\n")


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A host with one empty wiki."""
    bare = tmp_path / "repos" / "acme.wiki.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(bare)], check=True)
    for arguments in (
        ["symbolic-ref", "HEAD", "refs/heads/master"],
        ["config", "http.receivepack", "true"],
    ):
        subprocess.run(["git", *arguments], cwd=bare, check=True)
    made = Host(bare.parent)
    with serving(made.handle) as server:
        made.url = f"{server.url}acme.wiki.git"
        yield made


@pytest.fixture
def desk(host: Host) -> Iterator[Desk]:
    """A team that knows the password."""
    wiki = GitWiki(host.url, TargetSettings(), Credentials("bot", "t0ken-1"))
    yield Desk(wiki)
    wiki.close()


def test_publishing_over_http(desk: Desk, host: Host) -> None:
    """Pages arrive in one push, and a second run pushes nothing."""
    assert actions(desk.publish(publication())) == ["create"] * 3
    pushes = [path for path in host.used if path.endswith("git-receive-pack")]
    assert actions(desk.publish(publication())) == SAME
    assert [path for path in host.used if path.endswith("git-receive-pack")] == pushes


def test_an_empty_repository_tells_its_branch_over_http(desk: Desk, host: Host) -> None:
    """The branch that HEAD names is asked for with the same credentials."""
    bare = host.root / "acme.wiki.git"
    subprocess.run(["git", "symbolic-ref", "HEAD", "refs/heads/trunk"], cwd=bare, check=True)
    desk.publish(publication())
    assert (bare / "refs" / "heads" / "trunk").is_file()
    assert not (bare / "refs" / "heads" / "master").exists()


def test_the_password_is_given_to_no_store(desk: Desk, tmp_path: Path) -> None:
    """The person's own credential helper neither answers for us nor keeps our token."""
    desk.publish(publication())
    assert not (tmp_path / "kept").exists()


def test_a_wrong_password_is_told_without_asking(host: Host) -> None:
    """Git never prompts, and the message does not hold the password."""
    wiki = GitWiki(host.url, TargetSettings(), Credentials("bot", "wrong-1"))
    with pytest.raises(RemoteError, match="cannot be read") as caught:
        Desk(wiki).publish(publication())
    wiki.close()
    assert "wrong-1" not in f"{caught.value!r}{caught.value.hint}"


def test_no_password_is_told_without_asking(host: Host) -> None:
    """Without credentials the run ends at once."""
    wiki = GitWiki(host.url, TargetSettings())
    with pytest.raises(RemoteError, match="cannot be read"):
        Desk(wiki).publish(publication())
    wiki.close()


@pytest.mark.parametrize("status", [403, 500, 503])
def test_a_refused_push_publishes_nothing(desk: Desk, host: Host, status: int) -> None:
    """The next run pushes everything once."""
    host.fail = status
    with pytest.raises(RemoteError, match="refused the push"):
        desk.publish(publication())
    host.fail = 0
    assert actions(desk.publish(publication())) == ["create"] * 3


def test_redirects_are_not_followed(host: Host) -> None:
    """A host that points elsewhere gets no password sent there."""
    with serving(lambda handler, _: reply(handler, 401)) as other:

        def away(handler: BaseHTTPRequestHandler, seen: Seen) -> None:
            reply(handler, 301, b"", location=f"{other.url}{seen.path}")

        with serving(away) as first:
            wiki = GitWiki(f"{first.url}x.git", TargetSettings(), Credentials("bot", "t0ken-1"))
            with pytest.raises(RemoteError):
                wiki.open()
            wiki.close()
    assert other.seen == []
