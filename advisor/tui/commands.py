"""The command palette: every action of the screen in front, every question, every theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType

from advisor.application.interview import asked
from advisor.application.wording import short_name
from advisor.tui.keys import AREAS, GROUPS, Key
from advisor.tui.own_app import OwnApp
from advisor.tui.safe_text import plain, visible
from advisor.tui.screens.area import AreaScreen
from advisor.tui.themes import TITLES


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the palette."""

    name: str
    says: str
    run: IgnoreReturnCallbackType
    common: bool = True


class AdvisorCommands(Provider):
    """Offers only what applies to the screen in front."""

    async def discover(self) -> Hits:
        """List the actions before anything is typed."""
        for command in self._commands():
            if command.common:
                yield DiscoveryHit(
                    plain(command.name), command.run, text=command.name, help=_help(command)
                )

    async def search(self, query: str) -> Hits:
        """List what matches: actions, questions to go to, themes."""
        matcher = self.matcher(query)
        for command in self._commands():
            name = visible(command.name)
            score, offsets = matcher.fuzzy_search.match(query, name)
            if score > 0:
                shown = Content(name)
                for offset in offsets:
                    shown = shown.stylize("$text-accent", offset, offset + 1)
                yield Hit(score, shown, command.run, text=name, help=_help(command))

    def _commands(self) -> Iterator[Command]:
        app = cast("OwnApp", self.app)
        yield Command(
            "Help and keys", "Help on this screen, and every key", partial(app.run_action, "help")
        )
        yield from self._actions()
        for name, title in TITLES.items():
            settings = replace(app.settings, theme=name)
            yield Command(f"Theme: {title}", "Colours", partial(app.prefer, settings), common=False)
        yield from self._questions()
        yield Command(
            "Quit", "Leave; everything answered is saved", partial(app.run_action, "quit")
        )

    def _actions(self) -> Iterator[Command]:
        bound = {binding.binding.id for binding in self.screen.active_bindings.values()}
        for group in GROUPS:
            for key in group.keys:
                if key.action and key.id in bound and not key.id.startswith(("app.", "choices.")):
                    yield Command(_name(key), key.says, partial(self._run, key.action))

    def _questions(self) -> Iterator[Command]:
        if not isinstance(self.screen, AreaScreen):
            return
        session = self.screen.session
        for id_ in asked(session):
            question = session.question(id_)
            wanted = AreaScreen.Wanted("interview", id_)
            run = partial(self.screen.post_message, wanted)
            yield Command(f"Go to: {short_name(question)}", question.text, run, common=False)

    async def _run(self, action: str) -> None:
        await self.screen.run_action(action)


def _name(key: Key) -> str:
    shown = key.shown or key.keys.split(",")[0].replace("slash", "/")
    prefix = "Show " if key in AREAS.keys and key.action.startswith("area(") else ""
    return f"{prefix}{key.label.lower() if prefix else key.label}  ({shown})"


def _help(command: Command) -> str:
    # The palette parses a string as markup; Content is shown as it stands.
    return cast("str", plain(" ".join(command.says.split())))
