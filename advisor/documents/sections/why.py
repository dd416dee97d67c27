"""Why: per job, the answers that settle it, the rules behind it and what would change it."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import link, lower, paragraph, quote, run, sentence, spaced, strong
from advisor.documents.prose import prose
from advisor.documents.sections.frame import Frame
from advisor.documents.sections.keeping import absent, kept
from advisor.documents.sections.settling import SENTENCE, capitalised, settlement, word
from advisor.model.catalog import Rule
from advisor.model.decision import CapabilityDecision, Change
from advisor.model.document import Block, Inlines, ListBlock, Paragraph, Section
from advisor.model.vocabulary import Verdict


def section(frame: Frame) -> Section | None:
    """Return one subsection per job with a verdict, and what was checked and is not present."""
    jobs = (*frame.context.leaving, *frame.context.staying)
    sections = (*(_job(frame, job) for job in jobs), *absent(frame))
    return Section("why", "Why", (), sections) if sections else None


def _job(frame: Frame, job: CapabilityDecision) -> Section:
    title = frame.context.catalog.capabilities[job.id].title
    blocks: list[Block] = []
    if job.verdict is Verdict.KEEP:
        blocks.extend(kept(frame, job))
    else:
        blocks.extend(settlement(frame, job))
        blocks.extend(_rules(frame, job))
    blocks.extend(_notes(frame, job))
    blocks.extend(_changes(frame, job))
    return Section(f"verdict-{job.id}", f"{title}: {job.verdict.id}", tuple(blocks))


def _rules(frame: Frame, job: CapabilityDecision) -> Iterator[Block]:
    rules = frame.context.rules(job)
    leading = [rule for rule in rules if rule.verdict is job.verdict]
    for rule in leading:
        yield Paragraph(_argument(frame, rule))
    lesser = [rule for rule in rules if rule.verdict < job.verdict]
    if lesser:
        yield paragraph("Also found, pointing to a lesser verdict:")
        yield ListBlock(tuple(_argument(frame, rule, short=True) for rule in lesser))


def _argument(frame: Frame, rule: Rule, *, short: bool = False) -> Inlines:
    refs = run(frame.voice.rule_ref(rule.id), frame.voice.cite(rule.sources))
    parts = [run(strong(sentence(rule.title))), run(sentence(rule.rationale), refs)]
    if not short:
        parts.append(run(sentence(rule.impact)))
        if rule.false_alarm and _first_to_say(frame, rule):
            parts.append(prose("why", "false_alarm", text=lower(rule.false_alarm).rstrip(".")))
    return spaced(parts)


def _first_to_say(frame: Frame, rule: Rule) -> bool:
    """Whether no rule before this one has the same false alarm."""
    return next(one for one in frame.context.fired if one.false_alarm == rule.false_alarm) is rule


def _notes(frame: Frame, job: CapabilityDecision) -> Iterator[Block]:
    about = frame.voice.rows(frame.row_notes.get(job.id, ()))
    notes = (
        *frame.voice.notes(frame.notes.get(job.id, ())),
        *(
            run(
                f"You noted about {frame.voice.subject(row.id)}: ",
                quote(row.note),
                frame.voice.row_ref(row.id),
            )
            for row in about
        ),
    )
    if notes:
        yield Paragraph(spaced(run(note, ".") for note in notes))


def _changes(frame: Frame, job: CapabilityDecision) -> Iterator[Block]:
    """Yield what the team could do so that a leaving job need not leave."""
    for change in frame.context.about(job.id).changes:
        if not (change.to < job.verdict and job.verdict > Verdict.KEEP):
            continue
        to, facts = strong(word(change.to)), _edits(frame, change)
        if len(facts) <= SENTENCE:
            yield Paragraph(prose("why", "change", to=to, facts=facts))
        else:
            yield Paragraph(prose("why", "changes", to=to))
            yield ListBlock(tuple(capitalised(fact) for fact in facts))


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
