"""Many complete assessments from columns: bit planes, Polars and zen-engine on the same rules.

Bit planes and Polars start from columns in memory (packed bits; option codes and booleans) and
return the verdict levels of every capability; zen-engine has no columns and evaluates rows, so its
time is scaled up from fewer of them. Planes come in two kinds: one Python integer per answer
(standard library only) and numpy words. Encoding files into columns is left out for all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from advisor.decision.levels import LEVELS
from advisor.decision.plan import plan_of
from advisor.decision.space import EXCLUDES
from advisor.model.vocabulary import Kind
from benchmarks.measure_decision import zen_evaluation
from benchmarks.rules_as_text import PolarsWriter, kinds
from benchmarks.table import Row
from benchmarks.teams import alternating, compiled, seconds

ASSESSMENTS = 65_536
CHECKED = 300


def measure() -> list[Row]:
    """Measure all of them on the same columns."""
    columns = _columns()
    planes, words = _planes(columns)
    plan = plan_of(compiled())
    frame = pl.DataFrame(columns)
    expressions = PolarsWriter(compiled()).verdicts()
    full = (1 << ASSESSMENTS) - 1
    full_words = np.full(ASSESSMENTS // 64, -1, dtype=np.int64).view(np.uint64)

    def by_integers() -> Any:
        return plan.run(planes, full, 0)

    def by_numpy() -> Any:
        return plan.run(words, full_words, full_words ^ full_words)

    def by_polars() -> Any:
        return frame.lazy().select(expressions).collect()

    zens = _checked(columns, by_integers(), by_numpy(), by_polars())
    integers, polars = alternating(by_integers, by_polars, 3)
    numpys, polars_again = alternating(by_numpy, by_polars, 3)
    return [
        _row("integers", integers, "Polars", polars),
        _row("numpy", numpys, "Polars", polars_again),
        _row("integers", integers, "zen-engine", zens),
        _row("numpy", numpys, "zen-engine", zens),
    ]


def _row(ours: str, mine: float, other: str, theirs: float) -> Row:
    def rate(time: float) -> str:
        return f"{ASSESSMENTS / time / 1e6:.2g} M/s"

    return Row(
        f"batch from columns, {ours} (times faster)",
        f"{rate(mine)}",
        f"{other}, {rate(theirs)}",
        theirs / mine,
    )


def _columns() -> dict[str, Any]:
    random = np.random.default_rng(7)
    columns: dict[str, Any] = {}
    for at, question in enumerate(compiled().catalog.questions.values()):
        count = len(question.options)
        if question.kind is Kind.SINGLE:
            columns[f"q{at}"] = random.integers(0, count, ASSESSMENTS, dtype=np.uint8)
        else:
            for option in range(count):
                columns[f"q{at}_{option}"] = random.random(ASSESSMENTS) < 0.3
    return columns


def _planes(columns: dict[str, Any]) -> tuple[list[int], list[Any]]:
    catalog = compiled().catalog
    numbers = {id_: at for at, id_ in enumerate(catalog.questions)}
    words = []
    for question, option, relation in plan_of(compiled()).atoms:
        at = catalog.questions[question].option_ids.index(option)
        name = f"q{numbers[question]}"
        single = kinds(compiled())[question]
        bits = columns[name] == at if single else columns[f"{name}_{at}"]
        bits = ~bits if relation == EXCLUDES else bits
        words.append(np.packbits(bits, bitorder="little").view(np.uint64))
    return [int.from_bytes(word.tobytes(), "little") for word in words], words


def _checked(columns: dict[str, Any], integers: Any, words: Any, frame: Any) -> float:
    """Assert that all agree; return what zen-engine needs for the whole batch."""
    plan = plan_of(compiled())
    catalog = compiled().catalog
    for at, id_ in enumerate(catalog.capabilities):
        levels = np.zeros(ASSESSMENTS, dtype=np.uint8)
        for level in LEVELS:
            place = plan.place(plan.levels[id_, level])
            assert integers[place] == int.from_bytes(words[place].tobytes(), "little")
            levels += np.unpackbits(words[place].view(np.uint8), bitorder="little")
        assert (levels == frame[f"c{at}"].to_numpy()).all(), id_
    rows = [_values(columns, row) for row in range(CHECKED)]
    evaluate = zen_evaluation()
    verdicts = [frame[f"c{at}"].to_list() for at in range(len(catalog.capabilities))]
    for number, row in enumerate(rows):
        assert evaluate(row) == [column[number] for column in verdicts]
    return seconds(lambda: [evaluate(row) for row in rows], 3) * ASSESSMENTS / CHECKED


def _values(columns: dict[str, Any], row: int) -> dict[str, Any]:
    return {
        f"q{at}": question.option_ids[columns[f"q{at}"][row]]
        if question.kind is Kind.SINGLE
        else [o for n, o in enumerate(question.option_ids) if columns[f"q{at}_{n}"][row]]
        for at, question in enumerate(compiled().catalog.questions.values())
    }
