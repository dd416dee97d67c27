"""What the rows of the inventory add to the triggers: who asked, and who is served elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.decision.inventory import REQUESTED, elsewhere_in
from advisor.documents.phrases import capital, listing, quote, run, sentence, spaced, strong
from advisor.documents.sections.frame import Frame
from advisor.model.conditions import Holds, comparisons
from advisor.model.decision import Given
from advisor.model.document import Inlines
from advisor.model.vocabulary import Verdict


def requests(frame: Frame) -> Iterator[Inlines]:
    """Yield each actor that asked for an identity, and the job that granting it would join."""
    for option in frame.context.holds(REQUESTED):
        clause = sentence(capital(frame.voice.clause(Given(REQUESTED, "includes", option))))
        ref = frame.voice.answer_ref(REQUESTED)
        where = joins(frame, REQUESTED, option)
        yield spaced((run(strong(clause), where, ref), *remarks(frame, option)))


def elsewhere(frame: Frame) -> Iterator[Inlines]:
    """Yield who would have to be judged anew if its identity came to be given here."""
    roster = elsewhere_in(frame.context.catalog)
    rows = frame.voice.rows(frame.context.holds(roster))
    if rows:
        names = listing([frame.voice.subject(row.id) for row in rows])
        told = f"If {frame.voice.instance} is to give an identity to {names}, decide that first."
        yield run(told, frame.voice.answer_ref(roster))


def remarks(frame: Frame, actor_id: str) -> tuple[Inlines, ...]:
    """Return what the team wrote about a row, quoted."""
    return tuple(
        run("You noted: ", quote(text), ".")
        for row in frame.voice.rows([actor_id])
        for text in filter(None, (row.does.strip(), row.note.strip()))
    )


def joins(frame: Frame, question: str, option: str) -> str:
    """Return where what is planned belongs: to a job that leaves, or to one to decide first."""
    context = frame.context
    for job in context.decision.capabilities:
        capability = context.catalog.capabilities[job.id]
        read = (*comparisons(capability.planned), *comparisons(capability.in_use))
        if Holds(question, option) not in read:
            continue
        title = frame.voice.title(job.id)
        if job in context.planned:
            return f" Decide {title} before it is built."
        if job.verdict > Verdict.KEEP:
            return f" This joins {title}, which leaves, from its first day."
        if job.verdict is Verdict.KEEP and capability.subjects:
            return f" This comes under {title}, which stays."
    return ""
