"""The `advisor` command: one module per verb, loaded only when that verb is called.

A verb's module holds a `click` command named `command`. Headless verbs must start fast, so this
module imports nothing but click, what a command ends with and the error classes.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from typing import TYPE_CHECKING

import click

from advisor import __version__
from advisor.cli.output import telling_its_faults
from advisor.cli.signals import stopping_in_order
from advisor.cli.talk import report_error
from advisor.errors import EXIT_BAD_INPUT, EXIT_DONE, AdvisorError

if TYPE_CHECKING:
    from collections.abc import Sequence

# verb -> (module below advisor.cli, one-line help); the help is kept here so that
# `advisor --help` loads no verb.
VERBS: dict[str, tuple[str, str]] = {
    "interview": ("interview", "Answer the questions in the terminal UI."),
    "ask": ("ask", "The same interview as plain prompts."),
    "actors": ("actors", "Show or change who and what is listed."),
    "decide": ("decide", "Print verdicts, reasons and what would change them."),
    "explain": ("explain", "Print certificates, changes, open questions and triggers."),
    "document": ("document", "Write the stack document and the decision record."),
    "check": ("check", "Gate for CI: fail on outcomes, pitfalls, open or overdue decisions."),
    "diff": ("diff", "Show what changed between two assessments, and why."),
    "scan": ("scan", "Propose answers from infrastructure code or an account."),
    "publish": ("publish", "Publish documents to a wiki."),
    "catalog": ("catalog", "Lint, verify and show questions and rules."),
    "examples": ("examples", "List or copy ready-made assessments."),
    "serve": ("serve", "The terminal UI in a browser, on this machine only."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the help page."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one verb's command; None for an unknown one."""
        del ctx
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"advisor.cli.{VERBS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve a verb, and suggest the nearest one for a misspelt verb."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"No such verb '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, text) for verb, (_, text) in VERBS.items()])


@click.command(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 findings; 2 wrong usage or bad input; 3 a remote system failed.",
)
@click.version_option(__version__, prog_name="advisor")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Decide what a customer-identity platform should keep, split off or be replaced for.

    Without a verb, the terminal UI opens on its home screen.
    """
    if ctx.invoked_subcommand is None:
        from advisor.cli.interview import open_home

        ctx.exit(open_home())


def _look_for_cycles_less() -> None:
    """Let Python look for unreachable cycles of objects where that can pay.

    A start makes many objects that stay, and next to no cycles: looking after every 700, and at
    the end among everything, takes a fifth of a command.
    """
    gc.set_threshold(20_000)
    atexit.register(gc.freeze)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with the documented code."""
    _look_for_cycles_less()
    # Plug-ins that happen to be installed neither see what is validated nor are searched for at
    # each start, which takes longer than validating.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with stopping_in_order(), telling_its_faults():
        code = _run(list(arguments) if arguments is not None else None)
    sys.exit(code)


def _run(arguments: list[str] | None) -> int:
    try:
        code = cli.main(args=arguments, prog_name="advisor", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return EXIT_BAD_INPUT
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except AdvisorError as error:
        report_error(error)
        return error.exit_code
    return code if isinstance(code, int) else EXIT_DONE
