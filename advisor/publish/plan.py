"""Read the wiki and work out every write of a run before the first one happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from advisor.errors import RemoteConflictError
from advisor.publish import frame
from advisor.publish.front_matter import with_front_matter
from advisor.publish.identity import Identity, identify, names
from advisor.publish.notices import with_notice
from advisor.publish.publication import Attachment, Page, Publication
from advisor.publish.reconcile import (
    Action,
    Outcome,
    Rules,
    Take,
    Wish,
    foreign,
    held,
    reconcile,
    written,
)
from advisor.publish.regions import DamagedMarkersError, Region, cut, defused, digest
from advisor.publish.register import (
    Listed,
    UnreadableRegisterError,
    decode,
    encode,
    listed,
    merged,
    predecessor,
    superseded_by,
)
from advisor.publish.state import Published, PublishedPage
from advisor.publish.wiki import RemotePage, Wiki, Writer


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page's part of a run. `key` is empty for pages that belong to no single record.

    `digest` is the fingerprint of what we would write, `found` that of what we wrote before.
    """

    name: str
    outcome: Outcome
    remote: RemotePage | None
    key: str = ""
    digest: str = ""
    found: str = ""
    moved_from: RemotePage | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def before(self) -> str:
        """The page's text as it is now, under its new or its old name."""
        source = self.remote or self.moved_from
        return source.text if source else ""


@dataclass(frozen=True, slots=True)
class Plans:
    """Every page of a run in the order to write them, and whose pages they are."""

    pages: tuple[PagePlan, ...]
    identity: Identity


