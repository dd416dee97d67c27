"""Small servers on this machine, for what a mock cannot show: redirects, slowness, cut lines."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """A server and everything that it was asked."""

    url: str
    seen: list[Seen] = field(default_factory=list)


Answer = Callable[[BaseHTTPRequestHandler, Seen], None]


def reply(
    handler: BaseHTTPRequestHandler, status: int, body: bytes = b"{}", **headers: str
) -> None:
    """Send a whole answer; underscores in header names stand for hyphens."""
    handler.send_response(status)
    names = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    names.setdefault("content-type", "application/json")
    names.setdefault("content-length", str(len(body)))
    for name, value in names.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving(answer: Answer) -> Iterator[Server]:
    """Run a server on a free port of the loopback interface."""
    server: Server

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _any(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            seen = Seen(self.command, self.path, headers, self.rfile.read(size))
            server.seen.append(seen)
            answer(self, seen)

        do_GET = do_POST = do_PUT = _any  # noqa: N815 - http.server's own names.

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above.
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        server = Server(f"http://127.0.0.1:{listening.server_port}/")
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
