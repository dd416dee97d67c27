"""One publishing run: plan everything, stop on a conflict, write, and finish what broke off."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from advisor.errors import RemoteConflictError
from advisor.publish.plan import PagePlan, Planner, Plans
from advisor.publish.publication import Record
from advisor.publish.reconcile import Action, Take
from advisor.publish.state import Published, PublishedPage
from advisor.publish.wiki import Wiki

ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `take` decides conflicts; `dry_run` only reads."""

    take: Take | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What was, or would be, done with one page."""

    page: str
    action: Action
    reason: str
    url: str
    diff: str
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run."""

    lines: tuple[Line, ...]
    dry_run: bool

    @property
    def conflicts(self) -> tuple[Line, ...]:
        """The pages that stopped the run; nothing was written when there is one."""
        return tuple(line for line in self.lines if line.action is Action.CONFLICT)


Say = Callable[[str], None]
Remember = Callable[[Published], None]


def publish(planner: Planner, options: Options, say: Say, remember: Remember) -> Report:
    """Publish, or show what publishing would do.

    `remember` is called with what is known to be in the wiki, before and after each write, so
    that a run that is cut off is understood by the next one.

    Raises:
        RemoteError: the wiki failed or refused; what was written stays and is not written twice.
        RemoteConflictError: pages kept changing while we wrote.
    """
    wiki = planner.wiki
    for attempt in range(1, ATTEMPTS + 1):
        say(f"Reading {wiki.address}")
        wiki.open()
        plans = planner.plans()
        report = Report(tuple(_line(plan, wiki) for plan in plans.pages), options.dry_run)
        if report.conflicts or options.dry_run:
            return report
        try:
            _execute(planner, plans, say, remember)
        except RemoteConflictError:
            if attempt == ATTEMPTS:
                raise
            say("A page changed in between; reading again")
            continue
        return report
    raise AssertionError


def _execute(planner: Planner, plans: Plans, say: Say, remember: Remember) -> None:
    wiki, publication = planner.wiki, planner.publication
    notes = {**plans.identity.known.pages}
    for plan in plans.pages:
        if plan.key and plan.outcome.action in _WRITES:
            old = notes.get(plan.key)
            notes[plan.key] = PublishedPage(
                name=old.name if old and plan.moved_from else plan.name,
                # What was there could be overwritten, so the next run may do so too.
                digest=old.digest if old else plan.found,
                pending=plan.digest,
                attachments=old.attachments if old else {},
            )
            remember(Published(record=plans.identity.interim, pages=notes))
        _write(plan, wiki, say, publication.record)
    files = {
        page.key: {file.name: wiki.fingerprint(file.data) for file in page.attachments}
        for page in publication.pages
    }
    wiki.finish(_summary(publication.record))
    for plan in plans.pages:
        if plan.key and plan.outcome.action is not Action.LEAVE:
            notes[plan.key] = PublishedPage(
                name=plan.name, digest=plan.digest, attachments=files.get(plan.key, {})
            )
    remember(Published(record=publication.record.id, pages=notes))


_WRITES = (Action.CREATE, Action.UPDATE)


def _write(plan: PagePlan, wiki: Wiki, say: Say, record: Record) -> None:
    summary = _summary(record)
    base = plan.remote
    if plan.moved_from is not None and plan.outcome.action in _WRITES:
        say(f"Moving {plan.moved_from.name} to {plan.name}")
        wiki.move(plan.moved_from, plan.name, summary)
        base = wiki.read(plan.name)
    if wiki.files_first:
        _attach(plan, wiki, say, summary)
    if plan.outcome.action in _WRITES:
        say(f"Writing {plan.name}")
        wiki.write(plan.name, plan.outcome.text, base, summary)
    if not wiki.files_first:
        _attach(plan, wiki, say, summary)
    if plan.key and plan.outcome.action is not Action.LEAVE:
        wiki.label(plan.name, record)


def _attach(plan: PagePlan, wiki: Wiki, say: Say, summary: str) -> None:
    for attachment in plan.attachments:
        say(f"Uploading {attachment.name}")
        wiki.attach(plan.name, attachment, summary)


def _summary(record: Record) -> str:
    return f"Identity decision of {record.title}: {record.outcome}"


def _line(plan: PagePlan, wiki: Wiki) -> Line:
    old = plan.moved_from.name if plan.moved_from else plan.name
    diff = ""
    if plan.outcome.action in (Action.CREATE, Action.UPDATE, Action.CONFLICT):
        diff = unified(plan.before, plan.outcome.text, old, plan.name)
    return Line(
        plan.name,
        plan.outcome.action,
        plan.outcome.reason,
        wiki.url(plan.name),
        diff,
        tuple(attachment.name for attachment in plan.attachments),
    )


def unified(before: str, after: str, old: str, new: str) -> str:
    """Return a unified diff from the wiki's text to ours."""
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"wiki: {old}", f"ours: {new}", lineterm=""
    )
    return "\n".join(lines)
