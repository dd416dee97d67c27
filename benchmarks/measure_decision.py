"""One complete assessment decided by the compiled plan and by zen-engine, on the same rules.

Both get one dictionary of answers at a time and return the verdict of every capability; ours also
returns fired rules and visible questions, and the time to encode the answers counts.
zen-engine evaluates one compiled expression, its fastest form. Goal: at least 5 times faster.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import zen

from advisor.decision.compile import LEVELS
from advisor.decision.plan import plan_of
from advisor.decision.space import EXCLUDES
from benchmarks.rules_as_text import ZenWriter, kinds
from benchmarks.table import Row
from benchmarks.teams import Answers, alternating, compiled, complete

ASSESSMENTS = 200
GOAL = 5.0
Values = dict[str, Any]


def measure() -> list[Row]:
    """Measure both on the same assessments."""
    drawn = [complete(seed) for seed in range(ASSESSMENTS)]
    values = [{id_: answer.value for id_, answer in answers.items()} for answers in drawn]
    ours, theirs = point_evaluation(), zen_evaluation()
    rows = [zen_row(answers) for answers in drawn]
    for one, row in zip(values, rows, strict=True):
        assert ours(one) == theirs(row)
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


def point_evaluation() -> Callable[[Values], list[int]]:
    """Return our evaluation: planes of a single world."""
    plan = plan_of(compiled())
    single = kinds(compiled())
    singles: dict[str, dict[str, int]] = {}
    several: dict[str, list[tuple[str, int, bool]]] = {}
    for at, (question, option, relation) in enumerate(plan.atoms):
        if single[question]:
            singles.setdefault(question, {})[option] = at
        else:
            several.setdefault(question, []).append((option, at, relation != EXCLUDES))
    places = [
        tuple(plan.place(plan.levels[id_, level]) for level in LEVELS)
        for id_ in compiled().catalog.capabilities
    ]
    # One place more than there are atoms takes the options that no rule reads.
    empty = [0] * (len(plan.atoms) + 1)
    run = plan.run

    def evaluate(values: Values) -> list[int]:
        atoms = empty.copy()
        for id_, known in singles.items():
            atoms[known.get(values[id_], -1)] = 1
        for id_, options in several.items():
            value = values[id_]
            for option, at, held in options:
                atoms[at] = int((option in value) is held)
        done = run(atoms, 1, 0)
        return [done[keep] + done[split] + done[replace] for keep, split, replace in places]

    return evaluate


def zen_evaluation() -> Callable[[Values], list[int]]:
    """Return the evaluation by zen-engine."""
    expression = zen.compile_expression(ZenWriter(compiled()).verdicts())
    names = [f"c{at}" for at in range(len(compiled().catalog.capabilities))]

    def evaluate(row: Values) -> list[int]:
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
