"""The questions of the interview, answered by python-sat in place of our engine.

- Bearings: two worlds that differ in one open question's answer alone, and in a verdict.
- Certificates: minimum hitting sets of the facts that worlds with another verdict break (`Hitman`).
- Changes: the same with edits by MaxSAT (`RC2`); a world with another verdict is reduced to an
  unsatisfiable core first, which says that one of few edits must lead away from it.

Left out: what questions can raise beside verdicts. Answers must be said in full: without options
that are not known, and without "does not apply".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations

from pysat.examples.hitman import Hitman
from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from advisor.decision import Compiled, decide
from advisor.model.assessment import Answer
from advisor.model.decision import Given
from advisor.model.vocabulary import Kind, Verdict
from tests.decision.circuits import Reading, SatLogic, given_facts

Answers = Mapping[str, Answer]
Which = str | None
Name = tuple[str, str]


class SatQueries:
    """One catalog as clauses, with a second world beside it for what differs."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        catalog = self._catalog = compiled.catalog
        self._one = one = SatLogic(catalog)
        self._other = other = SatLogic(catalog, beside=one)
        self._reading = Reading(catalog, compiled.today, one)
        second = Reading(catalog, compiled.today, other)
        self.everything: tuple[Which, ...] = (None, *catalog.capabilities)
        self._exactly = {
            (which, verdict): self._reading.exactly(which, verdict)
            for which in self.everything
            for verdict in compiled.verdicts_of(which)
        }
        self._differs = {
            which: one.some(
                one.both(self._exactly[which, verdict], -second.exactly(which, verdict))
                for verdict in compiled.verdicts_of(which)
            )
            for which in self.everything
        }
        self._alike = {id_: other.alike(id_) for id_ in catalog.questions}

    def possible(self, answers: Answers) -> set[tuple[Which, Verdict]]:
        """Return every verdict that some completion has."""
        assumed = self._one.allowed(answers)
        return {key for key, literal in self._exactly.items() if self._one.can(literal, assumed)}

    def bearings(self, answers: Answers) -> dict[str, set[Which]]:
        """Return for each open question the verdicts that it can change."""
        assumed = [*self._one.allowed(answers), *self._other.allowed(answers)]
        named = {literal: which for which, literal in self._differs.items()}
        found: dict[str, set[Which]] = {}
        for question in self._open(answers):
            rest = [same for id_, same in self._alike.items() if id_ != question]
            held = self._one.witnessed(named, [*assumed, *rest])
            found[question] = {named[literal] for literal in held}
        return found

    def certificate(self, answers: Answers, which: Which) -> int | None:
        """Return the size of a smallest certificate; None while the verdict is open."""
        logic, possible = self._one, self._possible(answers, which)
        if len(possible) != 1:
            return None
        other = -self._exactly[which, possible[0]]
        facts = given_facts(self._catalog, answers)
        with Hitman(solver="m22", htype="sorted") as hitting:
            while True:
                tried = hitting.get() or []
                if not logic.can(other, logic.said(tried)):
                    return len(tried)
                world = set(logic.solver.get_model() or ())
                hitting.hit([fact for fact in facts if self._literal(fact) not in world])

    def changes(self, answers: Answers, which: Which) -> dict[Verdict, int]:
        """Return how many edits lead to each other verdict, where any do."""
        item = decide(self._compiled, answers)
        leaving = item.outcome if which is None else item.capability(which).verdict
        found: dict[Verdict, int] = {}
        for verdict in self._compiled.verdicts_of(which):
            if verdict is not leaving:
                edits = self._fewest(answers, self._exactly[which, verdict])
                if edits is not None:
                    found[verdict] = edits
        return found

    def _possible(self, answers: Answers, which: Which) -> list[Verdict]:
        assumed = self._one.allowed(answers)
        verdicts = self._compiled.verdicts_of(which)
        return [v for v in verdicts if self._one.can(self._exactly[which, v], assumed)]

    def _fewest(self, answers: Answers, there: int) -> int | None:
        """Return how many edits leave no world where a formula does not hold."""
        fields = _Fields(self._values, self._given(answers))
        with RC2(fields.formula()) as search:
            while (model := search.compute()) is not None:
                taken = fields.taken(model)
                world = self._elsewhere(fields.said(taken), there)
                if not world:
                    return len(taken)
                search.add_clause(fields.leaving(world))
        return None

    def _elsewhere(self, said: Iterable[int], there: int) -> list[int]:
        """Return values that keep a formula from holding, some world with what is said has them.

        Empty where there is none.
        """
        solver = self._one.solver
        applies = [self._one.applies(id_) for id_ in self._catalog.questions]
        if not solver.solve(assumptions=[*applies, *said, -there]):
            return []
        world = set(solver.get_model() or ())
        here = [value for value in self._values if value in world]
        solver.solve(assumptions=[*applies, *here, there])
        core = set(solver.get_core() or ())
        return [value for value in here if value in core]

    @cached_property
    def _values(self) -> Mapping[int, Name]:
        """Each value of each field, as a literal, with the field's name."""
        values: dict[int, Name] = {}
        for question in self._catalog.questions.values():
            for option in question.option_ids:
                picked = self._one.picks(question.id, option)
                if question.kind is Kind.SINGLE:
                    values[picked] = question.id, ""
                else:
                    values[picked] = values[-picked] = question.id, option
        return values

    def _given(self, answers: Answers) -> dict[Name, int]:
        facts = given_facts(self._catalog, answers)
        return {self._values[literal]: literal for literal in map(self._literal, facts)}

    def _literal(self, fact: Given) -> int:
        picked = self._one.picks(fact.question, fact.value)
        return -picked if fact.relation == "excludes" else picked

    def _open(self, answers: Answers) -> Iterable[str]:
        shown = set(decide(self._compiled, answers).visible)
        return [id_ for id_ in self._catalog.questions if id_ in shown and id_ not in answers]


class _Fields:
    """Edits as variables: for each value of each field, whether it is moved there."""

    def __init__(self, values: Mapping[int, Name], start: Mapping[Name, int]) -> None:
        self._values = values
        self._start = start
        self._moves = {value: number for number, value in enumerate(values, 1)}
        self._fields: dict[Name, list[int]] = {}
        for value, name in values.items():
            self._fields.setdefault(name, []).append(value)

    def formula(self) -> WCNF:
        """Return that a field moves once at most, never to where it is, and best not at all."""
        formula = WCNF()
        for name, values in self._fields.items():
            moves = [self._moves[value] for value in values]
            formula.extend([[-one, -other] for one, other in combinations(moves, 2)])
            for value, move in zip(values, moves, strict=True):
                stays = self._start.get(name) == value
                formula.append([-move], weight=None if stays else 1)
        return formula

    def taken(self, model: Sequence[int]) -> dict[Name, int]:
        """Return the values that a model moves fields to."""
        return {
            self._values[value]: value for value, move in self._moves.items() if model[move - 1] > 0
        }

    def said(self, taken: Mapping[Name, int]) -> list[int]:
        """Return all values said after the moves."""
        return [*{**self._start, **taken}.values()]

    def leaving(self, world: Iterable[int]) -> list[int]:
        """Return the clause that some move leads out of these values, or one into them is not."""
        clause: list[int] = []
        for value in world:
            name = self._values[value]
            if self._start.get(name, value) == value:
                others = (other for other in self._fields[name] if other != value)
                clause += [self._moves[other] for other in others]
            else:
                clause.append(-self._moves[value])
        return clause
