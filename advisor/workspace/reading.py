"""Reads an assessment: strict text, present schema, checked against a catalog, all problems."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from advisor.catalog.shape import MOST_PROBLEMS, check
from advisor.catalog.strict_yaml import MAX_BYTES, Document
from advisor.catalog.strict_yaml import parse as parse_yaml
from advisor.errors import AssessmentError, FileAccessError, Problem
from advisor.guard.search import without
from advisor.model.assessment import SCHEMA_VERSION, Assessment
from advisor.model.catalog import Catalog
from advisor.workspace.convert import Converter
from advisor.workspace.limits import excess
from advisor.workspace.migrate import migrate, version_problem
from advisor.workspace.records import AssessmentRecord


class Reading(Struct, frozen=True):
    """One assessment as read, with what the reader should know about it.

    `document` is the file as it stands, before migration and renames; `renamed` lists the
    question ids that were followed.
    """

    assessment: Assessment
    document: Document
    text: str
    warnings: tuple[Problem, ...]
    renamed: dict[str, str]
    schema_version: int


def read(path: Path, catalog: Catalog) -> Assessment:
    """Read an assessment file.

    Raises:
        AssessmentError: With every problem of the file.
        FileAccessError: If it cannot be read.
    """
    return examine(path, catalog).assessment


def examine(path: Path, catalog: Catalog) -> Reading:
    """Read an assessment file and keep what `read` drops: warnings, renames, its old version."""
    return examine_bytes(read_bytes(path), str(path), catalog)


def parse(text: str, name: str, catalog: Catalog) -> Assessment:
    """Read an assessment from text; `name` stands for the file in problems."""
    return examine_bytes(text.encode("utf-8", "surrogatepass"), name, catalog).assessment


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, or raise FileAccessError with a way out."""
    if path.is_dir():
        raise FileAccessError(f"{path} is a folder.", hint="Name an assessment file.")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        hint = "Check the name, or start one with `advisor interview FILE`."
        raise FileAccessError(f"There is no file {path}.", hint=hint) from error
    except OSError as error:
        message = f"Cannot read {path}: {error.strerror}."
        raise FileAccessError(message, hint="Check the file's permissions.") from error


def examine_bytes(content: bytes, name: str, catalog: Catalog) -> Reading:
    """Read an assessment from bytes; raises AssessmentError with every problem."""
    catalog = catalog.as_loaded
    document, problems = parse_yaml(content, name)
    if document.value is None and not problems:
        fix = f"start it with schema_version: {SCHEMA_VERSION}"
        problems = [Problem(name, 1, "", "the file is empty", fix)]
    fault = None
    if document.value is not None:
        fault = version_problem(document) or excess(document)
    if document.value is None or fault:
        raise _error(name, [*problems, *([fault] if fault else [])])
    assert isinstance(document.value, dict)  # noqa: S101 - version_problem refuses the rest
    version = document.value["schema_version"]
    # `actors:` with nothing behind it reads as an empty list.
    given = {key: value for key, value in document.value.items() if value is not None}
    present = replace(document, value=migrate(given))
    checked = check(present, AssessmentRecord)
    converter = Converter(catalog, present, [*problems, *checked.problems])
    if not isinstance(checked.record, AssessmentRecord):
        raise _error(name, converter.problems)
    assessment = converter.assessment(checked.record)
    if converter.problems:
        raise _error(name, converter.problems)
    return Reading(
        assessment=assessment,
        document=document,
        text=content.decode(),
        warnings=tuple(map(_sayable, converter.warnings)),
        renamed=converter.renamed,
        schema_version=version,
    )


def _sayable(problem: Problem) -> Problem:
    """Return a problem without credentials: it may quote what the file says."""
    said = (without(text) for text in (problem.field, problem.problem, problem.fix))
    return Problem(problem.file, problem.line, *said)


def _error(name: str, problems: list[Problem]) -> AssessmentError:
    unique = [_sayable(problem) for problem in sorted(dict.fromkeys(problems))]
    count = "one problem" if len(unique) == 1 else f"{len(unique)} problems"
    if len(unique) >= MOST_PROBLEMS:
        count = f"{MOST_PROBLEMS} problems or more"
    return AssessmentError(
        f"{name} has {count}.",
        hint="Correct the places named; nothing was changed.",
        problems=unique[:MOST_PROBLEMS],
    )
