"""Every claim of the two source articles is embodied in something that ships."""

from collections.abc import Collection
from pathlib import Path

import pytest
import yaml

import advisor.documents.sections as document_sections
from advisor.decision import Compiled
from advisor.model.vocabulary import Status

HERE = Path(__file__).parent
CLAIMS = yaml.safe_load((HERE / "claims.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def shipped(compiled: Compiled, checkout: Path) -> dict[str, Collection[str]]:
    """The ids of everything a claim may be mapped to, by kind."""
    catalog = compiled.catalog
    sections = Path(document_sections.__file__).parent
    return {
        "question": catalog.questions,
        "rule": catalog.rules,
        "keep_ground": catalog.keep_grounds,
        "capability": catalog.capabilities,
        "stack_rule": catalog.stack_rules,
        "layer": catalog.layers,
        "pitfall": catalog.pitfalls,
        "standard": catalog.standards,
        "section": {path.stem.replace("_", "-") for path in sections.glob("*.py")},
        "case": {path.stem for path in (HERE / "cases").glob("*.yaml")},
        "guide": {path.stem for path in (checkout / "docs" / "guides").glob("*.md")},
        "status": {status.value for status in Status},
    }


def test_all_claims_are_listed() -> None:
    """All 140 claims have a row, and each row names at least one label."""
    assert len(CLAIMS["rows"]) == 140
    assert [claim for claim, labels in CLAIMS["rows"].items() if not labels] == []


def test_every_claim_is_embodied(shipped: dict[str, Collection[str]]) -> None:
    """Each label of each claim is a case, or is mapped to things that exist."""
    missing = [
        f"{claim}: {label}"
        for claim, labels in CLAIMS["rows"].items()
        for label in labels
        if label not in CLAIMS["labels"] and label not in shipped["case"]
    ]

    assert missing == []


def test_every_mapped_id_ships(shipped: dict[str, Collection[str]]) -> None:
    """No label is mapped to an id that does not exist."""
    targets = [(label, target) for label, mapped in CLAIMS["labels"].items() for target in mapped]
    dangling = [
        f"{label}: {target}"
        for label, target in targets
        if target.partition(":")[2] not in shipped[target.partition(":")[0]]
    ]

    assert dangling == []
