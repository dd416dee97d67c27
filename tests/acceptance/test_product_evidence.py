"""Inputs of Entra, Auth0 and Keycloak, each with what is right, where the reference is at hand.

The inputs lie outside the project, below `$ADVISOR_REFERENCE` or beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from advisor.evidence.examine import examine_paths
from advisor.evidence.proposals import propose
from advisor.model.assessment import Proposal
from tests.evidence.scene import NOBODY, book, catalog

# Read before the tests' own environment takes it away.
CASES: Final = (
    Path(os.environ.get("ADVISOR_REFERENCE", Path(__file__).parents[2].parent / "shared"))
    / "cases"
    / "evidence"
)
# Per input everything that is claimed; what only raises a question is left out.
RIGHT: Final[dict[str, set[str]]] = {
    "entra/ca-mfa-only-when-risky.json": {"session-controls: device-risk"},
    "entra/ca-mfa-outside-trusted.json": set(),
    "entra/ca-risky.tf": {"session-controls: device-risk"},
    "entra/ca-strength.json": {"second-factor: phishing-resistant"},
    # The file makes a tenant of either kind, so neither is certain.
    "entra/ciam.tf": {"platform: entra-external-id", "platform: azure-ad-b2c"},
    "entra/flow-with-social.json": {
        "platform: entra-external-id",
        "external-logins: social",
        "subjects: customers",
    },
    "entra/app-split.tf": {
        "login-habits: implicit-grant",
        "decision-place: token-claims",
        "channels: browser-app",
        "subjects: own-workload",
    },
    "entra/app-list.json": {"subjects: own-workload"},
    "p3/utf16-graph.json": {"platform: entra-external-id"},
    "auth0/no-refresh-grant.yaml": {"platform: auth0", "channels: server-web"},
    "auth0/disabled.yaml": {"platform: auth0", "channels: server-web"},
    "auth0/guardian-required.yaml": {
        "platform: auth0",
        "channels: server-web",
        "second-factor: required",
    },
    "auth0/only-parts.tf": {"platform: auth0", "external-logins: social", "login-code: little"},
    "keycloak/bearer-only.json": {"platform: keycloak"},
    "keycloak/inert-redirect.json": {"platform: keycloak", "subjects: own-workload"},
    "keycloak/public-spa.json": {"platform: keycloak", "channels: browser-app"},
    "keycloak/idp-only.yaml": {
        "platform: keycloak",
        "external-logins: social",
        "subjects: customers",
    },
    "keycloak/device-attr.json": {
        "platform: keycloak",
        "channels: input-constrained",
        "sign-in-needs: backchannel-approval",
        "session-controls: bound-tokens",
    },
}


def claimed(path: str) -> set[str]:
    """Return what a scan of one input claims, as `question: option`."""
    target = CASES / path
    if not target.exists():
        reason = f"the reference inputs are not at {CASES}; set ADVISOR_REFERENCE"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    examined = examine_paths([target], book(), catalog(), base=CASES)
    assert not examined.problems
    proposals = propose(examined.findings, NOBODY, catalog())
    return {claim for proposal in proposals for claim in claims_of(proposal)}


def claims_of(proposal: Proposal) -> list[str]:
    """Return the claims of one proposal; what is not visible is a question and claims nothing."""
    if proposal.kind == "not-visible":
        return []
    options = (*([proposal.value] if proposal.value else []), *proposal.includes)
    denied = [f"not {option}" for option in proposal.excludes]
    return [f"{proposal.question}: {option}" for option in (*options, *denied)]


@pytest.mark.parametrize("path", RIGHT)
def test_an_input_claims_what_is_right_and_nothing_else(path: str) -> None:
    """A scan says of each input what an expert reads from it, and no more."""
    assert claimed(path) == RIGHT[path]


def test_a_folder_says_what_the_whole_export_says() -> None:
    """The Deploy CLI's folder and its one file mean the same tenant."""
    whole = claimed("auth0/whole.yaml")
    assert whole >= {
        "platform: auth0",
        "channels: server-web",
        "subjects: own-workload",
        "subjects: organisation-people",
        "external-logins: social",
        "decision-place: token-claims",
        "login-code: little",
        "edge-protection: rate-limits",
        "detection: kept",
        "second-factor: required",
    }
    assert claimed("auth0/dir") == whole
