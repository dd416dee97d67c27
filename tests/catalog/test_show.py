"""`catalog show --json`: the catalog for other programs."""

import json

from advisor.catalog import show
from advisor.model.catalog import Catalog


def test_questions_are_shown_after_expansion(small: Catalog) -> None:
    """Id, kind, order and options are what other programs answer from."""
    shown = show(small)
    questions = {question["id"]: question for question in shown["questions"]}
    assert questions["reach.customers"] == {
        "id": "reach.customers",
        "section": "privilege",
        "kind": "single",
        "ordered": True,
        "text": "What can customers reach?",
        "options": [
            {"id": "own-data", "label": "Their own data"},
            {"id": "others-data", "label": "Data of others"},
            {"id": "infrastructure", "label": "Infrastructure"},
        ],
        "authored": "reach",
        "subject": "customers",
    }
    assert questions["subjects"]["kind"] == "multiple"
    assert list(questions) == list(small.questions)


def test_what_is_shown_is_plain_data(shipped: Catalog) -> None:
    """It prints as JSON as it is."""
    shown = show(shipped)
    assert json.loads(json.dumps(shown)) == shown
    assert shown["catalog_version"] == shipped.version
