"""Chooses the setting: the reference stack whose condition the answers force.

Several may be forced; the one that reads more answers is the more specific and wins. Where none
is, the setting in which the platform under review is the default login is its home. Where there
is no such setting either, the vendor-neutral one applies.
"""

from __future__ import annotations

from typing import Final

from advisor.model.catalog import Stack
from advisor.model.conditions import comparisons
from advisor.model.decision import Given
from advisor.stacks.recommendation import Setting
from advisor.stacks.view import View

DEFAULT_SETTING: Final = "vendor-neutral"


def choose_setting(view: View) -> tuple[Setting, Stack | None]:
    """Return the setting and its stack; the stack is None only in a catalog without any."""
    forced = [stack for stack in view.catalog.stacks.values() if view.forced(stack.when)]
    if forced:
        stack = max(forced, key=lambda stack: len(comparisons(stack.when)))  # first among equals
        return Setting(stack.id, stack.title, view.because(stack.when)), stack
    home = _home_of_platform(view)
    if home is not None:
        platform = Given(view.catalog.platform_question, "answer", view.platform_id)
        return Setting(home.id, home.title, (platform,)), home
    default = view.catalog.stacks.get(DEFAULT_SETTING)
    if default is None:
        return Setting(DEFAULT_SETTING, DEFAULT_SETTING), None
    return Setting(default.id, default.title), default


def _home_of_platform(view: View) -> Stack | None:
    """Return the setting that has the platform as its login; the default where it is that too."""
    platform = view.platform
    if platform is None or platform.component not in view.catalog.components:
        return None
    layer = view.catalog.components[platform.component].layer
    homes = [
        stack
        for stack in view.catalog.stacks.values()
        if stack.choices.get(layer) == platform.component
    ]
    return homes[0] if homes else None
