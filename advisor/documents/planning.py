"""The plan: steps of fired rules, remedies of pitfalls and unmet conditions, merged and ordered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from msgspec import structs

from advisor.documents.architecture import LOGIN_LAYERS
from advisor.documents.context import DocumentContext, is_platform
from advisor.documents.meeting import Meeting, meeting, own_step
from advisor.documents.phrases import listing, lower
from advisor.documents.schedule import Schedule
from advisor.documents.tables import table
from advisor.documents.voice import Voice
from advisor.model.catalog import KeepCondition, Step
from advisor.model.report import PlanStep
from advisor.model.vocabulary import Effort, Horizon, Severity, Verdict

_HORIZONS = tuple(Horizon)
_WITH = ", with "
# The weight of a critical finding: its remedy gets half the usual time.
_URGENT = int(Severity.CRITICAL)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A step and everything that asks for it. A higher weight comes first."""

    step: Step
    rules: tuple[str, ...] = ()
    pitfalls: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    weight: int = 0

    def joined(self, other: _Wanted) -> _Wanted:
        return _Wanted(
            self.step,
            tuple(dict.fromkeys(self.rules + other.rules)),
            tuple(dict.fromkeys(self.pitfalls + other.pitfalls)),
            tuple(dict.fromkeys(self.capabilities + other.capabilities)),
            max(self.weight, other.weight),
        )

    def carrying(self, remedy: _Wanted, *, first: bool) -> _Wanted:
        """Return the step with a remedy that it carries out, alone or as one of several steps.

        The first step begins by the sooner horizon of the two; those that follow keep their time.
        Each keeps its own check; the finding names the one that proves the finding fixed.
        """
        joined = self.joined(remedy)
        if not first:
            return replace(joined, weight=self.weight)
        sooner = min(self.step.horizon, remedy.step.horizon, key=_HORIZONS.index)
        return replace(joined, step=structs.replace(self.step, horizon=sooner))


def plan(context: DocumentContext, voice: Voice) -> tuple[PlanStep, ...]:
    """Return the steps in the order in which they can be done, numbered from 1."""
    wanted = _merged(context)
    schedule = Schedule(context.today, context.assessment.dates)
    horizons = _horizons(wanted)
    done: dict[str, PlanStep] = {}
    for step_id in _ordered(wanted, horizons):
        entry = wanted[step_id]
        step = entry.step
        after = tuple(name for name in step.after if name in wanted)
        done[step_id] = PlanStep(
            id=step_id,
            number=len(done) + 1,
            do=_do(entry, context),
            owner=_owner(entry, context, voice),
            effort=step.effort,
            horizon=horizons[step_id],
            due=schedule.due(
                horizons[step_id],
                step.effort,
                tuple(done[name].due for name in after if name in done),
                urgent=entry.weight >= _URGENT,
            ),
            after=after,
            check=step.check,
            rules=entry.rules,
            pitfalls=entry.pitfalls,
        )
    return tuple(done.values())


def _merged(context: DocumentContext) -> dict[str, _Wanted]:
    merged: dict[str, _Wanted] = {}
    for entry in (*_of_rules(context), *_of_conditions(context)):
        known = merged.get(entry.step.id)
        merged[entry.step.id] = known.joined(entry) if known else entry
    for entry in _of_pitfalls(context):
        for place, home in enumerate(_homes(entry, merged)):
            known = merged.get(home)
            merged[home] = known.carrying(entry, first=place == 0) if known else entry
    return merged


def _homes(remedy: _Wanted, planned: Mapping[str, _Wanted]) -> tuple[str, ...]:
    """Return the steps that carry a remedy out: planned ones, else a step of its own."""
    known = _same_steps().get(remedy.pitfalls[0], ())
    together = (steps for steps in known if all(name in planned for name in steps))
    return next(together, (remedy.step.id,))


@cache
def _same_steps() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return {
        name: tuple((one,) if isinstance(one, str) else tuple(one) for one in ways)
        for name, ways in table("same_steps").items()
    }


def _of_rules(context: DocumentContext) -> Iterator[_Wanted]:
    """Yield the steps of fired rules.

    Of a rule that points to a lesser verdict only what is due now: what it would build later, the
    move further away makes superfluous.
    """
    for job in context.judged:
        for rule in (context.catalog.rules[name] for name in job.rules):
            weight = 3 if rule.verdict is Verdict.REPLACE else 2
            for step in rule.steps:
                if rule.verdict is job.verdict or step.horizon is Horizon.NOW:
                    yield _Wanted(step, (rule.id,), (), (job.id,), weight)


