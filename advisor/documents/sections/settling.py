"""What settles a verdict: a smallest set of answers, or what it still depends on."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import capital, link, paragraph, run, spaced
from advisor.documents.prose import prose
from advisor.documents.sections.frame import Frame
from advisor.model.decision import CapabilityDecision, Given
from advisor.model.document import Block, Inlines, ListBlock, Paragraph
from advisor.model.vocabulary import Verdict
from advisor.reasoning.relevance import Relevant

# A certificate of up to this many facts reads as a sentence; a longer one is a list.
SENTENCE = 2
# So many reasons for a working verdict are named in running text.
_SHOWN = 2


def settlement(frame: Frame, job: CapabilityDecision) -> Iterator[Block]:
    """Yield the smallest set of answers that settles a verdict, or why it is a working one."""
    certificate = frame.context.about(job.id).certificate
    if certificate:
        yield from _facts(certificate, frame, job)
    elif not job.settled:
        yield working(frame, job)


def working(frame: Frame, job: CapabilityDecision, *lead: Inlines) -> Paragraph:
    """Return why the verdict is a working one, and on what it still depends."""
    voice = frame.voice
    others = [word(other) for other in job.possible if other is not job.verdict]
    deciding = [
        run(link(f"“{_text(frame, opening.question)}”", f"open-{opening.question}"))
        for opening in sorted(frame.context.openings, key=_weight)
        if any(name == job.id for name, _ in opening.capabilities)
    ]
    title = voice.title(job.id)
    opened = prose(
        "why",
        "open",
        title=title,
        standing=job.standing.value,
        others=others,
        questions=deciding[:1],
    )
    said = [*lead, opened]
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
        for other in before(frame.context.leaving, job)
        for given in frame.context.about(other.id).certificate or ()
    }
    title = frame.voice.title(job.id)
    stated = frame.voice.stated(certificate)
    fresh = frame.voice.stated(given for given in certificate if given not in earlier)
    if len(stated) == 1:
        yield Paragraph(prose("why", "settled_one", fact=stated[0], title=title))
    elif len(stated) <= SENTENCE:
        lead = prose("why", "settled", number=len(stated), title=title)
        yield paragraph(lead, " ", stated[0], ", and ", stated[1], ".")
    elif len(fresh) == len(stated):
        yield Paragraph(prose("why", "settled", number=len(stated), title=title))
        yield ListBlock(tuple(capitalised(fact) for fact in stated))
    else:
        refs = frame.voice.refs(given for given in certificate if given in earlier)
        yield Paragraph(
            prose("why", "settled_partly", number=len(stated), title=title, refs=refs, more=fresh)
        )
        if fresh:
            yield ListBlock(tuple(capitalised(fact) for fact in fresh))


def before(
    jobs: tuple[CapabilityDecision, ...], job: CapabilityDecision
) -> tuple[CapabilityDecision, ...]:
    """Return the jobs that the document has spoken of by then."""
    return jobs[: jobs.index(job)]


def capitalised(fact: Inlines) -> Inlines:
    """Return a fact with a capital first letter, as an item of a list."""
    first, *rest = fact
    return run(type(first)(capital(first.text)), *rest)  # type: ignore[call-arg]


def word(verdict: Verdict) -> str:
    """Return a verdict as it reads in a sentence."""
    return "not used" if verdict is Verdict.NONE else verdict.id


def _text(frame: Frame, question_id: str) -> str:
    return frame.context.catalog.questions[question_id].text
