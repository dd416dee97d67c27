"""Keys: one table, unique ids, a short footer, all of them in help and palette."""

from collections import Counter

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Footer, Input
from textual.widgets._footer import FooterKey

from advisor.application.session import Session
from advisor.tui.keys import AREAS, GROUPS, bindings
from tests.listing import lists
from tests.tui.conftest import Running
from tests.tui.screen_text import finish, lines, press, settle, shown
from tests.tui.test_interview import SECRETS

AREA_KEYS = [key.keys for key in AREAS.keys if key.action.startswith("area(")]


def test_every_key_has_an_id_of_its_own() -> None:
    """Ids let users remap keys, so each names one action."""
    counts = Counter(key.id for group in GROUPS for key in group.keys)

    assert [id_ for id_, count in counts.items() if count > 1] == []
    assert all(binding.id for group in GROUPS for binding in bindings(group))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.title)
def test_no_key_means_two_things_on_one_screen(group: object) -> None:
    """Within the keys of one screen, each key starts one action."""
    keys = [key for entry in getattr(group, "keys", ()) for key in entry.keys.split(",")]

    assert [key for key, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("area", AREA_KEYS)
async def test_the_footer_fits_into_80_columns(
    running: Running, session: Session, area: str
) -> None:
    """It names what is most needed; of the interview, each key that moves or answers."""
    async with running(session, size=(80, 24)) as pilot:
        await press(pilot, "n", area)
        keys = list(pilot.app.screen.query_one(Footer).query(FooterKey))

        assert 0 < len(keys) <= (9 if area == "f2" else 6)
        assert sum(key.outer_size.width + key.styles.margin.width for key in keys) <= 80


async def test_the_footer_names_what_works_on_the_question(
    running: Running, session: Session
) -> None:
    """Skip and order always; that an option is not known only where several may hold."""
    async with running(session, size=(80, 24)) as pilot:
        assert "s Skip o Order" in lines(pilot)[-1]
        assert "m Not known" not in lines(pilot)[-1]
        await press(pilot, *SECRETS)
        assert "m Not known" in lines(pilot)[-1]
        assert "s Skip o Order" in lines(pilot)[-1]


@pytest.mark.parametrize("area", AREA_KEYS)
async def test_help_names_every_key_of_the_screen(
    running: Running, session: Session, area: str
) -> None:
    """Help on a screen lists its keys, in words, and closes with escape."""
    async with running(session, size=(120, 60)) as pilot:
        await press(pilot, area, "f1")
        assert "Everywhere" in shown(pilot)
        assert "In an assessment" in shown(pilot)
        await press(pilot, "escape")

        assert not pilot.app.screen.is_modal


async def test_help_explains_the_question_in_front(running: Running, session: Session) -> None:
    """Help in the interview begins with the question, its options and its sources."""
    async with running(session) as pilot:
        await press(pilot, *SECRETS, "f1")

        assert "Which credentials lie beside the login?" in shown(pilot)
        assert "Sources: BOOK" in shown(pilot)


async def test_the_palette_offers_every_action_of_the_screen(
    running: Running, session: Session
) -> None:
    """What a key does can be found by its name."""
    async with running(session) as pilot:
        await press(pilot, "ctrl+p", *"evidence")
        await pilot.pause(0.3)

        assert "Evidence  (e)" in shown(pilot)
        assert "Show evidence  (f6)" in shown(pilot)


async def test_the_palette_runs_an_action(running: Running, session: Session) -> None:
    """Choosing an action in the palette does what its key does."""
    async with running(session) as pilot:
        await press(pilot, "ctrl+p", *"don't")
        await pilot.pause(0.3)
        await press(pilot, "enter")

        assert session.answer_to("lifecycle").unknown


async def test_the_palette_goes_to_a_question(running: Running, session: Session) -> None:
    """Any question can be reached by its name, from any area."""
    async with running(session) as pilot:
        await press(pilot, "f3", "ctrl+p", *"kept secr")
        await pilot.pause(0.3)
        await press(pilot, "enter")

        assert "Which credentials lie beside the login?" in shown(pilot)


async def test_what_is_typed_ahead_reaches_the_dialog(running: Running, session: Session) -> None:
    """Letters typed before the search stands are its text, not commands of the screen below."""
    async with running(session) as pilot:
        await press(pilot, "3")
        for key, character in (("slash", "/"), *zip("clear", "clear", strict=True)):
            pilot.app.post_message(events.Key(key, character))
        await settle(pilot)
        await settle(pilot)

        assert pilot.app.screen.query_one(Input).value == "clear"
        assert session.answer_to("lifecycle").value == "live"


async def test_enter_typed_ahead_reaches_the_dialog(running: Running, session: Session) -> None:
    """A search typed in one go, enter included, goes to its question; the next key answers it."""
    async with running(session) as pilot:
        for key in ("slash", *"unexplained", "enter"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(3):
            await settle(pilot)
        await press(pilot, "1")

        assert not pilot.app.screen.is_modal
        assert session.answer_to("unexplained-clients").value == "none"


async def test_answers_typed_ahead_reach_their_questions(
    running: Running, session: Session
) -> None:
    """A burst of keys answers one question after the other, however late the screen follows."""
    lists(session, ["customers"])
    async with running(session) as pilot:
        for key in ("3", "enter", "1", "enter", "2", "enter"):
            pilot.app.post_message(events.Key(key, "\r" if key == "enter" else key))
        await settle(pilot)
        await settle(pilot)

        assert session.answer_to("lifecycle").value == "live"
        assert session.answer_to("unexplained-clients").value == "none"
        assert session.answer_to("reach.customers").value == "others-data"


def typed(pilot: Pilot[int], *keys: str) -> None:
    """Type keys in one go, faster than anything can follow."""
    for key in keys:
        character = {"enter": "\r", "space": " "}.get(key, key if len(key) == 1 else None)
        pilot.app.post_message(events.Key(key, character))


async def at_rest(pilot: Pilot[int]) -> None:
    """Wait until what was typed in one go has been worked off."""
    await settle(pilot)
    await finish(pilot, "keys")
    await settle(pilot)


async def test_a_key_after_a_search_answers_the_question_found(
    running: Running, session: Session
) -> None:
    """Typed in one go, neither the search takes the key nor the question that was in front."""
    async with running(session) as pilot:
        typed(pilot, "slash", *"unexplained", "enter", "1")
        await at_rest(pilot)

        assert session.answer_to("lifecycle").value is None
        assert session.answer_to("unexplained-clients").value == "none"


@pytest.mark.parametrize("opening", ["t", "e"])
async def test_no_letter_typed_ahead_of_saving_is_lost(
    running: Running, session: Session, opening: str
) -> None:
    """The key that saves does not overtake the letters before it, nor those after it the save."""
    lists(session, ["customers"])
    async with running(session) as pilot:
        typed(pilot, "3", opening, *"asked", "space", *"Kim", "ctrl+s", "n", "1")
        await at_rest(pilot)

        answer = session.answer_to("lifecycle")
        assert answer.note + "".join(answer.evidence) == "asked Kim"
        assert session.answer_to("unexplained-clients").value == "none"


async def test_keys_can_be_remapped(running: Running, session: Session) -> None:
    """A remapped key does the action, and the former one no longer does."""
    async with running(session) as pilot:
        pilot.app.set_keymap({"answer.unknown": "z"})
        await press(pilot, "d")
        assert not session.answer_to("lifecycle").unknown
        await press(pilot, "z")
        assert session.answer_to("lifecycle").unknown


async def test_tab_reaches_everything_and_comes_back(running: Running, session: Session) -> None:
    """Tab walks through what can be focused, in reading order, and is never trapped."""
    async with running(session) as pilot:
        seen = []
        for _ in range(4):
            seen.append(pilot.app.focused.id if pilot.app.focused else None)
            await press(pilot, "tab")

        assert seen == ["choices", "capabilities", "rail", "choices"]


@pytest.mark.parametrize(
    ("area", "gone"),
    [("f3", ["Go to", "Note"]), ("f4", ["Keep", "Drop"]), ("f6", ["Accept", "Reject"])],
)
async def test_keys_that_would_do_nothing_are_not_offered(
    running: Running, session: Session, area: str, gone: list[str]
) -> None:
    """Without a row, a try or a proposal, what acts on one is neither in the footer nor bound."""
    async with running(session, size=(80, 24)) as pilot:
        await press(pilot, area)
        while area == "f3" and "Nothing here" not in shown(pilot):
            await press(pilot, "f")
        footer = lines(pilot)[-1]
        assert not [word for word in gone if word in footer]
        before = session.assessment
        await press(pilot, "a", "r", "o", "k", "x", "g")

        assert session.assessment == before
        assert pilot.app.screen.query("Footer")


async def test_the_line_below_the_question_fits_80_columns(
    running: Running, session: Session
) -> None:
    """Whatever the outcome, nothing of it is cut."""
    async with running(session, size=(80, 24)) as pilot:
        assert lines(pilot)[-2].endswith("questions can still change the outcome")
        lists(session, ["own-workload"])
        await press(pilot, "n")
        assert lines(pilot)[-2].strip().startswith("↻ replace  p shows why")
        assert lines(pilot)[-2].endswith("Settled: no open question can change the outcome")
