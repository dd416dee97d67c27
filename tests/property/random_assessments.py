"""Seeded assessments of the shipped catalog, from sparse to full, as files that load.

Platforms and lifecycles take turns, so that every few seeds hold them all; who signs in is drawn,
half of the time without people. To draw more of an assessment, add a field to `assessment`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from msgspec.structs import replace

from advisor.application.inventory import from_kinds
from advisor.application.opening import Opened
from advisor.decision import Shapes, visible
from advisor.model.assessment import Actor, Answer, Assessment, Override, Project, Proposal, Record
from advisor.model.vocabulary import ActorStatus, Coming
from advisor.workspace import dump
from advisor.workspace.reading import examine_bytes
from tests.property.shipped import TODAY, Answers, answer, shipped

PEOPLE: Final = ("customers", "organisation-people", "workforce")
# Words that mean something in some markup, script or shell stand among plain ones.
WORDS: Final = (
    *("the", "login", "of", "our", "shop", "takes", "a", "token", "for", "3600", "s", "and", "to"),
    *("C++", "[on]", "*to*", "<b>them</b>", "|", "“quoted”", "{x}", "a_b_c", "50 %", "&amp;"),
    *("Größe", "日本語", "https://example.com/a?b=1#c", "`code`", "==", "#5", "~/x", "$HOME"),
)


def assessment(seed: int) -> Assessment:
    """Return the assessment of a seed."""
    random = Random(seed)
    catalog, _ = shipped()
    rows = from_kinds(catalog, _answers(random, seed))
    return Assessment(
        project=Project(
            _text(random, 4),
            _maybe(random, _text(random, 2)),
            _day(random) if random.random() < 0.5 else None,
            random.choice(("draft", "final", "proposed")),
        ),
        catalog_version=catalog.version,
        answers=rows.answers,
        actors=(*(_told(random, row) for row in rows.actors), *_actors(random)),
        complete={
            group: random.choice(("complete", "assumed", "incomplete"))
            for group in _some(random, catalog.groups)
        },
        figures={
            name: random.choice((0, 1, 900, 10**7)) for name in _some(random, catalog.figures)
        },
        products={layer: _text(random, 3) for layer in _some(random, catalog.layers)},
        dates={name: _day(random) for name in _some(random, catalog.dates)},
        overrides=_overrides(random),
        record=Record(
            tuple(_text(random, 2) for _ in range(random.randint(0, 3))),
            random.choice((None, "0001-older.md")),
        ),
        proposals=_proposals(random),
    )


def opened(seed: int) -> Opened:
    """Return the assessment of a seed as it is read back from its file."""
    content = dump(assessment(seed)).encode()
    reading = examine_bytes(content, "acme.yaml", shipped()[0])
    return Opened(Path("acme.yaml"), shapes(), reading)


@cache
def shapes() -> Shapes:
    """Return the shipped catalog for any inventory."""
    return Shapes(shipped()[0], TODAY)


def _answers(random: Random, seed: int) -> Answers:
    catalog, compiled = shipped()
    share = random.choice((0.05, 0.3, 0.7, 1.0))
    drawn = {
        question.id: _noted(random, answer(random, question))
        for question in catalog.questions.values()
        if random.random() < share
    }
    platforms = catalog.questions[catalog.platform_question].option_ids
    lifecycles = catalog.questions["lifecycle"].option_ids
    kinds = [kind for kind in catalog.subjects if seed % 2 or kind not in PEOPLE]
    random.shuffle(kinds)
    held, suspected = random.choice(((1, 0), (1, 1), (2, 0), (2, 2), (4, 1), (len(kinds), 0)))
    drawn |= {
        catalog.platform_question: Answer(platforms[seed % len(platforms)]),
        "lifecycle": Answer(lifecycles[seed // len(platforms) % len(lifecycles)]),
        catalog.subject_question: Answer(
            tuple(kinds[:held]), tuple(kinds[held : held + suspected])
        ),
    }
    if random.random() < 0.5:
        # As an interview leaves it: only what is asked is answered.
        asked = frozenset(visible(compiled, drawn))
        drawn = {id_: given for id_, given in drawn.items() if id_ in asked}
    return drawn


def _noted(random: Random, given: Answer) -> Answer:
    evidence = tuple(_text(random, 3) for _ in range(random.choice((0, 0, 1, 3))))
    return replace(given, note=_maybe(random, _text(random, 12)), evidence=evidence)


def _actors(random: Random) -> tuple[Actor, ...]:
    """Return programs, devices and agents of any status, some alike."""
    catalog, _ = shipped()
    rows = []
    for number in range(random.choice((0, 0, 1, 4))):
        kind = random.choice([kind for kind in catalog.subjects if kind not in PEOPLE])
        status = random.choice(tuple(ActorStatus)).value
        planned = status == ActorStatus.PLANNED.value
        asked = [q for q in catalog.questions.values() if q.subject == kind]
        row = Actor(
            f"row-{number}",
            kind,
            status=status,
            within=random.choice(tuple(Coming)).value if planned else "",
            by=_day(random) if planned and random.random() < 0.5 else None,
            answers={
                question.authored: _noted(random, answer(random, question))
                for question in asked
                if random.random() < 0.6
            },
        )
        rows.append(_told(random, row))
    return tuple(rows)


def _told(random: Random, row: Actor) -> Actor:
    """Return a row with what a team may say of it."""
    return replace(
        row,
        name=_maybe(random, _text(random, 2)),
        does=_maybe(random, _text(random, 3)),
        owner=_maybe(random, _text(random, 2)),
        where=_maybe(random, _text(random, 2)),
        note=_maybe(random, _text(random, 8)),
        count=random.choice((None, 0, 12_000)),
    )


def _overrides(random: Random) -> dict[str, Override]:
    catalog, _ = shipped()
    return {
        layer: Override(
            random.choice(
                [_text(random, 2)]
                + [one.id for one in catalog.components.values() if one.layer == layer]
            ),
            _text(random, 6),
        )
        for layer in _some(random, catalog.layers)
    }


def _proposals(random: Random) -> tuple[Proposal, ...]:
    catalog, _ = shipped()
    question = catalog.questions[catalog.platform_question]
    return tuple(
        Proposal(question.id, "a-signal", "observed", "main.tf:3", value=option)
        for option in _some(random, question.option_ids)
    )


def _some(random: Random, names: Iterable[str]) -> list[str]:
    """Return none of the names, a few of them or all."""
    share = random.choice((0.0, 0.0, 0.2, 1.0))
    return [name for name in names if random.random() < share]


def _text(random: Random, most: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(1, most)))


def _maybe(random: Random, text: str) -> str:
    return text if random.random() < 0.5 else ""


def _day(random: Random) -> date:
    return TODAY + timedelta(days=random.randint(-400, 900))
