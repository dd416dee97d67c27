"""Open questions: what they could still change, where to look, and contradictions to clear up."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import listing, listing_of, paragraph, run, sentence, strong
from advisor.documents.sections.frame import Frame
from advisor.model.document import Block, Inlines, ListBlock, Section, Table
from advisor.model.vocabulary import Verdict
from advisor.reasoning.relevance import Relevant


def section(frame: Frame) -> Section | None:
    """Return the open questions, those that can change a verdict first."""
    deciding = [one for one in frame.context.openings if one.could_become]
    raising = [one for one in frame.context.openings if one.could_raise and not one.could_become]
    blocks = tuple(_blocks(frame, deciding, raising))
    return Section("open-questions", "Open questions", blocks) if blocks else None


def _blocks(frame: Frame, deciding: list[Relevant], raising: list[Relevant]) -> Iterator[Block]:
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


def _row(frame: Frame, opening: Relevant) -> tuple[Inlines, ...]:
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


def _effect(frame: Frame, opening: Relevant) -> Inlines:
    said = [
        run(frame.voice.title(name), " to ", strong(listing([_word(one) for one in some], "or")))
        for name, some in opening.capabilities
    ]
    if opening.outcome:
        words = listing([_word(one) for one in opening.outcome], "or")
        said.insert(0, run("the outcome to ", strong(words)))
    if said:
        return listing_of(said)
    raised = [_raised(frame, name) for name in opening.could_raise]
    return run(listing(raised))


def _raised(frame: Frame, name: str) -> str:
    catalog = frame.context.catalog
    if name in catalog.pitfalls:
        return f"finding “{catalog.pitfalls[name].title}”"
    if name in catalog.layers:
        return f"layer {catalog.layers[name].title}"
    return name


def _word(verdict: Verdict) -> str:
    return "not used" if verdict is Verdict.NONE else verdict.id
