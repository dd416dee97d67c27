"""What single sections say, and leave out."""

from advisor.documents.references import inlines_of
from advisor.model.document import Document, Link, Table
from tests.documents.made import report_of


def cited(document: Document) -> set[str]:
    """The anchors of the sources that a document cites."""
    links = (part.href for part in inlines_of(document) if isinstance(part, Link))
    return {href for href in links if href.startswith("#source-")}


def rows(document: Document, section: str) -> list[str]:
    """The rows of a section's first table, each as one text."""
    found = next(one for _, one in document.walk() if one.id == section)
    table = next(block for block in found.blocks if isinstance(block, Table))
    return [
        " | ".join(
            "".join(str(part.text) for part in cell if hasattr(part, "text")) for cell in row
        )
        for row in table.rows
    ]


def test_papers_on_another_product_are_not_cited() -> None:
    """What AWS writes about Cognito proves nothing about a realm."""
    assert not [href for href in cited(report_of("staff-keycloak").document) if "-cog-" in href]
    assert [href for href in cited(report_of("saas-dashboard").document) if "-cog-" in href]


def test_a_kept_job_is_shown_where_it_is_done() -> None:
    """The platform carries roles and something else decides: both are named."""
    stays = [
        row for row in rows(report_of("saas-dashboard").document, "boundary") if "stays" in row
    ]
    decides = next(row for row in stays if row.startswith("Authorization"))
    assert "Amazon Cognito and " in decides


def test_what_runs_elsewhere_is_not_recommended_anew() -> None:
    """A vault that the team has keeps its place, whatever product it is."""
    secrets = next(
        row
        for row in rows(report_of("ai-assistant").document, "stack")
        if row.startswith("Secrets")
    )
    assert "Your existing secrets layer (in place)" in secrets


def test_no_two_steps_prove_the_same_thing_twice() -> None:
    """A step has one check; where a finding needs another one, the finding says so."""
    made = report_of("ai-assistant")
    step = next(one for one in made.plan if "outside-mcp-tools" in one.pitfalls)
    remedy = made.catalog.pitfalls["outside-mcp-tools"].remedy
    assert remedy.check not in step.check
    said = "".join(part.text for part in inlines_of(made.document) if hasattr(part, "text"))
    assert said.count(remedy.check) == 1
