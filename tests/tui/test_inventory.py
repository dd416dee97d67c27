"""Who and what: the inventory as a table, filled in by few keys."""

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from advisor.application import inventory
from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.model.assessment import Actor, Answer
from advisor.tui.screens.interview import InterviewScreen
from advisor.tui.screens.inventory import InventoryScreen
from advisor.tui.widgets.actor_table import ActorTable
from tests.tui.conftest import Running
from tests.tui.screen_text import lines, press, settle, shown, text_of
from tests.tui.test_keys import at_rest, typed

# 120 characters: markup, an action, control and direction marks, wide ones.
HOSTILE = ("[red]a[/] [@click=app.quit]x[/nope] \x1b[2J\u202e日本語日本語 $name " + "長" * 99)[:120]
SIZES = [(80, 24), (120, 40)]


def table(pilot: Pilot[int]) -> ActorTable:
    """The table of actors in front."""
    return pilot.app.screen.query_one(ActorTable)


@pytest.mark.parametrize("size", SIZES)
async def test_nobody_listed_says_what_to_do(
    running: Running, session: Session, size: tuple[int, int]
) -> None:
    """The empty screen says how to begin and shows every kind with its key, by group."""
    async with running(session, size=size) as pilot:
        await press(pilot, "f8")
        text = shown(pilot)

        assert "Nobody is listed yet." in text
        assert "Press the key of a kind" in text
        assert "People        1 customers  2 workforce" in text
        assert "Own programs  3 own workload" in text
        assert "not known    Is that everyone?" in text


@pytest.mark.parametrize("size", SIZES)
async def test_one_key_adds_a_row_and_asks_for_its_name(
    running: Running, session: Session, size: tuple[int, int]
) -> None:
    """The cursor then stands on the first question about the new actor."""
    async with running(session, size=size) as pilot:
        await press(pilot, "f8", "3", *"tills", "enter")

        assert session.assessment.actors == (Actor("tills", "own-workload", "tills", "in-use"),)
        assert table(pilot).column_under_cursor == "reach"
        assert "What can tills reach?" in text_of(pilot, "#cell")
        assert "Reach decides how far tills may hurt others." in text_of(pilot, "#cell")


async def test_a_name_may_wait(running: Running, session: Session) -> None:
    """An empty name lists the kind itself; leaving the dialog lists nobody."""
    async with running(session) as pilot:
        await press(pilot, "f8", "1", "escape")
        assert table(pilot).row_count == 0
        await press(pilot, "1", "enter")

        assert [(row.id, row.name) for row in session.assessment.actors] == [("customers", "")]


@pytest.mark.parametrize("opening", ["enter", "space"])
async def test_a_number_answers_a_cell_at_once(
    running: Running, session: Session, opening: str
) -> None:
    """Enter or space opens the options below the table; the number stores one and closes them."""
    async with running(session, size=(80, 24)) as pilot:
        await press(pilot, "f8", "3", *"tills", "enter", opening)
        assert "( )  2 Data of others" in shown(pilot)
        await press(pilot, "2")

        assert session.assessment.actors[0].answers == {"reach": Answer(value="others-data")}
        assert pilot.app.focused is table(pilot)
        assert "others data" in shown(pilot)
        await press(pilot, "u")
        assert session.assessment.actors[0].answers == {}


async def test_dont_know_and_clear_act_on_the_cell(running: Running, session: Session) -> None:
    """Without opening it; they do nothing on a name, a kind or a status."""
    async with running(session) as pilot:
        await press(pilot, "f8", "3", *"tills", "enter", "d")
        assert session.answer_to("reach.tills") == Answer(unknown=True)
        await press(pilot, "c")
        assert session.answer_to("reach.tills") == Answer()
        before = session.assessment
        await press(pilot, "home", "d", "c", "right", "d", "right", "c")
        assert session.assessment == before


async def test_letters_and_numbers_add_nobody_while_a_cell_is_open(
    running: Running, session: Session
) -> None:
    """A number past the options answers nothing, and escape closes the cell unchanged."""
    async with running(session) as pilot:
        await press(pilot, "f8", "3", *"tills", "enter", "enter")
        before = session.assessment
        await press(pilot, "9", "x", "e", "y", "n", "question_mark", "escape")

        assert session.assessment == before
        assert pilot.app.focused is table(pilot)
        assert isinstance(pilot.app.screen, InventoryScreen)


