"""Laws of standing and assumptions, against references that walk every world."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from hypothesis import given, settings

from advisor.decision import compile_catalog, decide
from advisor.model.assessment import Answer
from advisor.model.catalog import Capability, Catalog, Question
from advisor.model.conditions import All, AnyOf, AtLeast, Chosen, Condition, Holds, Lacks, Not
from advisor.model.decision import Given
from advisor.model.vocabulary import Kind, Standing, Verdict
from tests.decision import worlds
from tests.decision.random_catalogs import Case, Shape, cases
from tests.decision.small_catalogs import TODAY
from tests.decision.worlds import World
from tests.property.quiet import contains, quiet_answers


def agrees(world: World, facts: Iterable[Given]) -> bool:
    """Whether a world has some answers."""
    return all(
        world[fact.question] == fact.value
        if fact.relation == "answer"
        else contains(world[fact.question], fact.value) is (fact.relation == "includes")
        for fact in facts
    )


def settle(
    reference: worlds.Reference, here: list[World], facts: Iterable[Given], which: Iterable[str]
) -> bool:
    """Whether some facts leave one verdict to each of some capabilities."""
    left = [world for world in here if agrees(world, facts)]
    return all(len({reference.level(world, id_) for world in left}) == 1 for id_ in which)


@given(cases(3))
@settings(max_examples=300)
def test_assumptions_are_a_smallest_set_that_settles_every_verdict(case: Case) -> None:
    """Assumptions are quiet answers, together settle every working verdict, and no fewer do."""
    catalog, answers = case
    decision = decide(compile_catalog(catalog, TODAY), answers)
    here, reference = worlds.worlds(catalog, answers), worlds.Reference(catalog)
    facts = [assumption.given for assumption in decision.assumptions]
    quiet = quiet_answers(catalog, answers)
    jobs = list(catalog.capabilities)
    assert set(facts) <= set(quiet)
    assert decision.fewest
    assert settle(reference, here, facts, jobs)
    for size in range(len(facts)):
        assert not any(settle(reference, here, some, jobs) for some in combinations(quiet, size))


@given(cases(3))
@settings(max_examples=300)
def test_each_job_shows_the_part_that_settles_it(case: Case) -> None:
    """A job's assumptions are a smallest part of all assumptions that settles that job."""
    catalog, answers = case
    decision = decide(compile_catalog(catalog, TODAY), answers)
    here, reference = worlds.worlds(catalog, answers), worlds.Reference(catalog)
    every = [assumption.given for assumption in decision.assumptions]
    for job in decision.capabilities:
        part = [assumption.given for assumption in job.assumptions]
        assert set(part) <= set(every)
        assert settle(reference, here, part, [job.id])
        assert not any(
            settle(reference, here, some, [job.id])
            for size in range(len(part))
            for some in combinations(every, size)
        )


@given(cases(3))
@settings(max_examples=300)
def test_assumptions_stand_in_the_order_told(case: Case) -> None:
    """Our choices first, then the theme whose failure leads furthest; a theme says one verdict."""
    catalog, answers = case
    decision = decide(compile_catalog(catalog, TODAY), answers)
    here, reference = worlds.worlds(catalog, answers), worlds.Reference(catalog)
    for one in decision.assumptions:
        rest = [other.given for other in decision.assumptions if other.theme != one.theme]
        left = [world for world in here if agrees(world, rest)]
        reached = [
            reference.level(world, job.id)
            for job in decision.capabilities
            for world in left
            if reference.level(world, job.id) is not job.verdict
        ]
        assert one.reaches is max(reached)
    keys = [(not one.default, -one.reaches, one.theme) for one in decision.assumptions]
    assert keys == sorted(keys)


