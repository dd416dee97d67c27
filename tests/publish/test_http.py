"""HTTP as every target uses it."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

import pytest

from advisor.errors import InputError, RemoteConflictError, RemoteError
from advisor.publish import http as module
from advisor.publish.http import Http, Timing, checked_url
from tests.publish.servers import Seen, reply, serving

SECRET = "s3cret-t0ken"
FAST = Timing(connect=1, read=0.3, deadline=1.5, first_pause=0, sleep=lambda _: None)


Client = Callable[..., Http]


@pytest.fixture
def client() -> Iterator[Client]:
    """Return clients that present a secret."""
    made: list[Http] = []

    def make(url: str, timing: Timing = FAST) -> Http:
        made.append(Http(url, {"Authorization": f"Bearer {SECRET}"}, timing))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://wiki.example.com/",
        "ftp://wiki.example.com/",
        "https://user:pw@wiki.example.com/",
        "file:///etc/passwd",
        "//wiki.example.com/",
        "https://",
        "https://[::1",
        "-oProxyCommand=x",
    ],
)
def test_unsafe_addresses_are_refused(url: str) -> None:
    """Only https, without credentials in the address, may leave the machine."""
    with pytest.raises(InputError) as caught:
        checked_url(url)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8/", "http://localhost/", "http://[::1]/x"])
def test_plain_http_is_for_this_machine(url: str) -> None:
    """A server on the loopback interface needs no certificate."""
    assert checked_url(url) == url


def test_a_redirect_to_another_host_gets_no_credentials(client: Client) -> None:
    """Neither header nor cookie follows to a server that the first one names."""

    def elsewhere(handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        reply(handler, 200, b'{"here": true}')

    with serving(elsewhere) as other:

        def answer(handler: BaseHTTPRequestHandler, seen: Seen) -> None:
            location = f"{other.url}landing?x=1"
            reply(handler, 302, location=location, set_cookie="session=abc; Path=/")

        with serving(answer) as home:
            http = client(home.url)
            assert http.get("start", {"q": "1"}).json() == {"here": True}
            http.get("start")
    assert home.seen[1].headers["cookie"] == "session=abc"
    assert home.seen[0].headers["authorization"] == f"Bearer {SECRET}"
    for seen in other.seen:
        assert seen.path == "/landing?x=1"
        assert "authorization" not in seen.headers
        assert "cookie" not in seen.headers


def test_a_redirect_on_the_same_host_keeps_them(client: Client) -> None:
    """Moving a path is ordinary."""

    def answer(handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        if seen.path == "/old":
            reply(handler, 301, location="/new")
        else:
            reply(handler, 200)

    with serving(answer) as home:
        client(home.url).get("old")
    assert home.seen[1].headers["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_write_is_refused(client: Client, status: int) -> None:
    """No body is sent to where a server points."""
    with (
        serving(lambda handler, _: reply(handler, status, location="/else")) as home,
        pytest.raises(RemoteError, match="redirects a request that writes"),
    ):
        client(home.url).request("POST", "write", json={"text": "private"})
    assert len(home.seen) == 1


@pytest.mark.parametrize("location", ["http://wiki.example.com/", "file:///etc/passwd", "ftp://x/"])
def test_a_redirect_out_of_encryption_is_refused(client: Client, location: str) -> None:
    """A server cannot send us to plain http or to a file."""
    with (
        serving(lambda handler, _: reply(handler, 302, location=location)) as home,
        pytest.raises(RemoteError, match="redirects badly"),
    ):
        client(home.url).get("start")


def test_circles_of_redirects_end(client: Client) -> None:
    """A redirect to itself is given up."""
    with (
        serving(lambda handler, _: reply(handler, 302, location="/again")) as home,
        pytest.raises(RemoteError, match="in circles"),
    ):
        client(home.url).get("again")


def test_large_answers_are_cut_off(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small compressed answer that unpacks to a flood is stopped while unpacking."""
    monkeypatch.setattr(module, "MAX_RESPONSE", 100_000)
    bomb = gzip.compress(b"0" * 50_000_000)
    with (
        serving(lambda handler, _: reply(handler, 200, bomb, content_encoding="gzip")) as home,
        pytest.raises(RemoteError, match="more than 100000"),
    ):
        client(home.url).get("bomb")


