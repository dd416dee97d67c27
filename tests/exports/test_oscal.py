"""OSCAL: four models, linked by stable UUIDs, valid against the published models."""

import json
import uuid
from importlib import import_module
from typing import Any

import pytest

from advisor.exports import oscal
from tests.documents.small import small_report

MODELS = {
    "component-definition": ("component", "ComponentDefinition"),
    "assessment-results": ("assessment_results", "AssessmentResults"),
    "plan-of-action-and-milestones": ("poam", "PlanOfActionAndMilestones"),
    "mapping-collection": ("mapping", "MappingCollection"),
}


def models() -> dict[str, dict[str, Any]]:
    """The models by name."""
    made: dict[str, dict[str, Any]] = {}
    for file in oscal.write(small_report()):
        made.update(json.loads(file.data))
    return made


def uuids(value: object) -> list[str]:
    """Every UUID that names something, at any depth."""
    if isinstance(value, dict):
        own = [value["uuid"]] if "uuid" in value else []
        return own + [one for part in value.values() for one in uuids(part)]
    if isinstance(value, list):
        return [one for part in value for one in uuids(part)]
    return []


def test_all_four_models_are_written() -> None:
    """A report with a stack, findings, a plan and controls gives every model."""
    assert sorted(models()) == sorted(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_uuids_are_of_version_five_and_unique(name: str) -> None:
    """Every UUID follows from a name, and names one thing per model."""
    found = uuids(models()[name])

    assert {uuid.UUID(one).version for one in found} == {5}
    assert len(found) == len(set(found))


def test_risks_are_linked_to_findings_and_steps() -> None:
    """A finding's risk is in the results and in the plan under the same UUID."""
    made = models()
    (result,) = made["assessment-results"]["results"]
    risks = {risk["uuid"] for risk in result["risks"]}
    planned = {
        one["risk-uuid"]
        for item in made["plan-of-action-and-milestones"]["poam-items"]
        for one in item.get("related-risks", [])
    }

    assert risks == planned


def test_verdicts_become_findings() -> None:
    """A job that stays is satisfied, one that leaves is not."""
    (result,) = models()["assessment-results"]["results"]
    states = {one["title"]: one["target"]["status"]["state"] for one in result["findings"]}

    assert states["Customer sign-in: keep"] == "satisfied"
    assert states["Workload identity: split"] == "not-satisfied"


@pytest.mark.parametrize(
    ("published", "token"),
    [
        ("NIST SP 800-53r5 AC-6(5)", "ac-6.5"),
        ("NIST SP 800-53r5 IA-9", "ia-9"),
        ("NHI5:2025", "NHI5-2025"),
        ("MAESTRO cross-layer: Privilege Escalation", "MAESTRO-cross-layer-Privilege-Escalation"),
        ("CCM v4.0 / IAM-10", "CCM-v4.0-IAM-10"),
    ],
)
def test_identifiers_become_tokens(published: str, token: str) -> None:
    """OSCAL's own tokens are used for SP 800-53, and readable ones for the rest."""
    assert oscal.control_token(published) == token


def test_the_same_report_gives_the_same_bytes() -> None:
    """Nothing in the files comes from the clock or from chance."""
    assert oscal.write(small_report()) == oscal.write(small_report())


@pytest.mark.system
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", MODELS)
def test_models_are_valid(name: str) -> None:
    """The published models accept every file, and add nothing to it."""
    module, model = MODELS[name]
    published = getattr(import_module(f"trestle.oscal.{module}"), model)

    assert published.model_validate(models()[name])
