"""HTTP as every target uses it: verified, bounded in time and size, and careful with credentials.

Only requests that are safe to repeat are repeated. A write whose answer was lost is never sent
again by this run: the next run reads the page and sees whether it arrived.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    stop_after_delay,
)

from advisor import __version__
from advisor.errors import InputError, RemoteConflictError, RemoteError
from advisor.publish.names import visible

MAX_RESPONSE = 32 * 1024 * 1024
MAX_REDIRECTS = 5
MAX_PAUSE = 60.0
ATTEMPTS = 4
DEADLINE = 120.0

_OK, _MULTIPLE = 200, 300
_BUSY = {429, 502, 503, 504}
_TOO_MANY = 429
_REDIRECTS = {301, 302, 303, 307, 308}
_REFUSALS = {
    400: "refused the request",
    401: "did not accept the credentials",
    403: "does not permit this",
    404: "knows no such address",
    409: "says that the page changed",
    413: "refused the size of the request",
    429: "asks for fewer requests",
}


class _TryAgainError(Exception):
    """A failure after which the same request may be sent again."""

    def __init__(self, error: RemoteError, pause: float | None = None) -> None:
        super().__init__(error.message)
        self.error = error
        self.pause = pause


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete answer."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        """Return the body as JSON; raises RemoteError for anything else."""
        import json

        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            raise RemoteError(
                "The server's answer is not JSON.", hint="Is this the address of its API?"
            ) from error


@dataclass(frozen=True, slots=True)
class Timing:
    """Limits in seconds; tests make them short."""

    connect: float = 10.0
    read: float = 30.0
    deadline: float = DEADLINE
    first_pause: float = 1.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)


def loopback(host: str) -> bool:
    """Whether a host name means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def checked_url(url: str) -> str:
    """Return a web address that may be used: https, or http on this machine; no credentials in it.

    Raises:
        InputError: it is none of these.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if not host or parts.scheme not in {"http", "https"}:
        raise InputError(f"Not a web address: {visible(url)[:200]}")
    if parts.username is not None or parts.password is not None:
        raise InputError(
            "The address holds a user name or password.",
            hint="Give credentials by environment, keyring or .netrc; see publish-to-a-wiki.md.",
        )
    if parts.scheme == "http" and not loopback(host):
        raise InputError(
            f"{host} would be reached without encryption.", hint="Use its https: address."
        )
    return url


class Http:
    """A client for one server; `headers` (credentials) go to that server and to no other."""

    def __init__(
        self,
        base: str,
        headers: Mapping[str, str] | None = None,
        timing: Timing | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.base = checked_url(base)
        self.timing = timing or Timing()
        self._headers = dict(headers or {})
        own = loopback(urlsplit(base).hostname or "")
        self._client = httpx.Client(
            timeout=httpx.Timeout(self.timing.read, connect=self.timing.connect),
            follow_redirects=False,
            # The proxy of the environment, but never between us and our own machine.
            trust_env=not own,
            headers={"User-Agent": f"advisor/{__version__}", "Accept-Encoding": "gzip, identity"},
            transport=transport,
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def get(self, url: str, params: Mapping[str, str] | None = None) -> Reply:
        """Read, trying again where the server is busy or out of reach."""
        return self.request("GET", url, repeatable=True, params=params)

    def request(
        self,
        method: str,
        url: str,
        *,
        repeatable: bool = False,
        allow: frozenset[int] = frozenset(),
        **content: Any,
    ) -> Reply:
        """Send one request; a repeatable one is sent again after a passing failure.

        A status in `allow` is an answer and no failure.

        Raises:
            RemoteConflictError: the server answered 409.
            RemoteError: every other refusal or failure, in words that are safe to show.
        """
        retrying = Retrying(
            stop=stop_after_attempt(ATTEMPTS) | stop_after_delay(self.timing.deadline),
            wait=self._pause,
            retry=retry_if_exception(lambda error: isinstance(error, _TryAgainError)),
            sleep=self.timing.sleep,
            reraise=True,
        )
        try:
            send = partial(self._once, method, urljoin(self.base, url), content)
            return retrying(send, repeatable=repeatable, allow=allow)
        except _TryAgainError as error:
            raise error.error from error

    def _pause(self, state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        if isinstance(failure, _TryAgainError) and failure.pause is not None:
            return failure.pause
        return float(self.timing.first_pause * 2 ** (state.attempt_number - 1))

    def _once(
        self,
        method: str,
        url: str,
        content: dict[str, Any],
        *,
        repeatable: bool,
        allow: frozenset[int],
    ) -> Reply:
        host = urlsplit(url).hostname or ""
        try:
            reply = self._follow(method, url, content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            # Nothing was sent, so even a write may be tried again.
            raise _TryAgainError(RemoteError(f"{host} cannot be reached: {_why(error)}")) from error
        except httpx.HTTPError as error:
            failure = RemoteError(f"The connection to {host} broke off: {_why(error)}", hint=_LATER)
            if repeatable:
                raise _TryAgainError(failure) from error
            raise failure from error
        if reply.status in allow:
            return reply
        return self._judged(reply, host, repeatable=repeatable)

    def _judged(self, reply: Reply, host: str, *, repeatable: bool) -> Reply:
        status = reply.status
        if _OK <= status < _MULTIPLE:
            return reply
        words = _REFUSALS.get(status, f"answered with status {status}")
        message = f"{host} {words}{_quoted(reply)}"
        if status == httpx.codes.CONFLICT:
            raise RemoteConflictError(message)
        error = RemoteError(message, hint=_LATER if status in _BUSY else "")
        # 429 says that nothing was done; the others say so only of requests that change nothing.
        if status == _TOO_MANY or (repeatable and status in _BUSY):
            pause = _retry_after(reply)
            if pause is not None and pause > MAX_PAUSE:
                raise RemoteError(message, hint=f"It asks to wait {pause:.0f} seconds. {_LATER}")
            raise _TryAgainError(error, pause)
        raise error

    def _follow(self, method: str, url: str, content: dict[str, Any]) -> Reply:
        until = time.monotonic() + self.timing.deadline
        origin = _origin(self.base)
        for _ in range(MAX_REDIRECTS + 1):
            reply = self._send(method, url, content, until)
            if reply.status not in _REDIRECTS:
                return reply
            target = urljoin(url, reply.headers.get("location", ""))
            if method != "GET":
                raise RemoteError(
                    f"The server redirects a request that writes, to {urlsplit(target).hostname}.",
                    hint="Set the target to the address that the server redirects to.",
                )
            try:
                checked_url(target)
            except InputError as error:
                raise RemoteError(f"The server redirects badly: {error.message}") from error
            # The new address carries its own query; our headers are for our server alone.
            dropped = {"params"} if _origin(target) == origin else {"params", "headers"}
            content = {key: value for key, value in content.items() if key not in dropped}
            url = target
        raise RemoteError(f"{urlsplit(url).hostname} redirects in circles.")

    def _send(self, method: str, url: str, content: dict[str, Any], until: float) -> Reply:
        extra = dict(content)
        own = dict(extra.pop("headers", {}))
        at_home = _origin(url) == _origin(self.base)
        if at_home:
            own = {**self._headers, **own}
        request = self._client.build_request(method, url, headers=own, **extra)
        if not at_home:
            # Cookies know no port, so they are dropped here and not left to the cookie jar.
            request.headers.pop("cookie", None)
        response = self._client.send(request, stream=True)
        try:
            chunks = []
            size = 0
            for chunk in response.iter_bytes(65536):
                size += len(chunk)
                if size > MAX_RESPONSE:
                    raise RemoteError(f"{urlsplit(url).hostname} sent more than {MAX_RESPONSE} B.")
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("too slow", request=request)
                chunks.append(chunk)
            return Reply(response.status_code, response.headers, b"".join(chunks))
        finally:
            response.close()


_LATER = "Run the same command again later: it finishes what is missing and repeats nothing."


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    default = {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or default


def _why(error: Exception) -> str:
    text = visible(str(error))[:200]
    return text or type(error).__name__


def _quoted(reply: Reply) -> str:
    """Return a short, harmless quotation of what the server said, or nothing."""
    if "json" not in reply.headers.get("content-type", ""):
        return ""
    try:
        said = reply.json()
    except RemoteError:
        return ""
    for key in ("message", "errorMessage", "detail", "title"):
        if isinstance(said, dict) and isinstance(said.get(key), str):
            return f": {visible(said[key])[:200]}"
    return ""


def _retry_after(reply: Reply) -> float | None:
    """Return the pause asked for in seconds; servers give it as a number or as a time of day."""
    value = reply.headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    now = datetime.now(until.tzinfo)
    return max((until - now).total_seconds(), 0.0)
