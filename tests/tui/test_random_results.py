"""The result screen of random assessments of the shipped catalog: every topic can be read."""

import os

import pytest
from textual.widgets import OptionList

from advisor.application.desk import Desk
from advisor.tui.app import AdvisorApp
from tests.documents.made import desk
from tests.property.random_assessments import assessment
from tests.tui.screen_text import finish, press, settle, text_of

USUAL = 2
MANY = int(os.environ.get("ADVISOR_ASSESSMENTS", "1000")) // 100
SIZES = ((120, 40), (80, 24))


async def unread(shipped: Desk, seed: int) -> list[str]:
    """Open the result of an assessment, go through its topics, and return those without a text."""
    app = AdvisorApp(lambda: shipped)
    async with app.run_test(size=SIZES[seed % len(SIZES)], notifications=True) as pilot:
        await settle(pilot)
        app.enter(shipped.session(assessment(seed)))
        await press(pilot, "f7")
        await finish(pilot, "preview")
        await finish(pilot, "explain")
        topics = app.screen.query_one("#topics", OptionList)
        silent = [] if any(one.id == "section:0" for one in topics.options) else ["document"]
        for place, topic in enumerate(topics.options):
            if not topic.disabled:
                topics.highlighted = place
                await pilot.pause()
                if not text_of(pilot, "#topic").strip():
                    silent.append(str(topic.id))
        return silent


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(USUAL))
async def test_every_topic_of_a_result_can_be_read(seed: int) -> None:
    """Whatever was answered, the result screen opens, and each of its topics has a text."""
    assert await unread(desk(), seed) == []


@pytest.mark.oracle
@pytest.mark.parametrize("seed", range(USUAL, USUAL + MANY))
async def test_every_topic_of_many_results_can_be_read(seed: int) -> None:
    """The same, for many more."""
    assert await unread(desk(), seed) == []
