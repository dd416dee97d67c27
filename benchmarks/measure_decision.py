"""One complete assessment decided by the generated evaluator and by zen-engine, on the same rules.

Both get one dictionary of answers at a time, question to option or options, and return the verdict
of every capability; what it takes to look answers up counts on both sides. zen-engine evaluates
one compiled expression, its fastest form. Both are asserted to agree on every assessment.
Goal: at least 5 times faster.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import zen

from advisor.decision.evaluate import evaluator_of
from benchmarks.rules_as_text import ZenWriter
from benchmarks.table import Row
from benchmarks.teams import Answers, alternating, compiled, complete

ASSESSMENTS = 200
GOAL = 5.0


def measure() -> list[Row]:
    """Measure both on the same assessments."""
    drawn = [complete(seed) for seed in range(ASSESSMENTS)]
    values = [{id_: answer.value for id_, answer in answers.items()} for answers in drawn]
    ours, theirs = evaluator_of(compiled()).verdicts, zen_evaluation()
    rows = [zen_row(answers) for answers in drawn]
    for one, row in zip(values, rows, strict=True):
        assert list(ours(one)) == theirs(row)
    mine, zens = alternating(
        lambda: [ours(one) for one in values], lambda: [theirs(row) for row in rows]
    )
    ratio = zens / mine
    return [
        Row(
            "one decision (times faster)",
            f"{1e6 * mine / ASSESSMENTS:.0f} µs",
            f"zen-engine, {1e6 * zens / ASSESSMENTS:.0f} µs",
            ratio,
            f"at least {GOAL:.0f}",
            ratio >= GOAL,
        )
    ]


def zen_evaluation() -> Callable[[dict[str, Any]], list[int]]:
    """Return the evaluation by zen-engine."""
    expression = zen.compile_expression(ZenWriter(compiled()).verdicts())
    names = [f"c{at}" for at in range(len(compiled().catalog.capabilities))]

    def evaluate(row: dict[str, Any]) -> list[int]:
        found = expression.evaluate(row)
        return [found[name] for name in names]

    return evaluate


def zen_row(answers: Answers) -> dict[str, Any]:
    """Return answers under the names that the expression reads."""
    values = enumerate(compiled().catalog.questions)
    return {
        f"q{at}": list(value) if isinstance(value := answers[id_].value, tuple) else value
        for at, id_ in values
    }
