"""Small infrastructure files that a scan must read right, where the reference is at hand.

The files are read in place and never copied; what is right for each stands in `expected.yaml`
beside them, and here in the vocabulary of proposals.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from advisor.evidence.examine import Examined, examine_paths
from advisor.evidence.proposals import propose
from tests.evidence.scene import book, catalog, options

# Read before the tests' own environment takes it away.
CASES = (
    Path(os.environ.get("ADVISOR_REFERENCE", Path(__file__).parents[2].parent / "shared"))
    / "cases"
    / "evidence"
)
# The rows about infrastructure code; the others are about products' own formats.
OURS = ("tf/", "dyn", "cognito/", "trialpath/", "p3/sls", "p3/f", "openapi/", "plan/", "amplify2/")
Said = set[tuple[str, str]]
COGNITO = ("observed", "cognito")
REQUIRED = ("observed", "required")
GATEWAY = ("observed", "gateway-tokens")
IMPLICIT = ("observed", "implicit-grant")


@dataclass(frozen=True)
class Case:
    """What must be said on questions, and words that a note must hold."""

    said: dict[str, Said]
    told: str = ""


NO_CODE = Case({"login-code": set(), "platform": {COGNITO}})
ROLES: dict[str, Said] = {
    "cloud-role-scope": {("observed", "broad")},
    "cloud-credentials": {("observed", "signed-in-people")},
}
EXPECTED = {
    "trialpath/infra": Case({"second-factor": {REQUIRED}}),
    "tf/override-first": Case(
        {"second-factor": {REQUIRED}, "login-code": {("inferred", "little")}}
    ),
    "p3/sls": Case(
        {"second-factor": {REQUIRED}, "login-habits": {("inferred", "!uninvited-sign-up")}}
    ),
    "p3/sls2": Case({"second-factor": {("not-visible", "never")}}),
    "p3/sls3": Case({"second-factor": {REQUIRED}}),
    "cognito/waf-elsewhere.tf": Case({"edge-protection": set(), "platform": {COGNITO}}),
    "cognito/provider-only.tf": Case(
        {"platform": {COGNITO}, "external-logins": {("observed", "social")}}
    ),
    "dyn": NO_CODE,
    "dyn2": NO_CODE,
    "cognito/novalue-trigger.yaml": NO_CODE,
    "cognito/maybe-trigger.tf": NO_CODE,
    "cognito/empty-trigger.tf": NO_CODE,
    "cognito/implicit-inert.tf": Case({"login-habits": set(), "channels": set()}),
    "tf/policy-index": Case(ROLES),
    "tf/policy-plain.tf": Case(ROLES),
    "tf/login-unknown": Case(
        {"cloud-credentials": {("observed", "signed-in-people"), ("observed", "!guests")}}
    ),
    "tf/length-unknown": Case({"login-habits": {IMPLICIT}}),
    "tf/regex-key": Case({"login-habits": {IMPLICIT}}),
    "tf/try-missing": Case(
        {"second-factor": {REQUIRED}, "refresh-lifetime": {("observed", "thirty-days")}}
    ),
    "tf/optional-default": Case(
        {
            "second-factor": {REQUIRED},
            "refresh-lifetime": {("observed", "ninety-days")},
            "login-habits": {("inferred", "!uninvited-sign-up")},
        }
    ),
    "tf/nullable": Case({"second-factor": {REQUIRED}}),
    "tf/default-off": Case({"platform": set()}, told="default of variable create"),
    "openapi/tf-body.tf": Case({"edge-protection": {GATEWAY}}),
    "openapi/openapi.yaml": Case({"edge-protection": {GATEWAY}}),
    "openapi/sam-include.yaml": Case({"platform": {COGNITO}}, told="includes openapi.yaml"),
    "openapi": Case({"edge-protection": {GATEWAY}}),
    "amplify2/amplify_outputs.json": Case(
        {
            "login-habits": {IMPLICIT, ("not-visible", "loose-redirects")},
            "channels": {("inferred", "browser-app"), ("inferred", "mobile-app")},
            "second-factor": {("observed", "never")},
            "edge-protection": {GATEWAY},
        }
    ),
    "p3/foreach.yaml": Case({"second-factor": {REQUIRED}}),
    "p3/flow-style.yaml": Case({"second-factor": {REQUIRED}}),
    "plan/stream.json": Case({"platform": set()}, told="terraform show -json"),
    "unsupported": Case(
        {"platform": {COGNITO}, "second-factor": {REQUIRED}, "edge-protection": {GATEWAY}},
        told="Bicep is not read",
    ),
    **{
        f"unsupported/{name}": Case({"second-factor": {REQUIRED}})
        for name in ("main.tofu", "ack.yaml", "Pulumi.yaml")
    },
}


@pytest.fixture(scope="module")
def cases() -> Path:
    """The folder of cases; without it the tests are skipped, and fail where they must run."""
    if not (CASES / "expected.yaml").is_file():
        reason = f"the reference cases are not at {CASES}; set ADVISOR_REFERENCE"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return CASES


def examined(path: Path) -> Examined:
    """Examine one case as a scan does."""
    return examine_paths([path], book(), catalog(), base=path.parent)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_case_is_read_right(cases: Path, name: str) -> None:
    """Each case proposes what is right, no more on these questions, and explains its silence."""
    result, case = examined(cases / name), EXPECTED[name]
    found = propose(result.findings, {}, catalog())
    assert {question: options(found, question) for question in case.said} == case.said
    assert result.problems == ()
    told = " ".join(f"{note.problem} {note.fix}" for note in result.unseen)
    assert case.told in told


def test_every_row_about_infrastructure_has_a_case(cases: Path) -> None:
    """No row of the reference is left out."""
    rows = yaml.safe_load((cases / "expected.yaml").read_text(encoding="utf-8"))["scan"]
    ours = {row["path"] for row in rows if row["path"].startswith(OURS)}
    assert len(ours) > 25
    assert ours <= EXPECTED.keys()


def test_a_case_reads_the_same_wherever_its_folder_stands(cases: Path, tmp_path: Path) -> None:
    """Names of folders above the scanned one change nothing."""
    for parent in ("test", "examples", "plain"):
        folder = copytree(cases / "trialpath" / "infra", tmp_path / parent / "infra")
        found = propose(examined(folder).findings, {}, catalog())
        assert options(found, "second-factor") == {REQUIRED}
