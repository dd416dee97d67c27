"""The shipped catalog, compiled once, and short ways to decide and recommend with it."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from msgspec.structs import replace

from advisor.catalog import load
from advisor.decision import Compiled, compile_catalog, decide
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
    return replace(Assessment(answers=answers(short)), **extra)


def decided(assessment: Assessment) -> Decision:
    """Return the decision on an assessment."""
    return decide(compiled(), assessment.answers)


def recommended(assessment: Assessment) -> Recommendation:
    """Return the recommendation for an assessment."""
    return recommend(compiled(), assessment, assessment.answers, decided(assessment))


def stack_for(short: Short, **extra: Any) -> dict[str, str | None]:
    """Return layer to component for an assessment in short form."""
    return {row.layer: row.component for row in recommended(assessment_of(short, **extra)).rows}


def override(component: str, reason: str = "we run it") -> Override:
    """Return an override with a reason."""
    return Override(component, reason)
