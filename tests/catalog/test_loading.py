"""Loading: what a catalog holds after expansion, and overlays."""

from pathlib import Path

import pytest

from advisor.catalog import data_root, load
from advisor.catalog.cases import answers_of
from advisor.catalog.find import SourceFile
from advisor.catalog.loading import load_files
from advisor.errors import CatalogError, FileAccessError
from advisor.model.assessment import Answer
from advisor.model.catalog import Case, Catalog, Place
from advisor.model.conditions import Chosen, Holds
from advisor.model.vocabulary import Kind, SubjectKind, Target, Verdict
from tests.catalog import small as small_files
from tests.catalog.small import small_catalog, sources, write

SECTION = "questions/sections/02-privilege.yaml"
RULE_PATH = "questions/rules/workload-identity/programs-in-a-customer-directory.yaml"


def overlay(base: list[SourceFile], **files: str) -> Catalog:
    """Load the small catalog with files of one overlay over it."""
    return load_files(
        [base, [SourceFile(tuple(k.split("/")), f"over/{k}", v.encode()) for k, v in files.items()]]
    )


def test_a_question_per_subject_becomes_one_question_each(small: Catalog) -> None:
    """It is asked only if the subject is in play, and its texts name the subject."""
    question = small.questions["reach.own-workload"]
    assert question.text == "What can own programs reach?"
    assert question.why == "Reach decides how far own programs may hurt others."
    assert (question.authored, question.subject) == ("reach", "own-workload")
    assert question.when == Holds("subjects", "own-workload")
    assert "reach" not in small.questions


def test_questions_keep_the_order_of_their_files(small: Catalog) -> None:
    """File order is the order asked; copies per subject stand where the question stood."""
    assert list(small.questions)[-4:] == [
        "unexplained-clients", "reach.customers", "reach.own-workload", "kept-secrets",
    ]  # fmt: skip


def test_records_are_typed(small: Catalog) -> None:
    """Words of the files become the words of the model."""
    rule = small.rules["programs-in-a-customer-directory"]
    assert (rule.verdict, rule.target) == (Verdict.SPLIT, Target.OTHER_PRODUCT)
    assert small.questions["subjects"].kind is Kind.MULTIPLE
    assert small.capabilities["workload-identity"].kind is SubjectKind.MACHINE
    assert small.capabilities["workload-identity"].verdicts == (Verdict.SPLIT, Verdict.REPLACE)
    assert small.platforms["cognito"].facts["scim"].value is False
    assert small.standards["owasp-nhi"].edition == "2025"
    assert small.subjects == {
        "customers": "Customers", "workforce": "Own staff", "own-workload": "Own programs",
    }  # fmt: skip


def test_ordered_comparisons_are_resolved(small: Catalog) -> None:
    """`at_most` of an ordered question names the options it means."""
    met = small.keep_conditions["no-infrastructure"].met
    assert met == Chosen("reach.customers", frozenset({"own-data", "others-data"}))


def test_every_record_knows_where_it_is_written(small: Catalog) -> None:
    """Findings and people find the file and line."""
    assert small.places["rules", "programs-only"].line == 1
    line = small_files.FILES[SECTION].splitlines().index("  - id: kept-secrets") + 1
    assert small.places["questions", "kept-secrets"] == Place(SECTION, line)


def test_a_rule_for_several_capabilities_becomes_one_rule_each() -> None:
    """The file names the capabilities; each rule has the cases that are its own."""
    text = small_files.RULE.replace(
        "capability: workload-identity", "capability: [workload-identity, secrets]"
    )
    text += "  - {name: on secrets, capability: secrets, answers: {}, fires: false}\n"
    catalog = small_catalog({RULE_PATH: text})
    rules = {key: rule for key, rule in catalog.rules.items() if "." in key}
    assert {key: rule.capability for key, rule in rules.items()} == {
        "programs-in-a-customer-directory.workload-identity": "workload-identity",
        "programs-in-a-customer-directory.secrets": "secrets",
    }
    assert [len(rule.cases) for rule in rules.values()] == [2, 1]


