"""What a platform states on a day."""

from datetime import date

import pytest

from advisor.decision.product_facts import stated
from advisor.model.catalog import ProductFact, StatedFact

TODAY = date(2026, 11, 22)
PLAIN = ProductFact("scim", "SCIM", "other-product", "scim")
ENDS_SOON = ProductFact("ends", "End of sale", "other-product", "ends", months=24)


def said(value: bool | None, on: date | None = None) -> StatedFact:
    """Build what a platform's file says."""
    return StatedFact(value, on, TODAY, (), "", "yes")


@pytest.mark.parametrize("value", [True, False, None])
def test_without_a_date_the_value_counts(value: bool | None) -> None:
    """Yes, no and not stated stay what they are."""
    assert stated(PLAIN, said(value), TODAY) is value


def test_a_date_counts_from_its_day() -> None:
    """A dated yes is a no until the day comes; a dated no is a yes until then."""
    assert stated(PLAIN, said(None, TODAY), TODAY) is True
    assert stated(PLAIN, said(True, date(2026, 11, 23)), TODAY) is False
    assert stated(PLAIN, said(False, date(2026, 11, 23)), TODAY) is True
    assert stated(PLAIN, said(False, TODAY), TODAY) is False


def test_months_look_ahead() -> None:
    """With months, a date counts when it lies at most so many months ahead."""
    assert stated(ENDS_SOON, said(None, date(2028, 11, 22)), TODAY) is True
    assert stated(ENDS_SOON, said(None, date(2028, 11, 23)), TODAY) is False


def test_months_end_at_the_end_of_a_shorter_month() -> None:
    """Three months after 30 November is the last day of February."""
    quarter = ProductFact("ends", "End", "other-product", "ends", months=3)
    assert stated(quarter, said(None, date(2027, 2, 28)), date(2026, 11, 30)) is True
    assert stated(quarter, said(None, date(2027, 3, 1)), date(2026, 11, 30)) is False
