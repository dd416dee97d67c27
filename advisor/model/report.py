"""What one documenting run hands to the writers: the documents, and the facts they state.

`documents` builds it and `exports` writes it; neither knows the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisor.model.assessment import Answer, Assessment
from advisor.model.catalog import Catalog
from advisor.model.decision import Decision, Given
from advisor.model.document import Diagram, Document
from advisor.model.vocabulary import Effort, Horizon


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of the merged plan.

    `id` is stable between runs, `number` is the place in this plan. `after` lists ids of steps
    of this plan. `rules` and `pitfalls` are what the step answers.
    """

    id: str
    number: int
    do: str
    owner: str
    effort: Effort
    horizon: Horizon
    due: date
    after: tuple[str, ...]
    check: str
    rules: tuple[str, ...] = ()
    pitfalls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StackLine:
    """One layer of the recommended stack; `component` is None where the catalog has none.

    `called_by` are ids of rules, pitfalls, capabilities and stack rules that ask for the layer.
    `alternatives` are component ids, the nearest first. `in_place` says that the team has it.
    `chosen_by_team` is the team's reason for an override, `breaks` what the override breaks.
    """

    layer: str
    component: str | None
    name: str
    why: str
    because: tuple[Given, ...] = ()
    called_by: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    open: bool = False
    in_place: bool = False
    chosen_by_team: str = ""
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """One entry of a standard that applies here, and the steps whose checks answer it."""

    control: str
    reason: str
    steps: tuple[str, ...]
    rules: tuple[str, ...] = ()
    pitfalls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the writers may draw on. `decided` is what `decide --json` prints."""

    document: Document
    record: Document
    diagram: Diagram | None
    catalog: Catalog
    assessment: Assessment
    answers: Mapping[str, Answer]
    decision: Decision
    decided: Mapping[str, object]
    stack: tuple[StackLine, ...]
    plan: tuple[PlanStep, ...]
    alignments: tuple[Alignment, ...]
    today: date
