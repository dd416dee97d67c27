"""Documents of any assessment: thinking and composing against deciding, over random ones.

Ours is everything before the first byte of a document: reasons, changes, what is still open, and
the tree of sections. The reference decides the same answers. Assessments are complete or stopped
anywhere, answers may be unknown; each is worked out in a process of its own, so that none goes on
with what another has learned. Times are processor times. Goal: 99 of 100 take at most two seconds,
told as a ratio: a decision takes about 40 ms on the machine that the goal was set on.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import process_time

from advisor.application.documenting import context_of
from advisor.application.inventory import from_kinds
from advisor.application.opening import Opened
from advisor.catalog.strict_yaml import Document
from advisor.decision import Shapes
from advisor.documents import report
from advisor.model.assessment import Answer
from advisor.workspace import Reading
from benchmarks.table import Row
from benchmarks.teams import Answers, compiled, complete, interrupted, percentile

MANY = 100
# Two seconds, in decisions.
MOST = 50.0


def measure() -> list[Row]:
    """Measure complete and interrupted assessments."""
    compiled()  # once, for every process below
    return [
        _row("complete assessments", [_unsure(complete(seed), seed) for seed in range(MANY)]),
        _row("interrupted ones", [_unsure(interrupted(seed), seed) for seed in range(MANY)]),
    ]


def _row(kind: str, teams: Sequence[Answers]) -> Row:
    times = [_in_a_process(answers) for answers in teams]
    ours = percentile([ours for _, ours in times], 0.99)
    usual = percentile([ours for _, ours in times], 0.5)
    deciding = percentile([deciding for deciding, _ in times], 0.5)
    return Row(
        f"before the first byte of a document, {kind}, p99 of {MANY}",
        f"{ours * 1000:.0f} ms (median {usual * 1000:.0f} ms)",
        f"one decision, {deciding * 1000:.0f} ms",
        ours / deciding,
        f"≤ {MOST:.0f}",
        ours / deciding <= MOST,
    )


def _unsure(answers: Answers, seed: int) -> Answers:
    """Return answers of which one in ten is not known."""
    random = Random(seed)
    return {
        id_: Answer(unknown=True) if random.random() < 0.1 else answer
        for id_, answer in answers.items()
    }


def _in_a_process(answers: Answers) -> tuple[float, float]:
    """Return the times of the decision and of the document, worked out with nothing learned."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        decided, documented = _times(answers)
        os.write(writer, f"{decided} {documented}".encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        said = told.read().split()
    os.waitpid(child, 0)
    decided, documented = map(float, said)
    return decided, documented


def _times(answers: Answers) -> tuple[float, float]:
    shapes = Shapes(compiled().catalog, compiled().today)
    assessment = from_kinds(shapes.catalog, answers)
    reading = Reading(assessment, Document("a.yaml", None), "", (), {}, 2)
    opened = Opened(Path("a.yaml"), shapes, reading)
    assert opened.compiled.catalog.questions  # made for the inventory before the clock starts
    start = process_time()
    assert opened.decision.possible
    decided = process_time()
    made = report(context_of(opened))
    assert made.document.sections
    return decided - start, process_time() - start
