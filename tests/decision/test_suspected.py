"""The worlds where suspected jobs are in use, kept as independent groups."""

from itertools import product
from random import Random

from advisor.decision import compile_catalog, decide, situation_of
from advisor.decision.space import Cube, Space
from advisor.decision.suspected import SuspectedWorlds
from advisor.decision.tautology import covers
from advisor.model.catalog import Hint
from advisor.model.conditions import AnyOf
from advisor.model.vocabulary import SubjectKind, Verdict
from tests.decision.small_catalogs import TODAY, capability, catalog, chosen, is_, rule, single

SPACE = Space([single(id_, "x", "y", "z") for id_ in "abcd"])


def region(random: Random) -> tuple[Cube, ...]:
    """Draw a union of cubes that each restrict one or two questions."""
    cubes = []
    for _ in range(random.randint(1, 3)):
        some = [SPACE.chosen(id_, random.sample("xyz", 2)) for id_ in random.sample("abcd", 2)]
        cubes.append(random.choice((some[0], *SPACE.product(some[:1], some[1:]))))
    return tuple(cubes)


def test_groups_are_the_product_of_all_regions() -> None:
    """Law: what reads some questions sees the worlds of every region, as far as those tell."""
    for seed in range(300):
        random = Random(seed)
        found = SuspectedWorlds(SPACE, SPACE.open)
        regions = [region(random) for _ in range(random.randint(0, 4))]
        everything = {SPACE.open}
        for one in regions:
            everything = {a & b & SPACE.full for a, b in product(everything, one)}
            everything = {cube for cube in everything if SPACE.meets(cube)}
            narrowed = found.within(one)
            assert (narrowed is None) == (not everything)
            if narrowed is None:
                break
            found = narrowed
        else:
            mask = sum(SPACE.question_mask(id_) for id_ in random.sample("abcd", 2))
            seen = found.reading(mask)
            wanted = [cube & mask | SPACE.open & ~mask for cube in everything]
            assert all(covers(SPACE, wanted, cube) for cube in seen), seed
            assert all(covers(SPACE, seen, cube) for cube in wanted), seed


def test_many_suspected_jobs_do_not_multiply() -> None:
    """Thirty jobs that may each be in use in two ways are decided, though 2**30 worlds are left."""
    numbers = range(30)
    questions = [single("hinted", "yes", "no")]
    questions += [single(f"{way}{number}", "yes", "no") for number in numbers for way in "ab"]
    jobs = [
        capability(
            f"job{number}",
            AnyOf((is_(f"a{number}", "yes"), is_(f"b{number}", "yes"))),
            verdicts=(Verdict.SPLIT, Verdict.REPLACE),
            kind=SubjectKind.MACHINE,
            hints=(Hint(f"hint{number}", is_("hinted", "yes"), "A program signs in."),),
        )
        for number in numbers
    ]
    rules = [
        rule(f"worse{number}", f"job{number}", Verdict.REPLACE, is_(f"a{number}", "yes"))
        for number in numbers
    ]
    compiled = compile_catalog(catalog(questions, jobs, rules), TODAY)
    answers = {"hinted": chosen("yes")}
    assert len(situation_of(compiled, answers).worlds.groups) == len(numbers)
    assert decide(compiled, answers).outcome is Verdict.SPLIT
    all_worse = answers | {f"b{number}": chosen("no") for number in numbers}
    assert decide(compiled, all_worse).outcome is Verdict.REPLACE
