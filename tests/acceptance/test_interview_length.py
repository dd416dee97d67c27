"""How long the interview is for the teams of the examples."""

from datetime import date

import pytest

from advisor.application import interview
from advisor.application.desk import Desk

DAY = date(2026, 11, 22)
# Teams whose platform serves people only are the typical ones; each further kind of program or
# agent brings its own questions on credential, reach and governance.
MOST = {
    "consumer-mobile": 33,
    "direct-uploads": 33,
    "internal-tools": 32,
    "saas-dashboard": 36,
    "staff-keycloak": 40,
    "ai-assistant": 45,
    "b2b-growth": 45,
    "partner-api": 45,
}


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The shipped catalog."""
    return Desk.load((), DAY)


@pytest.mark.parametrize("name", sorted(MOST))
def test_the_interview_does_not_grow_unnoticed(desk: Desk, name: str) -> None:
    """A new question that these teams would see must earn its place against an old one."""
    assert len(interview.asked(desk.example(name))) <= MOST[name]


@pytest.mark.parametrize("name", sorted(MOST))
def test_no_answer_of_an_example_is_hidden(desk: Desk, name: str) -> None:
    """The examples answer only what the interview asks."""
    kinds = [notice.kind for notice in desk.example(name).decision.notices]
    assert "hidden-answer" not in kinds
