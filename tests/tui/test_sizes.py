"""Any size, any paste, any theme."""

import pytest
from textual.app import App
from textual.events import Paste
from textual.strip import Strip

from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.tui.app import AdvisorApp
from advisor.tui.themes import CONTRAST, DARK, LIGHT, THEMES
from tests.catalog.small import CONTEXT, small_catalog
from tests.listing import lists
from tests.tui.conftest import TODAY, Running
from tests.tui.screen_text import lines, press, settle, shown
from tests.tui.test_interview import SECRETS

AREAS = ["f2", "f3", "f4", "f5", "f6", "f7", "f8"]
LONG = "x[red]" * 1_667


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (1, 1), (300, 80)])
async def test_every_area_survives_every_size(
    running: Running, session: Session, size: tuple[int, int]
) -> None:
    """From one cell to a wall: nothing crashes, and answers still work."""
    async with running(session, size=size) as pilot:
        for area in AREAS:
            await press(pilot, area)
        await press(pilot, "f2", "3")

        assert session.answer_to("lifecycle").value == "live"


async def test_resizing_keeps_question_and_answer(running: Running, session: Session) -> None:
    """Making the terminal smaller and larger loses neither place nor answer."""
    async with running(session, size=(120, 40)) as pilot:
        await press(pilot, "3")
        for size in ((80, 24), (30, 8), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)

        assert "(•)  3 Live" in shown(pilot)
        assert len(lines(pilot)) == 24


async def test_80_by_24_shows_question_options_and_outcome(
    running: Running, session: Session
) -> None:
    """The smallest comfortable terminal shows all that an answer needs, without scrolling."""
    async with running(session, size=(80, 24)) as pilot:
        await press(pilot, *SECRETS)
        text = shown(pilot)

        assert "Which credentials lie beside the login?" in text
        assert all(label in text for label in ("Database passwords", "Signing keys"))
        assert "None of these" in text
        assert "can still change the outcome" in text
        assert max(len(line) for line in lines(pilot)) <= 80


async def test_the_decision_is_one_key_away_on_a_narrow_terminal(
    running: Running, session: Session
) -> None:
    """Where it has no room of its own, the decision takes the place of the question."""
    async with running(session, size=(80, 24)) as pilot:
        await press(pilot, "p")
        assert "Customer sign-in" in shown(pilot)
        await press(pilot, "escape")
        assert "Customer sign-in" not in shown(pilot)


async def test_help_on_an_option_is_in_sight_at_80_by_24() -> None:
    """However many options a question has, the help on the one under the cursor is shown."""
    live = "      - {id: live, label: Live}\n"
    more = "".join(
        f"      - {{id: stage-{n}, label: Stage {n}, help: What stage {n} is.}}\n"
        for n in range(12)
    )
    context = CONTEXT.replace(live, live + more)
    desk = Desk(small_catalog({"questions/sections/01-context.yaml": context}), TODAY)
    session = desk.session(desk.blank("Acme", "cognito"))
    app = AdvisorApp(lambda: desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.enter(session)
        await settle(pilot)
        await press(pilot, "end")

        assert "Stage 11" in shown(pilot)
        assert "What stage 11 is." in shown(pilot)


@pytest.mark.parametrize("area", AREAS)
async def test_a_paste_of_10000_characters_where_nothing_is_typed(
    running: Running, session: Session, area: str
) -> None:
    """Pasting into a screen without a text field changes nothing."""
    before = session.assessment
    async with running(session) as pilot:
        await press(pilot, area)
        pilot.app.post_message(Paste(LONG))
        await settle(pilot)

        assert session.assessment == before


async def test_a_paste_of_10000_characters_into_a_note(running: Running, session: Session) -> None:
    """A long paste is kept whole, shown, and can be left and come back to."""
    async with running(session) as pilot:
        await press(pilot, "t")
        pilot.app.post_message(Paste(LONG))
        await press(pilot, "ctrl+s", "f3", "f2")

        assert session.answer_to("lifecycle").note == LONG
        assert "Is the system live?" in shown(pilot)


async def test_a_paste_of_10000_characters_into_search(running: Running, session: Session) -> None:
    """A long paste into a one-line field finds nothing and breaks nothing."""
    async with running(session) as pilot:
        await press(pilot, "slash")
        pilot.app.post_message(Paste(LONG))
        await settle(pilot)

        assert "Nothing has these words" in shown(pilot)


@pytest.mark.parametrize("theme", [DARK, LIGHT, CONTRAST])
async def test_a_theme_is_kept(running: Running, theme: str) -> None:
    """Each theme can be chosen and is there at the next start."""
    async with running() as pilot:
        app = pilot.app
        assert isinstance(app, AdvisorApp)
        app.prefer(type(app.settings)(theme=theme))
        await settle(pilot)
    async with running() as pilot:
        assert pilot.app.theme == theme


async def test_a_theme_that_is_unknown_does_not_keep_anyone_out(running: Running) -> None:
    """Settings naming a theme that no longer exists fall back to the first."""
    async with running() as pilot:
        app = pilot.app
        assert isinstance(app, AdvisorApp)
        app.prefer(type(app.settings)(theme="gone"))
        await settle(pilot)

        assert app.theme == DARK


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("name", "least"), [(DARK, 4.5), (LIGHT, 4.5), (CONTRAST, 7.0)])
def test_text_stands_out_from_its_background(name: str, least: float) -> None:
    """Body, quiet and status colours reach the WCAG contrast of their theme on all surfaces."""
    theme = THEMES[name]
    texts = [
        theme.foreground,
        theme.variables["quiet"],
        theme.success,
        theme.warning,
        theme.error,
        theme.accent,
    ]
    for text in texts:
        for ground in (theme.background, theme.surface, theme.panel):
            assert text is not None
            assert ground is not None
            lighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= least, (text, ground)


def _filtered(app: App[int], strip: Strip) -> Strip:
    for line_filter in app._filters:
        strip = strip.apply_filter(line_filter, app.screen.background_colors[0])
    return strip


async def test_no_color_leaves_no_colour(
    running: Running, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under NO_COLOR nothing on the screen has a hue, and every state still has its word."""
    monkeypatch.setenv("NO_COLOR", "1")
    lists(session, ["customers", "own-workload"])
    async with running(session) as pilot:
        assert pilot.app.no_color
        hues = {
            len(set(colour.triplet)) > 1
            for strip in pilot.app.screen._compositor.render_strips(pilot.app.size)
            for segment in _filtered(pilot.app, strip)
            if segment.style is not None
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None and colour.triplet is not None
        }

        assert hues == {False}
        assert "split" in shown(pilot)
        assert "settled" in shown(pilot)
