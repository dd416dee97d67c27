"""Reports of the shipped examples and the acceptance cases, each built once per process."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from advisor.application.desk import Desk
from advisor.application.documenting import context_of
from advisor.application.opening import Opened
from advisor.documents import DocumentContext, report
from advisor.model.report import Report
from advisor.workspace import examine

ROOT: Final = Path(__file__).resolve().parents[2]
TODAY: Final = date(2026, 11, 22)
EXAMPLES: Final = {path.stem: path for path in (ROOT / "advisor" / "examples").glob("*.yaml")}
CASES: Final = {
    path.stem: path for path in (ROOT / "tests" / "acceptance" / "cases").glob("*.yaml")
}


@cache
def desk() -> Desk:
    """The shipped catalog, compiled once."""
    return Desk.load((), TODAY)


@cache
def context_of_example(name: str) -> DocumentContext:
    """Return what the document of an example or a case is made of."""
    path = {**EXAMPLES, **CASES}[name]
    return context_of(Opened(path, desk().shapes, examine(path, desk().catalog)))


@cache
def report_of(name: str) -> Report:
    """Return the report of an example or a case."""
    return report(context_of_example(name))
