"""`advisor serve`: the terminal UI in a browser, on this machine only."""

from __future__ import annotations

from importlib.util import find_spec

import click

from advisor.cli.talk import say, tell
from advisor.errors import InputError

PORT = 8137


@click.command(
    epilog="""\b
Examples:
  advisor serve
  advisor serve --port 9000"""
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="The port on the loopback address; 0 takes any free one.",
)
def command(port: int) -> None:
    """Offer the terminal UI in a browser, until interrupted.

    Only this machine can connect, and only with the address printed. The page asks nothing of
    other servers; cloud credentials are not passed on.
    """
    if find_spec("textual_serve") is None:
        raise InputError(
            "the browser interface is not installed", hint="pip install 'advisor[serve]'"
        )
    from advisor.tui.browser.server import serve  # 0.3 s, and only this verb needs it

    def announce(address: str) -> None:
        say(address)
        tell("Open this address in a browser on this machine. Stop with ctrl+c.")

    serve(port, announce)
