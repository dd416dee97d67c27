"""Whoever tells a verdict, a target, a reason or a layer of an example tells the same."""

from functools import cached_property
from typing import Any, Final

import pytest

from advisor.application import examples
from advisor.application.decision_text import decision_lines, explanation_lines
from advisor.application.desk import Desk
from advisor.application.documenting import context_of
from advisor.application.explaining import Explained, explained
from advisor.application.facts_json import facts_json
from advisor.application.preview import as_opened
from advisor.application.reasoned import Reasoned
from advisor.documents import report
from advisor.documents.said import Said
from advisor.exports import markdown, markdown_page
from advisor.model.document import Document
from advisor.model.report import Report
from advisor.model.vocabulary import Status, Verdict
from advisor.tui.views.capability import capability
from advisor.tui.views.outcome import outcome
from advisor.tui.widgets.decision_panel import verdict_column
from tests.application.conftest import TODAY

pytestmark = pytest.mark.slow

EXAMPLES: Final = tuple(example.id for example in examples.listed())


class Told:
    """One example, and what every interface tells of it."""

    def __init__(self, desk: Desk, example: str) -> None:
        self.session = desk.example(example)
        self.reasoned = Reasoned(as_opened(self.session))

    @cached_property
    def report(self) -> Report:
        """The documents, and the JSON that goes with them."""
        return report(context_of(self.reasoned.opened))

    @cached_property
    def explained(self) -> Explained:
        """What the screens explain."""
        return explained(self.session.compiled, self.session.answers)

    @property
    def said(self) -> list[Said]:
        """What is said of each job."""
        return list(self.reasoned.said.values())

    def json(self, said: Said) -> dict[str, Any]:
        """What the JSON has of a job."""
        jobs: Any = self.report.decided["capabilities"]
        return next(job for job in jobs if job["id"] == said.decided.id)


@pytest.fixture(scope="module", params=EXAMPLES)
def told(request: pytest.FixtureRequest) -> Told:
    """Each example in turn."""
    return Told(Desk.load((), TODAY), request.param)


def words(document: Document) -> str:
    """Return a document as running text, without the marks of a format."""
    return markdown.render(document, anchors=False).replace("\\", "").replace("**", "")


def test_where_a_job_goes_is_the_same_everywhere(told: Told) -> None:
    """On the result screen and that of the job, at the command, in document, record and wiki."""
    screen = outcome(told.session, told.explained).plain
    decided = [*decision_lines(told.reasoned)]
    explains = [*explanation_lines(told.reasoned)]
    document, record = words(told.report.document), words(told.report.record)
    wiki = markdown_page.render(told.report.document, {}).replace("\\", "")
    for said in told.said:
        if not said.leaves:
            continue
        assert f"{said.title} → {said.where}" in screen
        job = capability(told.session, said.decided.id, told.explained).plain
        assert f"goes to {said.where}" in job
        headline = f"{said.title}: {said.verdict} → {said.where}"
        assert any(line.startswith(headline) for line in decided)
        assert any(line.startswith(headline) for line in explains)
        assert f" | {said.verdict} | {said.where} | " in document
        assert f"{said.where} takes over" in record
        assert said.where in wiki
        assert told.json(said)["goes_to"] == list(said.names)


def test_verdict_reasons_and_layers_are_the_same_everywhere(told: Told) -> None:
    """The JSON has them as they are said; the screen tells the rules in the same order."""
    for said in told.said:
        data = told.json(said)
        assert data["verdict"] == said.decided.verdict.id
        assert data["layers"] == list(said.layers)
        assert data["reasons"] == facts_json(told.session.catalog, said.reasons)
        assert sorted(data["rules"]) == sorted(rule.id for rule in said.rules)
        shown = capability(told.session, said.decided.id, told.explained).plain
        places = [shown.index(f"Rule {rule.id};") for rule in said.rules]
        assert places == sorted(places)


def test_what_is_not_known_has_one_name(told: Told) -> None:
    """A job of which no answer tells anything is `not known`; `not used` is told."""
    decided = "\n".join(decision_lines(told.reasoned))
    document = words(told.report.document)
    for said in told.said:
        job = said.decided
        if job.verdict is not Verdict.NONE or job.status not in {Status.OPEN, Status.NOT_USED}:
            continue
        open_ = job.status is Status.OPEN
        assert said.verdict == ("not known" if open_ else "not used")
        assert said.verdict in verdict_column(job).plain
        assert f"{said.title} | {'not used' if open_ else 'not known'}" not in document
        assert not open_ or "Not known: " in decided
