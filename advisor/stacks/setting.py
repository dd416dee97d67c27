"""Chooses the setting: the reference stack whose condition the answers force.

Several may be forced; the one that reads more answers is the more specific and wins. Where none
is, the setting that has the platform under review as its login is the platform's home; of several
the one whose other demands the answers meet. Without any, the vendor-neutral one applies.
"""

from __future__ import annotations

from typing import Final

from advisor.model.catalog import Stack
from advisor.model.conditions import All, Condition, comparisons
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
        met = [given for part in _met(view, home) for given in view.because(part)]
        return Setting(home.id, home.title, (platform, *dict.fromkeys(met))), home
    default = view.catalog.stacks.get(DEFAULT_SETTING)
    if default is None:
        return Setting(DEFAULT_SETTING, DEFAULT_SETTING), None
    return Setting(default.id, default.title), default


def _home_of_platform(view: View) -> Stack | None:
    """Return the setting that has the platform as its login."""
    platform = view.platform
    if platform is None or platform.component not in view.catalog.components:
        return None
    layer = view.catalog.components[platform.component].layer
    homes = [
        stack
        for stack in view.catalog.stacks.values()
        if stack.choices.get(layer) == platform.component
    ]
    return max(homes, key=lambda stack: len(_met(view, stack)), default=None)


def _met(view: View, stack: Stack) -> tuple[Condition, ...]:
    """Return the demands of a setting that the answers meet, its place left aside."""
    demands = stack.when.parts if isinstance(stack.when, All) else ()
    return tuple(demand for demand in demands if view.forced(demand))
