"""Secrets and personal data before publishing. The secrets are put together here, none is real."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from advisor.application import examples, guarding
from advisor.errors import FindingsError, InputError
from advisor.publish.config import FILE_NAME
from advisor.publish.guard import Exemption, Passage, Rules, personal_patterns, scan

AWS = "AKIA" + "QYLPMN5HHHFPZAM2"
SECRETS = {
    "aws id": AWS,
    "aws key": "wJalrXUtnFEMI" + "/K7MDENG/bPxRfiCYzQ3vX9kLp0",
    "github": "ghp_" + "a1B2c3D4e5" * 3 + "a1B2c3",
    "github fine": "github_pat_" + "11ABCDEFG0" * 4,
    "gitlab": "glpat-" + "abcDEF123456-7890xyZ",
    "slack": "xoxb-" + "123456789012-123456789012-" + "a1b2c3d4e5f6a1b2c3d4e5f6",
    "jwt": "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w5N_XgL0",
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "openssh": "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "pgp": "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----",
    "basic auth": "postgres://ledger:" + "Tr0ub4dor@db.internal/main",
    "google": "AIza" + "SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
    "azure": "abc" + "8Q~" + "abcdefghijABCDEFGHIJ0123456789_-x",
    "atlassian": "ATATT3" + "xFfGF0abcdefghijklmnop",
    "vault": "hvs." + "CAESIabcdefghijklmnopqrstuv",
    "client secret": "client_secret=" + "1a2b3c4d5e6f7g8h9i0jklmnopqrstuvwxyz1234567890abcd",
    "password in words": "the db password is " + "Zx81kdj3Qq",
    "quoted": 'secret: "' + 'Zx81!kdj3Qq"',
}
HARMLESS = [
    "The password policy asks for twelve characters and no rotation.",
    "client_secret is kept in Vault and rotated every 30 days",
    "secrets: kept by the platform team",
    "infra/modules/identity/cognito/user-pool-clients.tf:41",
    "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_aBcDeFgHi",
    "commit 4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "token lifetime: 30-minutes, refresh-token: thirty-days",
    "token = ${VAULT_TOKEN}, password: <set by CI>, api key: ********",
    "api key: see https://vault.example.com/ui/secrets/2026",
    "aws cognito-idp describe-user-pool --user-pool-id eu-central-1_aBcDeFgHi",
    "b9d2f8f4-6f7e-4c2a-9d6a-0c6d1f0a7e55",
]


NO_RULES = Rules()


def found(text: str, rules: Rules = NO_RULES) -> list[str]:
    """Return the kinds of what is found in one text."""
    return [hit.kind for hit in scan([Passage("a.yaml", 7, "reach", text)], rules)]


@pytest.mark.parametrize("name", SECRETS)
def test_secrets_are_found(name: str) -> None:
    """Common credentials are found in the middle of a sentence."""
    assert found(f"we use {SECRETS[name]} for now")


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_notes_pass(text: str) -> None:
    """Talking about secrets, and paths, ids and placeholders are no secrets."""
    assert found(text) == []


@pytest.mark.parametrize("name", [example.id for example in examples.listed()])
def test_the_shipped_examples_pass(name: str) -> None:
    """No note of the examples is taken for a secret."""
    assert scan(guarding.passages(name, examples.text_of(name)), Rules()) == ()


def test_a_hit_names_question_and_line_and_never_the_secret(tmp_path: Path) -> None:
    """The error says where to look and what kind it is, and quotes nothing."""
    file = tmp_path / "acme.yaml"
    file.write_text(
        "schema_version: 1\n"
        "project: {name: Acme}\n"
        "answers:\n"
        "  reach.own-workload:\n"
        "    value: infrastructure\n"
        "    note: |\n"
        "      runs at night\n"
        f"      with {AWS}\n"
        "  subjects: {value: [customers], evidence: ['key " + SECRETS["github"] + "']}\n"
        "actors:\n"
        f"  - {{name: job, subject: own-workload, credential: '{SECRETS['gitlab']}'}}\n"
    )
    hits = guarding.hits(file, Rules())
    assert [(hit.line, hit.question) for hit in hits] == [
        (8, "reach.own-workload"),
        (9, "subjects"),
        (11, "actors.credential"),
    ]
    with pytest.raises(FindingsError) as caught:
        guarding.refuse(hits)
    assert caught.value.exit_code == 1
    message = f"{caught.value.message} {hits!r}"
    assert f"{file}:8: reach.own-workload" in message
    for secret in (AWS, SECRETS["github"], SECRETS["gitlab"]):
        assert secret not in message
        assert secret[-8:] not in message


def test_personal_data_is_what_the_team_says(tmp_path: Path) -> None:
    """Ready-made patterns are off until named; own ones have their name in the hit."""
    text = "ask ada@example.com, staff E123456, +49 30 1234567, DE89 3704 0044 0532 0130 00"
    assert found(text) == []
    rules = Rules(personal_patterns(["email", "phone", "iban"], {"staff number": r"\bE\d{6}\b"}))
    assert found(text, rules) == [
        "personal data (email)",
        "personal data (iban)",
        "personal data (phone)",
        "personal data (staff number)",
    ]


def test_unknown_and_broken_patterns_are_told() -> None:
    """A typing error in the configuration does not switch the check off."""
    with pytest.raises(InputError, match="no pattern"):
        personal_patterns(["e-mail"], {})
    with pytest.raises(InputError, match="staff"):
        personal_patterns([], {"staff": "E(\\d"})


def test_a_hit_can_be_cleared_for_one_question_only() -> None:
    """An exemption names question and kind, so it hides nothing else."""
    kind = found(AWS)[0]
    rules = Rules(exemptions=(Exemption("reach", kind, "documentation key"),))
    assert found(AWS, rules) == []
    assert scan([Passage("a.yaml", 1, "subjects", AWS)], rules)


def test_nothing_is_sent_to_check_a_secret() -> None:
    """The detector's own verification, which calls the network, is never used."""
    source = Path(guarding.__file__).parents[1] / "publish" / "guard.py"
    assert not re.search(r"\.verify\(|scan_line|scan_file", source.read_text())


def test_documents_only_warn(tmp_path: Path) -> None:
    """The same search before writing documents names the places and stops nothing."""
    file = tmp_path / "acme.yaml"
    file.write_text(f"answers:\n  subjects: {{value: [], note: 'see {AWS}'}}\n")
    (problem,) = guarding.warnings(file)
    assert (problem.line, problem.field) == (2, "subjects")
    assert AWS not in str(problem)
    (tmp_path / FILE_NAME).write_text("personal_data = ['nonsense']")
    (problem,) = guarding.warnings(file)
    assert "not searched for secrets" in str(problem)
