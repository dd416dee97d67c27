"""Faulty catalogs: one load says everything that is wrong, where, and how to mend it."""

import pytest

from advisor.errors import CatalogError
from tests.catalog.faults import problems, replaced
from tests.catalog.small import small_catalog

CAT = "questions/catalog.yaml"
CONTEXT = "questions/sections/01-context.yaml"
PRIVILEGE = "questions/sections/02-privilege.yaml"
RULE = "questions/rules/workload-identity/programs-in-a-customer-directory.yaml"
KEEP = "questions/keep_grounds/sign-in-customer.yaml"
PITFALL = "questions/pitfalls/passwords-beside-the-login.yaml"
SOURCES = "questions/sources.yaml"
LAYERS = "reference_stacks/layers.yaml"
COMPONENT = "reference_stacks/components/customer-identity.yaml"
PLATFORM = "reference_stacks/platforms/cognito.yaml"
STACK = "reference_stacks/stacks/plain.yaml"
STACK_RULE = "reference_stacks/rules/base.yaml"

# file, what is replaced, by what, what must be said
FAULTS = [
    # shape
    (RULE, "title:", "titel:", "titel: unknown field (did you mean \"title\"?)"),
    (RULE, "impact: A stolen program credential looks like a customer.", "impact:", "impact: text expected, not nothing"),
    (RULE, "verdict: split\ntarget", "verdict: spilt\ntarget", 'verdict: "spilt" is not allowed here (did you mean "split"?)'),
    (RULE, "effort: M", "effort: XL", 'effort: "XL" is not allowed here (known: S, M, L)'),
    (RULE, "fires: true", "fires: yes", "fires: true or false expected, not text"),
    (RULE, "id: programs-in", "id: Programs_in", "is no identifier (use lower-case letters"),
    (RULE, "sources: [BOOK]", "sources: BOOK", "sources: a list expected, not text"),
    (RULE, "title: Programs share the directory of customers", "title: 12", 'title: text expected, not a whole number (put the text into "quotes")'),
    (SOURCES, "read_on: 2026-11-21", "read_on: 2026-13-21", "read_on: \"2026-13-21\": month must be in 1..12"),
    (SOURCES, "read_on: 2026-11-21", "read_on: 21.11.2026", "a date as YYYY-MM-DD expected"),
    (SOURCES, "https://example.org", "javascript:alert", "is no https address"),
    (CONTEXT, "label: Keycloak}", "label: Keycloak, self-hosted here}", "a comma ended the text before"),
    (CONTEXT, "options:\n      - {id: none, label: None}\n      - {id: some, label: Some}\n", "options: []\n", "options: is empty"),
    (CAT, 'version: "0.1.0"', "version: 1", "version: text expected, not a whole number"),
    (CAT, 'version: "0.1.0"\n', "", "version: is missing"),
    # questions
    (CONTEXT, "section: context", "section: contxt", 'section: no section "contxt" in catalog.yaml (did you mean "context"?)'),
    (CONTEXT, "sources: [BOOK]", "sources: [BOKO]", 'sources[0]: no source "BOKO" (did you mean "BOOK"?)'),
    (CONTEXT, "kind: multiple\n    text: Who", "kind: multiple\n    ordered: true\n    text: Who", "ordered: only a single choice can be ordered"),
    (CONTEXT, "{id: keycloak, label", "{id: cognito, label", 'option "cognito" exists twice'),
    (CONTEXT, "when: {question: platform, is: other}", "when: {question: other-product, includes: scim}", "in a circle: other-product -> other-product"),
    (CONTEXT, "- id: separate", "- id: lifecycle", '"lifecycle" exists already at questions/sections/01-context.yaml:18'),
    (PRIVILEGE, "[customers, own-workload]", "[customers, own-workloads]", 'no subject "own-workloads" (did you mean "own-workload"?)'),
    (PRIVILEGE, "actionable: true", "prose_only: [owndata]", 'prose_only[0]: no option "owndata" (did you mean "own-data"?)'),
    # catalog.yaml
    (CAT, "platform_question: platform", "platform_question: platfrom", 'no question "platfrom" (did you mean "platform"?)'),
    (CAT, "subject_question: subjects", "subject_question: lifecycle", "subject_question: a multiple choice expected"),
    (CAT, "subjects: [own-workload]", "subjects: [own-workloads]", 'no subject "own-workloads"'),
    (CAT, "layers: [secrets]", "layers: [secret]", 'layers[0]: no layer "secret" (did you mean "secrets"?)'),
    (CAT, "asked_option: scim", "asked_option: skim", '"other-product" has no option "skim" (did you mean "scim"?)'),
    (CAT, "asked_option: scim", "asked_option: scim, asked_by: lifecycle", "asked_by: a multiple choice expected"),
    (CAT, "[customer-identity, workforce-identity]", "[customer-identity, workforce]", 'exclusive_layers[0][1]: no layer "workforce"'),
    (CAT, "product: platform", "product: platfrom", 'no question "platfrom"'),
    (CAT, "product: platform", "lifecycle: platform", '"lifecycle" is still a question'),
    (CAT, "colour: Col", "platform: Col", '"platform" is still a question'),
    (CAT, "in_use: {question: subjects, includes: customers}", "in_use: {question: subjects, includes: customer}", 'capabilities[0].in_use.includes: "subjects" has no option "customer"'),
    (CAT, "when: {question: unexplained-clients, is: some}", "when: {question: unexplained-clients, is: many}", "hints[0].when.is:"),
    (CAT, "people: {question", "people: {condition: people}\n  more: {question", "in a circle: people -> people"),
    # rules, keep grounds, pitfalls
    (RULE, "capability: workload-identity", "capability: workload", 'no capability "workload"'),
    (RULE, "verdict: split\ntarget", "verdict: keep\ntarget", "no rule proposes keep"),
    (RULE, "capability: workload-identity\ntitle: Programs share the directory of customers\nverdict: split", "capability: secrets\ntitle: T\nverdict: replace", '"secrets" cannot become replace (allowed: split)'),
    (RULE, '"NHI5:2025"', '"NHI5-2025"', 'no control "NHI5-2025" (did you mean "NHI5:2025"?)'),
    (RULE, "check: No program signs in to the directory.", "check: None.\n    after: [move-password]", 'no step "move-password" (did you mean "move-passwords"?)'),
    (RULE, "check: No program signs in to the directory.", "check: None.\n    after: [move-programs]", "steps wait for each other: move-programs -> move-programs"),
    (RULE, "id: move-programs", "id: move-passwords", 'step "move-passwords" differs from the one at'),
    (RULE, "{subjects: [customers, own-workload]}", "{subjects: customers}", "answers.subjects: a list of options expected"),
    (RULE, "{subjects: [customers, own-workload]}", "{lifecycle: [live]}", "answers.lifecycle: one option expected, not a list"),
    (RULE, "{subjects: [customers, own-workload]}", "{subject: [customers]}", 'no question "subject" (did you mean "subjects"?)'),
    (RULE, "{subjects: [customers, own-workload]}", "{lifecycle: {maybe: [live]}}", "a single choice has no maybe"),
    (RULE, "{subjects: [customers, own-workload]}", "{lifecycle: {unknwon: true}}", "unknown part of an answer"),
    (RULE, "{subjects: [customers, own-workload]}", "{lifecycle: {}}", "an answer expected"),
    (KEEP, "capability: sign-in-customer", "capability: secrets", '"secrets" is never kept'),
    (KEEP, "capability: sign-in-customer", "capability: sign-in", 'no capability "sign-in"'),
    (KEEP, "at_most: others-data", "at_most: other-data", '"reach.customers" has no option "other-data" (did you mean "others-data"?)'),
    (PITFALL, "layers: [secrets]", "layers: [vault]", 'no layer "vault"'),
    (PITFALL, "{kept-secrets: []}", "{kept-secrets: [keys]}", '"kept-secrets" has no option "keys"'),
    # reference stacks
    (COMPONENT, "layer: customer-identity", "layer: customers", 'layer: no layer "customers"'),
    (COMPONENT, "settings: [plain]", "settings: [plane]", 'no setting "plane" (did you mean "plain"?)'),
    (COMPONENT, "platform: cognito", "platform: congito", 'no platform "congito" (did you mean "cognito"?)'),
    (PLATFORM, "id: cognito", "id: congito", 'no platform "congito"'),
    (PLATFORM, "component: cognito-user-pool", "component: cognito-pool", 'no component "cognito-pool"'),
    (PLATFORM, "scim: {value", "skim: {value", 'no product fact "skim"'),
    (PLATFORM, "verified: partial", "verified: from-memory", "a fact from memory states nothing"),
    (PLATFORM, "value: false", "on: 2027-01-01", '"scim" has no date'),
    (PLATFORM, "value: false", "value: false, on: 2027-01-01", "a value and a date together"),
    (PLATFORM, "figure: users", "figure: user", 'no figure "user"'),
    (STACK, "workload-identity: roles", "workload-identity: cognito-user-pool", '"cognito-user-pool" is a component of "customer-identity"'),
    (STACK, "workload-identity: roles", "workload-identity: rolls", 'no component "rolls"'),
    (STACK, "why: {customer-identity", "why: {secrets", 'why explains "secrets", which is not chosen'),
    (STACK_RULE, "layer: customer-identity", "layer: customers", 'no layer "customers"'),
    (LAYERS, "id: workforce-identity", "id: customer-identity", '"customer-identity" exists already'),
]  # fmt: skip


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
