"""Controls: only what fired names and a step answers, at most two per concern."""

from dataclasses import replace

from msgspec import structs

from advisor.documents import DocumentContext
from advisor.documents.alignment import alignments
from advisor.documents.planning import plan
from advisor.documents.scopes import fitting
from advisor.documents.voice import Voice
from advisor.model.document import Document, Table
from advisor.model.report import Alignment
from tests.documents import small
from tests.documents.made import context_of_example, report_of
from tests.documents.test_sections import cited, rows, said_in

PASSWORDS = "passwords-beside-the-login"


def found(context: DocumentContext) -> tuple[Alignment, ...]:
    """The entries that apply."""
    return alignments(context, plan(context, Voice(context)))


def naming(*controls: str) -> DocumentContext:
    """The small context on the controls of the shipped catalog, its finding naming these."""
    made = small.context()
    shipped = report_of("internal-tools").catalog
    pitfall = structs.replace(made.catalog.pitfalls[PASSWORDS], controls=controls)
    rules = {name: structs.replace(rule, controls=()) for name, rule in made.catalog.rules.items()}
    catalog = structs.replace(
        made.catalog,
        rules=rules,
        pitfalls={PASSWORDS: pitfall},
        controls=shipped.controls,
        standards=shipped.standards,
    )
    return replace(made, catalog=catalog)


def test_entries_are_named_by_what_fired_and_answered_by_a_step() -> None:
    """Each entry leads to the finding or rule that names it and to a step of the plan."""
    (entry,) = found(small.context())

    assert entry.control == "NHI5:2025"
    assert entry.pitfalls == (PASSWORDS,)
    assert set(entry.steps) == {"move-passwords", "move-programs"}


def test_a_concern_gives_at_most_two_main_and_two_supporting_entries() -> None:
    """Further entries of one finding are left out."""
    named = ("NHI2:2025", "NHI7:2025", "NHI6:2025", "RFC 7009", "RFC 9700", "RFC 8705")

    assert [entry.control for entry in found(naming(*named))] == [
        "NHI2:2025",
        "NHI7:2025",
        "RFC 7009",
        "RFC 9700",
    ]


def test_entries_about_agents_need_agents() -> None:
    """Without agents in scope no AI RMF entry and no agent threat is printed."""
    named = (
        *("GOVERN 1.6", "MAESTRO L7: Agent Identity Attack", "ASI03"),
        "MAESTRO cross-layer: Privilege Escalation",
    )

    assert found(naming(*named)) == ()


def test_a_cloud_that_is_not_the_teams_own_gives_no_entries() -> None:
    """A team on Google Cloud or own hardware is held to no entry about AWS or cloud services."""
    named = {
        example: {entry.control for entry in report_of(example).alignments}
        for example in ("partner-api", "staff-keycloak")
    }
    for entries in named.values():
        assert not [name for name in entries if name.startswith(("SEC0", "CIS AWS"))]
    assert "ISO/IEC 27001:2022 A.5.23" not in named["staff-keycloak"]
    shown = cited(report_of("partner-api").document)
    assert not [href for href in shown if href.startswith("#source-aws-")]


def test_an_entry_stands_with_the_name_of_its_standard() -> None:
    """A subcategory of the CSF is named with the framework, whose edition is cited."""
    document = report_of("partner-api").document
    entry = next(row for row in _supporting(document) if "GV.RR-02" in row)
    assert entry.startswith("NIST CSF 2.0, subcategory GV.RR-02 |")
    assert "NIST Cybersecurity Framework (NIST, 2.0)" in said_in(document, "controls")


def test_a_statement_keeps_the_only_source_that_it_has() -> None:
    """Another cloud's paper stands where there is no other one, another product's never."""
    context = context_of_example("partner-api")

    assert fitting(context, ["AWS-WA-SEC", "NIST-800-53"]) == ("NIST-800-53",)
    assert fitting(context, ["AWS-WA-SEC"]) == ("AWS-WA-SEC",)
    assert fitting(context, ["COG-CAP-02"]) == ()


def _supporting(document: Document) -> list[str]:
    """The rows of the second table of controls."""
    section = next(one for _, one in document.walk() if one.id == "controls")
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return rows(Document("", (replace(section, blocks=tuple(tables[1:])),)), "controls")
