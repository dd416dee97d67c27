"""Applies a compiled catalog to answers: `decide` is pure and exact.

Read from here: the answers narrow the catalog's worlds (`situation.py`), each job is judged in the
assumed world (`verdicts.py`), and what is said of the verdicts (`standing.py`, `assumptions.py`)
ranges over every completion. See `docs/guides/how-decisions-are-made.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from advisor.decision.assumptions import assumptions
from advisor.decision.compile import Compiled, compile_catalog
from advisor.decision.findings import findings, notices
from advisor.decision.situation import Situation, situation_of
from advisor.decision.standing import outcome_stand, stand_of
from advisor.decision.verdicts import judged
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog
from advisor.model.decision import Decision


def decide(compiled: Compiled, answers: Mapping[str, Answer]) -> Decision:
    """Return the decision that the answers lead to.

    Raises:
        AssessmentError: when an answer names an unknown question or option.
    """
    return decide_in(situation_of(compiled, answers))


def decide_in(situation: Situation) -> Decision:
    """Return the decision of a situation that is known already."""
    capabilities = situation.compiled.catalog.capabilities.values()
    jobs = [judged(situation, capability) for capability in capabilities]
    jobs = [replace(job, stand=stand_of(situation, job)) for job in jobs]
    possible = situation.possible_verdicts(None)
    assumed = assumptions(situation)
    return Decision(
        outcome=situation.working_verdict(None),
        possible=possible,
        capabilities=tuple(
            replace(job, assumptions=assumed.by_job.get(job.id, ())) for job in jobs
        ),
        findings=findings(situation),
        visible=situation.visible,
        open_questions=situation.open_questions,
        notices=notices(situation),
        stand=outcome_stand(situation, possible, jobs),
        assumptions=assumed.every,
        fewest=assumed.fewest,
    )


def decide_once(catalog: Catalog, answers: Mapping[str, Answer], today: date) -> Decision:
    """Compile a catalog for one day and decide once; compile yourself to decide often."""
    return decide(compile_catalog(catalog, today), answers)


def visible(compiled: Compiled, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the questions whose visibility can still be true, in catalog order."""
    return situation_of(compiled, answers).visible