class Naive:
    """Standing by its definitions, one world at a time."""

    def __init__(self, catalog: Catalog, answers: Mapping[str, Answer]) -> None:
        self.catalog = catalog
        self.here = worlds.worlds(catalog, answers)
        self.world = worlds.assumed_world(catalog, answers)
        self.reference = worlds.Reference(catalog)

    def truth(self, condition: Condition) -> bool | None:
        """Return what the comparisons, each looked at alone, tell of a condition."""
        match condition:
            case All(parts):
                return self.count(len(parts), parts)
            case AnyOf(parts):
                return self.count(1, parts)
            case AtLeast(count, parts):
                return self.count(count, parts)
            case _:
                truths = {worlds.holds(self.catalog, world, condition) for world in self.here}
                return truths.pop() if len(truths) == 1 else None

    def count(self, needed: int, parts: Iterable[Condition]) -> bool | None:
        """Return whether so many parts hold."""
        truths = [self.truth(part) for part in parts]
        if truths.count(True) >= needed:
            return True
        return None if truths.count(True) + truths.count(None) >= needed else False

    def speaking(self, condition: Condition) -> Iterator[Condition]:
        """Yield the comparisons that are true on the ways a condition still has."""
        if self.truth(condition) is False:
            return
        match condition:
            case All(parts) | AnyOf(parts) | AtLeast(_, parts):
                for part in parts:
                    yield from self.speaking(part)
            case Chosen() | Holds() | Lacks() if self.truth(condition):
                yield condition

    def speaks(self, condition: Condition) -> bool:
        """Whether a comparison of a question that is no frame is true by an answer given."""
        return any(
            isinstance(leaf, Chosen | Holds | Lacks)
            and not self.catalog.questions[leaf.question].frame
            and self.given(leaf)
            for leaf in self.speaking(positive(self.catalog, condition))
        )

    def given(self, leaf: Chosen | Holds | Lacks) -> bool:
        """Whether an answer says what a comparison compares."""
        seen = [world[leaf.question] for world in self.here]
        if isinstance(leaf, Chosen):
            return len(set(seen)) == 1
        return len({contains(value, leaf.option) for value in seen}) == 1

    def unanswered(self, question: Question) -> bool:
        """Whether a question is asked for certain and nothing is said about it."""
        seen = [world[question.id] for world in self.here]
        free = (
            set(seen) == set(question.option_ids)
            if question.kind is Kind.SINGLE
            else set(seen) == set(worlds.subsets(question.option_ids))
        )
        one_option = len(question.option_ids) == 1 and question.kind is Kind.SINGLE
        asked = all(worlds.holds(self.catalog, world, question.when) for world in self.here)
        return free and asked and not one_option

    def unfounded(self) -> list[str]:
        """Return what everything rests on and nobody told."""
        found = []
        product = self.catalog.questions.get(self.catalog.platform_question)
        if product is not None and self.unanswered(product):
            found.append(product.id)
        population = self.catalog.questions.get(self.catalog.population_question)
        subject = self.catalog.questions.get(self.catalog.subject_question)
        if population is not None and subject is not None:
            people = set(population.option_ids) & set(subject.option_ids)
            seen = [world[subject.id] or frozenset() for world in self.here]
            asked = {worlds.holds(self.catalog, world, subject.when) for world in self.here}
            listed = asked == {True} and any(all(k in one for one in seen) for k in people)
            if True in asked and not listed and any(kind in one for one in seen for kind in people):
                found.append(subject.id)
        return found

    def counter(self, item: Capability) -> list[Verdict]:
        """Return where the counter-grounds of a job lead."""
        verdict = self.reference.level(self.world, item.id)
        if verdict is Verdict.NONE:
            return [min(item.verdicts)] if self.speaks(item.in_use) else []
        return [
            rule.verdict
            for rule in self.catalog.rules.values()
            if rule.capability == item.id
            and rule.verdict > verdict
            and any(
                worlds.used(self.catalog, w, item) and worlds.holds(self.catalog, w, rule.when)
                for w in self.here
            )
            and self.speaks(rule.when)
        ]

    def missing(self, item: Capability) -> bool:
        """Whether a question without which a job is not decided is open."""
        read = set(read_by(self.catalog, item))
        return any(
            item.id in question.must and self.unanswered(question)
            for question in self.catalog.questions.values()
        ) or bool(read & set(self.unfounded()))

    def job(self, item: Capability) -> Standing:
        """Return how a job stands."""
        if len({self.reference.level(w, item.id) for w in self.here}) == 1:
            return Standing.SETTLED
        undecided = self.counter(item) or self.missing(item)
        return Standing.UNDECIDED if undecided else Standing.PROVISIONAL

    def raises(self, item: Capability, question: str) -> bool:
        """Whether one answer, all else being as assumed, takes a job past the outcome."""
        others = [id_ for id_ in self.world if id_ != question]
        near = [w for w in self.here if all(w[id_] == self.world[id_] for id_ in others)]
        highest = max(self.reference.level(world, item.id) for world in near)
        return highest > self.reference.level(self.world, None)

    def outcome(self) -> Standing:
        """Return how the outcome stands."""
        if len({self.reference.level(w, None) for w in self.here}) == 1:
            return Standing.SETTLED
        now = self.reference.level(self.world, None)
        undecided = bool(self.unfounded())
        for item in self.catalog.capabilities.values():
            if self.job(item) is not Standing.UNDECIDED:
                continue
            undecided |= any(to > now for to in self.counter(item))
            undecided |= any(
                item.id in question.must and self.unanswered(question) and self.raises(item, id_)
                for id_, question in self.catalog.questions.items()
            )
        return Standing.UNDECIDED if undecided else Standing.PROVISIONAL


