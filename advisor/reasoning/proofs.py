"""What was proven about dependence on open questions, for one compiled catalog.

A pair of worlds that differ in one question's answer alone, one inside of a region and one not,
proves dependence wherever both meet the domain; independence holds for every smaller domain.
"""

from __future__ import annotations

from collections.abc import Hashable
from weakref import WeakKeyDictionary

from msgspec import Struct, field

from advisor.decision import Compiled
from advisor.decision.space import Cube, Space

# Enough for the turns an interview takes; more would cost time to look through.
_PAIRS, _DOMAINS = 12, 6

Pair = tuple[Cube, Cube]


class Proofs(Struct, frozen=True):
    """What was proven about one catalog: pairs that show dependence, domains without it."""

    pairs: dict[Hashable, list[Pair]] = field(default_factory=dict)
    without: dict[Hashable, list[Cube]] = field(default_factory=dict)

    def known(self, space: Space, key: Hashable, domain: Cube) -> bool | None:
        """Return whether there is a dependence within a domain; None if that is not known."""
        for one, other in reversed(self.pairs.get(key, ())):
            if space.meets(one & domain) and space.meets(other & domain):
                return True
        if any(not domain & ~bigger for bigger in self.without.get(key, ())):
            return False
        return None

    def pairs_of(self, key: Hashable) -> list[Pair]:
        """Return the pairs that show one dependence, newest first."""
        return self.pairs.get(key, [])[::-1]

    def learn(self, key: Hashable, domain: Cube, pair: Pair | None) -> bool:
        """Remember a pair, or that a domain has none; return whether there is one."""
        if pair is None:
            self.without[key] = [*self.without.get(key, ())[1 - _DOMAINS :], domain]
        else:
            self.pairs[key] = [*self.pairs.get(key, ())[1 - _PAIRS :], pair]
        return pair is not None


_PROOFS: WeakKeyDictionary[Compiled, Proofs] = WeakKeyDictionary()


def proofs_of(compiled: Compiled) -> Proofs:
    """Return what was proven so far, to be added to."""
    return _PROOFS.setdefault(compiled, Proofs())
