"""The quickly made dataclasses behave as those of the standard library."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field

import pytest

from advisor.model import frozen
from advisor.model.conditions import Always, Holds, Lacks, Not, PlansCount


@frozen.dataclass(frozen=True, slots=True)
class Quick:
    """One value, made quickly."""

    name: str
    parts: tuple[str, ...] = ()
    place: int = field(default=0, compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Usual:
    """The same, made as usual."""

    name: str
    parts: tuple[str, ...] = ()
    place: int = field(default=0, compare=False, repr=False)


SAMPLES = [("a",), ("a", ("b",)), ("b", ()), ("a", ("b",), 7), ("é\n", ("'",), 1)]


@pytest.mark.parametrize("one", SAMPLES)
@pytest.mark.parametrize("other", SAMPLES)
def test_values_compare_as_usual(one: tuple[str], other: tuple[str]) -> None:
    """Equal where all compared fields are, with equal hashes then."""
    same = Usual(*one) == Usual(*other)

    assert (Quick(*one) == Quick(*other)) is same
    assert (hash(Quick(*one)) == hash(Quick(*other))) is same


@pytest.mark.parametrize("sample", SAMPLES)
def test_values_are_shown_as_usual(sample: tuple[str]) -> None:
    """The repr names the class and the shown fields."""
    assert repr(Quick(*sample)) == repr(Usual(*sample)).replace("Usual", "Quick")


def test_values_stay_as_they_are_made() -> None:
    """No field can be set, deleted or added, and there is no dictionary to put one into."""
    value = Quick("a")

    with pytest.raises(FrozenInstanceError):
        value.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del value.name
    assert not hasattr(value, "__dict__")


def test_the_tools_for_dataclasses_work() -> None:
    """Replace, fields, asdict, copying, pickling and patterns see an ordinary dataclass."""
    value = Quick("a", ("b",), 3)

    assert dataclasses.replace(value, name="z") == Quick("z", ("b",))
    assert [each.name for each in dataclasses.fields(value)] == ["name", "parts", "place"]
    assert dataclasses.asdict(value) == {"name": "a", "parts": ("b",), "place": 3}
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value
    match value:
        case Quick(name, parts):
            assert (name, parts) == ("a", ("b",))


def test_another_class_is_never_equal() -> None:
    """Values of different classes differ, whatever they hold."""
    values: list[object] = [Holds("q", "o"), Lacks("q", "o"), Always(), PlansCount()]
    equal = [(one, other) for one in values for other in values if one == other]

    assert equal == [(value, value) for value in values]
    assert Not(Always()) == Not(Always())
    assert len({Not(Always()), Not(Always()), Not(PlansCount())}) == 2


def test_a_class_that_can_change_is_refused() -> None:
    """What is not frozen and slotted is made by the standard library."""
    with pytest.raises(TypeError, match="not frozen and slotted"):
        frozen.dataclass(frozen=True, slots=False)
