"""Files beyond any sensible size are refused at the place where they get too large."""

import pytest

from advisor.errors import AssessmentError
from advisor.model.catalog import Catalog
from advisor.workspace import parse
from advisor.workspace.limits import MOST_ENTRIES, MOST_VALUES

START = "schema_version: 1\nanswers:\n"


def refused(text: str, catalog: Catalog) -> tuple[str, list[str]]:
    """Return what an error says in a line, and its problems."""
    with pytest.raises(AssessmentError) as caught:
        parse(text, "a.yaml", catalog)
    return caught.value.message, [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("answer", ["{value: a}", "\n    value: a"])
def test_far_too_many_answers_are_refused_where_they_get_too_many(
    answer: str, catalog: Catalog
) -> None:
    """Line and field of the first entry beyond the limit, how many there are, and the way out."""
    lines = answer.count("\n") + 1
    text = START + "".join(f"  q-{number}: {answer}\n" for number in range(50_000))
    _, (problem,) = refused(text, catalog)

    assert problem == (
        f"a.yaml:{3 + MOST_ENTRIES * lines}: answers.q-{MOST_ENTRIES}: 50000 entries, "
        f"and {MOST_ENTRIES} are the most (keep those that matter)"
    )


def test_far_too_much_evidence_on_an_answer_is_refused(catalog: Catalog) -> None:
    """A list inside of an answer is limited like every other."""
    text = f"{START}  platform:\n    value: cognito\n    evidence:\n" + "    - a.tf:1\n" * 100_000
    _, (problem,) = refused(text, catalog)

    assert problem == (
        f"a.yaml:{6 + MOST_ENTRIES}: answers.platform.evidence[{MOST_ENTRIES}]: 100000 entries, "
        f"and {MOST_ENTRIES} are the most (keep those that matter)"
    )


def test_as_much_as_the_limit_is_read(catalog: Catalog) -> None:
    """What stays within the limits is read as ever."""
    text = f"{START}  platform: {{value: cognito, evidence: [{'a, ' * MOST_ENTRIES}]}}\n"

    assert len(parse(text, "a.yaml", catalog).answers["platform"].evidence) == MOST_ENTRIES


def test_many_lists_within_their_limits_are_refused_together(catalog: Catalog) -> None:
    """The whole file has a limit too, so that many long lists are no way around."""
    long = "a, " * MOST_ENTRIES
    text = START + "".join(
        f"  q-{number}: {{evidence: [{long}]}}\n" for number in range(MOST_VALUES // MOST_ENTRIES)
    )
    _, problems = refused(text, catalog)

    assert len(problems) == 1
    assert f"evidence: more than {MOST_VALUES} values in one file" in problems[0]


@pytest.mark.parametrize(
    "text",
    [
        START + "  platform: {value: a}\n" * 30_000,
        START + "".join(f"  q-{number}: {{value: a}}\n" for number in range(MOST_ENTRIES)),
        START + "".join(f"  q-{one}: {{a: 1, b: 1, c: 1}}\n" for one in range(MOST_ENTRIES)),
        "schema_version: 1\nproposals:\n"
        + "".join(
            f"- {{question: q-{one}, signal: s, kind: observed, where: w}}\n" for one in range(4000)
        ),
    ],
    ids=["keys twice", "unknown questions", "unknown fields", "unknown questions proposed"],
)
def test_a_person_is_told_a_hundred_problems(text: str, catalog: Catalog) -> None:
    """Of thousands of problems the first hundred are listed, and that there are more is said."""
    message, problems = refused(text, catalog)

    assert message == "a.yaml has 100 problems or more."
    assert len(problems) == 100
