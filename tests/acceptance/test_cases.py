"""Twenty systems written as assessments from prose alone come to the expected decision."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.decision import Shapes, decide
from advisor.model.assessment import Assessment
from advisor.model.decision import Decision
from advisor.model.vocabulary import Verdict
from advisor.stacks import Recommendation, recommend
from advisor.workspace import read

HERE = Path(__file__).parent
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (HERE / "expected.yaml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Case:
    """One case, decided."""

    expected: dict[str, Any]
    assessment: Assessment
    decision: Decision
    stack: Recommendation

    @property
    def reasons(self) -> set[str]:
        """The questions among the reasons of verdicts, keep grounds and pitfalls."""
        from_jobs = [given for job in self.decision.capabilities for given in job.reasons]
        from_pitfalls = [given for item in self.decision.findings for given in item.because]
        return {given.question for given in (*from_jobs, *from_pitfalls)}


@lru_cache
def _decided(id_: str, shapes: Shapes) -> Case:
    assessment = read(HERE / "cases" / f"{id_}.yaml", shapes.catalog)
    shaped = shapes.of(assessment)
    decision = decide(shaped.compiled, shaped.answers)
    stack = recommend(shaped.compiled, assessment, shaped.answers, decision)
    return Case(EXPECTED[id_], assessment, decision, stack)


@pytest.fixture(params=sorted(EXPECTED))
def case(request: pytest.FixtureRequest, shapes: Shapes) -> Case:
    """Each of the twenty cases in turn."""
    return _decided(request.param, shapes)


def test_all_twenty_cases_are_written() -> None:
    """Every expected case has an assessment file, and there are twenty."""
    written = {path.stem for path in (HERE / "cases").glob("*.yaml")}

    assert written == set(EXPECTED)
    assert len(written) == 20


def test_the_outcome_is_the_expected_one(case: Case) -> None:
    """The working outcome is the expected one, and it is among the possible ones."""
    assert case.expected["outcome"] == case.decision.outcome.id
    assert case.decision.outcome in case.decision.possible


def test_the_expected_jobs_leave(case: Case) -> None:
    """Each job that the case splits off is split or replaced."""
    staying = [
        job
        for job in case.expected.get("split", [])
        if case.decision.capability(job).verdict < Verdict.SPLIT
    ]

    assert staying == []


def test_forcing_facts_are_among_the_reasons(case: Case) -> None:
    """Each forcing fact is among the reasons of a verdict, a keep ground or a pitfall."""
    assert set(case.expected["forcing"]) <= case.reasons


def test_must_have_layers_are_recommended(case: Case) -> None:
    """Every layer that the case must have stands in the stack."""
    layers = {row.layer for row in case.stack.rows}

    assert set(case.expected["layers"]) <= layers


def test_every_layer_has_a_reason(case: Case) -> None:
    """No layer stands in the stack without a given answer or a named caller."""
    bare = [row.layer for row in case.stack.rows if not row.because]

    assert bare == []


def test_must_flag_pitfalls_fire(case: Case) -> None:
    """Every pitfall that the case must flag fires."""
    fired = {finding.pitfall for finding in case.decision.findings}

    assert set(case.expected.get("pitfalls", [])) <= fired


def test_what_must_be_asked_is_open(case: Case) -> None:
    """Every question that the case must ask is still open."""
    assert set(case.expected.get("ask", [])) <= set(case.decision.open_questions)
