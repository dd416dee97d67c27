"""Worlds found to have some property, and domains found to hold no such world.

A world serves as a witness for every domain that it meets, and where one domain has none, no
smaller one has: answers only make domains smaller, so an interview rarely has to search again.
"""

from __future__ import annotations

from collections.abc import Hashable

from msgspec import Struct, field

from advisor.decision.space import Cube, Space

# Enough for the turns an interview takes; more would cost time to look through.
_WORLDS, _DOMAINS = 24, 8


class Worlds(Struct, frozen=True):
    """Remembers for each property cubes of worlds that have it, and domains without one."""

    having: dict[Hashable, list[Cube]] = field(default_factory=dict)
    without: dict[Hashable, list[Cube]] = field(default_factory=dict)

    def known(self, space: Space, property_: Hashable, domain: Cube) -> Cube | bool | None:
        """Return worlds of a domain with a property; False if it has none, None if not known."""
        for cube in reversed(self.having.get(property_, ())):
            if space.meets(cube & domain):
                return cube & domain
        if any(not domain & ~larger for larger in self.without.get(property_, ())):
            return False
        return None

    def learn(self, property_: Hashable, domain: Cube, found: Cube | None) -> Cube | None:
        """Remember worlds of a domain with a property, or that it has none; return the former."""
        if found is None:
            self.without[property_] = [*self.without.get(property_, ())[1 - _DOMAINS :], domain]
        else:
            self.having[property_] = [*self.having.get(property_, ())[1 - _WORLDS :], found]
        return found
