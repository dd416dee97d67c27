"""Why a job stays: what holds for it, its conditions, and what was checked and is not present."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.documents.context import DocumentContext
from advisor.documents.holding import facts_relied_on, questions_read
from advisor.documents.meeting import steps_for
from advisor.documents.phrases import (
    capital,
    count,
    link,
    listing_of,
    run,
    sentence,
    spaced,
    strong,
)
from advisor.documents.references import cite
from advisor.documents.sections.frame import Frame
from advisor.documents.sections.settling import before, working
from advisor.documents.tables import table
from advisor.model.catalog import KeepGround
from advisor.model.conditions import Condition
from advisor.model.decision import CapabilityDecision, ConditionState, Given
from advisor.model.document import Block, Inlines, ListBlock, Paragraph, Section, Table
from advisor.model.report import PlanStep

_STATES = {"met": "met", "unmet": "not met yet", "open": "not known"}


def kept(frame: Frame, job: CapabilityDecision) -> Iterator[Block]:
    """Yield why the job stays, what holds for it, and the conditions."""
    catalog = frame.context.catalog
    stays = run(sentence(catalog.capabilities[job.id].keep_text))
    certificate = frame.context.about(job.id).certificate or ()
    if certificate:
        title = frame.voice.title(job.id)
        lead = f"These answers settle {title} for good:"
        settled = run(lead, frame.voice.refs(certificate), ".")
        yield Paragraph(spaced((stays, settled)))
    else:
        yield working(frame, job, stays)
    said = {
        catalog.keep_grounds[name].text
        for other in before(frame.context.staying, job)
        for name in other.keep_grounds
    }
    found = [catalog.keep_grounds[name] for name in job.keep_grounds]
    grounds = [ground for ground in found if ground.text not in said]
    if grounds:
        yield ListBlock(tuple(_group(frame, title, group) for title, group in _grouped(grounds)))
    if job.conditions:
        yield _conditions(frame, job)


def absent(frame: Frame) -> Iterator[Section]:
    """Yield what was checked for the jobs that stay and is not present, each fact once."""
    catalog = frame.context.catalog
    groups: dict[str, dict[Given, None]] = {}
    for job in frame.context.staying:
        for given in frame.context.about(job.id).certificate or ():
            if given.relation == "excludes" and given.question in catalog.questions:
                section = catalog.questions[given.question].section
                groups.setdefault(section, {})[given] = None
    items = tuple(
        _missing(frame, catalog.sections[name], tuple(groups[name]))
        for name in catalog.sections
        if name in groups
    )
    if items:
        yield Section("not-present", "Checked and not present", (ListBlock(items),))


def _missing(frame: Frame, title: str, givens: tuple[Given, ...]) -> Inlines:
    said = [
        run(sentence(frame.voice.clause(given)), frame.voice.answer_ref(given.question))
        for given in givens
    ]
    return run(strong(f"{title}:"), " ", spaced(said))


def _grouped(grounds: Iterable[KeepGround]) -> Iterator[tuple[str, list[KeepGround]]]:
    groups: dict[str, list[KeepGround]] = {}
    for ground in grounds:
        groups.setdefault(ground.group, []).append(ground)
    yield from groups.items()


def _group(frame: Frame, title: str, grounds: Iterable[KeepGround]) -> Inlines:
    said = [
        run(
            sentence(_text(frame.context, ground)),
            _read(frame, ground.when),
            frame.voice.cite(ground.sources),
        )
        for ground in grounds
    ]
    return run(strong(f"{capital(title)}:"), " ", spaced(said))


def _text(context: DocumentContext, ground: KeepGround) -> str:
    """Return a ground's text; where it speaks of needs and none is ticked, words that say so."""
    questions = questions_read(ground.when)
    answers = [context.answer(name) for name in questions]
    if len(questions) == 1 and all(answer and answer.value == () for answer in answers):
        return str(table("nothing_ticked").get(questions[0], ground.text))
    return ground.text


def _read(frame: Frame, condition: Condition) -> Inlines:
    """Return references to the answers and dated product facts that a condition rests on."""
    context = frame.context
    platform = context.platform
    sources = [
        source
        for fact in facts_relied_on(context, condition)
        if platform and fact in platform.facts
        for source in platform.facts[fact].sources
    ]
    refs = (frame.voice.answer_ref(name) for name in questions_read(condition))
    return run(*refs, cite(sources))


def _state(state: ConditionState, steps: Iterable[PlanStep]) -> Inlines:
    """Return whether a condition is met; of an unmet one the steps that meet it."""
    named = [run(link(f"P{step.number}", f"step-{step.id}")) for step in steps]
    return run(strong(_STATES[state.state]), ": " if named else "", listing_of(named))


def _conditions(frame: Frame, job: CapabilityDecision) -> Table:
    rows = []
    for state in job.conditions:
        condition = frame.context.catalog.keep_conditions[state.id]
        unmet = state.state == "unmet"
        steps = steps_for(frame.context, condition, frame.plan) if unmet else ()
        # What is missing is proved by the steps that bring it; the rest holds.
        checks = dict.fromkeys(sentence(step.check) for step in steps) or [condition.check]
        rows.append(
            (
                run(sentence(condition.text), frame.voice.cite(condition.sources)),
                _state(state, steps),
                run(" ".join(sentence(check) for check in checks)),
            )
        )
    lacking = sum(state.state != "met" for state in job.conditions)
    title = "Conditions of the keep"
    caption = f"{title}: {count(lacking, 'is', 'are')} not met or not known" if lacking else title
    return Table(("Condition", "Today", "Proved by"), tuple(rows), caption)
