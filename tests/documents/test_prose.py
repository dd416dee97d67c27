"""Templates write prose; values stay values."""

import pytest
from jinja2 import UndefinedError

from advisor.documents.phrases import run
from advisor.documents.prose import prose
from advisor.model.document import Link, Text


def test_values_are_inserted_literally() -> None:
    """Nothing in a value is read as a template or as markup."""
    said = prose("why", "false_alarm", text="{{ 7 * 7 }} {% raw %} \x020\x03 <b> [x](y)")

    shown = "Where this would be a false alarm: {{ 7 * 7 }} {% raw %} 0 <b> [x](y)."
    assert said == (Text(shown),)


def test_inlines_pass_through_a_template() -> None:
    """A link given to a template comes back as the link it was, in its place."""
    fact = run("it is so", " ", Link("[A1]", "#answer-x"))

    said = prose("why", "settled_one", fact=fact, title="federation")

    assert said == (
        Text("One answer settles federation: it is so "),
        Link("[A1]", "#answer-x"),
        Text("."),
    )


def test_a_missing_value_is_an_error() -> None:
    """A template never prints an empty place."""
    with pytest.raises(UndefinedError):
        prose("why", "false_alarm")