def positive(  # noqa: PLR0911  (one return per kind of node)
    catalog: Catalog, condition: Condition, wanted: bool = True
) -> Condition:
    """Return a condition with `not` pushed down to its comparisons."""
    match condition:
        case Not(part):
            return positive(catalog, part, not wanted)
        case All(parts) | AnyOf(parts):
            make = type(condition) if wanted else (AnyOf if isinstance(condition, All) else All)
            return make(tuple(positive(catalog, part, wanted) for part in parts))
        case AtLeast(count, parts):
            needed = count if wanted else len(parts) - count + 1
            return AtLeast(needed, tuple(positive(catalog, part, wanted) for part in parts))
        case Chosen(question, options) if not wanted:
            return Chosen(question, frozenset(catalog.questions[question].option_ids) - options)
        case Holds(question, option) if not wanted:
            return Lacks(question, option)
        case Lacks(question, option) if not wanted:
            return Holds(question, option)
        case _:
            return condition if wanted else AnyOf(())


def read_by(catalog: Catalog, item: Capability) -> set[str]:
    """Return the questions that a job's verdict can depend on, as its conditions name them."""
    compiled = compile_catalog(catalog, TODAY)
    mask = compiled.read_by(item.id)
    return {id_ for id_ in catalog.questions if compiled.space.question_mask(id_) & mask}


@given(cases(3, product=True))
@settings(max_examples=400)
def test_standing_is_as_defined(case: Case) -> None:
    """Settled, provisional and undecided are what their definitions say, world by world."""
    catalog, answers = case
    decision = decide(compile_catalog(catalog, TODAY), answers)
    naive = Naive(catalog, answers)
    for job in decision.capabilities:
        item = catalog.capabilities[job.id]
        assert job.standing is naive.job(item)
        if not job.settled:
            assert sorted(g.to for g in job.stand.counter_grounds) == sorted(naive.counter(item))
    assert decision.standing is naive.outcome()


def test_every_standing_occurs() -> None:
    """The law above is about all three standings, of jobs and of outcomes."""
    found = set()
    for seed in range(300):
        shape = Shape(seed)
        catalog = shape.catalog(3)
        decision = decide(
            compile_catalog(catalog, TODAY), shape.answers(catalog.questions.values())
        )
        found |= {decision.standing, *(job.standing for job in decision.capabilities)}
    assert found == set(Standing)
