"""Publishes a decision record: from the documents of one assessment to the team's wiki."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import cast

from advisor.application import guarding
from advisor.application.documenting import context_of
from advisor.application.opening import Opened
from advisor.documents import report
from advisor.errors import InputError, WriteConflictError
from advisor.exports import dot, madr
from advisor.model.document import Block, Callout, Diagram, Document
from advisor.model.report import Report
from advisor.publish import config, run, state, targets
from advisor.publish.names import slug, tagged
from advisor.publish.plan import Planner
from advisor.publish.publication import Attachment, Page, Publication, Record
from advisor.publish.reconcile import Take
from advisor.publish.wiki import Wiki, Writer
from advisor.workspace import AssessmentFile, examine
from advisor.workspace.file import fresh_id

Say = Callable[[str], None]
Draw = Callable[[Diagram], bytes | None]

_WRITERS = {
    "markdown": "markdown_page",
    "mediawiki": "mediawiki_text",
    "dokuwiki": "dokuwiki_text",
    "confluence": "confluence_storage",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for. `target` is a name or an address; nothing means the default."""

    target: str | None = None
    dry_run: bool = False
    take: Take | None = None
    config: Path | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The outcome of a run, and where it went."""

    address: str
    report: run.Report


def report_of(opened: Opened) -> Report:
    """Return the documents of an opened assessment."""
    return report(context_of(opened))


def publish(
    path: Path,
    documents: Report,
    request: Request,
    say: Say,
    identify: Callable[[], None] | None = None,
) -> Published:
    """Publish one assessment's documents; read `Published.report.conflicts` before you rejoice.

    `say` is told each step. Without Graphviz and cairosvg the diagram is published in words.
    A file without an id gets one before the first page is written, by `identify` where a session
    has the file open.

    Raises:
        FindingsError: The assessment holds a secret or personal data; nothing has left.
        InputError: The target or its configuration cannot be used.
        RemoteError: The wiki failed or refused.
        FileAccessError: A local file cannot be read or written.
    """
    configuration = config.load(request.config or config.find(path))
    choice = config.choose(configuration, request.target)
    targets.parse(choice.settings.to)
    say("Looking for secrets and personal data")
    guarding.refuse(
        guarding.hits(examine(path, documents.catalog), configuration.settings.guard_rules())
    )
    id_ = documents.assessment.id or fresh_id()
    # Once is enough: it reads the file anew.
    identified = cache(identify or partial(_identify, path, documents, id_))
    ledger_file = state.ledger_path(path)
    ledger = state.read_ledger(ledger_file)
    wiki = targets.connect(choice)
    try:
        known = ledger.at(wiki.address)
        record = record_of(documents, id_, _in_repository(path))
        what = publication(documents, record, partial(_drawn, say))
        planner = Planner(what, wiki, writer(wiki), known, request.take)

        def remember(now: state.Published) -> None:
            identified()
            state.write_ledger(ledger_file, ledger.with_target(wiki.address, now))

        options = run.Options(request.take, request.dry_run)
        return Published(wiki.address, run.publish(planner, options, say, remember))
    finally:
        wiki.close()


def writer(wiki: Wiki) -> Writer:
    """Return the writer of a wiki's markup."""
    module = import_module(f"advisor.exports.{_WRITERS[wiki.markup]}")
    return cast("Writer", module.render)


def record_of(documents: Report, id_: str, file: str) -> Record:
    """Return the decision as the index lists it.

    Raises:
        InputError: The project has no name.
    """
    project = documents.assessment.project
    if not project.name.strip():
        raise InputError("The project has no name.", hint="Set `project: {name: …}`.")
    return Record(
        id=id_,
        title=project.name,
        outcome=documents.decision.outcome.id,
        decided=documents.today,
        owner=project.owner,
        review_by=project.review_by,
        status=project.status,
        settled=documents.decision.settled,
        standing=documents.decision.standing.value,
        supersedes=documents.assessment.record.supersedes or "",
        log_name=madr.file_name(documents),
        file=file,
    )


def publication(documents: Report, record: Record, draw: Draw) -> Publication:
    """Return what to publish of a record."""
    pages = (
        _page("record", f"{record.title} identity decision", documents.record, record, draw),
        _page("stack", f"{record.title} identity stack", documents.document, record, draw),
    )
    return Publication(record, pages, documents.catalog.version, documents.today)


def _page(key: str, title: str, document: Document, record: Record, draw: Draw) -> Page:
    attachments = []
    pictures = []
    for diagram in _diagrams(document):
        data = draw(diagram)
        if data is None:
            continue
        # The id, since in most wikis all pictures share one folder.
        name = tagged(f"{slug(record.title)}-{slug(diagram.id)}.png", record.id)
        attachments.append(Attachment(name, "image/png", data))
        pictures.append((diagram.id, name))
    return Page(key, title, document, tuple(attachments), tuple(pictures))


def _identify(path: Path, documents: Report, id_: str) -> None:
    if not documents.assessment.id:
        with AssessmentFile.open(path, documents.catalog) as file:
            file.identify(id_)
            if file.assessment.id != id_:
                raise WriteConflictError(
                    f"{path} was given an id by another program meanwhile.",
                    hint="Nothing was published. Run it again.",
                )


def _in_repository(path: Path) -> str:
    """Return the file as everybody who works on it may call it: no path of this machine."""
    resolved = path.resolve()
    for folder in resolved.parents:
        if (folder / ".git").exists():
            return resolved.relative_to(folder).as_posix()
    return resolved.name


def _drawn(say: Say, diagram: Diagram) -> bytes | None:
    try:
        return dot.png(diagram)
    except InputError as error:
        say(f"Without a picture: {error.message} {error.hint}".strip())
        return None


def _diagrams(document: Document) -> tuple[Diagram, ...]:
    found: list[Diagram] = []
    pending: list[Block] = [block for _, section in document.walk() for block in section.blocks]
    while pending:
        block = pending.pop(0)
        if isinstance(block, Diagram):
            found.append(block)
        elif isinstance(block, Callout):
            pending[:0] = block.blocks
    return tuple(found)


def as_json(published: Published) -> Mapping[str, object]:
    """Return the outcome for programs."""
    outcome = published.report
    return {
        "target": published.address,
        "dry_run": outcome.dry_run,
        "conflict": bool(outcome.conflicts),
        "pages": [
            {
                "page": line.page,
                "action": line.action.value,
                "reason": line.reason,
                "url": line.url,
                "attachments": list(line.attachments),
                "diff": line.diff,
            }
            for line in outcome.lines
        ],
    }
