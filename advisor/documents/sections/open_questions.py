"""Open questions: what they could still change, where to look, and contradictions to clear up."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import (
    capital,
    listing,
    listing_of,
    lower,
    paragraph,
    run,
    sentence,
    strong,
)
from advisor.documents.rosters import PEOPLE
from advisor.documents.sections.frame import Frame
from advisor.model.decision import Notice
from advisor.model.document import Block, Inlines, ListBlock, Section, Table
from advisor.model.vocabulary import Verdict
from advisor.reasoning.relevance import Relevant


def section(frame: Frame) -> Section | None:
    """Return the open questions, those that can change a verdict first."""
    deciding = [one for one in frame.context.openings if one.could_become]
    raising = [
        one
        for one in frame.context.openings
        if not one.could_become and _raised(frame, one.could_raise)
    ]
    blocks = tuple(_blocks(frame, deciding, raising))
    return Section("open-questions", "Open questions", blocks) if blocks else None


def _blocks(frame: Frame, deciding: list[Relevant], raising: list[Relevant]) -> Iterator[Block]:
    notices = (*frame.context.decision.notices, *frame.context.recommendation.notices)
    if notices:
        yield paragraph("To clear up, because two statements do not fit together:")
        yield ListBlock(tuple(_notice(frame, notice) for notice in notices))
    actors = frame.voice.actors(frame.context.in_play)
    nobody = [row.name for row in actors if not row.owner and row.kind not in PEOPLE]
    if nobody:
        yield paragraph(f"Still to name: who owns {listing(nobody)}.")
    looked_up = any(
        frame.context.catalog.questions[one.question].look_up for one in (*deciding, *raising)
    )
    header = ("Question", "Could change", "Where to look")[: 3 if looked_up else 2]
    for caption, openings in (
        ("Questions that can change a verdict", deciding),
        ("Questions that can only add a finding or a layer", raising),
    ):
        if openings:
            rows = tuple(_row(frame, opening)[: len(header)] for opening in openings)
            anchors = tuple(f"open-{opening.question}" for opening in openings)
            yield Table(header, rows, caption, anchors)


def _notice(frame: Frame, notice: Notice) -> Inlines:
    question = frame.context.catalog.questions.get(notice.question)
    if question is None:
        return run(sentence(notice.text))
    asked = run("“", question.text, "”", frame.voice.answer_ref(question.id))
    return run(*asked, ": ", sentence(notice.text))


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
        run(sentence(question.look_up)),
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
    return run(_raised(frame, opening.could_raise))


def _raised(frame: Frame, names: tuple[str, ...]) -> str:
    """Return the findings, layers and targets that an answer could bring."""
    catalog = frame.context.catalog
    found = [f"“{catalog.pitfalls[name].title}”" for name in names if name in catalog.pitfalls]
    layers = [catalog.layers[name].title for name in names if name in catalog.layers]
    staying = {job.id for job in frame.context.staying}
    # Several jobs may share a condition's words.
    conditions = dict.fromkeys(
        lower(catalog.keep_conditions[name].text).rstrip(".")
        for name in names
        if name in catalog.keep_conditions and catalog.keep_conditions[name].capability in staying
    )
    moved = [name.split(":")[0] for name in names if ":" in name]
    titles = [frame.voice.title(name) for name in moved if name in catalog.capabilities]
    parts = (
        ("a finding", "findings", found),
        ("a layer", "layers", layers),
        ("a condition", "conditions", list(conditions)),
        ("how far a job moves", "how far jobs move", titles),
    )
    said = [
        f"{one if len(words) == 1 else many}: {', '.join(words)}"
        for one, many, words in parts
        if words
    ]
    return capital("; ".join(said))


def _word(verdict: Verdict) -> str:
    return "not used" if verdict is Verdict.NONE else verdict.id
