"""The law of the migration: a file of schema 1 decides as it did before actors had names."""

import os
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from advisor.catalog import load
from advisor.decision import Shapes, decide
from advisor.model.decision import Decision
from advisor.model.vocabulary import Verdict
from advisor.workspace import AssessmentFile, read

DAY: Final = date(2026, 11, 22)
HERE: Final = Path(__file__).parent / "v1"
REFERENCE: Final = Path(
    os.environ.get("ADVISOR_REFERENCE", Path(__file__).parents[2].parent / "shared")
)
BEFORE: Final[Mapping[str, Any]] = yaml.safe_load(
    (HERE / "outcomes.yaml").read_text(encoding="utf-8")
)
OWN: Final = {path.stem: path for path in HERE.glob("*.yaml") if path.stem in BEFORE}
THEIRS: Final = sorted(set(BEFORE) - set(OWN))


@cache
def _shapes() -> Shapes:
    return Shapes(load(), DAY)


def _decided(path: Path) -> Decision:
    shapes = _shapes()
    shaped = shapes.of(read(path, shapes.catalog))
    return decide(shaped.compiled, shaped.answers)


def _said(decision: Decision) -> Mapping[str, Any]:
    jobs = [job for job in decision.capabilities if job.verdict > Verdict.NONE]
    return {
        "outcome": decision.outcome.id,
        "verdicts": {job.id: job.verdict.id for job in jobs},
        "rules": sorted({rule for job in decision.capabilities for rule in job.rules}),
    }


@pytest.mark.parametrize("name", sorted(OWN))
def test_a_file_of_version_1_decides_as_before(name: str) -> None:
    """Outcome, verdicts and the rules behind them are those of version 1."""
    assert _said(_decided(OWN[name])) == BEFORE[name]


@pytest.mark.parametrize("name", sorted(OWN))
def test_a_migrated_file_decides_as_before_once_it_is_saved(name: str, tmp_path: Path) -> None:
    """Writing the rows of a migrated file and reading them again changes no verdict."""
    path = tmp_path / "a.yaml"
    path.write_bytes(OWN[name].read_bytes())
    with AssessmentFile.open(path, _shapes().catalog) as file:
        file.save(file.assessment)
    assert "schema_version: 2" in path.read_text(encoding="utf-8")
    assert _said(_decided(path)) == BEFORE[name]


@pytest.mark.parametrize("name", THEIRS)
def test_a_file_of_the_reference_decides_as_before(name: str) -> None:
    """The same of every version 1 file of real systems in the reference corpus."""
    path = REFERENCE / "cases" / "answers-v1" / f"{name}.yaml"
    if not path.is_file():
        reason = f"the reference corpus is not at {REFERENCE}; set ADVISOR_REFERENCE"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    assert _said(_decided(path)) == BEFORE[name]
