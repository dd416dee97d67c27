"""Cases of records: what one stands for, and that a verification runs every example."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.application.own_cases import cases_of, failing_cases, faults
from advisor.catalog.cases import examples_of
from advisor.decision import compile_catalog
from advisor.model.assessment import Answer
from advisor.model.catalog import Case
from advisor.model.vocabulary import Verdict
from tests.catalog import small

TODAY = date(2026, 11, 22)
CASE = Case(
    "a job",
    {"lifecycle": "live", "subjects": ["customers", "own-workload"]},
    fires=True,
    verdict=Verdict.SPLIT,
    likewise=({"lifecycle": "greenfield"},),
    unless=({"subjects": ["customers"], "lifecycle": {"unknown": True}},),
)

# Which file of the small catalog gets the cases, before which line, and what is said of each.
FAILING = [
    (
        "questions/catalog.yaml",
        "    layers: [customer-identity]\n    keep_text",
        "{name: Jobs, answers: {subjects: [own-workload]}, in_use: true, unless: [{subjects: []}]}",
        [
            'sign-in-customer, case "Jobs": not certain that it is in use.',
        ],
    ),
    (
        "questions/catalog.yaml",
        "    layers: [customer-identity]\n    keep_text",
        "{name: All, answers: {subjects: [customers]}, in_use: false, unless: [{subjects: []}]}",
        [
            'sign-in-customer, case "All": it is in use, or still may be.',
            'sign-in-customer, case "All, unless subjects []": not certain that it is in use.',
        ],
    ),
    (
        "questions/sections/01-context.yaml",
        "    options:\n      - {id: scim",
        "{name: Else, answers: {platform: other}, asked: true, likewise: [{platform: cognito}]}",
        [
            'other-product, case "Else, likewise platform cognito": not certain that it is asked.',
        ],
    ),
    (
        "questions/sections/01-context.yaml",
        "    options:\n      - {id: scim",
        "{name: Ours, answers: {platform: cognito, other-product: [scim]}, asked: false}",
        [
            'other-product, case "Ours": it answers other-product, which its other answers hide.',
        ],
    ),
]


def test_a_case_stands_for_itself_and_for_its_changes() -> None:
    """A change replaces or joins answers; `unless` turns what follows over and names no verdict."""
    examples = list(examples_of(CASE))
    assert [(item.name, item.fires, item.verdict) for item in examples] == [
        ("a job", True, Verdict.SPLIT),
        ("a job, likewise lifecycle greenfield", True, Verdict.SPLIT),
        ("a job, unless subjects [customers], lifecycle unknown", False, None),
    ]
    assert [dict(item.answers) for item in examples] == [
        {
            "lifecycle": Answer(value="live"),
            "subjects": Answer(value=("customers", "own-workload")),
        },
        {
            "lifecycle": Answer(value="greenfield"),
            "subjects": Answer(value=("customers", "own-workload")),
        },
        {"lifecycle": Answer(unknown=True), "subjects": Answer(value=("customers",))},
    ]


def test_only_what_a_change_says_has_to_be_asked() -> None:
    """A change may hide answers of its case, since that is what an edit in an interview does."""
    kept = (
        "cases: [{name: Other, answers: {platform: other, other-product: [scim]}, asked: true,"
        " unless: [{platform: cognito}]}]\n    "
    )
    changes = _with("questions/sections/01-context.yaml", "options:\n      - {id: scim", kept)
    assert list(failing_cases(compile_catalog(small.small_catalog(changes), TODAY))) == []


@pytest.mark.parametrize(("file", "before", "case", "said"), FAILING)
def test_verification_runs_the_cases_of_every_kind_of_record(
    file: str, before: str, case: str, said: list[str]
) -> None:
    """A capability's or question's example that does not hold is a finding that shows it."""
    changes = _with(file, before, f"    cases: [{case}]\n")
    findings = list(failing_cases(compile_catalog(small.small_catalog(changes), TODAY)))
    assert [finding.sentence for finding in findings] == said
    assert all(finding.answers is not None for finding in findings)


def test_a_case_of_a_question_asked_per_subject_names_the_copy() -> None:
    """The case goes to the copy for its subject."""
    file = "questions/sections/02-privilege.yaml"
    before = "    options:"
    catalog = small.small_catalog(
        _with(
            file,
            before,
            "    cases: [{name: No, answers: {subjects: []}, asked: false, subject: customers}]\n",
        )
    )
    held = [
        (record.id, case.name) for shelf, record, case in cases_of(catalog) if shelf == "questions"
    ]
    assert held == [("reach.customers", "No")]


def test_the_cases_of_a_sound_catalog_hold() -> None:
    """Every example of the small catalog comes out as it says."""
    compiled = compile_catalog(small.small_catalog(), TODAY)
    told = [
        fault
        for _, record, case in cases_of(compiled.catalog)
        for example in examples_of(case)
        for fault in faults(compiled, record, example)
    ]
    assert told == []


def _with(file: str, before: str, text: str) -> dict[str, str]:
    """Return a change that puts a text before one that stands in a file."""
    content = small.FILES[file]
    assert before in content
    return {file: content.replace(before, text + before, 1)}