def test_busy_servers_are_asked_again_after_their_own_pause(client: Client) -> None:
    """429 with Retry-After is waited for, even by a write: nothing was done."""
    pauses: list[float] = []
    timing = Timing(read=1, first_pause=0, sleep=pauses.append)
    answers = iter([429, 429, 200])

    def answer(handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        status = next(answers)
        reply(handler, status, b"{}", **({"retry_after": "7"} if status == 429 else {}))

    with serving(answer) as home:
        assert client(home.url, timing).request("POST", "write").status == 200
    assert pauses == [7.0, 7.0]


def test_a_pause_may_be_a_time_of_day(client: Client) -> None:
    """A date in Retry-After is waited for like a number."""
    pauses: list[float] = []
    answers = iter([429, 200])
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)

    def answer(handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        reply(handler, next(answers), b"{}", retry_after=soon)

    with serving(answer) as home:
        client(home.url, Timing(first_pause=0, sleep=pauses.append)).get("read")
    assert 25 < pauses[0] <= 30


def test_an_endless_pause_is_reported(client: Client) -> None:
    """A server that asks for an hour is not waited for."""
    with (
        serving(lambda handler, _: reply(handler, 429, retry_after="3600")) as home,
        pytest.raises(RemoteError) as caught,
    ):
        client(home.url).get("read")
    assert "3600 seconds" in caught.value.hint
    assert len(home.seen) == 1


@pytest.mark.parametrize("status", [502, 503, 504])
def test_outages_are_retried_for_reading_only(client: Client, status: int) -> None:
    """A write is sent once: it may have been done before the failure."""
    with serving(lambda handler, _: reply(handler, status)) as home:
        with pytest.raises(RemoteError):
            client(home.url).get("read")
        assert len(home.seen) == module.ATTEMPTS
        with pytest.raises(RemoteError):
            client(home.url).request("POST", "write")
        assert len(home.seen) == module.ATTEMPTS + 1


def test_cut_connections_are_retried_for_reading_only(client: Client) -> None:
    """A write whose answer was lost is left to the next run, which looks first."""

    def cut(handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        handler.close_connection = True

    with serving(cut) as home:
        with pytest.raises(RemoteError, match="broke off"):
            client(home.url).get("read")
        assert len(home.seen) == module.ATTEMPTS
        with pytest.raises(RemoteError, match="broke off") as caught:
            client(home.url).request("PUT", "write")
        assert len(home.seen) == module.ATTEMPTS + 1
    assert "repeats nothing" in caught.value.hint


def test_slow_servers_are_given_up(client: Client) -> None:
    """A drip that never ends is bounded by the whole request, not by each piece."""

    def drip(handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(60):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    started = time.monotonic()
    with serving(drip) as home, pytest.raises(RemoteError):
        client(home.url, Timing(read=0.3, deadline=0.4, first_pause=0)).get("slow")
    assert time.monotonic() - started < 5


def test_an_unreachable_server_is_an_error_in_plain_words(client: Client) -> None:
    """Nobody listening is told with the host's name."""
    with serving(lambda handler, _: reply(handler, 200)) as home:
        pass
    with pytest.raises(RemoteError, match=r"127\.0\.0\.1 cannot be reached"):
        client(home.url).get("read")


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "credentials"), (403, "permit"), (404, "no such address"), (500, "status 500")],
)
def test_refusals_are_told_without_the_secret(client: Client, status: int, words: str) -> None:
    """What a server says is quoted, short, printable and never our credential."""
    said = b'{"message": "no\\u001b[31m entry\\u202e"}'
    with (
        serving(lambda handler, _: reply(handler, status, said)) as home,
        pytest.raises(RemoteError, match=words) as caught,
    ):
        client(home.url).get("read")
    assert "no[31m entry" in caught.value.message
    assert SECRET not in f"{caught.value!r}{caught.value.hint}"


def test_a_version_conflict_has_its_own_error(client: Client) -> None:
    """409 is what every target reads as: somebody was faster."""
    with (
        serving(lambda handler, _: reply(handler, 409)) as home,
        pytest.raises(RemoteConflictError),
    ):
        client(home.url).request("PUT", "write")


@pytest.mark.parametrize("body", [b"<html>", b"[" * 100_000])
def test_an_answer_that_is_no_json_is_told(client: Client, body: bytes) -> None:
    """A login page instead of an API is a remote failure, not a traceback."""
    with (
        serving(lambda handler, _: reply(handler, 200, body)) as home,
        pytest.raises(RemoteError, match="not JSON"),
    ):
        client(home.url).get("read").json()
