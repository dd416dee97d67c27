"""The shipped catalog, compiled once, and short ways to decide and recommend with it."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from msgspec.structs import replace

from advisor.application.inventory import from_kinds
from advisor.catalog import load
from advisor.decision import Compiled, Shapes, compile_catalog, decide
from advisor.model.assessment import Answer, Assessment, Override
from advisor.model.catalog import Catalog
from advisor.model.decision import Decision
from advisor.stacks import Recommendation, recommend

TODAY = date(2026, 11, 22)
Short = Mapping[str, str | list[str]]


@cache
def catalog() -> Catalog:
    """Return the shipped catalog."""
    return load()


@cache
def compiled() -> Compiled:
    """Return the shipped catalog, compiled for the day of the tests."""
    return compile_catalog(catalog(), TODAY)


@cache
def shapes() -> Shapes:
    """Return the shipped catalog for any inventory, on the day of the tests."""
    return Shapes(catalog(), TODAY)


def answers(short: Short, maybe: Mapping[str, list[str]] | None = None) -> dict[str, Answer]:
    """Return answers from short form: an option id, or a list of those that hold."""
    return {
        question: Answer(
            value=value if isinstance(value, str) else tuple(value),
            maybe=tuple((maybe or {}).get(question, ())),
        )
        for question, value in short.items()
    }


def assessment_of(short: Short, **extra: Any) -> Assessment:
    """Return an assessment with these answers; `extra` sets its other fields."""
    return replace(from_kinds(catalog(), answers(short)), **extra)


def listed(assessment: Assessment) -> Assessment:
    """Return an assessment whose kinds, as short forms answer them, are rows."""
    if "subjects" not in assessment.answers:
        return assessment
    rows = from_kinds(catalog(), assessment.answers)
    return replace(assessment, actors=rows.actors, complete=rows.complete, answers=rows.answers)


def decided(assessment: Assessment) -> Decision:
    """Return the decision on an assessment."""
    shaped = shapes().of(listed(assessment))
    return decide(shaped.compiled, shaped.answers)


def recommended(assessment: Assessment) -> Recommendation:
    """Return the recommendation for an assessment."""
    assessment = listed(assessment)
    shaped = shapes().of(assessment)
    return recommend(shaped.compiled, assessment, shaped.answers, decided(assessment))


def stack_for(short: Short, **extra: Any) -> dict[str, str | None]:
    """Return layer to component for an assessment in short form."""
    return {row.layer: row.component for row in recommended(assessment_of(short, **extra)).rows}


def override(component: str, reason: str = "we run it") -> Override:
    """Return an override with a reason."""
    return Override(component, reason)
