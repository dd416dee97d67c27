"""What leads into a session and out of it: new, open, examples, save as, save problems."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.application import examples
from advisor.application.desk import file_for, files_here, from_home, is_new
from advisor.application.settings import Recent, remember
from advisor.errors import AdvisorError, WriteConflictError
from advisor.tui.dialogs.ask_text import AskLine
from advisor.tui.dialogs.confirm import Confirm, explain, problem
from advisor.tui.dialogs.new_assessment import NewAssessment
from advisor.tui.dialogs.search import Row, Search
from advisor.tui.safe_text import line, stack
from advisor.tui.screens.home import EXAMPLES, NEW, OPEN
from advisor.tui.words import say_outcome

if TYPE_CHECKING:
    from textual.app import App

    from advisor.application.desk import Desk
    from advisor.application.session import Session

# Returns the desk once it is there: what does not need it is shown while the catalog loads.
Desks = Callable[[], Awaitable["Desk"]]

LATER = ("later", "Go on unsaved")
SAVE_AS = ("save-as", "Save mine as…")
STAY = ("stay", "Stay")
UNSAVED = "Your last edit is not saved"


async def start(app: App[int], what: str, path: Path | None, desk: Desks) -> Session | None:
    """Do what was picked on the start screen; None where it was left. Raises AdvisorError."""
    if what == NEW:
        return await start_new(app, None, desk)
    if what == OPEN:
        return await open_any(app, desk)
    if what == EXAMPLES:
        return await open_example(app, desk)
    return None if path is None else await open_path(app, path, desk)


async def open_path(app: App[int], path: Path, desk: Desks) -> Session | None:
    """Open a file, or start a new assessment in it where there is none; raises AdvisorError."""
    if is_new(path):
        return await start_new(app, path, desk)
    return (await desk()).open(path)


async def start_new(app: App[int], path: Path | None, desk: Desks) -> Session | None:
    """Ask for name and platform, and start; raises AdvisorError."""
    ready = await desk()
    suggested = path.stem.replace("-", " ") if path is not None else ""
    answered = await app.push_screen_wait(NewAssessment(ready.platform, suggested))
    if answered is None:
        return None
    target = path or file_for(answered.name)
    return ready.create(target, ready.blank(answered.name, answered.platform))


async def open_any(app: App[int], desk: Desks) -> Session | None:
    """Ask which file to open; raises AdvisorError."""
    rows = [Row(str(path), line(path.name), path.name.casefold()) for path in files_here()]
    picked = await app.push_screen_wait(
        Search("Open an assessment", rows, hint="part of a name, or a path", free_text=True)
    )
    return (await desk()).open(from_home(picked)) if picked else None


async def open_example(app: App[int], desk: Desks) -> Session | None:
    """Ask which example to open; it is in no file until saved. Raises AdvisorError."""
    rows = [
        Row(
            example.id,
            stack(line(example.title, "bold"), line(example.id, "$quiet")),
            f"{example.id} {example.title}".casefold(),
        )
        for example in examples.listed()
    ]
    picked = await app.push_screen_wait(Search("Open an example", rows, hint="part of its title"))
    return (await desk()).example(picked) if picked else None


async def save_as(app: App[int], session: Session, desk: Desks) -> None:
    """Ask for another file and go on in it; the former file stays as it is."""
    name = session.assessment.project.name or "assessment"
    suggested = file_for(name, session.path.parent if session.path else None)
    text = await app.push_screen_wait(
        AskLine("Save as", "A new file; the interview goes on in it.", value=str(suggested))
    )
    if not text:
        return
    try:
        (await desk()).save_as(session, from_home(text))
    except AdvisorError as error:
        await app.push_screen_wait(problem(error, "Not saved"))


async def resolve_save_problem(app: App[int], session: Session, desk: Desks) -> None:
    """Say why the last edit is not in the file, and offer the ways on."""
    error = session.save_problem
    if error is None:
        return
    if isinstance(error, WriteConflictError):
        choices: tuple[tuple[str, str], ...] = (
            ("reload", "Reload theirs"),
            SAVE_AS,
            ("overwrite", "Overwrite"),
            LATER,
        )
        heading = "Another program changed this file"
    else:
        choices = (("retry", "Try again"), ("undo", "Take it back"), SAVE_AS, LATER)
        heading = UNSAVED
    choice = await app.push_screen_wait(Confirm(heading, explain(error), choices))
    try:
        if choice == "reload":
            session.reload()
        elif choice == "overwrite":
            session.save(overwrite=True)
        elif choice == "retry":
            session.save()
        elif choice == "undo":
            session.undo()
    except AdvisorError as again:
        await app.push_screen_wait(problem(again))
    if choice == "save-as":
        await save_as(app, session, desk)


async def give_up(app: App[int], session: Session, desk: Desks) -> bool:
    """Whether to leave a session whose last edit is not saved; tries once more, then asks."""
    try:
        session.save()
    except AdvisorError as error:
        leave = ("leave", "Leave without it")
        choices = (STAY, SAVE_AS, leave)
        choice = await app.push_screen_wait(Confirm(UNSAVED, explain(error), choices))
        if choice == SAVE_AS[0]:
            await save_as(app, session, desk)
        return choice == leave[0] or session.save_problem is None
    return True


def remember_session(session: Session | None) -> None:
    """Put the session's file at the head of the recent ones; raises FileAccessError."""
    if session is None or session.path is None:
        return
    outcome = say_outcome(session.decision)
    remember(Recent(str(session.path), session.assessment.project.name, outcome))
