"""The decision record: MADR 4, and what older readers look for."""

import re

import yaml

from advisor.exports import madr
from advisor.exports.markdown import render
from advisor.model.document import Document, Paragraph, Section, Text
from tests.documents.small import ASSESSMENT, small_report

MADR_SECTIONS = (
    "Context and Problem Statement",
    "Decision Drivers",
    "Considered Options",
    "Decision Outcome",
)


def record(text: str = ASSESSMENT) -> str:
    """The record of the small report."""
    return madr.write(small_report(text))[0].data.decode()


def test_front_matter_carries_status_date_and_deciders() -> None:
    """MADR 4 front matter is valid YAML with the values of the assessment."""
    front = yaml.safe_load(record().split("---\n")[1])

    assert front["status"] == "proposed"
    assert str(front["date"]) == "2026-11-22"
    assert front["decision-makers"] == ["Ada Byron"]


def test_the_sections_are_those_of_madr() -> None:
    """The headings stand in MADR's order, as plain words that parsers can match."""
    headings = re.findall(r"^## (.+)$", record(), re.MULTILINE)

    assert [title for title in headings if title in MADR_SECTIONS] == list(MADR_SECTIONS)


def test_the_chosen_option_is_named_as_it_stands_in_the_list() -> None:
    """MADR writes: Chosen option: "title of the option", because justification."""
    made = record()
    chosen = re.search(r'^Chosen option: "(.+?)", because .+', made, re.MULTILINE)

    assert chosen is not None
    assert f"- {chosen[1]}\n" in made


def test_older_readers_find_status_under_the_title() -> None:
    """log4brains and MADR 2 readers find status and deciders in a list below the title."""
    lines = record().split("---\n", 2)[2].strip().splitlines()

    assert lines[0].startswith("# ")
    assert lines[2:5] == ["- Status: proposed", "- Date: 2026-11-22", "- Deciders: Ada Byron"]


def test_the_file_name_is_numbered_and_short() -> None:
    """Backstage asks for a number first; the name ends at a word."""
    name = madr.write(small_report())[0].name

    assert re.fullmatch(r"0001-[a-z0-9-]{1,60}\.md", name)
    assert not name.endswith("-.md")


def test_hostile_front_matter_stays_a_string() -> None:
    """A decider's name can end neither the string nor the front matter."""
    document = Document(
        "T",
        (Section("s", "S", (Paragraph((Text("x"),)),)),),
        meta=(("status", "draft"),),
    )
    written = madr.text(document, ("a: 'b'\n---\n# {x}",))

    front = yaml.safe_load(written.split("---\n")[1])
    assert front["decision-makers"] == ["a: 'b' --- # {x}"]
    assert render(document, anchors=False).startswith("# T")
