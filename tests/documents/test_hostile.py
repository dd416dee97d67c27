"""Whatever a team writes is quoted literally, in every section and every format."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from advisor.documents import DocumentContext, report
from advisor.documents.references import inlines_of
from advisor.exports import html, markdown, registry
from advisor.model.assessment import Actor, Answer, Override, Project, Record
from advisor.model.document import Link
from tests.documents import small
from tests.exports.trees import HOSTILE

PLACES = ("{actors}", "{instance}", "{subject}", "{login}", "{session}", "{layer:secrets}", "¶")


def written_by(text: str) -> DocumentContext:
    """A context in which every free text of the assessment is this one."""
    made = small.context()
    answers = {
        name: structs.replace(answer, note=text, evidence=(text,))
        for name, answer in made.assessment.answers.items()
    }
    answers["unexplained-clients"] = Answer(not_applicable=text)
    assessment = structs.replace(
        made.assessment,
        project=Project(text, text, None, "draft"),
        answers=answers,
        actors=(
            Actor(
                "a", "own-workload", text, "in-use", does=text, owner=text, where=text, note=text
            ),
        ),
        products={"secrets": text},
        overrides={"workload-identity": Override("roles", text)},
        record=Record((text,), text),
    )
    return replace(made, assessment=assessment)


def elements(page: str) -> list[str]:
    """The names of the elements of a page, its pictures left out."""
    return re.findall(r"<([a-z][a-z0-9]*)", re.sub(r"(?s)<svg.*?</svg>", "", page))


@pytest.mark.parametrize("text", [*HOSTILE, *PLACES])
def test_documents_quote_literally(text: str) -> None:
    """A hostile text adds no element, no link and no section, and is quoted as it is."""
    made = report(written_by(text))
    plainly = report(written_by("x"))
    page = html.render(made.document)

    assert [section.id for _, section in made.document.walk()] == [
        section.id for _, section in plainly.document.walk()
    ]
    links = [part.href for part in inlines_of(made.document) if isinstance(part, Link)]
    assert links == [p.href for p in inlines_of(plainly.document) if isinstance(p, Link)]
    assert elements(page) == elements(html.render(plainly.document))
    assert html.text(text.strip()) in page


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("format_id", ["md", "madr", "json", "backlog", "otm", "oscal", "docx"])
def test_every_format_survives(text: str, format_id: str) -> None:
    """No text makes a writer fail or its JSON unreadable."""
    for file in registry.writer(format_id)(report(written_by(text))):
        assert file.data
        if file.name.endswith(".json"):
            json.loads(file.data)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=40))
def test_any_text_is_quoted(text: str) -> None:
    """Law: what a team writes can be read in the page, control characters aside."""
    page = html.render(report(written_by(f"x{text}x")).document)

    assert html.text(f"x{text}x") in page


def test_markdown_front_page_keeps_its_shape() -> None:
    """The verdict stays in the first ten lines, however long or odd the project's name is."""
    text = markdown.render(report(written_by("# a\n" * 40)).document)

    assert "How sure:" in "\n".join(text.splitlines()[:10])
