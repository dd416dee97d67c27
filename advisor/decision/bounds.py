"""Where exactly one verdict holds, as the searches for smallest sets of moves want it.

A capability's verdict above none needs it in use, and then its rules' conditions alone tell which.
Listed apart, the two are far fewer cubes than their product.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from advisor.decision.space import Cube, Cubes, Space


class Union(Struct, frozen=True, eq=False, dict=True):
    """The worlds that lie, for some pair, in both of its unions of cubes."""

    space: Space
    pairs: tuple[tuple[Cubes, Cubes], ...]

    @cached_property
    def cubes(self) -> Cubes:
        """All these worlds."""
        everywhere, product = (self.space.full,), self.space.product
        if len(self.pairs) == 1 and everywhere in self.pairs[0]:
            one, other = self.pairs[0]
            return one if other == everywhere else other
        # Absorption is quadratic: pair by pair it finds most of what it finds in all.
        absorbed = self.space.absorbed
        return self.space.merged(cube for pair in self.pairs for cube in absorbed(product(*pair)))

    def around(self, within: Cube) -> list[Cube]:
        """Return far fewer cubes that hold all these worlds within a cube, and others."""
        around: dict[Cube, None] = {}
        for one, other in self.pairs:
            all_in_one = any(cube & within == within for cube in one)
            around |= dict.fromkeys(other if all_in_one else one)
        return list(around)

    def met_by(self, cube: Cube) -> Iterator[Cube]:
        """Yield the cubes of the union that a cube meets."""
        space = self.space
        for one, other in self.pairs:
            met = space.within(one, cube)
            if met:
                for part in space.within(other, cube):
                    yield from space.within([part & whole & space.full for whole in met], cube)


class Bounds(Struct, frozen=True, eq=False):
    """Where exactly one verdict holds: wholly inside each of some unions, and outside another.

    Inside of what leads to the verdict itself: what leads further lies outside anyway.
    """

    inside: tuple[Union, ...]
    outside: Union
