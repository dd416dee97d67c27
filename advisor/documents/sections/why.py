"""Why: per job, the answers that settle it, the rules behind it and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.documents.context import DocumentContext
from advisor.documents.phrases import (
    capital,
    count,
    link,
    lower,
    paragraph,
    run,
    sentence,
    spaced,
    strong,
)
from advisor.documents.prose import prose
from advisor.documents.references import cite
from advisor.documents.sections.frame import Frame
from advisor.model.catalog import KeepGround, Rule
from advisor.model.conditions import Condition, FactIs, comparisons
from advisor.model.decision import CapabilityDecision, Change, Given
from advisor.model.document import Block, Inlines, ListBlock, Paragraph, Section, Table
from advisor.model.vocabulary import Verdict
from advisor.reasoning.relevance import Relevant

# A certificate of up to this many facts reads as a sentence; a longer one is a list.
_SENTENCE = 2
# So many open questions, or reasons for a working verdict, are named in running text.
_SHOWN = 2
_STATES = {"met": "met", "unmet": "not met yet", "open": "not known"}


def section(frame: Frame) -> Section | None:
    """Return one subsection per job with a verdict, and what was checked and is not present."""
    jobs = (*frame.context.leaving, *frame.context.staying)
    sections = (*(_job(frame, job) for job in jobs), *_absent(frame))
    return Section("why", "Why", (), sections) if sections else None


def _job(frame: Frame, job: CapabilityDecision) -> Section:
    title = frame.context.catalog.capabilities[job.id].title
    blocks: list[Block] = []
    if job.verdict is Verdict.KEEP:
        blocks.extend(_kept(frame, job))
    else:
        blocks.extend(_settlement(frame, job))
        blocks.extend(_rules(frame, job))
    blocks.extend(_notes(frame, job))
    blocks.extend(_changes(frame, job))
    return Section(f"verdict-{job.id}", f"{title}: {job.verdict.id}", tuple(blocks))


def _settlement(frame: Frame, job: CapabilityDecision) -> Iterator[Block]:
    certificate = frame.context.about(job.id).certificate
    if certificate:
        yield from _facts(certificate, frame, job)
    elif not job.settled:
        yield _open(frame, job)


def _open(frame: Frame, job: CapabilityDecision, *lead: Inlines) -> Paragraph:
    """Return why the verdict is a working one, and on what it still depends."""
    voice = frame.voice
    others = [_word(word) for word in job.possible if word is not job.verdict]
    deciding = [
        run(link(f"“{_text(frame, opening.question)}”", f"open-{opening.question}"))
        for opening in sorted(frame.context.openings, key=_weight)
        if any(name == job.id for name, _ in opening.capabilities)
    ]
    title = voice.title(job.id)
    said = [*lead, prose("why", "open", title=title, others=others, questions=deciding[:1])]
    hints = [given for given in job.reasons if given.relation in {"maybe", "hint"}]
    if job.suspected and hints:
        said.append(prose("why", "suspected", facts=list(voice.stated(hints))))
    elif job.reasons and job.verdict > Verdict.KEEP:
        said.append(prose("why", "points", facts=list(voice.stated(job.reasons[:_SHOWN]))))
    return Paragraph(spaced(said))


def _weight(opening: Relevant) -> int:
    """Return how soon a question is named: those that can change the outcome come first."""
    return 0 if opening.outcome else 1


def _facts(
    certificate: tuple[Given, ...], frame: Frame, job: CapabilityDecision
) -> Iterator[Block]:
    """Yield the facts that settle a verdict; those of an earlier job are only referred to."""
    earlier = {
        given
        for other in _before(frame.context.leaving, job)
        for given in frame.context.about(other.id).certificate or ()
    }
    title = frame.voice.title(job.id)
    stated = frame.voice.stated(certificate)
    fresh = frame.voice.stated(given for given in certificate if given not in earlier)
    if len(stated) == 1:
        yield Paragraph(prose("why", "settled_one", fact=stated[0], title=title))
    elif len(stated) <= _SENTENCE:
        lead = prose("why", "settled", number=len(stated), title=title)
        yield paragraph(lead, " ", stated[0], ", and ", stated[1], ".")
    elif len(fresh) == len(stated):
        yield Paragraph(prose("why", "settled", number=len(stated), title=title))
        yield ListBlock(tuple(_capital(fact) for fact in stated))
    else:
        refs = frame.voice.refs(given for given in certificate if given in earlier)
        yield Paragraph(
            prose("why", "settled_partly", number=len(stated), title=title, refs=refs, more=fresh)
        )
        if fresh:
            yield ListBlock(tuple(_capital(fact) for fact in fresh))


def _before(
    jobs: tuple[CapabilityDecision, ...], job: CapabilityDecision
) -> tuple[CapabilityDecision, ...]:
    return jobs[: jobs.index(job)]


def _capital(fact: Inlines) -> Inlines:
    first, *rest = fact
    return run(type(first)(capital(first.text)), *rest)  # type: ignore[call-arg]


def _rules(frame: Frame, job: CapabilityDecision) -> Iterator[Block]:
    rules = [frame.context.catalog.rules[name] for name in job.rules]
    leading = [rule for rule in rules if rule.verdict is job.verdict]
    for rule in leading:
        yield Paragraph(_argument(frame, rule))
    lesser = [rule for rule in rules if rule.verdict < job.verdict]
    if lesser:
        yield paragraph("Also found, pointing to a lesser verdict:")
        yield ListBlock(tuple(_argument(frame, rule, short=True) for rule in lesser))


def _argument(frame: Frame, rule: Rule, *, short: bool = False) -> Inlines:
    refs = run(frame.voice.rule_ref(rule.id), cite(rule.sources))
    parts = [run(strong(sentence(rule.title))), run(sentence(rule.rationale), refs)]
    if not short:
        parts.append(run(sentence(rule.impact)))
        if rule.false_alarm and _first_to_say(frame, rule):
            parts.append(prose("why", "false_alarm", text=lower(rule.false_alarm).rstrip(".")))
    return spaced(parts)


def _first_to_say(frame: Frame, rule: Rule) -> bool:
    """Whether no rule before this one has the same false alarm."""
    return next(one for one in frame.context.fired if one.false_alarm == rule.false_alarm) is rule


def _kept(frame: Frame, job: CapabilityDecision) -> Iterator[Block]:
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
        yield _open(frame, job, stays)
    said = {
        catalog.keep_grounds[name].text
        for other in _before(frame.context.staying, job)
        for name in other.keep_grounds
    }
    found = [catalog.keep_grounds[name] for name in job.keep_grounds]
    grounds = [ground for ground in found if ground.text not in said]
    if grounds:
        yield ListBlock(tuple(_group(frame, title, group) for title, group in _grouped(grounds)))
    if job.conditions:
        yield _conditions(frame, job)


def _absent(frame: Frame) -> Iterator[Section]:
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
        run(sentence(ground.text), _read(frame, ground.when), cite(ground.sources))
        for ground in grounds
    ]
    return run(strong(f"{capital(title)}:"), " ", spaced(said))


def _read(frame: Frame, condition: Condition) -> Inlines:
    """Return references to the answers and dated product facts that a condition reads."""
    context = frame.context
    platform = context.catalog.platforms.get(context.value(context.catalog.platform_question))
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
                run(sentence(condition.text), cite(condition.sources)),
                run(strong(_STATES[state.state])),
                run(sentence(condition.check)),
            )
        )
    unmet = sum(state.state != "met" for state in job.conditions)
    title = "Conditions of the keep"
    caption = f"{title}: {count(unmet, 'is', 'are')} not met or not known" if unmet else title
    return Table(("Condition", "Today", "Proved by"), tuple(rows), caption)


def _notes(frame: Frame, job: CapabilityDecision) -> Iterator[Block]:
    notes = frame.voice.notes(frame.notes.get(job.id, ()))
    if notes:
        yield Paragraph(spaced(run(note, ".") for note in notes))


def _changes(frame: Frame, job: CapabilityDecision) -> Iterator[Block]:
    """Yield what the team could do so that a leaving job need not leave."""
    for change in frame.context.about(job.id).changes:
        if not (change.to < job.verdict and job.verdict > Verdict.KEEP):
            continue
        to, facts = strong(_word(change.to)), _edits(frame, change)
        if len(facts) <= _SENTENCE:
            yield Paragraph(prose("why", "change", to=to, facts=facts))
        else:
            yield Paragraph(prose("why", "changes", to=to))
            yield ListBlock(tuple(_capital(fact) for fact in facts))


def _edits(frame: Frame, change: Change) -> list[Inlines]:
    return [
        run(frame.voice.clause(edit.given), _today(frame, edit.given.question))
        for edit in change.edits
    ]


def _today(frame: Frame, question: str) -> Inlines:
    """Return a reference to today's answer, or to the open question."""
    listed = {one.question for one in frame.context.openings if one.could_become or one.could_raise}
    if question in listed and not frame.voice.answer_ref(question):
        return run(" ", link("[open]", f"open-{question}"))
    return frame.voice.answer_ref(question)


def _word(verdict: Verdict) -> str:
    return "not used" if verdict is Verdict.NONE else verdict.id


def _text(frame: Frame, question_id: str) -> str:
    return frame.context.catalog.questions[question_id].text
