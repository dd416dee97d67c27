"""What an edit did that its author may not have meant, in words: the same in every interface."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.application.editing import NO_ANSWER, answer_of, changed_answers
from advisor.application.session import Session
from advisor.application.wording import VERDICTS, option_label
from advisor.model.assessment import Answer, Assessment
from advisor.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Before:
    """A session as it stood before an edit."""

    assessment: Assessment
    outcome: Verdict

    @classmethod
    def of(cls, session: Session) -> Before:
        """Return a session as it stands now."""
        return cls(session.assessment, session.decision.outcome)


def turned(before: Before, session: Session) -> str:
    """Return that the outcome has become `replace`, or is it no longer; empty otherwise."""
    now = session.decision.outcome
    if now is before.outcome or Verdict.REPLACE not in {now, before.outcome}:
        return ""
    return f"Outcome now {VERDICTS[now]}, was {VERDICTS[before.outcome]}"


def taken_away(before: Before, session: Session) -> str:
    """Return what was said before an edit and is not said any more; empty where all stands."""
    after = session.assessment
    gone: list[str] = []
    for id_ in changed_answers(before.assessment, after):
        question = session.catalog.questions.get(id_)
        if question is not None:
            left = _said(_answer(session, after, id_))
            lost = [
                name for name in _said(_answer(session, before.assessment, id_)) if name not in left
            ]
            # Another option of a single choice takes the place of the one before, in plain sight.
            if lost and isinstance(_answer(session, after, id_).value, str):
                continue
            gone += [option_label(question, name) for name in lost]
    return f"No longer said: {', '.join(gone)}" if gone else ""


def _answer(session: Session, assessment: Assessment, question_id: str) -> Answer:
    return answer_of(assessment, session.catalog, question_id) or NO_ANSWER


def _said(answer: Answer) -> tuple[str, ...]:
    value = answer.value
    held = (value,) if isinstance(value, str) else value or ()
    return (*held, *answer.maybe)
