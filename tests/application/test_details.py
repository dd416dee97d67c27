"""The team's own nouns, numbers and dates."""

from datetime import date

import pytest

from advisor.application import details
from advisor.application.session import Session
from advisor.errors import InputError


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("project:name", " Acme  pay ", "Acme pay"),
        ("project:review_by", "2027-05-01", "2027-05-01"),
        ("record:deciders", "Kim, Robin ,", "Kim, Robin"),
        ("date:launch", "2027-02-01", "2027-02-01"),
        ("figure:users", "45 000", "45000"),
        ("figure:users", "45,000", "45000"),
        ("product:secrets", "Vault", "Vault"),
    ],
)
def test_a_field_shows_what_was_typed(session: Session, field: str, typed: str, shown: str) -> None:
    """Every kind of field takes typed text and shows it in one form."""
    details.set_field(session, field, typed)

    assert {item.id: item.value for item in details.fields(session)}[field] == shown


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("project:name", ""),
        ("project:review_by", "next year"),
        ("date:launch", "2027-02-30"),
        ("figure:users", "-3"),
        ("figure:users", "many"),
        ("colour:red", "x"),
    ],
)
def test_what_does_not_fit_is_refused(session: Session, field: str, typed: str) -> None:
    """A day that is none, a number that is none, an empty name: refused, nothing changed."""
    before = session.assessment
    with pytest.raises(InputError):
        details.set_field(session, field, typed)

    assert session.assessment == before


@pytest.mark.parametrize("field", ["date:launch", "figure:users", "product:secrets"])
def test_an_empty_text_takes_the_value_away(session: Session, field: str) -> None:
    """Emptying a field forgets it, rather than keeping an empty value in the file."""
    before = session.assessment
    details.set_field(session, field, "2027-02-01" if field.startswith("date") else "7")
    details.set_field(session, field, "")

    assert session.assessment == before


def test_days_are_days(session: Session) -> None:
    """A typed day is stored as a date."""
    details.set_field(session, "date:launch", "2027-02-01")

    assert session.assessment.dates["launch"] == date(2027, 2, 1)
