"""Terminal UI and prompts are the same interview: the same answers give the same file."""

from pathlib import Path

from advisor.application.desk import Desk
from advisor.cli.ask_loop import run as ask
from tests.tui.conftest import Running
from tests.tui.screen_text import press

LINES = (
    *(
        "3",
        "b",
        "note since May",
        "link main.tf",
        "add 3 tills",
        "is 1 requested",
        "all people yes",
    ),
    *("go reach.tills", "2", "go unexplained-clients"),
    "d",
    *("x trial", "u", "b", "x none", "q"),
)
KEYS = (
    *("3", "t", *"since", "space", *"May", "ctrl+s"),
    *("e", *"main", "full_stop", *"tf", "ctrl+s"),
    *("f8", "y", "3", *"tills", "enter", "s", "2", "enter", "2"),
    *("f2", "slash", *"unexplained", "enter"),
    "d",
    *("a", *"trial", "enter", "u", "left", "a", *"none", "enter"),
)


async def test_the_same_answers_give_the_same_file(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """Every kind of answer, a note, a link, going back and undo: only the id differs."""
    prompts, terminal = own_folder / "prompts.yaml", own_folder / "terminal.yaml"
    with_prompts = desk.create(prompts, desk.blank("Acme", "cognito"))
    ask(with_prompts, iter(LINES), lambda _: None)
    with_prompts.close()
    with_keys = desk.create(terminal, desk.blank("Acme", "cognito"))
    async with running(with_keys) as pilot:
        for key in KEYS:
            await press(pilot, key)
    with_keys.close()

    assert "since May" in prompts.read_text(encoding="utf-8")
    assert 'not_applicable: "none"' in prompts.read_text(encoding="utf-8")
    made, expected = (session.assessment.id.encode() for session in (with_keys, with_prompts))
    assert made != expected
    assert terminal.read_bytes().replace(made, expected) == prompts.read_bytes()
