"""The catalog that ships: complete, and within what a start may cost."""

import time

import pytest

from advisor.catalog import lint, load
from advisor.catalog.linting import _KINDS
from advisor.model.catalog import Catalog
from advisor.model.vocabulary import Verdict


@pytest.mark.parametrize("kind", _KINDS)
def test_every_kind_of_record_is_there(shipped: Catalog, kind: str) -> None:
    """References to a kind of which nothing exists would not be checked."""
    assert getattr(shipped, kind)


def test_every_record_has_a_place(shipped: Catalog) -> None:
    """Findings point to a file that exists."""
    assert all(place.line > 0 for place in shipped.places.values())
    assert {key for shelf, key in shipped.places if shelf == "pitfalls"} == set(shipped.pitfalls)


def test_loading_is_quick() -> None:
    """A command may not feel slow; the limit is wide, since test machines are shared."""
    load()
    started = time.process_time()
    load()
    assert time.process_time() - started < 1.0


def test_only_the_lowest_verdict_of_a_capability_needs_no_rule(shipped: Catalog) -> None:
    """Every verdict above a capability's lowest is proposed by some rule."""
    proposed = {(rule.capability, rule.verdict) for rule in shipped.rules.values()}
    missing = [
        (capability.id, verdict.id)
        for capability in shipped.capabilities.values()
        for verdict in capability.verdicts[1:]
        if (capability.id, Verdict(verdict)) not in proposed
    ]
    assert missing == []


def test_lint_has_something_to_say_or_nothing_but_never_fails(shipped: Catalog) -> None:
    """Lint runs over the whole shipped catalog."""
    assert all(finding.problem for finding in lint(shipped))
