"""The plan in three horizons: step, owner, effort, due date, dependencies, proving check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.documents.phrases import day, link, lower, paragraph, run, sentence, short_day, the
from advisor.documents.planning import role_of
from advisor.documents.prose import prose
from advisor.documents.schedule import Schedule
from advisor.documents.sections.frame import Frame
from advisor.model.document import Callout, Inlines, Section, Table
from advisor.model.report import PlanStep
from advisor.model.vocabulary import Effort, Horizon

_CAPTIONS = {
    Horizon.NOW: "Steps to start now",
    Horizon.BEFORE_LAUNCH: "Steps to finish then",
    Horizon.NEXT: "Steps that follow",
}
_EFFORTS = {
    Effort.SMALL: "up to 2 days",
    Effort.MEDIUM: "up to 2 weeks",
    Effort.LARGE: "over 2 weeks",
}


def section(frame: Frame) -> Section | None:
    """Return one subsection per horizon that has steps."""
    if not frame.plan:
        return None
    sections = tuple(
        _horizon(frame, horizon, steps)
        for horizon in Horizon
        if (steps := [step for step in frame.plan if step.horizon is horizon])
    )
    return Section("plan", "Plan", tuple(_warning(frame)), sections)


def titles(frame: Frame) -> Mapping[Horizon, str]:
    """Return the heading of each horizon, in the words of this project's dates."""
    return {Horizon.NOW: "Now", Horizon.BEFORE_LAUNCH: _middle(frame), Horizon.NEXT: "Next"}


def _middle(frame: Frame) -> str:
    """Return what the middle horizon ends with: the launch, or a quarter where none is ahead."""
    launch = Schedule(frame.context.today, frame.context.assessment.dates).launch
    if launch:
        return f"Before launch on {day(launch)}"
    new = frame.context.value("lifecycle") == "greenfield"
    return "Before launch" if new else "Within three months"


def _warning(frame: Frame) -> Iterator[Callout]:
    """Yield a warning where an owner's steps do not fit before the next of the team's dates."""
    context = frame.context
    schedule = Schedule(context.today, context.assessment.dates)
    binding, left = schedule.binding(Horizon.BEFORE_LAUNCH), schedule.weeks_left()
    loads: dict[str, list[Effort]] = {}
    for step in frame.plan:
        if step.horizon is not Horizon.NEXT:
            loads.setdefault(role_of(step), []).append(step.effort)
    if binding is None or left is None or not loads:
        return
    owner = max(loads, key=lambda one: schedule.weeks(loads[one]))
    needed = schedule.weeks(loads[owner])
    if needed <= left:
        return
    name, until = binding
    said = prose(
        "plan",
        "short_of_time",
        owner=the(owner),
        needed=needed,
        left=left,
        until=until,
        title=f"the {lower(context.catalog.dates.get(name, name))}",
        date=context.assessment.dates[name],
    )
    yield Callout("warning", (paragraph(said),))


def _horizon(frame: Frame, horizon: Horizon, steps: list[PlanStep]) -> Section:
    header = ("Step", "What", "Owner", "Effort", "Due", "After", "Proved by")
    table = Table(
        header,
        tuple(_row(frame, step) for step in steps),
        _CAPTIONS[horizon],
        tuple(f"step-{step.id}" for step in steps),
    )
    return Section(f"plan-{horizon.value}", titles(frame)[horizon], (table,))


def _row(frame: Frame, step: PlanStep) -> tuple[Inlines, ...]:
    numbers = {other.id: other.number for other in frame.plan}
    after = [link(f"P{numbers[name]}", f"step-{name}") for name in step.after]
    return (
        run(f"P{step.number}"),
        run(sentence(step.do), _answers(frame, step)),
        run(step.owner),
        run(_EFFORTS[step.effort]),
        run(short_day(step.due)),
        run(*(part for one in after for part in (one, " "))) if after else run("–"),
        run(sentence(step.check)),
    )


def _answers(frame: Frame, step: PlanStep) -> Inlines:
    """Return references to the verdicts and findings that a step answers."""
    rules = [frame.voice.rule_ref(name) for name in step.rules]
    found = [run(" ", link("[finding]", f"pitfall-{name}")) for name in step.pitfalls]
    return run(*rules, *found)