def _of_pitfalls(context: DocumentContext) -> Iterator[_Wanted]:
    conditions = {name for _, met in _unmet(context) for name in met.pitfalls}
    for finding in context.decision.findings:
        pitfall = context.catalog.pitfalls[finding.pitfall]
        horizon = _no_later(pitfall.remedy.horizon, finding.severity)
        if pitfall.id in conditions:
            # A keep depends on it, so it is not put off past launch either.
            horizon = min(horizon, Horizon.BEFORE_LAUNCH, key=_HORIZONS.index)
        step = structs.replace(pitfall.remedy, horizon=horizon)
        yield _Wanted(step, (), (pitfall.id,), (), int(finding.severity))


def _no_later(horizon: Horizon, severity: Severity) -> Horizon:
    """Return a remedy's horizon: critical ones are never put off, high ones not past launch."""
    latest = {Severity.CRITICAL: Horizon.NOW, Severity.HIGH: Horizon.BEFORE_LAUNCH}
    return min(horizon, latest.get(severity, horizon), key=_HORIZONS.index)


def _of_conditions(context: DocumentContext) -> Iterator[_Wanted]:
    """Yield a step per unmet condition of a keep that no finding's remedy meets."""
    live = context.value("lifecycle") != "greenfield"
    horizon = Horizon.NOW if live else Horizon.BEFORE_LAUNCH
    for condition, met in _unmet(context):
        if met.do:
            step = Step(own_step(condition), met.do, "", Effort.MEDIUM, horizon, met.check)
            yield _Wanted(step, (), (), (condition.capability,), 2)


def _unmet(context: DocumentContext) -> Iterator[tuple[KeepCondition, Meeting]]:
    """Yield each unmet condition of a job that stays, with what meets it."""
    for job in context.staying:
        for state in job.conditions:
            if state.state == "unmet":
                condition = context.catalog.keep_conditions[state.id]
                yield condition, meeting(context, condition)


def _horizons(wanted: Mapping[str, _Wanted]) -> Mapping[str, Horizon]:
    """Return each step's horizon; none is later than that of a step that waits for it."""
    places = {name: _HORIZONS.index(entry.step.horizon) for name, entry in wanted.items()}
    for _ in wanted:
        for name, entry in wanted.items():
            for earlier in entry.step.after:
                if earlier in places:
                    places[earlier] = min(places[earlier], places[name])
    return {name: _HORIZONS[place] for name, place in places.items()}


def _ordered(wanted: Mapping[str, _Wanted], horizons: Mapping[str, Horizon]) -> Iterator[str]:
    """Yield step ids, prerequisites first, otherwise by horizon, urgency, effort, weight and id."""
    left = dict(wanted)
    while left:
        ready = [
            name for name, entry in left.items() if not any(dep in left for dep in entry.step.after)
        ]
        # A cycle would be a mistake in the catalog; its lint says so, and a plan still comes out.
        name = min(ready or left, key=lambda one: _rank(wanted[one], horizons[one]))
        del left[name]
        yield name


def _rank(entry: _Wanted, horizon: Horizon) -> tuple[int, bool, int, int, str]:
    size = tuple(Effort).index(entry.step.effort)
    calm = entry.weight < _URGENT
    return _HORIZONS.index(horizon), calm, size, -entry.weight, entry.step.id


def _do(entry: _Wanted, context: DocumentContext) -> str:
    """Return what to do; what follows from a suspicion alone waits until it is confirmed."""
    jobs = [context.decision.capability(name) for name in entry.capabilities]
    suspected = bool(jobs) and all(job.suspected and not job.settled for job in jobs)
    if suspected and entry.step.after:
        return f"If the suspicion is confirmed: {lower(entry.step.do)}"
    return entry.step.do


def _owner(entry: _Wanted, context: DocumentContext, voice: Voice) -> str:
    """Return the owner role, with the owners of the named actors who take part in the step."""
    kinds = [name for name, steps in _taking_part().items() if entry.step.id in steps]
    taking_part = voice.actors(context.of_kinds(kinds))
    named = dict.fromkeys(actor.owner for actor in taking_part if actor.owner)
    role = entry.step.owner or voice.owner
    if role == _role_for_the_platform(context):
        role = voice.owner
    return f"{role}{_WITH}{listing(list(named))}" if named else role


def _role_for_the_platform(context: DocumentContext) -> str:
    """Return the role that stands for whoever owns the platform, where a team is named."""
    lines = (context.row(layer) for layer in LOGIN_LAYERS)
    login = next((line for line in lines if line), None)
    if login is None or not is_platform(login) or not context.assessment.project.owner:
        return ""
    return context.catalog.layers[login.layer].owner


@cache
def _taking_part() -> Mapping[str, frozenset[str]]:
    return {subject: frozenset(steps) for subject, steps in table("taking_part").items()}


def role_of(step: PlanStep) -> str:
    """Return a step's owner role without the owners of actors who take part."""
    return step.owner.partition(_WITH)[0]
