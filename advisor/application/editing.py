"""Edits of an assessment: each takes a frozen assessment and returns a new one.

Answers keep catalog order, so a file reads in the order of the interview whatever was asked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from advisor.errors import InputError
from advisor.model.assessment import Answer, Assessment, Proposal
from advisor.model.catalog import Catalog, Question
from advisor.model.vocabulary import Kind

NO_ANSWER = Answer()


def answer_of(assessment: Assessment, catalog: Catalog, question_id: str) -> Answer | None:
    """Return what a file says about a question, of the actor that it is asked of; None if nothing.

    The catalog is the one made for the assessment's inventory.
    """
    question = catalog.questions[question_id]
    if not question.subject:
        return assessment.answers.get(question_id)
    actor = next((one for one in assessment.actors if one.id == question.subject), None)
    return actor.answers.get(question.authored) if actor is not None else None


def is_empty(answer: Answer) -> bool:
    """Whether nothing was said: no value, not unknown, not not-applicable."""
    return answer.value is None and not answer.unknown and answer.not_applicable is None


def chosen(question: Question, picked: Iterable[str], maybe: Iterable[str] = ()) -> Answer:
    """Return the answer that picks these options, in the order the question lists them.

    Raises:
        InputError: An option is unknown, or a single choice got none, several or a maybe.
    """
    holds, open_ = frozenset(picked), frozenset(maybe)
    strangers = sorted((holds | open_) - set(question.option_ids))
    if strangers:
        raise InputError(
            f"{question.id} has no option {strangers[0]}",
            hint="Options: " + ", ".join(question.option_ids),
        )
    ordered = tuple(option for option in question.option_ids if option in holds)
    if question.kind is Kind.MULTIPLE:
        unsure = tuple(option for option in question.option_ids if option in open_ - holds)
        return Answer(value=ordered, maybe=unsure)
    if len(ordered) != 1 or open_:
        raise InputError(f"{question.id} takes exactly one option")
    return Answer(value=ordered[0])


def with_answer(
    assessment: Assessment, catalog: Catalog, question_id: str, answer: Answer
) -> Assessment:
    """Return the assessment with this answer; its note and evidence stay unless it brings own."""
    before = answer_of(assessment, catalog, question_id) or NO_ANSWER
    after = replace(
        answer,
        note=answer.note or before.note,
        evidence=answer.evidence or before.evidence,
    )
    return _put(assessment, catalog, question_id, after)


def without_answer(assessment: Assessment, catalog: Catalog, question_id: str) -> Assessment:
    """Return the assessment without this answer, its note and its evidence."""
    return _put(assessment, catalog, question_id, None)


def with_remarks(
    assessment: Assessment,
    catalog: Catalog,
    question_id: str,
    *,
    note: str | None = None,
    evidence: Iterable[str] | None = None,
) -> Assessment:
    """Return the assessment with another note or other evidence on one answer.

    A remark on a question without an answer makes it "not known": the file has no third way to
    keep it, and both mean the same to the decision. Taking the last remark away leaves it so.
    """
    answer = answer_of(assessment, catalog, question_id) or NO_ANSWER
    if note is not None:
        answer = replace(answer, note=note.strip())
    if evidence is not None:
        links = tuple(link.strip() for link in evidence)
        answer = replace(answer, evidence=tuple(link for link in links if link))
    if is_empty(answer):
        if not answer.note and not answer.evidence:
            return assessment
        answer = replace(answer, unknown=True)
    return _put(assessment, catalog, question_id, answer)


def with_proposal(assessment: Assessment, old: Proposal, new: Proposal | None) -> Assessment:
    """Return the assessment with one proposal exchanged, or taken out where `new` is None."""
    kept = [new if proposal == old else proposal for proposal in assessment.proposals]
    return replace(assessment, proposals=tuple(item for item in kept if item is not None))


def changed_answers(before: Assessment, after: Assessment) -> tuple[str, ...]:
    """Return the questions whose answers differ, remarks included."""
    had, has = dict(_said(before)), dict(_said(after))
    return tuple(key for key in dict.fromkeys((*had, *has)) if had.get(key) != has.get(key))


def _said(assessment: Assessment) -> Iterator[tuple[str, Answer]]:
    yield from assessment.answers.items()
    for actor in assessment.actors:
        for authored, answer in actor.answers.items():
            yield f"{authored}.{actor.id}", answer


def _put(
    assessment: Assessment, catalog: Catalog, question_id: str, answer: Answer | None
) -> Assessment:
    """Put one answer where the file keeps it, or take it out where it is None."""
    question = catalog.questions[question_id]
    if question.roster:
        raise InputError(
            f"{question_id} is no question: the rows of the inventory say who is listed",
            hint="Add or change an actor instead.",
        )
    if not question.subject:
        answers = _with(assessment.answers, question_id, answer, catalog.questions)
        return replace(assessment, answers=answers)
    actors = tuple(
        replace(actor, answers=_with(actor.answers, question.authored, answer, catalog.templates))
        if actor.id == question.subject
        else actor
        for actor in assessment.actors
    )
    return replace(assessment, actors=actors)


def _with(
    answers: Mapping[str, Answer], key: str, answer: Answer | None, order: Iterable[str]
) -> Mapping[str, Answer]:
    """Return the answers with one exchanged, in the order of the catalog; strangers stand last."""
    changed = {name: held for name, held in answers.items() if name != key}
    if answer is not None:
        changed[key] = answer
    known = {name: changed[name] for name in order if name in changed}
    return MappingProxyType(known | {k: v for k, v in changed.items() if k not in known})
