"""Open questions: what they could still change, where to look, and contradictions to clear up."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.context import Opening
from advisor.documents.phrases import listing, paragraph, run, sentence, strong
from advisor.documents.sections.frame import Frame
from advisor.model.document import Block, Inlines, ListBlock, Section, Table
from advisor.model.vocabulary import Verdict


def section(frame: Frame) -> Section | None:
    """Return the open questions, those that can change a verdict first."""
    deciding = [one for one in frame.context.openings if one.could_become]
    raising = [one for one in frame.context.openings if not one.could_become]
    blocks = tuple(_blocks(frame, deciding, raising))
    return Section("open-questions", "Open questions", blocks) if blocks else None


def _blocks(frame: Frame, deciding: list[Opening], raising: list[Opening]) -> Iterator[Block]:
    notices = frame.context.decision.notices
    if notices:
        yield paragraph("To clear up, because two statements do not fit together:")
        yield ListBlock(tuple(run(sentence(notice.text)) for notice in notices))
    header = ("Question", "Could change", "Where to look")
    for caption, openings in (
        ("Questions that can change a verdict", deciding),
        ("Questions that can only add a finding or a layer", raising),
    ):
        if openings:
            rows = tuple(_row(frame, opening) for opening in openings)
            anchors = tuple(f"open-{opening.question}" for opening in openings)
            yield Table(header, rows, caption, anchors)


def _row(frame: Frame, opening: Opening) -> tuple[Inlines, ...]:
    question = frame.context.catalog.questions[opening.question]
    answer = frame.context.answer(opening.question)
    note = frame.voice.notes((opening.question,)) if answer else ()
    text = question.text
    if question.subject:
        text = text.replace("{subject}", frame.voice.subject(question.subject))
    return (
        run(text, *(part for one in note for part in (" ", one, "."))),
        _effect(frame, opening),
        run(sentence(question.look_up) or "Ask whoever runs the login."),
    )


def _effect(frame: Frame, opening: Opening) -> Inlines:
    words = [_word(verdict) for verdict in opening.could_become]
    jobs = [frame.voice.title(name) for name in opening.capabilities]
    if words:
        about = f" for {listing(jobs)}" if jobs else ""
        return run("the verdict", about, ": ", strong(listing(words, "or")))
    raised = [_raised(frame, name) for name in opening.could_raise]
    return run(listing(raised) or "the picture, not the verdict")


def _raised(frame: Frame, name: str) -> str:
    catalog = frame.context.catalog
    if name in catalog.pitfalls:
        return f"finding “{catalog.pitfalls[name].title}”"
    if name in catalog.layers:
        return f"layer {catalog.layers[name].title}"
    return name


def _word(verdict: Verdict) -> str:
    return "not used" if verdict is Verdict.NONE else verdict.id
