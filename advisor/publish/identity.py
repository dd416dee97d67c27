"""Which decision of a wiki is ours, and what its pages are called there.

A decision is known by the id of its assessment. Version 1 knew it by the slug of its name; such a
decision is taken over where our notes, or title and owner together, say that it is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from advisor.errors import RemoteConflictError
from advisor.publish.names import slug_of_version_1, visible
from advisor.publish.publication import Page, Publication, Record
from advisor.publish.reconcile import Take, foreign
from advisor.publish.register import Listed
from advisor.publish.state import Published
from advisor.publish.wiki import Wiki


@dataclass(frozen=True, slots=True)
class Identity:
    """A record as one wiki knows it: `was` is its line in the index, before this run."""

    record: Record
    was: Listed | None
    former: str
    known: Published

    def marks(self, key: str) -> frozenset[str]:
        """Return what our part of one page may be marked with."""
        return frozenset(f"{one}.{key}" for one in (self.record.id, self.former) if one)

    @property
    def interim(self) -> str:
        """The id to note while a run writes: the former one, until every page is taken over."""
        taken_over = self.was is not None and self.was.id == self.record.id
        return self.record.id if taken_over else self.former or self.record.id

    @property
    def file(self) -> str:
        """The assessment's file, as fully as it is known."""
        before = self.was.file if self.was else ""
        same = _one_file(before, self.record.file)
        return max(before, self.record.file, key=len) if same else self.record.file

    def old_name(self, page: Page, wiki: Wiki, *, first: bool) -> str:
        """Return what one page was called last; empty where that is not known."""
        noted = self.known.pages.get(page.key)
        if noted is not None:
            return noted.name
        if self.was is None or self.was.pages:
            return self.was.pages.get(page.key, "") if self.was else ""
        title = page.title.replace(self.record.title, self.was.title, 1)
        as_it_was = replace(page, title=slug_of_version_1(title))
        return self.was.page if first else wiki.name_of(as_it_was, "")


def identify(
    record: Record, records: tuple[Listed, ...], known: Published, take: Take | None
) -> Identity:
    """Return which decision of the wiki is ours; `known` counts only if it speaks of that one.

    Raises:
        RemoteConflictError: the id is that of a decision published from another assessment.
    """
    was = _line(record, records, known)
    former = ""
    if was is not None:
        former = was.former if was.id == record.id else was.id
    elif known.record != record.id and not _claimed(known.record, records):
        former = known.record
    ours = known.record != "" and known.record in {record.id, former}
    if was is not None and was.id == record.id and take is not Take.OURS:
        _refuse_copy(was, record, renamed=ours)
    return Identity(record, was, former, known if ours else Published())


def names(
    publication: Publication, wiki: Wiki, identity: Identity, others: tuple[Listed, ...]
) -> Mapping[str, str]:
    """Return what each page of a record is called: plainly, or tagged where another is so called.

    A record that was told apart once stays so, whatever becomes of the other.
    """
    taken = {name.casefold() for other in others for name in (other.page, *other.pages.values())}

    def free(key: str, name: str) -> bool:
        if name.casefold() in taken:
            return False
        remote = wiki.read(name)
        return remote is None or not foreign(remote, identity.marks(key), wiki.style)

    made: dict[str, str] = {}
    for tag in _tags(publication, wiki, identity):
        made = {page.key: wiki.name_of(page, tag) for page in publication.pages}
        if all(free(key, name) for key, name in made.items()):
            break
    return made


def _tags(publication: Publication, wiki: Wiki, identity: Identity) -> Iterator[str]:
    first, tag = publication.pages[0], publication.record.id
    if identity.was is None or identity.was.page != wiki.name_of(first, tag):
        yield ""
    yield tag


def _line(record: Record, records: tuple[Listed, ...], known: Published) -> Listed | None:
    for listed in records:
        if listed.id == record.id:
            return listed
    for listed in (one for one in records if not one.pages):
        named = listed.title == record.title[:400] and listed.owner == record.owner[:200]
        if listed.id == known.record or (not known.record and named):
            return listed
    return None


def _claimed(former: str, records: tuple[Listed, ...]) -> bool:
    return any(former in {listed.id, listed.former} for listed in records)


def _refuse_copy(was: Listed, record: Record, *, renamed: bool) -> None:
    if _one_file(was.file, record.file) and (renamed or was.title == record.title[:400]):
        return
    raise RemoteConflictError(
        f"{_said(record.file, record.title)} has the id {record.id}, under which "
        f"{_said(was.file, was.title)} was published as {visible(was.page)}.",
        hint="If one is a copy of the other, delete the line `id:` of the copy, which then gets "
        "one of its own. If it is the same one, renamed, publish it once with --take ours.",
    )


def _one_file(one: str, other: str) -> bool:
    """Whether two paths may be one file: a checkout without git knows only the end of it."""
    shorter, longer = sorted((one, other), key=len)
    return not shorter or f"/{longer}".endswith(f"/{shorter}")


def _said(file: str, title: str) -> str:
    return f"{visible(file)} ({visible(title)})" if file else visible(title)
