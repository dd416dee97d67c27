"""Pending evidence: what a scan proposes, and what accepting or rejecting it does.

A scan sees some options of a multiple choice, rarely all. Accepting says what was seen and leaves
the other options of an unanswered question as "not known"; what a person said stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from advisor.application import editing
from advisor.application.inventory import with_kind_answer, with_kinds
from advisor.application.session import Session
from advisor.application.wording import say_answer
from advisor.decision import kind_answers
from advisor.errors import InputError
from advisor.model.assessment import Answer, Assessment, Proposal
from advisor.model.catalog import Catalog, Question
from advisor.model.vocabulary import Kind

PENDING, REJECTED, OBSERVED = "pending", "rejected", "observed"


@dataclass(frozen=True, slots=True)
class Effect:
    """What accepting a proposal would do to its question."""

    question: Question
    before: Answer
    after: Answer

    @property
    def contradicts(self) -> bool:
        """Whether a person has said something else."""
        said = self.before.value is not None or self.before.not_applicable is not None
        return said and self.before.value != self.after.value

    @property
    def words(self) -> str:
        """The answer it would lead to, in the words of the options."""
        return say_answer(self.question, self.after)


def pending(session: Session) -> tuple[Proposal, ...]:
    """Return the proposals that wait for a person, in file order."""
    proposals = session.assessment.proposals
    return tuple(proposal for proposal in proposals if proposal.status == PENDING)


def effect(session: Session, proposal: Proposal) -> Effect | None:
    """Return what accepting would do; None where a proposal only informs."""
    catalog = session.shapes.catalog
    question = catalog.questions.get(proposal.question)
    if question is None or not _says_something(proposal):
        return None
    before = kind_answers(catalog, session.assessment).get(question.id, editing.NO_ANSWER)
    return Effect(question, before, _merged(question, before, proposal))


def accept(session: Session, proposal: Proposal) -> None:
    """Take a proposed answer, with where it was read as evidence.

    Raises:
        InputError: The proposal names an unknown option, or proposes nothing.
    """
    after = _accepted(session.assessment, session.shapes.catalog, proposal)
    session.take(after, f"evidence for {proposal.question}")


def reject(session: Session, proposal: Proposal, reason: str) -> None:
    """Keep a proposal as rejected, with the reason, so that the next scan does not ask again."""
    rejected = replace(proposal, status=REJECTED, reason=reason.strip())
    session.set_proposal(proposal, rejected, f"rejected evidence for {proposal.question}")


def observed(session: Session) -> tuple[Proposal, ...]:
    """Return the pending proposals that were read directly and contradict nobody."""
    return tuple(proposal for proposal in pending(session) if _is_plain(session, proposal))


def accept_observed(session: Session) -> int:
    """Take every pending proposal that was read directly and contradicts nobody; say how many.

    Raises:
        InputError: A proposal names an unknown option.
    """
    taken = observed(session)
    assessment = session.assessment
    for proposal in taken:
        assessment = _accepted(assessment, session.shapes.catalog, proposal)
    session.take(assessment, "all observed evidence")
    return len(taken)


def _is_plain(session: Session, proposal: Proposal) -> bool:
    led_to = effect(session, proposal)
    return proposal.kind == OBSERVED and led_to is not None and not led_to.contradicts


def _says_something(proposal: Proposal) -> bool:
    return proposal.value is not None or bool(proposal.includes or proposal.excludes)


def _accepted(assessment: Assessment, catalog: Catalog, proposal: Proposal) -> Assessment:
    question = catalog.questions.get(proposal.question)
    if question is None or not _says_something(proposal):
        raise InputError(f"the evidence for {proposal.question} proposes no answer")
    before = kind_answers(catalog, assessment).get(question.id, editing.NO_ANSWER)
    merged = _merged(question, before, proposal)
    links = dict.fromkeys((*before.evidence, proposal.where))
    answer = replace(merged, evidence=tuple(link for link in links if link))
    if question.id in catalog.rosters:
        taken = with_kinds(assessment, catalog, question.id, answer)
    else:
        taken = with_kind_answer(assessment, catalog, question, answer)
    return editing.with_proposal(taken, proposal, None)


def _merged(question: Question, before: Answer, proposal: Proposal) -> Answer:
    if question.kind is Kind.SINGLE:
        return editing.chosen(question, [proposal.value] if proposal.value else [])
    seen = {*proposal.includes, *([proposal.value] if proposal.value else [])}
    absent = set(proposal.excludes)
    if isinstance(before.value, tuple):
        holds, maybe = set(before.value), set(before.maybe)
    else:
        holds, maybe = set(), set(question.option_ids)
    return editing.chosen(question, (holds | seen) - absent, maybe - seen - absent)
