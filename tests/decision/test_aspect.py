"""What answers leave to one capability: levels, rules and possible verdicts, world by world."""

from hypothesis import given, settings

from advisor.decision import compile_catalog, situation_of
from advisor.decision.aspect import aspect_of
from advisor.decision.levels import LEVELS
from advisor.decision.space import Cube, Cubes, Space
from advisor.model.conditions import Holds
from advisor.model.vocabulary import Kind, Verdict
from tests.decision import worlds
from tests.decision.random_catalogs import Case, cases
from tests.decision.small_catalogs import TODAY, capability, catalog, is_, multiple, rule, single


def point(space: Space, world: worlds.World) -> Cube:
    """Return a world as the cube that holds it alone."""
    cube = 0
    for id_, value in world.items():
        for field in space.of_question[id_]:
            if value is None:
                cube |= field.not_applicable
            elif isinstance(value, str):
                cube |= field.bit(value)
            else:
                cube |= field.bit("includes" if field.option in value else "excludes")
    return cube


def inside(space: Space, cubes: Cubes, world: Cube) -> bool:
    """Whether some cube holds a world."""
    return any(space.meets(cube & world) for cube in cubes)


@given(cases())
@settings(max_examples=250)
def test_an_aspect_says_of_each_world_what_a_walk_over_the_trees_says(case: Case) -> None:
    """In use, rules, levels and possible verdicts hold in exactly the worlds they should."""
    small, answers = case
    compiled = compile_catalog(small, TODAY)
    space, domain = compiled.space, situation_of(compiled, answers).domain
    reference = worlds.Reference(small)
    here = [(world, point(space, world)) for world in worlds.worlds(small, answers)]
    for which in (None, *small.capabilities):
        aspect = aspect_of(compiled, which, domain)
        verdicts = {reference.level(world, which) for world, _ in here}
        assert aspect.possible == tuple(sorted(verdicts))
        for world, cube in here:
            level = reference.level(world, which)
            for verdict in LEVELS:
                assert inside(space, aspect.levels.at_least(verdict), cube) == (level >= verdict)
                assert inside(space, aspect.levels.above(verdict), cube) == (level > verdict)
            if which is not None:
                used = worlds.used(small, world, small.capabilities[which])
                assert inside(space, aspect.in_use, cube) == used
                for id_, region in aspect.when.items():
                    holds = worlds.holds(small, world, small.rules[id_].when)
                    assert inside(space, region, cube) == holds


def test_answers_that_a_capability_does_not_read_leave_its_aspect_alone() -> None:
    """What was worked out for one assessment serves all that agree on what the capability reads."""
    small = catalog(
        [single("a", "x", "y"), multiple("b", "p", "q"), single("c", "u", "v")],
        [capability("one", is_("a", "x")), capability("other", is_("c", "u"))],
        [rule("up", "one", Verdict.SPLIT, Holds("b", "p"))],
    )
    assert [question.kind for question in small.questions.values()].count(Kind.MULTIPLE) == 1
    compiled = compile_catalog(small, TODAY)
    space = compiled.space
    chosen = space.full & space.chosen("c", ["u"])
    alike = aspect_of(compiled, "one", space.open & chosen)
    assert alike is aspect_of(compiled, "one", space.open)
    assert alike is not aspect_of(compiled, "one", space.open & space.chosen("a", ["x"]))
    assert aspect_of(compiled, "other", space.open & chosen) is not aspect_of(
        compiled, "other", space.open
    )
    assert aspect_of(compiled, None, space.open & chosen) is not aspect_of(
        compiled, None, space.open
    )
