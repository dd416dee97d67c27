"""Serves the terminal UI to a browser on this machine, and to nobody else.

textual-serve starts one process per page that connects. What it leaves open is closed here: it
listens on the loopback address only; the address holds a key made anew at each start, so that
neither another user of the machine nor a page of another site can connect; the page asks nothing
of other servers; the command is fixed; the child gets no credentials.
"""

from __future__ import annotations

import os
import secrets
import shlex
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from textual_serve.server import Server

from advisor.errors import InputError
from advisor.tui.browser.environment import child_environment

LOOPBACK = "127.0.0.1"
# -P: nothing in the current folder is taken for a module.
COMMAND = shlex.join(
    [sys.executable, "-P", "-c", "from advisor.tui.browser.child import main; main()"]
)
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class LoopbackServer(Server):
    """One run of the server: its own key, on one port of the loopback address."""

    def __init__(self, port: int) -> None:
        key = secrets.token_urlsafe(24)
        super().__init__(
            COMMAND,
            host=LOOPBACK,
            port=port,
            title="advisor",
            public_url=f"http://{LOOPBACK}:{port}",
            templates_path=Path(__file__).parent,
        )
        self.key = key

    @property
    def address(self) -> str:
        """The address to open; the key in it is what lets a browser in."""
        return f"{self.public_url}/{self.key}/"

    def make_app(self) -> web.Application:
        """Return the web application, with every path below the key."""
        import aiohttp_jinja2
        import jinja2

        app = web.Application(middlewares=[self._guard()])
        aiohttp_jinja2.setup(
            app, loader=jinja2.FileSystemLoader(self.templates_path), autoescape=True
        )
        app.add_routes(
            [
                web.get(f"/{self.key}/", self.handle_index, name="index"),
                web.get(f"/{self.key}/ws", self.handle_websocket, name="websocket"),
                web.static(f"/{self.key}/static", self.statics_path, name="static"),
            ]
        )
        return app

    def _guard(self) -> Middleware:
        own_host, own_origin = f"{LOOPBACK}:{self.port}", self.public_url

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            # A page of another site may try names that lead here, or a WebSocket, which browsers
            # open across sites; both show in these two headers.
            if request.host != own_host or request.headers.get("Origin", own_origin) != own_origin:
                raise web.HTTPForbidden(text="Only this machine's own page may connect.")
            response = await handler(request)
            if not response.prepared:
                response.headers.update(HEADERS)
            return response

        return guard


def bound(port: int) -> socket.socket:
    """Return a listening socket on the loopback address; port 0 takes any free one.

    Raises:
        InputError: The port is taken or not allowed.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise InputError(
            f"Port {port} cannot be used: {error}", hint="Choose another with --port."
        ) from error
    return listening


def serve(port: int, announce: Callable[[str], None]) -> None:
    """Serve until interrupted; the address is announced once.

    Raises:
        InputError: The port is taken or not allowed.
    """
    listening = bound(port)
    server = LoopbackServer(listening.getsockname()[1])
    kept = child_environment(os.environ)
    # textual-serve hands its own environment down, so what the child must not see goes from here.
    os.environ.clear()
    os.environ.update(kept)
    announce(server.address)
    web.run_app(server.make_app(), sock=listening, print=None, access_log=None)
