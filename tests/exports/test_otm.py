"""The threat model: complete, linked, and valid against the published schema."""

import json
from importlib.metadata import PackageNotFoundError, files
from typing import Any

import jsonschema
import pytest

from advisor.exports import otm
from tests.documents.small import small_report


def model() -> dict[str, Any]:
    """The threat model of the small report."""
    content: dict[str, Any] = json.loads(otm.write(small_report())[0].data)
    return content


def test_every_reference_leads_somewhere() -> None:
    """Components lie in zones, flows join components, threats and mitigations exist."""
    content = model()
    zones = {zone["id"] for zone in content["trustZones"]}
    components = {component["id"] for component in content["components"]}
    threats = {threat["id"] for threat in content["threats"]}
    mitigations = {mitigation["id"] for mitigation in content["mitigations"]}

    assert {one["parent"]["trustZone"] for one in content["components"]} <= zones
    assert {flow["source"] for flow in content["dataflows"]} <= components
    assert {flow["destination"] for flow in content["dataflows"]} <= components
    for component in content["components"]:
        for exposed in component["threats"]:
            assert exposed["threat"] in threats
            assert {one["mitigation"] for one in exposed["mitigations"]} <= mitigations


def test_findings_become_threats() -> None:
    """Each finding is a threat with its severity as impact."""
    names = [threat["name"] for threat in model()["threats"]]

    assert names == ["Database passwords beside the login"]


def test_identifiers_are_stable() -> None:
    """Two runs give the same bytes."""
    assert otm.write(small_report()) == otm.write(small_report())


@pytest.mark.system
def test_it_is_valid_against_the_published_schema() -> None:
    """The schema that the specification's publisher ships accepts the model."""
    try:
        listed = files("iriusrisk-cli") or []
    except PackageNotFoundError:
        pytest.skip("the package that carries the schema is not installed")
    (path,) = (path for path in listed if path.name == "otm_schema.json")
    schema = json.loads(path.read_text(encoding="utf-8"))

    assert schema["$id"].endswith("otm-0.2.0.schema.json")
    jsonschema.Draft7Validator(schema).validate(model())
