"""Controls are cited as published, and the crosswalk stays small and points the right way."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.stacks.shipped import catalog

FORMS = {
    "owasp-nhi": r"NHI(10|[1-9]):2025",
    "maestro": r"MAESTRO (L[1-7]|cross-layer): .+",
    "nist-ai-rmf": r"(GOVERN|MAP|MEASURE|MANAGE) \d\.\d+",
    "nist-ai-600-1": r"NIST AI 600-1 2\.\d+",
    "owasp-agentic": r"ASI(0[1-9]|10)",
    "owasp-llm": r"LLM(0[1-9]|10):2026",
}
COUNTS = {
    "owasp-nhi": 10,
    "maestro": 55,
    "nist-ai-rmf": 72,
    "nist-ai-600-1": 12,
    "owasp-agentic": 10,
    "owasp-llm": 10,
}
# What one publisher issues counts as one standard, however its identifiers begin.
FAMILIES = ("RFC", "NIST SP 800-53r5", "CCM", "AICM", "ISO", "CIS", "AGENTSEC", "SEC", "PR.", "MCP")
MAIN = ("owasp-nhi", "maestro", "nist-ai-rmf")


@pytest.fixture(scope="module")
def concerns(checkout: Path) -> list[dict[str, Any]]:
    """The concerns of the crosswalk."""
    path = checkout / "reference_stacks" / "controls" / "crosswalk.yaml"
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text())["concerns"]
    return found


def family(control: str) -> str:
    """Return the standard that a control belongs to, for counting."""
    standard = catalog().controls[control].standard
    if standard != "supporting":
        return standard
    return next((start for start in FAMILIES if control.startswith(start)), control)


@pytest.mark.parametrize("standard", sorted(FORMS))
def test_identifiers_have_the_published_form(standard: str) -> None:
    """No edition is missing and no private form slips in."""
    ids = [control.id for control in catalog().controls.values() if control.standard == standard]
    assert len(ids) == COUNTS[standard]
    for id_ in ids:
        assert re.fullmatch(FORMS[standard], id_), id_


def test_the_crosswalk_names_at_most_two_entries_per_standard(
    concerns: list[dict[str, Any]],
) -> None:
    """Over-linking makes an alignment worthless."""
    for concern in concerns:
        counts = Counter(family(link["id"]) for link in concern["controls"])
        assert max(counts.values()) <= 2, (concern["id"], counts)


def test_every_link_of_the_crosswalk_has_a_reason(concerns: list[dict[str, Any]]) -> None:
    """A link without a reason is a guess."""
    for concern in concerns:
        for link in concern["controls"]:
            assert link["id"] in catalog().controls
            assert link["reason"].endswith(".")


def test_nhi10_is_only_about_people_with_a_programs_credential(
    concerns: list[dict[str, Any]],
) -> None:
    """Human Use of NHI is not the mirror case of a program that signs in as a person."""
    linked = {
        concern["id"]
        for concern in concerns
        if any(link["id"] == "NHI10:2025" for link in concern["controls"])
    }
    assert linked == {"standing-administration"}


def test_rules_and_pitfalls_name_only_entries_with_a_reason(
    concerns: list[dict[str, Any]],
) -> None:
    """What documents show as NHI, MAESTRO or AI RMF entry was thought about once, in writing."""
    reasoned = {link["id"] for concern in concerns for link in concern["controls"]}
    known = catalog()
    named = {
        *(control for rule in known.rules.values() for control in rule.controls),
        *(control for pitfall in known.pitfalls.values() for control in pitfall.controls),
    }
    shown = {control for control in named if known.controls[control].standard in MAIN}
    assert shown - reasoned == set()
