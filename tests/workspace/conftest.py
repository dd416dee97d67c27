"""Fixtures for tests of assessment files."""

from pathlib import Path

import pytest

from advisor.model.catalog import Catalog
from tests.catalog.small import small_catalog

TEXT = """\
# Assessed in November.
schema_version: 2
catalog_version: "0.1.0"
id: ab12cd34
project: {name: Acme payments, owner: payments-team, review_by: 2027-05-01}  # next review
actors:
  - {id: shoppers, kind: customers, status: in-use}
  # The ledger job is not ours.
  - {id: ledger, kind: own-workload, name: ledger job}  # Ann knows
answers:
  platform: {value: cognito}  # seen in the console
  kept-secrets: {value: [signing-keys], maybe: [database-passwords]}
  separate:
    # asked the product team
    value: here
    note: |-
      first line
      second line
figures:
  users: 45000
"""


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The tiny catalog."""
    return small_catalog()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An assessment file with comments."""
    file = tmp_path / "acme.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return file
