"""The terminal UI in a browser: this machine only, nothing from outside, no credentials."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession, WSServerHandshakeError, web

from advisor.errors import InputError
from advisor.tui.browser.environment import child_environment
from advisor.tui.browser.server import COMMAND, LoopbackServer, bound

if TYPE_CHECKING:
    from playwright import sync_api as playwright

# How long something may take on a busy machine; nothing waits that long that need not.
SECONDS = 90
SECRETS = {
    "AWS_SECRET_ACCESS_KEY": "s",
    "AWS_PROFILE": "p",
    "AZURE_CLIENT_SECRET": "s",
    "GOOGLE_APPLICATION_CREDENTIALS": "/f",
    "GITHUB_TOKEN": "t",
    "SOME_UNHEARD_OF_SECRET": "s",
}


def test_the_child_sees_no_credentials() -> None:
    """Whatever a credential is called, it is not passed on; what a terminal needs is."""
    kept = child_environment({"PATH": "/bin", "HOME": "/h", "LC_ALL": "C.UTF-8", **SECRETS})

    assert {"PATH": "/bin", "HOME": "/h", "LC_ALL": "C.UTF-8"}.items() <= kept.items()
    assert set(SECRETS).isdisjoint(kept)
    assert kept["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull


def test_the_command_is_fixed() -> None:
    """What is started for a page depends on nothing that a user typed."""
    assert shlex.split(COMMAND)[0] == sys.executable
    assert "advisor.tui.browser.child" in COMMAND


def test_a_port_that_is_taken_is_said() -> None:
    """A second server on the same port ends with a way out."""
    first = bound(0)
    first.listen()
    with pytest.raises(InputError, match="cannot be used"):
        bound(first.getsockname()[1])
    first.close()


@pytest.fixture
async def served() -> AsyncIterator[LoopbackServer]:
    """A server that answers on a free port."""
    listening = bound(0)
    server = LoopbackServer(listening.getsockname()[1])
    runner = web.AppRunner(server.make_app())
    await runner.setup()
    await web.SockSite(runner, listening).start()
    yield server
    await runner.cleanup()


async def test_only_the_address_with_its_key_answers(served: LoopbackServer) -> None:
    """Without the key there is nothing, so another user of the machine stays out."""
    async with ClientSession() as client:
        async with client.get(served.address) as page:
            assert page.status == 200
        async with client.get(f"{served.public_url}/") as other:
            assert other.status == 404
        async with client.get(f"{served.public_url}/guess/ws") as other:
            assert other.status == 404


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Host": "evil.example"}])
async def test_pages_of_other_sites_are_refused(
    served: LoopbackServer, headers: dict[str, str]
) -> None:
    """A foreign page that knows the address still cannot open page or terminal."""
    async with ClientSession() as client:
        async with client.get(served.address, headers=headers) as page:
            assert page.status == 403
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(f"{served.address}ws", headers=headers)
        assert refused.value.status == 403


async def test_the_page_names_no_other_server(served: LoopbackServer) -> None:
    """Every address in the page leads back here, and the policy forbids any other."""
    async with ClientSession() as client, client.get(served.address) as page:
        text = await page.text()
        policy = page.headers["Content-Security-Policy"]

    assert "https:" not in text
    assert text.count("http:") == text.count(f"http://127.0.0.1:{served.port}/{served.key}/")
    assert "default-src 'none'" in policy


async def test_each_start_has_a_key_of_its_own() -> None:
    """An address from an earlier run opens nothing."""
    assert LoopbackServer(1).key != LoopbackServer(1).key


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address that `advisor serve` prints, with a secret in its environment."""
    program = Path(sys.executable).with_name("advisor")
    with subprocess.Popen(
        [program, "serve", "--port", "0"],
        cwd=tmp_path,
        env=os.environ | SECRETS,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


class Page:
    """A page on the terminal UI, and all that the program has painted on it."""

    def __init__(self, page: "playwright.Page") -> None:
        self._page = page
        self.asked: list[str] = []
        self._painted = b""
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", self._listen)

    def _listen(self, socket: "playwright.WebSocket") -> None:
        self.asked.append(socket.url)
        socket.on("framereceived", self._receive)

    def _receive(self, frame: bytes | str) -> None:
        self._painted += frame if isinstance(frame, bytes) else frame.encode()

    def press(self, key: str, painted: str) -> None:
        """Press a key and wait until something has been painted since."""
        self._painted = b""
        self._page.keyboard.press(key)
        self.until(lambda: painted.encode() in self._painted, painted)

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until a condition holds, while messages are let in."""
        deadline = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < deadline, f"not seen: {what}"
            self._page.wait_for_timeout(50)


@pytest.mark.system
def test_an_assessment_is_begun_in_a_browser(address: str, tmp_path: Path) -> None:
    """In headless Chromium the first answers reach a file, and no request leaves the machine."""
    from playwright.sync_api import sync_playwright

    file = tmp_path / "browser.yaml"
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        seen = Page(page)
        page.goto(address)
        page.wait_for_selector("body.-first-byte", timeout=SECONDS * 1000)
        seen.press("n", painted="New assessment")
        for letter in "Browser":
            seen.press(letter, painted=letter)
        seen.press("Enter", painted="Amazon Cognito")
        seen.press("Enter", painted="Why we ask")
        page.keyboard.press("2")
        seen.until(lambda: "lifecycle" in _read(file), "the answer in the file")
        page.screenshot(path=str(tmp_path / "page.png"))
        browser.close()

    assert "lifecycle: {value: live}" in _read(file)
    hosts = {urlsplit(url).hostname for url in seen.asked if not url.startswith("data:")}
    assert hosts == {"127.0.0.1"}
    assert any(url.startswith("ws:") for url in seen.asked)


@pytest.mark.system
def test_the_child_of_a_page_has_no_credentials(address: str) -> None:
    """The processes that the server starts carry none of the secrets of its environment."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector("body.-first-byte", timeout=SECONDS * 1000)
        environments = [
            environment
            for process in Path("/proc").glob("[0-9]*")
            if b"advisor.tui.browser.child" in _bytes(process / "cmdline")
            if (environment := _bytes(process / "environ"))
        ]
        browser.close()

    assert environments
    assert all(name.encode() not in found for found in environments for name in SECRETS)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _bytes(file: Path) -> bytes:
    # A process may end between being listed and being read.
    try:
        return file.read_bytes()
    except OSError:
        return b""