def test_an_overlay_replaces_the_record_with_the_same_id_and_keeps_its_place() -> None:
    """A team changes one question without copying the file it stands in."""
    catalog = overlay(
        sources(),
        **{"questions/sections/mine.yaml": """\
section: context
questions:
  - id: lifecycle
    kind: single
    ordered: true
    text: How far is it?
    options: [{id: greenfield, label: New}, {id: migrating, label: Moving}, {id: live, label: Live}]
"""},
    )  # fmt: skip
    assert catalog.questions["lifecycle"].text == "How far is it?"
    assert list(catalog.questions) == list(small_catalog().questions)
    assert catalog.places["questions", "lifecycle"].file == "over/questions/sections/mine.yaml"


def test_an_overlay_adds_records_and_single_values() -> None:
    """A new id adds; `catalog.yaml` of an overlay states only what differs."""
    rule = small_files.REPLACE.replace("id: programs-only", "id: mine")
    catalog = overlay(
        sources(),
        **{
            "questions/catalog.yaml": 'version: "0.1.0-acme"\nfigures: {tenants: Tenants}\n',
            "questions/rules/mine.yaml": rule,
        },
    )
    assert catalog.version == "0.1.0-acme"
    assert catalog.figures == {"users": "Users", "tenants": "Tenants"}
    assert list(catalog.rules)[-1] == "mine"
    assert len(catalog.capabilities) == 3


def test_problems_of_an_overlay_name_its_folder(tmp_path: Path) -> None:
    """A team finds its own file, not ours."""
    base = write(tmp_path / "base")
    mine = tmp_path / "mine"
    (mine / "questions").mkdir(parents=True)
    (mine / "questions" / "catalog.yaml").write_text("verson: 1\n", encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load(mine, base=base)
    assert str(caught.value.problems[0]) == (
        f'{mine}/questions/catalog.yaml:1: verson: unknown field (did you mean "version"?)'
    )


def test_later_overlays_win(tmp_path: Path) -> None:
    """Several folders lie over each other in the order given."""
    for name in ("one", "two"):
        (tmp_path / name / "questions").mkdir(parents=True)
        text = f'version: "{name}"\n'
        (tmp_path / name / "questions" / "catalog.yaml").write_text(text, encoding="utf-8")
    base = write(tmp_path / "base")
    assert load(tmp_path / "one", tmp_path / "two", base=base).version == "two"


def test_an_overlay_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    """A typing error in --catalog is not an empty overlay."""
    with pytest.raises(FileAccessError, match="no folder"):
        load(tmp_path / "nowhere", base=write(tmp_path / "base"))


def test_an_overlay_without_any_catalog_folder_is_refused(tmp_path: Path) -> None:
    """Nor is the wrong folder."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileAccessError, match="neither questions/ nor reference_stacks/"):
        load(tmp_path / "empty", base=write(tmp_path / "base"))


def test_folders_that_are_missing_load_as_empty() -> None:
    """A catalog under construction loads before it has rules."""
    kept = ("questions/catalog.yaml", "questions/sections/")
    changes = {name: None for name in small_files.FILES if not name.startswith(kept)}
    catalog = small_catalog(changes)
    assert (catalog.rules, catalog.layers, catalog.sources) == ({}, {}, {})


def test_an_installed_copy_reads_its_own_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Data inside the package wins over what lies beside it."""
    package = tmp_path / "site" / "advisor"
    write(package / "data")
    write(tmp_path / "site")
    monkeypatch.setattr("advisor.__file__", str(package / "__init__.py"))
    assert data_root() == package / "data"


def test_a_checkout_reads_the_folders_beside_the_package(checkout: Path) -> None:
    """Experts edit the top-level folders and run the program at once."""
    assert data_root() == checkout


def test_missing_data_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is no catalog without questions."""
    monkeypatch.setattr("advisor.__file__", str(tmp_path / "advisor" / "__init__.py"))
    with pytest.raises(CatalogError, match="missing"):
        data_root()


def test_short_answers_of_a_case_become_answers() -> None:
    """Cases are written as people think: one option, some options, or not known."""
    case = Case(
        "c",
        {
            "a": "x",
            "b": ["x", "y"],
            "c": {"unknown": True},
            "d": {"maybe": ["x"]},
            "e": {"not_applicable": "why"},
            "f": {"value": ["x"], "maybe": ["y"]},
        },
        fires=True,
    )
    assert answers_of(case) == {
        "a": Answer(value="x"),
        "b": Answer(value=("x", "y")),
        "c": Answer(unknown=True),
        "d": Answer(value=(), maybe=("x",)),
        "e": Answer(not_applicable="why"),
        "f": Answer(value=("x",), maybe=("y",)),
    }
