"""Controls: only what fired names and a step answers, at most two per concern."""

from dataclasses import replace

from msgspec import structs

from advisor.documents import DocumentContext
from advisor.documents.alignment import alignments
from advisor.documents.planning import plan
from advisor.documents.voice import Voice
from advisor.model.report import Alignment
from tests.documents import small
from tests.documents.made import report_of

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
    named = ("GOVERN 1.6", "MAESTRO L7: Agent Identity Attack", "ASI03")

    assert found(naming(*named)) == ()
