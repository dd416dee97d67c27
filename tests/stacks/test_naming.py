"""Recognising a product in what a team wrote."""

import pytest

from advisor.stacks.naming import component_named, same_product
from tests.stacks.shipped import catalog


@pytest.mark.parametrize(
    ("written", "component"),
    [
        ("vault", "vault"),
        ("HashiCorp Vault", "vault"),
        ("open-bao", "openbao"),
        ("Secrets Manager", "aws-secrets-manager"),
        ("Key Vault", "azure-key-vault"),
        ("Google Secret Manager", "gcp-secret-manager"),
        ("Google Vault", None),
        ("Doppler", None),
        ("aws", None),
        ("", None),
    ],
)
def test_a_product_is_found_by_id_name_or_a_clear_part(written: str, component: str | None) -> None:
    """Spelling and vendor prefixes do not matter; what could be several is none."""
    secrets = [item for item in catalog().components.values() if item.layer == "secrets"]
    found = component_named(written, secrets)
    assert (found.id if found else None) == component


def test_titles_are_compared_without_punctuation() -> None:
    """Cognito means Amazon Cognito; nothing means nothing."""
    assert same_product("cognito", "Amazon Cognito")
    assert not same_product("", "Amazon Cognito")
    assert not same_product("AWS", "Amazon Cognito")
