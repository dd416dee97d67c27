"""The worlds that the working verdicts look at: those where every suspected job is in use.

Each suspected job adds a union of cubes, and all of them together are a product that grows
exponentially. But jobs that share no question are independent of each other, so they are kept as
*groups*: two groups have no field in common, and the worlds are those that lie in each of them.
What reads a few questions sees a few groups; only within a group is a product ever made.
"""

from __future__ import annotations

from dataclasses import dataclass

from advisor.decision.space import Cube, Cubes, Space


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of a domain, each cut down in some fields of the mask and in no other."""

    mask: Cube
    cubes: Cubes


@dataclass(frozen=True, slots=True)
class SuspectedWorlds:
    """The worlds of a domain that lie in some cube of each group."""

    space: Space
    domain: Cube
    groups: tuple[Group, ...] = ()

    def within(self, region: Cubes) -> SuspectedWorlds | None:
        """Return those of the worlds that lie in a region; None if there are none."""
        space, domain = self.space, self.domain
        near = space.narrowed(region, domain)
        if any(cube & domain == domain for cube in near):
            return self
        mask = space.asked_by(near)
        cubes = [cube & domain for cube in near]
        apart: list[Group] = []
        for group in self.groups:
            if group.mask & mask:
                cubes = space.within([a & b for a in group.cubes for b in cubes], domain)
                mask |= group.mask
            else:
                apart.append(group)
        if not cubes:
            return None
        return SuspectedWorlds(space, domain, (*apart, Group(mask, space.absorbed(cubes))))

    def reading(self, read: Cube) -> Cubes:
        """Return the worlds as far as the fields of a mask tell them apart."""
        some: list[Cube] = [self.domain]
        for group in self.groups:
            if group.mask & read:
                free = self.domain & ~read
                parts = self.space.merged(cube & read | free for cube in group.cubes)
                some = [a & b for a in some for b in parts]
        return tuple(some)