async def test_what_is_typed_in_one_go_reaches_its_cells(
    running: Running, session: Session
) -> None:
    """Faster than the screen follows: no number meant for a cell adds an actor."""
    async with running(session, size=(80, 24)) as pilot:
        await press(pilot, "f8")
        typed(pilot, "1", *"abc", "enter", "enter", "2", "s", "2", "3", *"de", "enter")
        await at_rest(pilot)

        rows = session.assessment.actors
        assert [(row.name, row.kind) for row in rows] == [
            *(("abc", "customers"), ("de", "own-workload"))
        ]
        assert (rows[0].status, rows[0].answers["reach"].value) == ("requested", "others-data")


async def test_status_is_picked_by_its_number(running: Running, session: Session) -> None:
    """`s` opens the statuses of the row, the words being those of every other output."""
    async with running(session) as pilot:
        await press(pilot, "f8", "3", *"tills", "enter", "s")
        assert "4 Planned later" in shown(pilot)
        await press(pilot, "3")

        row = session.assessment.actors[0]
        assert (row.status, row.within) == ("planned", "12-months")
        assert "planned within 12 months" in shown(pilot)
        await press(pilot, "s", "6")
        row = session.assessment.actors[0]
        assert (row.status, row.within) == ("elsewhere", "")


async def test_another_kind_keeps_the_file_readable(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """A row called after its kind gets another id with it; what is not asked any more goes."""
    session = desk.create(own_folder / "acme.yaml", desk.blank("Acme", "cognito"))
    async with running(session) as pilot:
        await press(pilot, "f8", "3", "enter", "enter", "1", "left", "left", "enter", "2")
    session.close()

    (row,) = desk.open(own_folder / "acme.yaml").assessment.actors
    assert (row.id, row.kind, dict(row.answers)) == ("workforce", "workforce", {})


async def test_a_form_takes_the_rest(running: Running, session: Session) -> None:
    """Name, owner, number and day; what does not fit is said, and stored once it fits."""
    async with running(session, size=(80, 24)) as pilot:
        await press(pilot, "f8", "3", *"tills", "enter", "s", "2", "e")
        await press(pilot, "tab", *"sells", "tab", *"shops", "tab", "tab", *"many", "enter")
        assert "is no whole number" in shown(pilot)
        await press(pilot, *["backspace"] * 4, *"1200", "tab", *"2027-02-01", "ctrl+s")

        row = session.assessment.actors[0]
        assert (row.does, row.owner, row.count) == ("sells", "shops", 1200)
        assert row.by == date(2027, 2, 1)
        assert "1,200 of them" in text_of(pilot, "#cell")
        await press(pilot, "u")
        assert session.assessment.actors[0].owner == ""


async def test_a_day_needs_a_status_that_waits_for_one(running: Running, session: Session) -> None:
    """The file takes a day for what is planned or asked for; another status drops it."""
    inventory.add(session, "own-workload", "tills")
    async with running(session) as pilot:
        await press(pilot, "f8", "e", *["tab"] * 5, *"2027-02-01", "enter")
        assert "a day is for what is planned or asked for" in shown(pilot)
        await press(pilot, "escape", "s", "2", "e", *["tab"] * 5, *"2027-02-01", "enter")
        assert session.assessment.actors[0].by == date(2027, 2, 1)
        await press(pilot, "s", "1")
        assert session.assessment.actors[0].by is None


async def test_a_row_is_removed_and_brought_back(running: Running, session: Session) -> None:
    """Undo brings the row back with its answers, in its place."""
    for name in ("tills", "ledger", "export"):
        inventory.add(session, "own-workload", name)
    session.answer("reach.ledger", ["own-data"])
    before = session.assessment
    async with running(session) as pilot:
        await press(pilot, "f8", "down", "x")
        assert [row.id for row in session.assessment.actors] == ["tills", "export"]
        await press(pilot, "x", "x", "x")
        assert session.assessment.actors == ()
        await press(pilot, "u", "u", "u")
        assert session.assessment == before
        assert "own data" in shown(pilot)


async def test_each_list_is_said_to_be_whole(running: Running, session: Session) -> None:
    """`y`, `n` and `?` speak of the group of the row, or of the group under the cursor."""
    inventory.add(session, "own-workload", "tills")
    async with running(session) as pilot:
        await press(pilot, "f8", "y")
        assert session.assessment.complete == {"own-programs": "complete"}
        await press(pilot, "tab", "up", "n")
        assert session.assessment.complete == {"people": "incomplete", "own-programs": "complete"}
        await press(pilot, "question_mark", "enter")
        assert session.assessment.complete["people"] == "complete"
        assert "Is that everyone?" in text_of(pilot, "#cell")


async def test_an_assumed_list_is_confirmed_by_one_key(running: Running, session: Session) -> None:
    """What an older file left unticked is shown as assumed until somebody says so."""
    inventory.add(session, "customers", "shoppers")
    assumed = replace(session.assessment, complete={"people": "assumed"})
    session.take(assumed, "migrated")
    async with running(session) as pilot:
        await press(pilot, "f8")
        assert "yes, assumed" in shown(pilot)
        await press(pilot, "y")

        assert session.assessment.complete == {"people": "complete"}
        assert "assumed" not in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_mouse_adds_opens_and_picks(
    running: Running, session: Session, size: tuple[int, int]
) -> None:
    """A click on a kind adds, one on the cell under the cursor opens it, one on an option picks."""
    async with running(session, size=size) as pilot:
        await press(pilot, "f8")
        await pilot.click("#legend", offset=(15, 0))
        await settle(pilot)
        await press(pilot, *"shoppers", "enter")
        assert session.assessment.actors[0].kind == "customers"
        row, column = _place(pilot, "in use")
        await pilot.click(offset=(column, row))
        await settle(pilot)
        await pilot.click(offset=(column, row))
        await settle(pilot)
        row, column = _place(pilot, "Asked for")
        await pilot.click(offset=(column, row))
        await settle(pilot)
        assert session.assessment.actors[0].status == "requested"
        await pilot.click("#groups", offset=(3, 0))
        await settle(pilot)
        assert session.assessment.complete == {"people": "complete"}


def _place(pilot: Pilot[int], text: str) -> tuple[int, int]:
    row = next(place for place, line in enumerate(lines(pilot)) if text in line)
    return row, lines(pilot)[row].index(text)


@pytest.mark.parametrize("size", SIZES)
async def test_a_hostile_name_is_shown_as_it_stands(
    running: Running, session: Session, size: tuple[int, int]
) -> None:
    """Markup, control and wide characters, 120 of them: nothing runs, nothing is lost."""
    inventory.add(session, "customers", HOSTILE)
    inventory.add(session, "own-workload", "日本")
    async with running(session, size=size) as pilot:
        await press(pilot, "f8")
        assert "[red]a[/]" in shown(pilot)
        assert "<U+001B>" in text_of(pilot, "#cell")
        assert max(map(len, lines(pilot))) <= size[0]
        await press(pilot, "right", "right", "right", "enter", "1", "e", "ctrl+s")
        await press(pilot, "x", "u", "f2", "f7", "f8")

        assert session.assessment.actors[0].name == HOSTILE.strip()
        assert pilot.app.return_code is None


async def test_the_interview_leads_to_the_list_once(running: Running, session: Session) -> None:
    """After the questions about the platform, while nobody is listed; then it goes on behind it."""
    async with running(session) as pilot:
        await press(pilot, "3", "enter")
        assert table(pilot).row_count == 0
        await press(pilot, "3", *"tills", "enter", "g")
        assert cast("InterviewScreen", pilot.app.screen).current == "separate"
        assert "1 listed" in shown(pilot)
        await press(pilot, "f8", "x", "f2", "left", "n")
        assert isinstance(pilot.app.screen, InterviewScreen)


async def test_a_question_goes_with_its_actor(running: Running, session: Session) -> None:
    """The interview goes on with the same question about another actor, else with an open one."""
    for name in ("tills", "ledger"):
        inventory.add(session, "own-workload", name)
    async with running(session) as pilot:
        await press(pilot, "slash", *"reach", "enter")
        screen = cast("InterviewScreen", pilot.app.screen)
        assert screen.current == "reach.ledger"
        await press(pilot, "w", "down", "x", "f2")
        assert screen.current == "reach.tills"
        assert "What can tills reach?" in shown(pilot)
        await press(pilot, "u", "w", "x", "x", "f2")
        assert screen.current == "lifecycle"


async def test_an_edit_that_is_not_in_the_file_is_told(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """Another program's change is not written over; reloading shows its rows."""
    path = own_folder / "acme.yaml"
    session = desk.create(path, desk.blank("Acme", "cognito"))
    async with running(session) as pilot:
        await press(pilot, "f8", "1", *"mine", "enter")
        theirs = path.read_text(encoding="utf-8").replace("mine", "theirs")
        path.write_text(theirs, encoding="utf-8")
        await press(pilot, "3", *"tills", "enter")
        assert "Another program changed this file" in shown(pilot)
        await press(pilot, "enter")

        assert [row.name for row in session.assessment.actors] == ["theirs"]
        assert "theirs" in shown(pilot)
    session.close()
