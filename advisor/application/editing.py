"""Edits of an assessment: each takes a frozen assessment and returns a new one.

Answers keep catalog order, so a file reads in the order of the interview whatever was asked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from advisor.errors import InputError
from advisor.model.assessment import Answer, Assessment, Proposal
from advisor.model.catalog import Catalog, Question
from advisor.model.vocabulary import Kind

NO_ANSWER = Answer()


def answer_of(assessment: Assessment, question_id: str) -> Answer:
    """Return the answer to a question; the empty answer where there is none."""
    return assessment.answers.get(question_id, NO_ANSWER)


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
    before = answer_of(assessment, question_id)
    after = replace(
        answer,
        note=answer.note or before.note,
        evidence=answer.evidence or before.evidence,
    )
    return _with_answers(assessment, catalog, {**assessment.answers, question_id: after})


def without_answer(assessment: Assessment, catalog: Catalog, question_id: str) -> Assessment:
    """Return the assessment without this answer, its note and its evidence."""
    rest = {key: value for key, value in assessment.answers.items() if key != question_id}
    return _with_answers(assessment, catalog, rest)


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
    answer = answer_of(assessment, question_id)
    if note is not None:
        answer = replace(answer, note=note.strip())
    if evidence is not None:
        links = tuple(link.strip() for link in evidence)
        answer = replace(answer, evidence=tuple(link for link in links if link))
    if is_empty(answer):
        if not answer.note and not answer.evidence:
            return assessment
        answer = replace(answer, unknown=True)
    return _with_answers(assessment, catalog, {**assessment.answers, question_id: answer})


def with_proposal(assessment: Assessment, old: Proposal, new: Proposal | None) -> Assessment:
    """Return the assessment with one proposal exchanged, or taken out where `new` is None."""
    kept = [new if proposal == old else proposal for proposal in assessment.proposals]
    return replace(assessment, proposals=tuple(item for item in kept if item is not None))


def changed_answers(before: Assessment, after: Assessment) -> tuple[str, ...]:
    """Return the questions whose answers differ, remarks included."""
    ids = dict.fromkeys((*before.answers, *after.answers))
    return tuple(key for key in ids if before.answers.get(key) != after.answers.get(key))


def _with_answers(
    assessment: Assessment, catalog: Catalog, answers: Mapping[str, Answer]
) -> Assessment:
    known = {key: answers[key] for key in catalog.questions if key in answers}
    strange = {key: value for key, value in answers.items() if key not in known}
    return replace(assessment, answers=MappingProxyType(known | strange))
