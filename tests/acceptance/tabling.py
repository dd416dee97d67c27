"""The table of a mutation test: per operator, what caught how many mutants.

    python -m tests.acceptance.tabling 2026-11-22 [OPERATOR ...]

judges every mutant, or those of some operators, and prints the table; that takes minutes.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from advisor.catalog import load
from advisor.decision import compile_catalog
from tests.acceptance.judging import EQUIVALENT, OUTCOMES, SURVIVED, Judge, Judgement
from tests.acceptance.mutants import Mutant, pool

Judged = list[tuple[Mutant, Judgement]]


def judged(judge: Judge, mutants: Iterable[Mutant]) -> Judged:
    """Return each mutant with its judgement."""
    return [(mutant, judge.judge(mutant)) for mutant in mutants]


def table(items: Judged) -> str:
    """Return the table, and below it every mutant that nothing caught."""
    counts = Counter((mutant.operator, judgement.by) for mutant, judgement in items)
    drawn = Counter(mutant.operator for mutant, _ in items)
    width = max(map(len, drawn))
    lines = ["  ".join([" " * width, "mutants", *OUTCOMES])]
    for name, row in (*((operator, operator) for operator in sorted(drawn)), ("all", None)):
        figures = [drawn.total() if row is None else drawn[row]]
        figures += [
            sum(n for (operator, how), n in counts.items() if how == by and row in (None, operator))
            for by in OUTCOMES
        ]
        heads = ("mutants", *OUTCOMES)
        cells = (f"{n:>{len(head)}}" for n, head in zip(figures, heads, strict=True))
        lines.append("  ".join([f"{name:{width}}", *cells]))
    return "\n".join([*lines, *_uncaught(items)])


def _uncaught(items: Judged) -> Iterator[str]:
    for mutant, judgement in items:
        if judgement.by in (EQUIVALENT, SURVIVED):
            yield (
                f"{judgement.by}: {mutant.place}, {mutant.operator}, {mutant.what}: {judgement.how}"
            )


def main(day: date, operators: list[str]) -> None:
    """Print the table of all mutants."""
    mutants = [mutant for mutant in pool() if not operators or mutant.operator in operators]
    judge = Judge(compile_catalog(load(), day), day)
    sys.stdout.write(f"{table(judged(judge, mutants))}\n")


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]), sys.argv[2:])
