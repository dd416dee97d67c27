"""Steps that people tick in the wiki."""

import pytest

from advisor.publish.ticks import BOXES, MARKDOWN, TASKS, Ticks

TASK = (
    "<ac:task><ac:task-id>1</ac:task-id><ac:task-status>{}</ac:task-status>"
    "<ac:task-body>{}</ac:task-body></ac:task>"
)
CASES = pytest.mark.parametrize(
    ("ticks", "undone", "done", "other"),
    [
        (MARKDOWN, "- [ ] rotate", "- [x] rotate", "- [ ] move"),
        (BOXES, "* ☐ rotate", "* ☑ rotate", "* ☐ move"),
        (BOXES, "  * ☐ rotate", "  * ☑ rotate", "  * ☐ move"),
        (
            TASKS,
            TASK.format("incomplete", "rotate"),
            TASK.format("complete", "<span>rotate</span>")
            .replace("<span>", "")
            .replace("</span>", ""),
            TASK.format("incomplete", "move"),
        ),
    ],
)


@CASES
def test_a_tick_is_no_change(ticks: Ticks, undone: str, done: str, other: str) -> None:
    """Bodies are compared with every step open."""
    assert ticks.cleared(f"{done}\n{other}") == f"{undone}\n{other}"


@CASES
def test_ticks_survive_our_next_version(ticks: Ticks, undone: str, done: str, other: str) -> None:
    """A step with the same words stays done; a new one is open."""
    assert ticks.carried(done, f"{other}\n{undone}") == f"{other}\n{done}"


@CASES
def test_without_ticks_nothing_changes(ticks: Ticks, undone: str, done: str, other: str) -> None:
    """A page on which nobody ticked anything is written as it is."""
    assert ticks.carried(other, f"{undone}\n{other}") == f"{undone}\n{other}"


def test_a_task_is_known_by_its_words() -> None:
    """Markup that Confluence puts around a task's words does not hide it."""
    old = TASK.format("complete", '<span class="placeholder-inline-tasks">a &amp; b</span>')
    assert TASKS.carried(old, TASK.format("incomplete", "a &amp; b")) == TASK.format(
        "complete", "a &amp; b"
    )
