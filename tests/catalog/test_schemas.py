"""JSON Schemas for editors: up to date, and they accept what the loader accepts."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from advisor.catalog.collect import FILE_KINDS, kind_of
from advisor.catalog.find import SourceFile, data_root, read_folder
from advisor.catalog.schema import catalog_schemas
from advisor.catalog.strict_yaml import parse
from advisor.workspace.schema import assessment_schema
from tests.catalog.faults import problems
from tests.catalog.small import small_catalog, sources
from tests.catalog.test_problems import FAULTS

SCHEMAS = catalog_schemas()


def generated(checkout: Path) -> dict[str, str]:
    """Return what the generator writes."""
    spec = importlib.util.spec_from_file_location("reference", checkout / "docs/tools/reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    texts: dict[str, str] = module.texts()
    return texts


def errors(file: SourceFile) -> list[str]:
    """Return what the schema of a file's kind says of it."""
    kind = kind_of(file.place)
    if kind is None or file.place[-1] == "crosswalk.yaml":
        return []
    document, _ = parse(file.content, file.name)
    validator = Draft202012Validator(SCHEMAS[kind.name])
    return [f"{file.name}: {error.message}" for error in validator.iter_errors(document.value)]


def test_the_generated_documentation_is_up_to_date(checkout: Path) -> None:
    """Generated files are never edited by hand; `make docs` writes them."""
    for name, text in generated(checkout).items():
        path = checkout / "docs" / "generated" / name
        assert path.read_text(encoding="utf-8") == text, f"run make docs: {name} is out of date"


@pytest.mark.parametrize("name", [kind.name for kind in FILE_KINDS])
def test_every_schema_is_a_schema(name: str) -> None:
    """Editors refuse schemas that are none."""
    Draft202012Validator.check_schema(SCHEMAS[name])


def test_every_shipped_file_is_valid_for_its_schema() -> None:
    """What the loader accepts, an editor must not underline."""
    assert [error for file in read_folder(data_root()) for error in errors(file)] == []


def test_the_small_catalog_is_valid_for_the_schemas() -> None:
    """So are the files of the tests."""
    assert [error for file in sources() for error in errors(file)] == []


def shape_faults() -> Iterator[tuple[str, str, str]]:
    """Yield faults that a schema can see: words, types and fields, not references."""
    for file, old, new, said in FAULTS:
        if any(word in said for word in ("unknown field", "not allowed here", "expected, not a")):
            yield file, old, new


@pytest.mark.parametrize(("file", "old", "new"), shape_faults())
def test_a_schema_sees_the_faults_of_shape(file: str, old: str, new: str) -> None:
    """An author is told while typing, not only by the loader."""
    from tests.catalog.faults import replaced

    changes = replaced(file, old, new)
    if "answers" in problems(changes)[0]:
        pytest.skip("the kind of a question is no shape")
    assert [error for changed in sources(changes) for error in errors(changed)]


def assessment_errors(answers: Any, *actors: Any) -> list[str]:
    """Return what the assessment's schema says of answers, and of rows of the inventory."""
    value = {"schema_version": 2, "actors": list(actors), "answers": answers}
    schema = assessment_schema(small_catalog())
    return [error.message for error in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize(
    "answers",
    [
        {"platform": {"value": "cognito", "note": "seen", "evidence": ["main.tf:3"]}},
        {"kept-secrets": {"value": [], "maybe": ["database-passwords"]}},
        {"lifecycle": {"not_applicable": "bought"}},
    ],
)
def test_the_assessment_schema_knows_questions_and_options(answers: Any) -> None:
    """An editor accepts what a team may answer."""
    assert assessment_errors(answers) == []


@pytest.mark.parametrize(
    "answers",
    [
        {"platfrom": {"value": "cognito"}},
        {"platform": {"value": "congito"}},
        {"platform": {"value": ["cognito"]}},
        {"platform": {"maybe": ["cognito"]}},
        {"kept-secrets": {"value": "database-passwords"}},
        {"kept-secrets": {"unknown": False}},
        {"lifecycle": {"not_applicable": ""}},
    ],
)
def test_the_assessment_schema_underlines_mistakes(answers: Any) -> None:
    """And underlines what the reader would refuse."""
    assert assessment_errors(answers)


def test_the_assessment_schema_knows_rows_of_the_inventory() -> None:
    """An editor accepts an actor with its own answers, and underlines what no row can say."""
    row = {"id": "shoppers", "kind": "customers", "status": "in-use"}
    assert assessment_errors({}, {**row, "answers": {"reach": {"unknown": True}}}) == []
    assert assessment_errors({}, {**row, "kind": "shoppers"})
    assert assessment_errors({}, {**row, "status": "there"})
    assert assessment_errors({}, {**row, "answers": {"reach": {"value": "everything"}}})


def test_schemas_name_no_placeholder() -> None:
    """Every placeholder for a shared definition was put in place."""
    text = json.dumps([*SCHEMAS.values(), assessment_schema(small_catalog())])
    assert "x-shared" not in text
