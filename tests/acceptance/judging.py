"""What catches a mutant of the catalog, and whether one that nothing catches is equivalent.

Four nets, in this order: loading, the cases that records carry, verification, and the acceptance
cases. What is left is compared condition by condition: a mutant is equivalent when every condition
of the catalog holds in exactly the same worlds and every rule proposes the same verdict.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from advisor.application.own_cases import cases_of, faults
from advisor.catalog.cases import examples_of
from advisor.decision import Compiled, Shapes, compile_catalog, decide
from advisor.decision.budget import Budget
from advisor.decision.space import Cube, Cubes, Field, Space
from advisor.errors import CatalogError
from advisor.model.assessment import Assessment
from advisor.reasoning.verify import verify_compiled
from advisor.reasoning.verify.conditions import conditions
from advisor.reasoning.verify.worlds import Worlds
from advisor.stacks import recommend
from advisor.workspace import read
from tests.acceptance import test_cases
from tests.acceptance.mutants import Mutant

LOADING, CASES, VERIFICATION = "loading", "own cases", "verification"
ACCEPTANCE = "acceptance cases"
EQUIVALENT, SURVIVED = "equivalent", "SURVIVED"
OUTCOMES = (LOADING, CASES, VERIFICATION, ACCEPTANCE, EQUIVALENT, SURVIVED)

_CHECKS: tuple[Callable[[test_cases.Case], None], ...] = (
    test_cases.test_the_outcome_is_the_expected_one,
    test_cases.test_the_expected_jobs_leave,
    test_cases.test_forcing_facts_are_among_the_reasons,
    test_cases.test_must_have_layers_are_recommended,
    test_cases.test_every_layer_has_a_reason,
    test_cases.test_must_flag_pitfalls_fire,
    test_cases.test_what_must_be_asked_is_open,
)


@dataclass(frozen=True)
class Judgement:
    """What caught a mutant first, and how."""

    by: str
    how: str


@dataclass(frozen=True)
class Judge:
    """Judges mutants of one sound catalog."""

    sound: Compiled
    day: date

    def judge(self, mutant: Mutant) -> Judgement:
        """Return what catches a mutant first; else whether it is equivalent."""
        try:
            mutated = compile_catalog(mutant.load(), self.day)
        except CatalogError as error:
            problem = error.problems[0].problem if error.problems else error.message
            return Judgement(LOADING, problem)
        for catcher, found in (
            (CASES, self._own_cases(mutated, mutant)),
            (VERIFICATION, self._verification(mutated)),
            (ACCEPTANCE, self._acceptance(mutated)),
        ):
            fault = next(found, None)
            if fault is not None:
                return Judgement(catcher, fault)
        difference = next(self.differences(mutated), None)
        if difference is None:
            return Judgement(EQUIVALENT, "every condition holds in the same worlds")
        return Judgement(SURVIVED, difference)

    def differences(self, mutated: Compiled) -> Iterator[str]:
        """Yield every condition with other worlds, and every rule with another verdict."""
        worlds = Worlds(self.sound)
        for item in conditions(self.sound.catalog):
            name = f"{item.field} of {item.id}"
            if item.id not in getattr(mutated.catalog, item.shelf):
                yield f"{item.id} is gone"
                continue
            before = _worlds_of(self.sound, item.shelf, item.id, item.field)
            raw = _worlds_of(mutated, item.shelf, item.id, item.field)
            after = _in_layout(raw, mutated.space, self.sound.space)
            if not worlds.contains(before, after, Budget()):
                yield f"{name} holds in more worlds"
            if not worlds.contains(after, before, Budget()):
                yield f"{name} holds in fewer worlds"
        for id_, rule in self.sound.catalog.rules.items():
            if mutated.catalog.rules[id_].verdict is not rule.verdict:
                yield f"{id_} proposes another verdict"

    def _own_cases(self, mutated: Compiled, mutant: Mutant) -> Iterator[str]:
        """Yield the examples that fail, those of the record with the mistake first."""
        near = [*cases_of(self.sound.catalog)]
        near.sort(key=lambda item: item[1].id.partition(".")[0] != mutant.id)
        for shelf, record, case in near:
            if record.id not in getattr(mutated.catalog, shelf):
                yield f"{record.id} is gone"
                continue
            changed = getattr(mutated.catalog, shelf)[record.id]
            for example in examples_of(case):
                for fault in faults(mutated, changed, example):
                    yield f"{record.id}, {example.name}: {fault}"

    def _verification(self, mutated: Compiled) -> Iterator[str]:
        for finding in verify_compiled(mutated).findings:
            yield f"{finding.kind.value}: {finding.ids[0]}"

    def _acceptance(self, mutated: Compiled) -> Iterator[str]:
        shapes = Shapes(mutated.catalog, self.day)
        for id_, assessment in _assessments(self.sound).items():
            shaped = shapes.of(assessment)
            decision = decide(shaped.compiled, shaped.answers)
            stack = recommend(shaped.compiled, assessment, shaped.answers, decision)
            case = test_cases.Case(test_cases.EXPECTED[id_], assessment, decision, stack)
            for check in _CHECKS:
                try:
                    check(case)
                except AssertionError:
                    yield f"{id_}: {check.__name__.removeprefix('test_').replace('_', ' ')}"


def _worlds_of(compiled: Compiled, shelf: str, id_: str, field: str) -> Cubes:
    """Return where a condition holds; of a rule, where it fires."""
    if shelf == "rules":
        return compiled.rules[id_]
    record = getattr(compiled.catalog, shelf)[id_]
    if field.startswith("hint "):
        (when,) = [hint.when for hint in record.hints if hint.id == field.partition(" ")[2]]
        return compiled.region(when)
    return compiled.region(getattr(record, field))


def _in_layout(cubes: Cubes, theirs: Space, ours: Space) -> Cubes:
    """Return cubes of a space whose options stand in another order as cubes of ours."""
    pairs = [(a, b) for a, b in zip(theirs.fields, ours.fields, strict=True) if a != b]
    return tuple(_moved(cube, pairs, ours.width) for cube in cubes)


def _moved(cube: Cube, pairs: list[tuple[Field, Field]], width: int) -> Cube:
    moved = cube
    for theirs, ours in pairs:
        for half in (0, width):
            moved &= ~(ours.mask << half)
            for value in theirs.values:
                if cube & theirs.bit(value) << half:
                    moved |= ours.bit(value) << half
    return moved


@cache
def _assessments(compiled: Compiled) -> dict[str, Assessment]:
    folder = test_cases.HERE / "cases"
    return {id_: read(folder / f"{id_}.yaml", compiled.catalog) for id_ in test_cases.EXPECTED}
