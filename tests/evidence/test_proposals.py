"""Proposals against answers, and drift."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.evidence.drift import drift
from advisor.evidence.proposals import contradicts, propose
from advisor.model.assessment import Answer
from tests.evidence.scene import catalog, examined, only, options, proposed

POOL = 'resource "aws_cognito_user_pool" "%s" {\n  mfa_configuration = "%s"\n}\n'
GUESTS = 'resource "aws_cognito_identity_pool" "i" {\n  allow_unauthenticated_identities = %s\n}\n'
MACHINE = """
resource "aws_cognito_user_pool_client" "c" {
  allowed_oauth_flows                  = ["client_credentials"]
  allowed_oauth_flows_user_pool_client = true
}
"""


def kinds(tmp_path: Path, text: str, question: str, answer: Answer) -> set[str]:
    """Return the classes of what is proposed on one question, given an answer to it."""
    found = proposed(tmp_path, {"m.tf": text}, {question: answer})
    return {item.kind for item in found if item.question == question}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(), {"observed"}),
        (Answer(unknown=True), {"observed"}),
        (Answer(value="never"), set()),
        (Answer(value="required"), {"contradicted"}),
        (Answer(not_applicable="no people"), {"contradicted"}),
    ],
)
def test_a_single_choice(tmp_path: Path, answer: Answer, expected: set[str]) -> None:
    """Evidence is new, agrees, or contradicts."""
    assert kinds(tmp_path, POOL % ("p", "OFF"), "second-factor", answer) == expected


@pytest.mark.parametrize(
    ("value", "maybe", "expected"),
    [
        (("guests",), (), set()),
        ((), ("guests",), {"observed"}),
        ((), (), {"contradicted"}),
        (("signed-in-people",), (), {"contradicted"}),
    ],
)
def test_an_option_that_holds(
    tmp_path: Path, value: tuple[str, ...], maybe: tuple[str, ...], expected: set[str]
) -> None:
    """An option of a multiple choice that was seen holds, is suspected, or is denied."""
    answer = Answer(value=value, maybe=maybe)
    assert kinds(tmp_path, GUESTS % "true", "cloud-credentials", answer) == expected


@pytest.mark.parametrize(
    ("value", "maybe", "expected"),
    [
        (("guests",), (), {"contradicted"}),
        ((), ("guests",), {"observed"}),
        ((), (), set()),
    ],
)
def test_an_option_that_does_not_hold(
    tmp_path: Path, value: tuple[str, ...], maybe: tuple[str, ...], expected: set[str]
) -> None:
    """An explicit "off" rules an option out."""
    answer = Answer(value=value, maybe=maybe)
    assert kinds(tmp_path, GUESTS % "false", "cloud-credentials", answer) == expected


@pytest.mark.parametrize("subject", ["own-workload", "outside-system", "device"])
def test_any_explanation_agrees(tmp_path: Path, subject: str) -> None:
    """A machine grant is explained by whichever machine the team has named."""
    assert kinds(tmp_path, MACHINE, "subjects", Answer(value=("customers", subject))) == set()


def test_no_explanation_contradicts(tmp_path: Path) -> None:
    """A team that knows of no program is told of the grant, with the other explanations."""
    answers = {"subjects": Answer(value=("customers",))}
    found = only(proposed(tmp_path, {"m.tf": MACHINE}, answers), "subjects")
    assert (found.kind, found.includes) == ("contradicted", ("own-workload",))
    assert "Systems of customers or partners" in found.says


def test_a_guess_is_never_called_observed(tmp_path: Path) -> None:
    """Where several options fit, the likeliest is inferred."""
    assert options(proposed(tmp_path, {"m.tf": MACHINE}), "subjects") == {
        ("inferred", "own-workload")
    }


def test_pools_that_differ_propose_nothing(tmp_path: Path) -> None:
    """Two pools with different settings leave open which of them is meant."""
    text = POOL % ("a", "OFF") + POOL % ("b", "ON")
    found = only(proposed(tmp_path, {"m.tf": text}), "second-factor")
    assert (found.kind, found.value) == ("not-visible", None)
    assert "say different things" in found.says
    assert kinds(tmp_path, text, "second-factor", Answer(value="optional")) == {"contradicted"}
    assert kinds(tmp_path, text, "second-factor", Answer(value="never")) == set()


def test_the_longest_session_counts(tmp_path: Path) -> None:
    """A question about the most that any client allows takes the riskiest of them."""
    client = (
        'resource "aws_cognito_user_pool_client" "%s" {\n  refresh_token_validity = %d\n'
        '  allowed_oauth_flows = ["code"]\n}\n'
    )
    text = client % ("a", 1) + client % ("b", 60)
    found = only(proposed(tmp_path, {"m.tf": text}), "refresh-lifetime")
    assert (found.kind, found.value) == ("observed", "ninety-days")


def test_a_client_without_lifetime_leaves_room_above(tmp_path: Path) -> None:
    """A client whose lifetime is not written may allow more."""
    text = (
        'resource "aws_cognito_user_pool_client" "a" {\n  refresh_token_validity = 1\n}\n'
        'resource "aws_cognito_user_pool_client" "b" {}\n'
    )
    found = only(proposed(tmp_path, {"m.tf": text}), "refresh-lifetime")
    assert (found.kind, found.value) == ("inferred", "a-day")


def test_a_machine_s_lifetime_does_not_count(tmp_path: Path) -> None:
    """A client that only programs use says nothing about how long people stay signed in."""
    text = MACHINE.replace("}\n", "  refresh_token_validity = 365\n}\n")
    assert options(proposed(tmp_path, {"m.tf": text}), "refresh-lifetime") == set()


def test_further_places_are_named(tmp_path: Path) -> None:
    """One proposal stands for all places that say the same."""
    text = "".join(POOL % (name, "ON") for name in "abcdef")
    found = only(proposed(tmp_path, {"m.tf": text}), "second-factor")
    assert found.where == "m.tf:2"
    assert "Also at m.tf:5, m.tf:8, m.tf:11 and 2 more." in found.says


def test_what_was_read_says_when_it_goes_on(tmp_path: Path) -> None:
    """A long list of settings is not cut in the middle of a word without a sign."""
    triggers = [
        "pre_authentication",
        "post_authentication",
        "pre_sign_up",
        "post_confirmation",
        "custom_message",
        "pre_token_generation",
        "define_auth_challenge",
        "create_auth_challenge",
        "verify_auth_challenge_response",
        "user_migration",
    ]
    config = "".join(f"    {name} = aws_lambda_function.f.arn\n" for name in triggers)
    pool = f'resource "aws_cognito_user_pool" "people" {{\n  lambda_config {{\n{config}  }}\n}}\n'
    reads = [found.read for found in proposed(tmp_path, {"m.tf": pool}) if found.read]
    longest = max(reads, key=len)
    assert len(longest) == 160
    assert longest.endswith(" …")


def test_drift_points_at_the_code(tmp_path: Path) -> None:
    """A contradiction names the file, the line, what was read and what was answered."""
    result = examined(tmp_path, {"infra/m.tf": POOL % ("p", "OFF")})
    (found,) = drift(result.findings, {"second-factor": Answer(value="required")}, catalog())
    assert (found.file, found.line, found.signal) == ("infra/m.tf", 2, "mfa-off")
    assert "mfa = OFF" in found.message
    assert "Always, any kind" in found.message


def test_what_is_not_certain_is_no_drift(tmp_path: Path) -> None:
    """Neither a default nor a guess fails a gate."""
    text = (POOL % ("p", "OFF")).replace('"OFF"', "var.m")
    text += 'variable "m" {\n  default = "OFF"\n}\n'
    result = examined(tmp_path, {"m.tf": text})
    assert drift(result.findings, {"second-factor": Answer(value="required")}, catalog()) == []


def test_unanswered_questions_do_not_drift(tmp_path: Path) -> None:
    """What nobody answered cannot be contradicted."""
    result = examined(tmp_path, {"m.tf": POOL % ("p", "OFF")})
    assert drift(result.findings, {}, catalog()) == []


def test_every_certain_finding_can_be_contradicted(tmp_path: Path) -> None:
    """Law: an answer that shares no option with certain evidence is contradicted."""
    text = POOL % ("p", "OFF") + MACHINE + GUESTS % "true"
    result = examined(tmp_path, {"m.tf": text})
    certain = [item for item in result.findings if contradicts(item)]
    assert len(certain) >= 4

    @given(st.data())
    def law(data: st.DataObject) -> None:
        finding = data.draw(st.sampled_from(certain))
        question = catalog().questions[finding.signal.suggests.question]
        others = [name for name in question.option_ids if name not in finding.explains]
        if question.kind.value == "single":
            answer = Answer(value=data.draw(st.sampled_from(others)))
        else:
            answer = Answer(value=tuple(data.draw(st.lists(st.sampled_from(others), unique=True))))
        answers = {question.id: answer}
        assert [item.kind for item in propose([finding], answers, catalog())] == ["contradicted"]
        assert len(drift([finding], answers, catalog())) == 1

    law()
