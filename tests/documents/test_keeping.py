"""Why a job stays: what its grounds rest on, and what they do not."""

from tests.documents.made import report_of
from tests.documents.test_sections import cited, said_in


def test_a_need_that_nobody_has_is_not_praised_as_met() -> None:
    """Where no function is ticked, the ground says so and cites no product fact."""
    document = report_of("partner-api").document
    why = said_in(document, "verdict-sign-in-organisation")
    assert "You need no special function of the login." in why
    assert "Every function that you need" not in why
    assert not [anchor for anchor in cited(document) if "step-up" in anchor]


def test_a_fact_counts_only_where_no_answer_stands_in_for_it() -> None:
    """A product's provisioning is no ground where no business customer asks for provisioning."""
    why = said_in(report_of("partner-api").document, "verdict-sign-in-organisation")
    assert "delegation or hierarchy that the product lacks. [A12] [S" in why
    assert "[A12] [S11] [S12]" not in why
