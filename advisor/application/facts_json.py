"""Given facts as plain data: what a row of the inventory says names the actor."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.decision.inventory import group_of, status_of
from advisor.decision.space import EXCLUDES
from advisor.model.catalog import Catalog
from advisor.model.decision import Given
from advisor.model.vocabulary import Kind


def fact_json(catalog: Catalog, given: Given) -> dict[str, object]:
    """Return one fact: `{actor, kind, status}`, `{complete}`, or a question and what is said.

    A question that is asked of each actor goes by its authored id, beside the actor.
    """
    question = catalog.questions.get(given.question)
    if question is not None and question.roster and question.kind is Kind.MULTIPLE:
        return _row(catalog, given)
    name = {"question": given.question}
    if question is not None and question.subject:
        name = {"actor": question.subject, "question": question.authored}
    if given.relation == "not_applicable":
        return {**name, "not_applicable": True}
    return {**name, given.relation: given.value}


def facts_json(catalog: Catalog, givens: Iterable[Given]) -> list[dict[str, object]]:
    """Return facts in order, each once: several unlisted kinds are one complete group."""
    found: list[dict[str, object]] = []
    for given in givens:
        fact = fact_json(catalog, given)
        if fact not in found:
            found.append(fact)
    return found


def _row(catalog: Catalog, given: Given) -> dict[str, object]:
    if given.value in catalog.unlisted:
        if given.relation == EXCLUDES:
            return {"complete": group_of(catalog, given.value)}
        return {"unlisted": catalog.kinds[given.value], "status": "in-use"}
    status = status_of(catalog, given.question).value
    if given.relation == "maybe":
        status = "suspected"
    if given.relation == EXCLUDES:
        status = f"not-{status}"
    return {
        "actor": given.value,
        "kind": catalog.kinds.get(given.value, given.value),
        "status": status,
    }
