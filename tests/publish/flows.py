"""Runs of publishing as tests need them, against any target."""

from __future__ import annotations

from dataclasses import dataclass, field

from advisor.exports import confluence_storage, dokuwiki_text, markdown_page, mediawiki_text
from advisor.publish.plan import Planner
from advisor.publish.publication import Publication
from advisor.publish.reconcile import Take
from advisor.publish.run import Options, Report, publish
from advisor.publish.state import Published
from advisor.publish.wiki import Wiki

WRITERS = {
    "confluence": confluence_storage.render,
    "dokuwiki": dokuwiki_text.render,
    "markdown": markdown_page.render,
    "mediawiki": mediawiki_text.render,
}


@dataclass
class Desk:
    """One team's side of publishing: what it remembers, and what it was told."""

    wiki: Wiki
    known: Published = field(default_factory=Published)
    said: list[str] = field(default_factory=list)

    def publish(
        self, what: Publication, *, take: Take | None = None, dry_run: bool = False
    ) -> Report:
        """Publish once and remember."""
        planner = Planner(what, self.wiki, WRITERS[self.wiki.markup], self.known, take)
        return publish(planner, Options(take, dry_run), self.said.append, self._remember)

    def text(self, name: str) -> str:
        """Return a page as the wiki holds it now."""
        page = self.wiki.read(name)
        assert page is not None, f"there is no page {name}"
        return page.text

    def _remember(self, now: Published) -> None:
        self.known = now


def actions(report: Report) -> list[str]:
    """Return what was done with each page, in order."""
    return [line.action.value for line in report.lines]
