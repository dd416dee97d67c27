"""What a question is called now."""

from __future__ import annotations

from advisor.model.catalog import Catalog


def current_id(question_id: str, catalog: Catalog) -> str:
    """Follow the catalog's renames, also of questions that are asked per subject."""
    for _ in catalog.renamed:
        if question_id in catalog.questions:
            break
        authored, dot, subject = question_id.partition(".")
        if question_id in catalog.renamed:
            question_id = catalog.renamed[question_id]
        elif authored in catalog.renamed:
            question_id = f"{catalog.renamed[authored]}{dot}{subject}"
    return question_id