@dataclass(frozen=True, slots=True)
class Planner:
    """Everything that planning needs; the methods only read from the wiki."""

    publication: Publication
    wiki: Wiki
    writer: Writer
    known: Published
    take: Take | None

    @property
    def rules(self) -> Rules:
        """How this wiki marks, ticks and compares."""
        return Rules(self.wiki.style, self.wiki.ticks, self.wiki.canonical)

    @property
    def _overview(self) -> tuple[str, str]:
        return self.wiki.index_title, self.wiki.reference(self.wiki.index_name())

    def plans(self) -> Plans:
        """Return the pages in the order to write them: the record first, the index last.

        Raises:
            RemoteConflictError: the index is damaged, or tells that another record is meant.
        """
        record = self.publication.record
        index = self.wiki.read(self.wiki.index_name())
        before = self._register(index)
        ours = identify(record, before, self.known, self.take)
        others = tuple(one for one in before if one is not ours.was)
        called = names(self.publication, self.wiki, ours, others)
        own = listed(replace(record, file=ours.file), called, ours.former)
        records = merged(before, own)
        pages = [self._page(page, called, ours, own, records) for page in self.publication.pages]
        notices = [self._notice(other, records) for other in _neighbours(ours.was, own, records)]
        return Plans(
            (
                *pages,
                *(plan for plan in notices if plan is not None),
                self._index(index, records),
                *self._sidebar(records),
            ),
            ours,
        )

    def _register(self, remote: RemotePage | None) -> tuple[Listed, ...]:
        if remote is None:
            return ()
        try:
            region = cut(remote.text, "index", self.wiki.style).region
            return decode(region.body) if region else ()
        except (UnreadableRegisterError, DamagedMarkersError) as error:
            raise RemoteConflictError(
                f"{self.wiki.index_name()}: {error}",
                hint="Restore the index page from the wiki's history, then publish again.",
            ) from None

    def _page(
        self,
        page: Page,
        names: Mapping[str, str],
        ours: Identity,
        own: Listed,
        records: tuple[Listed, ...],
    ) -> PagePlan:
        name, record = names[page.key], self.publication.record
        known = ours.known.pages.get(page.key)
        remote = self.wiki.read(name)
        first = page is self.publication.pages[0]
        old = ours.old_name(page, self.wiki, first=first)
        region = self._region(page, names, own, records)
        moved = self._moved(old if old != name else "", ours.marks(page.key))
        source = remote or moved
        if source is not None and foreign(source, ours.marks(page.key), self.wiki.style):
            raise RemoteConflictError(
                f"{source.name}: the page belongs to another record",
                hint="Rename the project; a page of another record is never overwritten.",
            )
        wish = Wish(region, known.written, seen=bool(known.digest)) if known else Wish(region)
        outcome = reconcile(source, wish, self.rules, self.take)
        if first:
            outcome = self._noticed(outcome, own, records)
        front = self.wiki.front_matter(page, record)
        outcome = with_front_matter(outcome, defused(front), self.take) if front else outcome
        if moved is not None and outcome.action is Action.UNCHANGED:
            outcome = replace(outcome, action=Action.UPDATE, reason="the page gets a new name")
        attachments, replaced = self._attachments(page, name, known)
        dropped = self._replaced_before(page, source, known)
        if (replaced or dropped) and self.take is None and outcome.action not in _HANDS_OFF:
            reason = f"someone replaced the picture {(*replaced, *dropped)[0]}"
            outcome = Outcome(Action.CONFLICT, outcome.text, reason)
        elif dropped and self.take is Take.THEIRS and source is not None:
            outcome = Outcome(Action.LEAVE, source.text, f"it shows their picture {dropped[0]}")
        return PagePlan(
            name,
            outcome,
            remote,
            page.key,
            digest(region.body),
            written(source, self.wiki.style),
            moved,
            () if outcome.action in _HANDS_OFF else attachments,
        )

    def _moved(self, old: str, marks: frozenset[str]) -> RemotePage | None:
        """Return the page under its old name while it still holds this record."""
        remote = self.wiki.read(old) if old else None
        if remote is None or held(remote, self.wiki.style) is None:
            return None
        return None if foreign(remote, marks, self.wiki.style) else remote

    def _region(
        self, page: Page, names: Mapping[str, str], own: Listed, records: tuple[Listed, ...]
    ) -> Region:
        siblings = tuple(
            (other.title, self.wiki.reference(names[other.key]))
            for other in self.publication.pages
            if other.key != page.key
        )
        older = predecessor(own, records)
        named = (older.title, self.wiki.reference(older.page)) if older else (own.supersedes, "")
        document = frame.framed(page, siblings, self._overview, named if named[0] else None)
        record = self.publication.record
        if page is self.publication.pages[0]:
            document = replace(document, sections=(frame.facts(record), *document.sections))
        attributes = {
            "id": f"{record.id}.{page.key}",
            "owner": _short(record.owner),
            "decided": record.decided.isoformat(),
            "catalog": self.publication.catalog_version,
        }
        pictures = {
            diagram: self.wiki.picture(names[page.key], file) for diagram, file in page.pictures
        }
        body = defused(self.writer(document, pictures)) + self.wiki.footer()
        return Region("record", body, attributes)

    def _attachments(
        self, page: Page, name: str, known: PublishedPage | None
    ) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
        """Return the files to upload, and those that someone else has replaced."""
        upload = []
        replaced = []
        for attachment in page.attachments:
            ours = self.wiki.fingerprint(attachment.data)
            theirs = self.wiki.attached(name, attachment.name)
            if theirs == ours:
                continue
            last = known.attachments.get(attachment.name) if known else None
            if theirs is not None and last is not None and theirs != last:
                replaced.append(attachment.name)
                if self.take is Take.THEIRS:
                    continue
            upload.append(attachment)
        return tuple(upload), tuple(replaced)

    def _replaced_before(
        self, page: Page, source: RemotePage | None, known: PublishedPage | None
    ) -> tuple[str, ...]:
        """Return pictures of ours that someone replaced and that now get another name."""
        if known is None or source is None:
            return ()
        current = {attachment.name for attachment in page.attachments}
        return tuple(
            name
            for name, last in known.attachments.items()
            if name not in current and self.wiki.attached(source.name, name) not in {None, last}
        )

    def _noticed(self, outcome: Outcome, own: Listed, records: tuple[Listed, ...]) -> Outcome:
        if outcome.action in _HANDS_OFF:
            return outcome
        text = with_notice(outcome.text, self._banner(own, records), self.wiki.style)
        if text == outcome.text:
            return outcome
        action = Action.UPDATE if outcome.action is Action.UNCHANGED else outcome.action
        return Outcome(action, text, outcome.reason or "supersession changed")

    def _notice(self, other: Listed, records: tuple[Listed, ...]) -> PagePlan | None:
        remote = self.wiki.read(other.page)
        if remote is None:
            return None
        text = with_notice(remote.text, self._banner(other, records), self.wiki.style)
        action = Action.UNCHANGED if text == remote.text else Action.UPDATE
        return PagePlan(other.page, Outcome(action, text, "supersession"), remote)

    def _banner(self, record: Listed, records: tuple[Listed, ...]) -> str:
        newer = superseded_by(record, records)
        if not newer:
            return ""
        return defused(self.writer(frame.notice(newer, self.wiki.reference), {}))

    def _index(self, remote: RemotePage | None, records: tuple[Listed, ...]) -> PagePlan:
        title = self.wiki.index_title
        document = frame.index(title, records, self.publication.today, self.wiki.reference)
        table = defused(self.writer(document, {}))
        body = f"{table.rstrip()}\n\n{self.wiki.style.conceal(encode(records))}"
        return self._shared("index", self.wiki.index_name(), remote, body)

    def _sidebar(self, records: tuple[Listed, ...]) -> tuple[PagePlan, ...]:
        name = self.wiki.sidebar_name()
        if not name:
            return ()
        links = frame.sidebar(self._overview, records, self.wiki.reference)
        body = defused(self.writer(links, {}))
        return (self._shared("sidebar", name, self.wiki.read(name), body),)

    def _unmarked(self, remote: RemotePage, kind: str) -> bool:
        try:
            return cut(remote.text, kind, self.wiki.style).region is None
        except DamagedMarkersError:
            return False

    def _shared(self, kind: str, name: str, remote: RemotePage | None, body: str) -> PagePlan:
        region = Region(kind, body, {"id": kind})
        # A sidebar or a hand-made overview may well exist: our part is added below.
        take = Take.OURS if remote is not None and self._unmarked(remote, kind) else self.take
        outcome = reconcile(remote, Wish(region), self.rules, take)
        return PagePlan(name, outcome, remote)


_HANDS_OFF = (Action.CONFLICT, Action.LEAVE)


def _neighbours(was: Listed | None, own: Listed, records: tuple[Listed, ...]) -> tuple[Listed, ...]:
    found = [predecessor(own, records), predecessor(was, records) if was else None]
    unique = {record.id: record for record in found if record is not None and record.id != own.id}
    return tuple(unique.values())


def _short(owner: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in owner).split())[:40]
