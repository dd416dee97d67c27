"""The answer space of a catalog as the bit layout of one Python integer.

A *cube* is a product of value sets, one per field, in the positional notation of the logic
minimiser ESPRESSO: one bit per value, set where the cube allows the value. A single choice is one
field (its options and `not applicable`); each option of a multiple choice is a field of its own
(`in`, `out`, `not applicable`). A guard bit above each field stays clear in every cube, so that
one addition tests all fields for emptiness at once (SIMD within a register): adding all ones to a
field carries into its guard bit exactly when the field is not empty.

Intersection is `&`; containment of `a` in `b` is `a & b == a`; both cost O(bits / 64).

The cubes of regions (unions of cubes) repeat, `width` places further up, the bits of the fields
that they restrict, so that one OR over a region tells which values any cube asks for. Domains, the
cubes that answers allow, have no upper half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from msgspec import Struct

from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind

Cube = int
Cubes = tuple[Cube, ...]

# Absorption is quadratic: past this many cubes, only equal ones are merged.
_ABSORBED = 128


NOT_APPLICABLE = "not_applicable"
INCLUDES = "includes"
EXCLUDES = "excludes"


class Field(Struct, frozen=True):
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

    __slots__ = (
        "_at",
        "_guards_by_size",
        "_masks",
        "fields",
        "full",
        "guard",
        "low",
        "of_question",
        "open",
        "width",
    )

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
        self.width = shift
        self.low: Cube = self.full
        self.guard: Cube = sum(1 << (field.shift + len(field.values)) for field in fields)
        self.open: Cube = sum(field.options for field in fields)
        self._guards_by_size: dict[int, Cube] = {}
        for field in fields:
            size = len(field.values)
            guard = 1 << (field.shift + size)
            self._guards_by_size[size] = self._guards_by_size.get(size, 0) | guard
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
        """Return the parts of a region within a domain, free where that has one value only.

        Given answers make most cubes alike, so few are left.
        """
        low, guard, width = self.low, self.guard, self.width
        kept = domain | self.undecided(domain) << width
        return self.merged(
            cube & kept for cube in cubes if ((cube & domain) + low) & guard == guard
        )

    def merged(self, cubes: Iterable[Cube]) -> Cubes:
        """Return a union without repetitions and, while that is cheap, contained cubes."""
        some = tuple(dict.fromkeys(cubes))
        return self.absorbed(some) if 1 < len(some) <= _ABSORBED else some

    def absorbed(self, cubes: Iterable[Cube]) -> Cubes:
        """Drop every cube that lies inside another one; largest first, then by value; O(n^2)."""
        full = self.full
        parts = sorted(
            ((cube & full, cube) for cube in set(cubes)),
            key=lambda pair: (-pair[0].bit_count(), pair[0]),
        )
        kept: list[Cube] = []
        found: list[Cube] = []
        for part, cube in parts:
            # A plain loop: any() over a generator takes half as long again, here where it counts.
            for other in kept:
                if part & other == part:
                    break
            else:
                kept.append(part)
                found.append(cube)
        return tuple(found)

    def any_within(self, cubes: Iterable[Cube], domain: Cube) -> bool:
        """Whether some cube meets the domain."""
        low, guard = self.low, self.guard
        return any(((cube & domain) + low) & guard == guard for cube in cubes)

    def product(self, left: Sequence[Cube], right: Sequence[Cube]) -> list[Cube]:
        """Return the conjunction of two regions; O(len(left) * len(right))."""
        low, guard, width = self.low, self.guard, self.width
        return [
            # Asked for is what one of both asks for, as far as both allow it.
            both | ((a | b) >> width & both) << width
            for a in left
            for b in right
            if ((both := a & b & self.full) + low) & guard == guard
        ]

    def question_mask(self, question: str) -> Cube:
        """Return all bits of one question."""
        return self._masks[question]

    def chosen(self, question: str, options: Iterable[str]) -> Cube:
        """Return the cube `the single choice is one of these options`; raises ValueError."""
        (field,) = self.of_question[question]
        bits = 0
        for option in options:
            bits |= field.bit(option)
        return self._restricted(field, bits)

    def option_field(self, question: str, option: str) -> Field:
        """Return the field of one option of a multiple choice; raises KeyError."""
        for field in self.of_question[question]:
            if field.option == option:
                return field
        raise KeyError(option)

    def holds(self, question: str, option: str) -> Cube:
        """Return the cube `the option of the multiple choice holds`; raises KeyError."""
        field = self.option_field(question, option)
        return self._restricted(field, field.bit(INCLUDES))

    def lacks(self, question: str, option: str) -> Cube:
        """Return the cube `the option of the multiple choice does not hold`; raises KeyError."""
        field = self.option_field(question, option)
        return self._restricted(field, field.bit(EXCLUDES))

    def freed(self, cube: Cube, mask: Cube) -> Cube:
        """Return a region's cube that no longer restricts the fields of a mask."""
        return (cube | mask) & ~(mask << self.width)

    def lost(self, cube: Cube) -> Cube:
        """Return the guard bits of the empty fields of a cube."""
        return ((cube + self.low) & self.guard) ^ self.guard

    def guards_of(self, bits: Cube) -> Cube:
        """Return the guard bits of the fields that some of the bits belong to."""
        return (bits + self.low) & self.guard

    def fields_of(self, bits: Cube) -> Cube:
        """Return all bits of the fields that some of the bits belong to."""
        some = self.guards_of(bits)
        masks = 0
        for size, guards in self._guards_by_size.items():
            here = some & guards
            if here:
                # A guard less the lowest bit of its field is the mask of the field.
                masks |= here - (here >> size)
        return masks

    def asked_by(self, region: Iterable[Cube]) -> Cube:
        """Return all bits of the fields that cubes of a region restrict."""
        return self.fields_of(reduce(or_, region, 0) >> self.width)

    def undecided(self, bits: Cube) -> Cube:
        """Return all bits of the fields that hold more than one of the bits."""
        some = self.guards_of(bits)
        lowest = 0
        for size, guards in self._guards_by_size.items():
            lowest |= (some & guards) >> size
        # Taking one off each field that is not empty clears its lowest value, and that alone.
        return self.fields_of(bits & (bits - lowest))

    def size(self, cube: Cube) -> int:
        """Return the number of worlds in a cube."""
        worlds = 1
        for field in self.fields:
            worlds *= (cube & field.mask).bit_count()
        return worlds

    def _restricted(self, field: Field, bits: Cube) -> Cube:
        return self.full & ~field.mask | bits | bits << self.width


def _fields(question: Question, index: int, shift: int) -> Iterator[Field]:
    if question.kind is Kind.SINGLE:
        values = (*question.option_ids, NOT_APPLICABLE)
        yield Field(index, question.id, "", shift, ((1 << len(values)) - 1) << shift, values)
        return
    values = (INCLUDES, EXCLUDES, NOT_APPLICABLE)
    for offset, option in enumerate(question.option_ids):
        at = shift + offset * (len(values) + 1)
        yield Field(index + offset, question.id, option, at, 0b111 << at, values)
