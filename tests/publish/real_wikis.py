"""MediaWiki and DokuWiki from Debian's packages, under PHP's own server, for tests marked `system`.

Fixtures to import by name. Where the packages cannot be had, tests skip with the reason; in CI
they fail.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

BOT_PASSWORD = "0123456789abcdef0123456789abcdef"
PASSWORD = "Test-administrator-1"
SCRIPTS = Path(__file__).resolve().parents[2] / ".ci" / "wikis"


@pytest.fixture(scope="module")
def mediawiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh MediaWiki; yields the address of its API."""
    folder = tmp_path_factory.mktemp("mediawiki")
    port = free_port()
    _run("mediawiki", packages(), str(folder), str(port))
    router = str(SCRIPTS / "mediawiki-router.php")
    with php(folder / "wiki", port, router):
        yield f"http://127.0.0.1:{port}/api.php"


@pytest.fixture(scope="module")
def dokuwiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh DokuWiki; yields its address."""
    folder = tmp_path_factory.mktemp("dokuwiki")
    port = free_port()
    _run("dokuwiki", packages(), str(folder))
    with php(folder / "wiki", port):
        yield f"http://127.0.0.1:{port}/"


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def packages() -> str:
    """Return the folder in which downloaded packages are kept between runs."""
    return str(Path.home() / ".cache" / "advisor-test-wikis")


@contextmanager
def php(root: Path, port: int, *router: str) -> Iterator[None]:
    """Serve a folder with PHP's built-in server."""
    command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(root), *router]
    # A group of its own: the server forks workers, and all of them end with it.
    process = subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, "PHP_CLI_SERVER_WORKERS": "3"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(lambda: answers(port))
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def wait_for(ready: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something holds, and fail after a while."""
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            pytest.fail("the server did not come up")
        time.sleep(0.05)


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def page_html(url: str) -> str:
    """Return a page as a browser gets it."""
    try:
        with urlopen(url, timeout=30) as response:
            return str(response.read().decode())
    except URLError as error:
        pytest.fail(f"{url}: {error}")


def _run(script: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(SCRIPTS / script), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    reason = f"{script} cannot be set up here: {done.stderr.strip()[-500:]}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
