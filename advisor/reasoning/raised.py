"""What open questions could raise beside verdicts: pitfalls, layers, targets, conditions of a keep.

A region of worlds depends on a question when two of the domain's worlds that differ in nothing but
its answer lie one inside, one outside: when one of its cubes, freed of the question, leaves the
union. That is a tautology test per cube.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from msgspec import Struct

from advisor.decision import Compiled
from advisor.decision.budget import Budget
from advisor.decision.situation import Situation
from advisor.decision.space import Cube, Cubes, Space
from advisor.decision.tautology import falsify
from advisor.model.catalog import Capability
from advisor.model.vocabulary import Target, Verdict
from advisor.reasoning.proofs import Pair, proofs_of


class Region(Struct, eq=False):
    """The worlds where something beside a verdict holds, and the questions that it reads."""

    id: str
    cubes: Cubes
    read: Cube
    questions: tuple[str, ...]
    _near: tuple[Cube, Cubes] | None = None

    def narrowed(self, space: Space, domain: Cube) -> Cubes:
        """Return its parts within a domain; those of the last one are kept."""
        near = self._near  # another thread may put its own there
        if near is None or near[0] != domain:
            near = self._near = domain, space.narrowed(self.cubes, domain)
        return near[1]


_REGIONS: WeakKeyDictionary[Compiled, tuple[Region, ...]] = WeakKeyDictionary()


def could_raise(
    situation: Situation, questions: Iterable[str], budget: Budget
) -> dict[str, tuple[str, ...]]:
    """Return what each of the questions could raise beside a verdict.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    compiled = situation.compiled
    raised: dict[str, list[str]] = {question: [] for question in questions}
    regions = _REGIONS.get(compiled)
    if regions is None:
        regions = _REGIONS[compiled] = tuple(_regions(compiled))
    moved = {
        condition.id
        for condition in compiled.catalog.keep_conditions.values()
        if not _may_stay(situation, compiled.catalog.capabilities[condition.capability])
    }
    for region in regions:
        if region.id not in moved:
            for question in region.questions:
                if question in raised and depends_on(
                    compiled, region, question, situation.domain, budget
                ):
                    raised[question].append(region.id)
    return {question: tuple(ids) for question, ids in raised.items() if ids}


def _regions(compiled: Compiled) -> Iterator[Region]:
    catalog, space = compiled.catalog, compiled.space
    regions: dict[str, Cubes] = {
        pitfall.id: compiled.region(pitfall.when, f"pitfall {pitfall.id}")
        for pitfall in catalog.pitfalls.values()
    }
    layers: dict[str, Cubes] = {}
    for rule in catalog.rules.values():
        for layer in rule.layers:
            layers[layer] = layers.get(layer, ()) + compiled.rules[rule.id]
    for called in catalog.stack_rules.values():
        region = compiled.region(called.when, f"stack rule {called.id}")
        layers[called.layer] = layers.get(called.layer, ()) + region
    regions |= sorted(layers.items())
    for capability, rules in compiled.rules_by_capability.items():
        for target in (Target.SEPARATE_INSTANCE, Target.OTHER_PRODUCT):
            regions[f"{capability}:{target.id}"] = tuple(
                cube
                for id_ in rules
                if catalog.rules[id_].target >= target
                for cube in compiled.rules[id_]
            )
    for condition in catalog.keep_conditions.values():
        applies = compiled.region(condition.when, f"keep condition {condition.id}")
        met = compiled.region(condition.met, f"keep condition {condition.id}")
        there = space.product(compiled.in_use[condition.capability], applies)
        regions[condition.id] = space.absorbed(space.product(there, met))
    for id_, region in regions.items():
        read = space.asked_by(region)
        questions = (one for one in catalog.questions if space.question_mask(one) & read)
        yield Region(id_, region, read, tuple(questions))


def _may_stay(situation: Situation, capability: Capability) -> bool:
    """Whether a capability may be kept, or is one that is never kept."""
    kept = Verdict.KEEP
    return kept not in capability.verdicts or kept in situation.possible_verdicts(capability.id)


def depends_on(
    compiled: Compiled, region: Region, question: str, domain: Cube, budget: Budget
) -> bool:
    """Whether a region depends on a question within a domain.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    proofs, space = proofs_of(compiled), compiled.space
    key = (region.id, question)
    domain = domain & region.read | space.full & ~region.read
    known = proofs.known(space, key, domain)
    if known is None:
        near, mask = region.narrowed(space, domain), space.question_mask(question)
        known = proofs.learn(key, domain, _entering(space, near, mask, domain, budget))
    return known


def _entering(space: Space, cubes: Cubes, mask: Cube, domain: Cube, budget: Budget) -> Pair | None:
    """Return worlds outside of a region, and ones inside that differ from them in one question.

    All cubes of the region must meet the domain.
    """
    for cube in cubes:
        if domain & mask & ~cube:
            outside = falsify(space, cubes, (cube | mask) & domain, budget)
            if outside is not None:
                return outside, (outside | mask) & cube & space.full
    return None
