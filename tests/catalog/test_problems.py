"""Faulty catalogs: one load says everything that is wrong, where, and how to mend it."""

import pytest

from advisor.errors import CatalogError
from tests.catalog.faults import faults, problems, replaced
from tests.catalog.small import small_catalog

CAT = "questions/catalog.yaml"
PRIVILEGE = "questions/sections/02-privilege.yaml"
RULE = "questions/rules/workload-identity/programs-in-a-customer-directory.yaml"
KEEP = "questions/keep_grounds/sign-in-customer.yaml"
SOURCES = "questions/sources.yaml"
LAYERS = "reference_stacks/layers.yaml"
PLATFORM = "reference_stacks/platforms/cognito.yaml"

FAULTS = faults()


@pytest.mark.parametrize(("file", "old", "new", "said"), FAULTS, ids=[f[3][:40] for f in FAULTS])
def test_each_fault_is_said_with_its_file(file: str, old: str, new: str, said: str) -> None:
    """Whatever an author mistypes is found, with file and line, before it can mislead anybody."""
    found = problems(replaced(file, old, new))
    assert [problem for problem in found if said in problem], found
    assert all(":0:" not in problem for problem in found)


def test_the_small_catalog_itself_is_without_problems() -> None:
    """The faults above are the only ones."""
    assert problems({}) == []


def test_one_load_reports_all_problems_of_all_files() -> None:
    """Nobody mends one mistake to be shown the next."""
    changes = {
        **replaced(RULE, "layers: [workload-identity]", "layers: [nothing]"),
        **replaced(KEEP, "at_most: others-data", "at_most: none"),
        **replaced(PLATFORM, "vendor: AWS\n", ""),
        SOURCES: "sources: [  # BOOK\n",
    }
    found = problems(changes)
    assert {problem.split(":")[0] for problem in found} == {RULE, KEEP, PLATFORM, SOURCES}


def test_a_fault_in_one_question_does_not_flood_the_report() -> None:
    """References to a question that could not be read are not reported as well."""
    found = problems(
        replaced(
            PRIVILEGE, "id: kept-secrets\n    kind: multiple", "id: kept-secrets\n    kind: some"
        )
    )
    assert found == [
        f'{PRIVILEGE}:15: questions[1].kind: "some" is not allowed here (known: single, multiple)'
    ]


def test_a_file_that_does_not_parse_does_not_flood_the_report() -> None:
    """Nor are references into a file that could not be read."""
    assert len(problems(replaced(LAYERS, "layers:", "layers: ["))) == 1


def test_a_problem_of_a_question_per_subject_is_reported_once() -> None:
    """Not once for each of its copies."""
    text = "text: What can {subject} reach?\n    when: {question: nothing, is: x}"
    assert len(problems(replaced(PRIVILEGE, "text: What can {subject} reach?", text))) == 1


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("questions/pitfalls/empty.yaml", "", "the file is empty"),
        ("questions/pitfall/x.yaml", "id: x\n", "no catalog file belongs here"),
        ("questions/notes.yaml", "a: 1\n", "no catalog file belongs here"),
        ("questions/pitfalls/list.yaml", "- a\n", "a mapping expected, not a list"),
    ],
)
def test_a_file_in_the_wrong_place_or_form_is_said(name: str, text: str, said: str) -> None:
    """A file that nothing reads is a mistake, not a habit."""
    assert said in problems({name: text})[0]


def test_without_catalog_yaml_nothing_else_is_guessed() -> None:
    """The file that names version and capabilities must exist."""
    assert "questions/catalog.yaml: the file is missing (add it)" in problems({CAT: None})


def test_the_error_counts_and_says_how_to_go_on() -> None:
    """The first line a person sees is short."""
    with pytest.raises(CatalogError, match="The catalog has one problem") as caught:
        small_catalog(replaced(RULE, "sources: [BOOK]", "sources: [NONE]"))
    assert "advisor catalog lint" in caught.value.hint
    assert caught.value.exit_code == 2
