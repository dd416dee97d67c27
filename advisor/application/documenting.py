"""Writes documents: from an assessment to files in a folder, in the formats asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from advisor import atomic
from advisor.application.decision_json import decision_json
from advisor.application.opening import Opened
from advisor.application.reasoned import Reasoned as ExactReasoning
from advisor.documents import DocumentContext, Reasoned, report
from advisor.errors import FileAccessError
from advisor.exports import registry
from advisor.exports.files import File
from advisor.exports.madr import belongs
from advisor.model.assessment import Assessment
from advisor.model.document import Document
from advisor.model.vocabulary import Verdict
from advisor.reasoning.changes import ACTIONABLE, changes, triggers

# Called before each format with its id, the formats done so far, and how many there are.
Progress = Callable[[str, int, int], None]

_RECORD = re.compile(r"(\d{4})-(.+\.md)")
_STATUS = re.compile(r"^(?:(status: )|(- Status: )).*$", re.MULTILINE)


def write(
    opened: Opened,
    directory: Path,
    formats: Iterable[str] = registry.DEFAULT,
    *,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write the documents of an opened assessment file and return their paths.

    Raises:
        InputError: a format is unknown, or needs a package that is not installed.
        FileAccessError: the folder or a file in it cannot be written.
    """
    wanted = registry.chosen(formats)
    # Every writer is found before anything is written: a missing package leaves no half a set.
    writers = {name: registry.writer(name) for name in wanted}
    made = report(context_of(opened))
    paths: list[Path] = []
    for place, (name, writer) in enumerate(writers.items()):
        if progress:
            progress(name, place, len(writers))
        paths.extend(_save(directory, file, opened.assessment) for file in writer(made))
    if progress:
        progress("", len(writers), len(writers))
    return tuple(paths)


def document_of(opened: Opened) -> Document:
    """Return the stack document as a tree, for a preview."""
    return report(context_of(opened)).document


def context_of(opened: Opened) -> DocumentContext:
    """Return everything that a document of this assessment is made of."""
    exact = ExactReasoning(opened)
    return DocumentContext(
        catalog=opened.catalog,
        assessment=opened.assessment,
        answers=opened.answers,
        decision=opened.decision,
        recommendation=exact.recommendation,
        today=opened.compiled.reading.today,
        outcome=_about(exact, None),
        reasoned={name: _about(exact, name) for name in opened.catalog.capabilities},
        openings=exact.relevance,
        decided=decision_json(exact),
    )


def _about(exact: ExactReasoning, name: str | None) -> Reasoned:
    """Return what is known about one capability; its changes are those a team can act on."""
    compiled, answers = exact.opened.compiled, exact.opened.answers
    acting = changes(compiled, answers, name, levers=ACTIONABLE)
    # A trigger raises a verdict: one that cannot rise has none, and the search is not free.
    rises = name is not None and _verdict(exact.opened, name) < _highest(exact.opened, name)
    return Reasoned(
        certificate=exact.certificates[name],
        changes=acting.items,
        triggers=triggers(compiled, answers, name).items if rises else (),
        proven=acting.proven,
    )


def _verdict(opened: Opened, name: str) -> Verdict:
    return opened.decision.capability(name).verdict


def _highest(opened: Opened, name: str) -> Verdict:
    return max(opened.catalog.capabilities[name].verdicts)


def _save(directory: Path, file: File, assessment: Assessment) -> Path:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileAccessError(
            f"Cannot make the folder {directory}: {error.strerror}.",
            hint="Choose another folder with --to.",
        ) from error
    name = numbered(directory, file.name, assessment)
    supersedes = assessment.record.supersedes
    path = directory / name
    atomic.write(path, file.data)
    if supersedes and _RECORD.fullmatch(name):
        _supersede(directory, supersedes, name)
    return path


def numbered(directory: Path, name: str, assessment: Assessment) -> str:
    """Return a decision record's name with the number it has in a folder, or the next free one.

    A record of another assessment keeps its number, whatever it is called. Other names come back
    as they are.
    """
    asked = _RECORD.fullmatch(name)
    if asked is None:
        return name
    present = [found for path in directory.glob("*.md") if (found := _RECORD.fullmatch(path.name))]
    for found in present:
        if found[2] == asked[2] and belongs(_text_of(directory / found[0]), assessment):
            return found[0]
    highest = max((int(found[1]) for found in present), default=0)
    return f"{highest + 1:04d}-{asked[2]}"


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise FileAccessError(f"Cannot read {path}: {error.strerror}.") from error


def _supersede(directory: Path, supersedes: str, successor: str) -> None:
    """Point an older record in the same folder to the one that takes its place."""
    older = directory / Path(supersedes).name
    if older.name == successor or not older.is_file():
        return
    text = older.read_text(encoding="utf-8")
    name = successor.removesuffix(".md")
    plain, linked = f"status: superseded by {name}", f"[{name}]({successor})"
    said = _STATUS.sub(
        lambda found: plain if found[1] else f"- Status: superseded by {linked}", text, count=2
    )
    if said != text:
        atomic.write(older, said.encode())
