"""How few keys put five actors into the inventory."""

from advisor.application.desk import Desk
from advisor.catalog import load
from advisor.tui.app import AdvisorApp
from tests.tui.conftest import TODAY
from tests.tui.screen_text import press, settle

FIVE = (
    # kind, name, then what is pressed on its cells: reach and consequence or credential and reach
    *("1", *"Shoppers", "enter", "enter", "1", "enter", "2"),
    *("3", *"Support", "enter", "enter", "2", "enter", "1"),
    *("4", *"Tills", "enter", "s", "1", "enter", "4", "enter", "2"),
    *("4", *"Export tool", "enter", "s", "2", "enter", "4", "enter", "2"),
    *("5", *"Dealer ERP", "enter", "enter", "2", "enter", "2"),
)
MOST_KEYS = 90


async def test_five_actors_with_four_facts_each_take_few_keys() -> None:
    """Kind, status and two answers of each of five actors, by name, in at most 90 keys."""
    desk = Desk(load(), TODAY)
    session = desk.session(desk.blank("Acme", "cognito"))
    app = AdvisorApp(lambda: desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.enter(session)
        await settle(pilot)
        await press(pilot, "f8", *("space" if key == " " else key for key in FIVE))

    rows = session.assessment.actors
    assert len(FIVE) <= MOST_KEYS
    assert [row.name for row in rows] == [
        *("Shoppers", "Support", "Tills", "Export tool", "Dealer ERP")
    ]
    assert [row.status for row in rows] == [
        *("in-use", "in-use", "in-use", "requested", "in-use"),
    ]
    assert [len(row.answers) for row in rows] == [2, 2, 2, 2, 2]
