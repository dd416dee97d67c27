"""PDF and Word: the same tree, real structure, the same bytes each time."""

import io
import zipfile
from importlib.util import find_spec

import pytest

from advisor.exports import docx as word
from advisor.exports import dot
from tests.documents.small import small_report
from tests.exports.trees import HOSTILE, everything


def body(data: bytes) -> str:
    """The XML of a Word file's body."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_word_files_have_headings_tables_and_links() -> None:
    """Sections are headings, tables repeat their header, references lead to bookmarks."""
    xml = body(word.write(small_report())[0].data)

    assert 'w:val="Heading1"' in xml
    assert "w:tblHeader" in xml
    assert 'w:anchor="a_answer_subjects"' in xml
    assert 'w:name="a_answer_subjects"' in xml


def test_word_files_are_the_same_each_time() -> None:
    """No clock and no random part is in the file."""
    report = small_report()

    assert word.write(report) == word.write(report)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_a_readable_word_file(text: str) -> None:
    """Any text gives a file that opens again."""
    import docx

    data = word.render(everything(text))

    assert docx.Document(io.BytesIO(data)).paragraphs


def test_word_files_without_a_drawing_program_describe_the_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where nothing can draw, the description stands in the picture's place."""
    monkeypatch.setattr(dot, "programs", dict)

    assert "w:drawing" not in body(word.write(small_report())[0].data)


@pytest.mark.system
def test_pdf_files_are_the_same_each_time() -> None:
    """A PDF has pages, and two runs give the same bytes."""
    if find_spec("weasyprint") is None:
        pytest.skip("weasyprint is not installed")
    from advisor.exports import pdf

    first, second = (pdf.write(small_report())[0].data for _ in range(2))

    assert first.startswith(b"%PDF-")
    assert first == second


@pytest.mark.system
@pytest.mark.parametrize("text", HOSTILE[:4])
def test_pdf_files_fetch_nothing(text: str) -> None:
    """Hostile text gives a PDF, and nothing outside the document is read."""
    from advisor.exports import pdf

    assert pdf.render(everything(text)).startswith(b"%PDF-")
