"""Hard exclusions: what no preference can bring back into a stack.

A component is out where its own `excluded` condition is forced (it must be self-hosted, licence,
end of sale, no new supplier, a need it cannot meet) and where a verdict has just moved the job,
or sign-in itself, off the product it belongs to.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import structs

from advisor.decision import situation_of
from advisor.model.assessment import Answer
from advisor.model.catalog import Component
from advisor.stacks.boundary import Boundary
from advisor.stacks.recommendation import RuledOut
from advisor.stacks.view import View

# A product that the team runs is no new supplier, whatever this answer says.
_NEW_SUPPLIER: Final = ("stated-limits", "no-new-supplier")


def ruled_out(view: View, component: Component, boundary: Boundary) -> RuledOut | None:
    """Return why a component may not be recommended; None where it may."""
    if boundary.forbidden and component.platform and component.platform == view.platform_id:
        return RuledOut(component.id, verdict=boundary.forbidden)
    if view.forced(component.excluded):
        return RuledOut(component.id, view.because(component.excluded))
    return None


def without_those_beside(view: View, boundary: Boundary) -> View:
    """Return the view of a layer from which some jobs stay behind: their subjects need nothing."""
    question = view.catalog.subject_question
    answer = view.answers.get(question)
    if not boundary.beside or answer is None or not isinstance(answer.value, tuple):
        return view
    stay = {
        subject for id_ in boundary.beside for subject in view.catalog.capabilities[id_].subjects
    }
    return _answering(view, question, structs.replace(answer, value=_without(answer.value, stay)))


def as_own_product(view: View) -> View:
    """Return the view in which a component that the team runs already is judged."""
    question, option = _NEW_SUPPLIER
    answer = view.answers.get(question)
    if answer is None or not isinstance(answer.value, tuple) or option not in answer.value:
        return view
    return _answering(
        view, question, structs.replace(answer, value=_without(answer.value, {option}))
    )


def _without(options: tuple[str, ...], out: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(option for option in options if option not in out)


def _answering(view: View, question: str, answer: Answer) -> View:
    answers = {**view.answers, question: answer}
    return structs.replace(view, answers=answers, situation=situation_of(view.compiled, answers))
