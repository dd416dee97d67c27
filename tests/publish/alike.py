"""Decisions whose names are alike, published by several teams to one wiki."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from advisor.publish.identity import identify
from advisor.publish.names import slug, tagged
from advisor.publish.publication import Publication
from advisor.publish.register import decode
from tests.publish.flows import Desk, actions
from tests.publish.samples import png, publication

# One slug, one title in wikis that do not tell capitals apart, one after marks are taken out.
ALIKE = {"Shop": "a1a1a1a1", "SHOP!": "b2b2b2b2", "shop": "c3c3c3c3", "shop?": "d4d4d4d4"}


def decision(name: str, id_: str, *, note: str = "run nightly", file: str = "") -> Publication:
    """Return a decision with a picture of its own, named as the product names it."""
    what = publication(name, f"{note} for {id_}", png(int(id_[:2], 16)), id=id_, file=file)
    picture = tagged(f"{slug(name)}-architecture", id_) + ".png"
    pages = tuple(
        replace(
            page,
            attachments=tuple(replace(one, name=picture) for one in page.attachments),
            pictures=tuple((diagram, picture) for diagram, _ in page.pictures),
        )
        for page in what.pages
    )
    return replace(what, pages=pages)


def check_alike_stay_apart(team: Callable[[], Desk]) -> None:
    """Publish all of them twice, each by a team of its own, and look at every page and picture."""
    teams = {id_: team() for id_ in ALIKE.values()}
    for round_ in ("create", "unchanged"):
        for name, id_ in ALIKE.items():
            done = actions(teams[id_].publish(decision(name, id_)))
            assert done[:2] == [round_] * 2, (name, round_)
    fresh = team()
    assert actions(fresh.publish(decision("Shop", "a1a1a1a1"))) == ["unchanged"] * 3
    _look(fresh, teams)


def _look(fresh: Desk, teams: dict[str, Desk]) -> None:
    wiki = fresh.wiki
    records = decode(fresh.text(wiki.index_name()))
    assert {(one.id, one.title) for one in records} == {(ALIKE[name], name) for name in ALIKE}
    assert _distinct(name for one in records for name in one.pages.values())
    for one in records:
        for key, name in one.pages.items():
            assert f"for {one.id}" in fresh.text(name)
            for picture, fingerprint in teams[one.id].known.pages[key].attachments.items():
                assert wiki.attached(name, picture) == fingerprint
        what = decision(one.title, one.id)
        assert identify(what.record, records, fresh.known, None).was == one
    pictures = [
        (name if wiki.markup == "confluence" else "", picture)
        for one in teams.values()
        for name, page in one.known.pages.items()
        for picture in page.attachments
    ]
    assert len(pictures) == len(ALIKE)


def _distinct(names: Iterable[str]) -> bool:
    found = [name.casefold() for name in names]
    return len(set(found)) == len(found)
