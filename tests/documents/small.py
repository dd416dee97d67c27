"""A whole report on the tiny catalog: fast, and small enough to know every sentence of it."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from advisor.application.documenting import context_of
from advisor.application.opening import Opened
from advisor.decision import Shapes
from advisor.documents import DocumentContext, report
from advisor.model.report import Report
from advisor.workspace import examine
from tests.catalog.small import small_catalog

TODAY: Final = date(2026, 11, 22)

ASSESSMENT: Final = """\
schema_version: 2
catalog_version: "0.1.0"
project: {name: Acme payments, owner: payments-team, review_by: 2027-05-01, status: draft}
actors:
  - {id: customers, kind: customers, status: in-use, answers: {reach: {value: own-data}}}
  - id: ledger-job
    kind: own-workload
    name: ledger job
    status: in-use
    owner: ledger-team
    note: nightly ledger job
    evidence: ["infra/cognito.tf:41"]
complete: {people: complete, own-programs: complete}
answers:
  platform: {value: cognito}
  lifecycle: {value: live}
  separate: {value: here}
  unexplained-clients: {value: none}
  kept-secrets: {value: [database-passwords], evidence: ["infra/state.tf:7"]}
figures: {users: 900}
dates: {launch: 2027-02-01}
record: {deciders: [Ada Byron], supersedes: null}
"""


def opened(text: str = ASSESSMENT, changes: Mapping[str, str | None] | None = None) -> Opened:
    """Return an assessment as read from a file, with the tiny catalog compiled for it."""
    catalog = small_catalog(changes)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "acme.yaml"
        path.write_text(text, encoding="utf-8")
        return Opened(path, Shapes(catalog, TODAY), examine(path, catalog))


def context(
    text: str = ASSESSMENT, changes: Mapping[str, str | None] | None = None
) -> DocumentContext:
    """Return the context of a document on the tiny catalog; equal calls share one."""
    return _context(text, tuple((changes or {}).items()))


@cache
def _context(text: str, changes: tuple[tuple[str, str | None], ...]) -> DocumentContext:
    return context_of(opened(text, dict(changes)))


def small_report(text: str = ASSESSMENT) -> Report:
    """Return a whole report on the tiny catalog."""
    return report(context(text))
