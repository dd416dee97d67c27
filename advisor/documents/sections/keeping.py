"""Why a job stays: what holds for it, its conditions, and what was checked and is not present."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.documents.context import DocumentContext
from advisor.documents.phrases import capital, count, run, sentence, spaced, strong
from advisor.documents.references import cite
from advisor.documents.sections.frame import Frame
from advisor.documents.sections.settling import before, working
from advisor.model.catalog import KeepGround
from advisor.model.conditions import Condition, FactIs, comparisons
from advisor.model.decision import CapabilityDecision, Given
from advisor.model.document import Block, Inlines, ListBlock, Paragraph, Section, Table

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
        run(sentence(ground.text), _read(frame, ground.when), frame.voice.cite(ground.sources))
        for ground in grounds
    ]
    return run(strong(f"{capital(title)}:"), " ", spaced(said))


def _read(frame: Frame, condition: Condition) -> Inlines:
    """Return references to the answers and dated product facts that a condition reads."""
    context = frame.context
    platform = context.platform
    unneeded = _unneeded(context)
    questions: dict[str, None] = {}
    sources: list[str] = []
    for leaf in comparisons(condition):
        if not isinstance(leaf, FactIs):
            questions[leaf.question] = None
        elif platform and leaf.fact in platform.facts and leaf.fact not in unneeded:
            sources.extend(platform.facts[leaf.fact].sources)
    return run(*(frame.voice.answer_ref(name) for name in questions), cite(sources))


def _unneeded(context: DocumentContext) -> frozenset[str]:
    """Return the facts that are also options, and that the team has not ticked anywhere."""
    # Questions that stand in for facts of an unknown product say nothing about needs.
    asked = {fact.asked_by for fact in context.catalog.product_facts.values()}
    options = {
        name
        for question in context.catalog.questions.values()
        if question.id not in asked
        for name in question.option_ids
    }
    held = {name for question in context.assessment.answers for name in context.holds(question)}
    return frozenset(options - held)


def _conditions(frame: Frame, job: CapabilityDecision) -> Table:
    rows = []
    for state in job.conditions:
        condition = frame.context.catalog.keep_conditions[state.id]
        rows.append(
            (
                run(sentence(condition.text), frame.voice.cite(condition.sources)),
                run(strong(_STATES[state.state])),
                run(sentence(condition.check)),
            )
        )
    unmet = sum(state.state != "met" for state in job.conditions)
    title = "Conditions of the keep"
    caption = f"{title}: {count(unmet, 'is', 'are')} not met or not known" if unmet else title
    return Table(("Condition", "Today", "Proved by"), tuple(rows), caption)
