"""The answer space of a catalog as the bit layout of one Python integer.

A *cube* is a product of value sets, one per field, in the positional notation of the logic
minimiser ESPRESSO: one bit per value, set where the cube allows the value. A single choice is one
field (its options and `not applicable`); each option of a multiple choice is a field of its own
(`in`, `out`, `not applicable`). A guard bit above each field stays clear in every cube, so that
one addition tests all fields for emptiness at once (SIMD within a register): adding all ones to a
field carries into its guard bit exactly when the field is not empty.

Intersection is `&`; containment of `a` in `b` is `a & b == a`; both cost O(bits / 64).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind

Cube = int
Cubes = tuple[Cube, ...]

# Absorption is quadratic: past this many cubes, only equal ones are merged.
_ABSORBED = 128


NOT_APPLICABLE = "not_applicable"
INCLUDES = "includes"
EXCLUDES = "excludes"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the layout: a single choice, or one option of a multiple choice.

    `values` names the bits from `shift` upwards; the last one is always `not_applicable`.
    """

    index: int
    question: str
    option: str
    shift: int
    mask: Cube
    values: tuple[str, ...]

    @property
    def not_applicable(self) -> Cube:
        """The bit that stands for `not applicable`."""
        return 1 << (self.shift + len(self.values) - 1)

    @property
    def options(self) -> Cube:
        """All bits but `not applicable`."""
        return self.mask ^ self.not_applicable

    def bit(self, value: str) -> Cube:
        """Return the bit of one value; raises ValueError for an unknown one."""
        return 1 << (self.shift + self.values.index(value))


class Space:
    """The layout of all questions of a catalog, and the operations on cubes in it."""

    __slots__ = ("_at", "_masks", "fields", "full", "guard", "low", "of_question", "open")

    def __init__(self, questions: Iterable[Question]) -> None:
        fields: list[Field] = []
        self.of_question: dict[str, tuple[Field, ...]] = {}
        shift = 0
        for question in questions:
            mine = list(_fields(question, len(fields), shift))
            shift = mine[-1].shift + len(mine[-1].values) + 1 if mine else shift
            fields += mine
            self.of_question[question.id] = tuple(mine)
        self.fields: tuple[Field, ...] = tuple(fields)
        self._masks = {
            id_: sum(field.mask for field in mine) for id_, mine in self.of_question.items()
        }
        self.full: Cube = sum(field.mask for field in fields)
        self.low: Cube = self.full
        self.guard: Cube = sum(1 << (field.shift + len(field.values)) for field in fields)
        self.open: Cube = sum(field.options for field in fields)
        # Field by bit position (guard positions included), so that a lone bit finds its field.
        self._at: list[Field] = [field for field in fields for _ in range(len(field.values) + 1)]

    def field_at(self, bit: Cube) -> Field:
        """Return the field that holds the lowest set bit."""
        return self._at[(bit & -bit).bit_length() - 1]

    def meets(self, cube: Cube) -> bool:
        """Whether no field of the cube is empty, so that it holds at least one world."""
        return (cube + self.low) & self.guard == self.guard

    def empty_fields(self, cube: Cube) -> Iterator[Field]:
        """Yield the empty fields of a cube, lowest first."""
        clear = ((cube + self.low) & self.guard) ^ self.guard
        while clear:
            bit = clear & -clear
            yield self._at[bit.bit_length() - 1]
            clear ^= bit

    def within(self, cubes: Iterable[Cube], domain: Cube) -> list[Cube]:
        """Return the cubes that meet the domain, in order."""
        low, guard = self.low, self.guard
        return [cube for cube in cubes if ((cube & domain) + low) & guard == guard]

    def narrowed(self, cubes: Iterable[Cube], domain: Cube) -> Cubes:
        """Return the parts of cubes within the domain.

        Given answers make most cubes alike, so few are left.
        """
        low, guard = self.low, self.guard
        return self.merged(
            part for cube in cubes if ((part := cube & domain) + low) & guard == guard
        )

    def merged(self, cubes: Iterable[Cube]) -> Cubes:
        """Return a union without repetitions and, while that is cheap, contained cubes."""
        some = tuple(dict.fromkeys(cubes))
        return tuple(absorb(some)) if 1 < len(some) <= _ABSORBED else some

    def any_within(self, cubes: Iterable[Cube], domain: Cube) -> bool:
        """Whether some cube meets the domain."""
        low, guard = self.low, self.guard
        return any(((cube & domain) + low) & guard == guard for cube in cubes)

    def product(self, left: Sequence[Cube], right: Sequence[Cube]) -> list[Cube]:
        """Return the conjunction of two unions of cubes; O(len(left) * len(right))."""
        low, guard = self.low, self.guard
        return [cube for a in left for b in right if ((cube := a & b) + low) & guard == guard]

    def question_mask(self, question: str) -> Cube:
        """Return all bits of one question."""
        return self._masks[question]

    def chosen(self, question: str, options: Iterable[str]) -> Cube:
        """Return the cube `the single choice is one of these options`; raises ValueError."""
        (field,) = self.of_question[question]
        bits = 0
        for option in options:
            bits |= field.bit(option)
        return self.full & ~field.mask | bits

    def option_field(self, question: str, option: str) -> Field:
        """Return the field of one option of a multiple choice; raises KeyError."""
        for field in self.of_question[question]:
            if field.option == option:
                return field
        raise KeyError(option)

    def holds(self, question: str, option: str) -> Cube:
        """Return the cube `the option of the multiple choice holds`; raises KeyError."""
        field = self.option_field(question, option)
        return self.full & ~field.mask | field.bit(INCLUDES)

    def lacks(self, question: str, option: str) -> Cube:
        """Return the cube `the option of the multiple choice does not hold`; raises KeyError."""
        field = self.option_field(question, option)
        return self.full & ~field.mask | field.bit(EXCLUDES)

    def fields_of(self, bits: Cube) -> Cube:
        """Return all bits of the fields that some of the bits belong to."""
        masks = 0
        while bits:
            mask = self.field_at(bits).mask
            masks |= mask
            bits &= ~mask
        return masks

    def support(self, cube: Cube) -> Cube:
        """Return all bits of the fields that a cube restricts."""
        return self.fields_of(self.full & ~cube)

    def size(self, cube: Cube) -> int:
        """Return the number of worlds in a cube."""
        worlds = 1
        for field in self.fields:
            worlds *= (cube & field.mask).bit_count()
        return worlds


def _fields(question: Question, index: int, shift: int) -> Iterator[Field]:
    if question.kind is Kind.SINGLE:
        values = (*question.option_ids, NOT_APPLICABLE)
        yield Field(index, question.id, "", shift, ((1 << len(values)) - 1) << shift, values)
        return
    values = (INCLUDES, EXCLUDES, NOT_APPLICABLE)
    for offset, option in enumerate(question.option_ids):
        at = shift + offset * (len(values) + 1)
        yield Field(index + offset, question.id, option, at, 0b111 << at, values)


def absorb(cubes: Iterable[Cube]) -> list[Cube]:
    """Drop every cube that lies inside another one; largest first, then by value; O(n^2)."""
    kept: list[Cube] = []
    for cube in sorted(set(cubes), key=lambda cube: (-cube.bit_count(), cube)):
        for other in kept:
            if cube & other == cube:
                break
        else:
            kept.append(cube)
    return kept
