"""The program over bit planes."""

from random import Random

from advisor.decision import compile_catalog, decide
from advisor.decision.levels import LEVELS
from advisor.decision.plan import plan_of
from advisor.model.assessment import Answer
from tests.decision.small_catalogs import TODAY, chosen, listed
from tests.decision.test_decide import CATALOG

COMPILED = compile_catalog(CATALOG, TODAY)


def drawn(random: Random) -> dict[str, Answer]:
    """Return a complete assessment."""
    return {
        "a": chosen(random.choice("xy")),
        "b": listed(*(option for option in "pq" if random.random() < 0.5)),
        "c": chosen(random.choice("uv")),
    }


def holds(atom: tuple[str, str, str], answers: dict[str, Answer]) -> bool:
    """Whether an atom is true in a complete assessment."""
    question, option, relation = atom
    value = answers[question].value
    assert value is not None
    if relation == "answer":
        return value == option
    return (option in value) is (relation == "includes")


def test_many_worlds_at_once_get_their_own_verdicts() -> None:
    """Bit i of each level says what deciding assessment i alone says."""
    random = Random(1)
    several = [drawn(random) for _ in range(40)]
    plan = plan_of(COMPILED)
    planes = [
        sum(holds(atom, answers) << at for at, answers in enumerate(several)) for atom in plan.atoms
    ]
    done = plan.run(planes, (1 << len(several)) - 1, 0)
    for at, answers in enumerate(several):
        levels = [done[plan.place(plan.levels["login", level])] >> at & 1 for level in LEVELS]
        assert sum(levels) == decide(COMPILED, answers).capability("login").verdict


def test_equal_conditions_are_one_node() -> None:
    """The outcome of a catalog with one capability is that capability's nodes."""
    plan = plan_of(COMPILED)
    assert all(plan.levels[None, level] == plan.levels["login", level] for level in LEVELS)
