"""Lint: findings on a catalog that loads."""

import pytest

from advisor.catalog import lint
from advisor.catalog.linting import MAX_SENTENCE_WORDS
from tests.catalog import small as small_files
from tests.catalog.faults import replaced
from tests.catalog.small import small_catalog

CONTEXT = "questions/sections/01-context.yaml"
PRIVILEGE = "questions/sections/02-privilege.yaml"
RULE = "questions/rules/workload-identity/programs-in-a-customer-directory.yaml"
LONG = " ".join(["word"] * (MAX_SENTENCE_WORDS + 1))


def findings(changes: dict[str, str | None]) -> list[str]:
    """Return lint's findings on the changed small catalog."""
    return [str(finding) for finding in lint(small_catalog(changes))]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, f"{CONTEXT}:11: other-product why: is missing (say why we ask)"),
        ({}, f"{CONTEXT}:3: platform look_up: is missing (say where to look it up)"),
        ({}, "platform options: no help on cognito, keycloak, other (say what each option means)"),
        ({}, "platform options: no option has an example (give one)"),
        ({}, 'lifecycle options: no condition tells "greenfield" from "migrating"'),
        ({}, 'kept-secrets options: no condition reads "signing-keys"'),
        ({}, "platform quiet: no option is quiet (name the one that is assumed while it is open)"),
        ({}, "lifecycle theme: is missing (name a theme of catalog.yaml)"),
        ({}, "programs-only cases: no case that fires (add one)"),
        ({}, "programs-only cases: no case that does not fire (add one)"),
        (
            replaced(RULE, "rationale: One", f"rationale: {LONG} One"),
            f"rationale: a sentence of {MAX_SENTENCE_WORDS + 8} words (split it)",
        ),
        (
            replaced("questions/sources.yaml", "sources:", "sources:\n  - {id: OLD, title: Old}"),
            "questions/sources.yaml:2: OLD: nothing cites it (cite or delete it)",
        ),
        (
            replaced(RULE, "- {condition: people}", "- {not: {question: separate, is: here}}"),
            'when: not over "separate", which may be hidden: then false too',
        ),
        (
            {"questions/rules/x.yaml": small_files.REPLACE.replace("programs-only", "mine")},
            "questions/rules/x.yaml: mine: the file is not named after its id",
        ),
        (
            {"questions/keep_grounds/sign-in-customer.yaml": None,
             "questions/keep_grounds/keep.yaml": small_files.KEEP},
            "keep.yaml: sign-in-customer: the file is not named after it",
        ),
        (
            replaced("reference_stacks/components/workload-identity.yaml", "product", "practice"),
            'choices.workload-identity: "roles" is a practice; only products fill a slot',
        ),
        ({"questions/sources.yaml": None}, "catalog: sources: there are none"),
    ],
)  # fmt: skip
def test_each_finding_is_said_at_its_place(changes: dict[str, str | None], said: str) -> None:
    """What would trip a reader or an author is found before they trip."""
    assert [finding for finding in findings(changes) if said in finding], findings(changes)


def test_options_for_prose_only_are_no_finding() -> None:
    """An author can say that an option is for the document alone."""
    text = "kind: multiple\n    prose_only: [signing-keys]\n    text: Which"
    changes = replaced(PRIVILEGE, "kind: multiple\n    text: Which", text)
    assert not [finding for finding in findings({**changes}) if '"signing-keys"' in finding]


def test_an_option_read_for_one_subject_is_no_finding_for_the_others() -> None:
    """A question per subject is written once, so it is judged once."""
    assert not [f for f in findings({}) if "reach options" in f and '"infrastructure"' in f]


def test_a_complete_question_is_no_finding() -> None:
    """Lint asks for nothing that is there."""
    text = """\
section: context
questions:
  - id: separate
    kind: single
    quiet: here
    theme: who
    text: Do programs prove who they are elsewhere?
    why: Then nothing moves.
    look_up: The list of clients.
    options:
      - {id: here, label: No, help: They sign in here., example: A job with a user name.}
      - {id: done-elsewhere, label: Yes, help: They do not.}
"""
    found = findings({
        **replaced(CONTEXT, small_files.CONTEXT[small_files.CONTEXT.index("  - id: separate"):
                            small_files.CONTEXT.index("  - id: unexplained")], ""),
        "questions/sections/03-more.yaml": text,
        **replaced("questions/catalog.yaml", "product_facts:",
                   "themes:\n  - {id: who, says: Nobody else is there.}\nproduct_facts:"),
    })  # fmt: skip
    assert not [finding for finding in found if "separate" in finding]
