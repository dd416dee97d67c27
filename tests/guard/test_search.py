"""Credentials in texts: what is found, and what only talks about them."""

import random
import string

import pytest

from advisor.application import examples
from advisor.guard.search import KINDS, WITHHELD, find, without
from advisor.guard.shapes import SHAPES, Shape
from tests.guard.made_up import CREDENTIALS, PLACED, PRIVATE_KEY

HARMLESS = [
    "The password policy asks for twelve characters and no rotation.",
    "client_secret is kept in Vault and rotated every 30 days",
    "secrets: kept by the platform team",
    "password: required, token: 30-minutes, secret: aws-secretsmanager",
    "token: oauth2-client-credentials, credentials: client_credentials, token=access_token",
    "password: Argon2id, before that PBKDF2-SHA256; private key: RS256",
    "password = min-12-chars, pwd: see-1password, session token: 15m0s",
    "secret: projects/acme/secrets/db/versions/3",
    "infra/modules/identity/cognito/user-pool-clients.tf:41",
    "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_aBcDeFgHi",
    "commit 4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "token lifetime: 30-minutes, refresh-token: thirty-days",
    "token = ${VAULT_TOKEN}, password: <set by CI>, api key: ********, secret: {{ lookup }}",
    "https://user:${PASSWORD}@wiki.example.com/ and https://host:8443/login",
    "api key: see https://vault.example.com/ui/secrets/2026",
    "aws cognito-idp describe-user-pool --user-pool-id eu-central-1_aBcDeFgHi",
    "b9d2f8f4-6f7e-4c2a-9d6a-0c6d1f0a7e55",
    'we call it "shop" here, and the other one "customer-identity-platform"',
    "see ShopUserPoolClientPostConfirmationLambdaServiceRoleDefaultPolicy1BCFE40A in the stack",
    "task-force-for-the-migration-of-2026-and-later-systems",
]


@pytest.mark.parametrize("name", CREDENTIALS)
def test_credentials_are_taken_out_whole(name: str) -> None:
    """A credential of a common kind goes from the middle of a sentence; the sentence stays."""
    assert without(f"we use {CREDENTIALS[name]} for now").count(WITHHELD) == 1
    assert without(f"we use {CREDENTIALS[name]} for now").startswith("we use ")
    for part in (CREDENTIALS[name][-8:], CREDENTIALS[name][8:16]):
        assert part not in without(f"we use {CREDENTIALS[name]} for now")


@pytest.mark.parametrize("name", PLACED)
def test_what_surrounds_a_credential_stays(name: str) -> None:
    """Of an address or an assignment only the value goes, so that the place can be recognised."""
    before, value, behind = PLACED[name]
    assert without(f"see {before}{value}{behind}") == f"see {before}{WITHHELD}{behind}"


def test_generated_keys_without_a_name_are_found() -> None:
    """Of a hundred random keys of forty characters, hardly one is taken for a name."""
    chance = random.Random(20261130)
    letters = string.ascii_letters + string.digits
    keys = ["".join(chance.choices(letters, k=40)) for _ in range(100)]
    assert sum(1 for key in keys if find(f"with {key} it works")) >= 97


def test_a_private_key_goes_with_all_its_lines() -> None:
    """The body of a key is the secret; one without an end goes to the end of the text."""
    assert without(f"ours: {PRIVATE_KEY} (old)") == f"ours: {WITHHELD} (old)"
    assert without(f"ours: {PRIVATE_KEY[:50]}") == f"ours: {WITHHELD}"


def test_several_credentials_in_one_text_all_go() -> None:
    """One find does not hide the next."""
    text = " ".join(CREDENTIALS.values())
    assert without(text).replace(WITHHELD, "").replace("https://", "").strip() == ""


@pytest.mark.parametrize("text", HARMLESS)
def test_talk_about_credentials_stays(text: str) -> None:
    """Names, placeholders, policies, paths, ids and quoted words are no credentials."""
    assert find(text) == ()


@pytest.mark.parametrize("name", [example.id for example in examples.listed()])
def test_the_shipped_examples_hold_none(name: str) -> None:
    """No text of the examples is taken for a credential."""
    assert find(examples.text_of(name)) == ()


def test_an_allowed_kind_stays() -> None:
    """A waiver is for one kind; another one in the same text still goes."""
    text = f"{CREDENTIALS['github']} and {CREDENTIALS['stripe']}"
    assert without(text, {"GitHub Token"}) == f"{CREDENTIALS['github']} and {WITHHELD}"


def test_kinds_have_names_of_their_own() -> None:
    """A waiver names a kind, so no two are called the same."""
    assert len(set(KINDS)) == len(KINDS)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.kind)
def test_the_words_of_a_shape_are_in_lower_case(shape: Shape) -> None:
    """They are looked for in the text in lower case; another word would switch the shape off."""
    assert [word for word in shape.words if word != word.lower()] == []


def test_a_long_text_takes_no_time() -> None:
    """No expression goes back over a text again and again."""
    assert find("a" * 200_000 + " " + "A1b2-" * 40_000 + "://" * 10_000) == ()
