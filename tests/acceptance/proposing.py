"""Proposes lines of `likewise` and `unless` for mistakes that no case beside them would notice.

    python -m tests.acceptance.proposing 2026-11-22 [ID ...]

prints, per record and case, the fewest changes of one answer (or of two, where one is not enough)
that tell every such mistake; the day is the one on which the cases were written. Read each line
before it is used: it states what the catalog does, which need not be what it should do.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from advisor.application.own_cases import Cased, faults
from advisor.catalog import load
from advisor.catalog.cases import examples_of
from advisor.decision import compile_catalog
from advisor.decision.situation import situation_of
from advisor.model.catalog import Case, Question
from advisor.model.vocabulary import Kind
from advisor.reasoning.verify.worlds import hull
from tests.acceptance.mutants import Mutant, pool
from tests.acceptance.nearby import Nearby, Reading, holds

Change = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A change of a case, and the mistakes that it tells."""

    case: str
    word: str
    change: Change
    tells: frozenset[Mutant]


def untold(nearby: Nearby, mutants: list[Mutant]) -> Iterator[tuple[Mutant, list[Reading]]]:
    """Yield each mistake that changes something and that no case beside it notices."""
    for mutant, readings in nearby.readings(mutants):
        if not any(map(nearby.told, readings)):
            changing = [reading for reading in readings if not nearby.same(reading)]
            if changing:
                yield mutant, changing


def propose(nearby: Nearby, missing: Mapping[Mutant, Reading], record: Cased) -> list[Line]:
    """Return lines that tell the mistakes in a record, most of them first; greedy."""
    lines: list[Line] = []
    left = set(missing)
    for size in (1, 2):
        candidates = list(_lines(nearby, missing, record, size)) if left else []
        while candidates:
            best = max(candidates, key=lambda line: (len(line.tells & left), line.word == "unless"))
            if not best.tells & left:
                break
            lines.append(best)
            left -= best.tells
    return lines


def _lines(
    nearby: Nearby, missing: Mapping[Mutant, Reading], record: Cased, size: int
) -> Iterator[Line]:
    space = nearby.compiled.space
    read = 0
    for reading in missing.values():
        read |= (hull(reading.sound) | hull(reading.mutated)) >> space.width
    asked = [
        question
        for question in nearby.compiled.catalog.questions.values()
        if any(read & field.mask for field in space.of_question[question.id])
    ]
    for case in record.cases:
        for chosen in combinations(asked, size):
            for change in _changes(case, chosen):
                yield from _line(nearby, missing, record, case, change)


def _line(
    nearby: Nearby,
    missing: Mapping[Mutant, Reading],
    record: Cased,
    case: Case,
    change: Change,
) -> Iterator[Line]:
    for word in ("likewise", "unless"):
        changed = Case(
            case.name, case.answers, case.fires, case.verdict, case.capability, **{word: (change,)}
        )
        *_, example = examples_of(changed)
        if any(faults(nearby.compiled, record, example)):
            continue
        situation = situation_of(nearby.compiled, example.answers)
        tells = frozenset(
            mutant
            for mutant, reading in missing.items()
            if holds(nearby.compiled, record, example, situation, reading.mutated)
            is not example.fires
        )
        if tells:
            yield Line(case.name, word, change, tells)


def _changes(case: Case, chosen: tuple[Question, ...]) -> Iterator[Change]:
    """Yield every change of the answers to some questions, all of them changed."""
    if not chosen:
        yield {}
        return
    first, *others = chosen
    for value in _values(first, case.answers.get(first.id)):
        for rest in _changes(case, tuple(others)):
            yield {first.id: value, **rest}


def _values(question: Question, now: object) -> Iterator[object]:
    if question.kind is Kind.SINGLE:
        yield from (option for option in question.option_ids if option != now)
        return
    held = now if isinstance(now, list) else []
    several = [[option for option in held if option != dropped] for dropped in held]
    several += [[*held, option] for option in question.option_ids if option not in held]
    several += [[option] for option in question.option_ids]
    yield from (value for place, value in enumerate(several) if value not in several[:place])
    if not held:
        yield []


def main(day: date, ids: list[str]) -> None:
    """Print the lines, and the mistakes for which none is found."""
    nearby = Nearby(compile_catalog(load(), day))
    missing: dict[tuple[str, str], dict[Mutant, Reading]] = {}
    for mutant, readings in untold(nearby, pool()):
        cased = [item for item in readings if (item.shelf, item.id) in nearby.examples]
        reading = (cased or readings)[0]
        missing.setdefault((reading.shelf, reading.id), {})[mutant] = reading
    for (shelf, id_), mistakes in missing.items():
        if ids and id_ not in ids:
            continue
        lines = propose(nearby, mistakes, getattr(nearby.compiled.catalog, shelf)[id_])
        for line in lines:
            told = "; ".join(f"{mutant.operator}: {mutant.what}" for mutant in line.tells)
            sys.stdout.write(f"{id_}: {line.case}\n    {line.word}: {line.change}  # {told}\n")
        for mutant in set(mistakes).difference(*(line.tells for line in lines)):
            sys.stdout.write(f"{id_}: nothing tells {mutant.operator}: {mutant.what}\n")


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]), sys.argv[2:])
