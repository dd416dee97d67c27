"""What an interview learns from one answer to the next about certificates and smallest changes.

After a further answer most of a search would go as before. *Bad cubes* that it had to leave are
clauses for the next one. And with them its result often holds as it stands:

Let a smallest set of moves out of the known bad cubes have c moves, and let a further answer
decide some fields. Whatever leads out now also led out before, together with the moves that give
fields the answered values; only those fields count where the answer alone leaves a known bad cube.
So the new smallest set has at least c moves less one for each of these. The old set still serves,
without the moves that the answer has made; where as many are saved, it is smallest.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from msgspec import Struct, field

from advisor.decision.space import Cube, Space

# More would take longer to look through than to find again.
_MOST = 200
# Starts remembered for each search: those of an answer and of the next ones thought ahead.
_STARTS = 24


class _Found(Struct, frozen=True, eq=False):
    """A smallest set among some moves from a start, and bad cubes that prove it smallest."""

    start: Cube
    movable: Cube
    chosen: int
    bad: Sequence[Cube]


class Learned(Struct, frozen=True):
    """Bad cubes and results of the searches so far; keep one for each interview.

    What is found with its help is as small as without, but of several equally small sets another
    one may come first. So what is written into documents is found without.
    """

    _bad: dict[Hashable, Sequence[Cube]] = field(default_factory=dict)
    _found: dict[Hashable, list[_Found]] = field(default_factory=dict)

    def bad(self, goal: Hashable) -> Sequence[Cube]:
        """Return bad cubes that searches with the same goal had to leave."""
        return self._bad.get(goal, ())

    def learn(self, goal: Hashable, bad: Sequence[Cube]) -> None:
        """Remember the bad cubes of a search, whether it came to its end or not."""
        self._bad[goal] = bad[-_MOST:]

    def remember(
        self, search: Hashable, start: Cube, movable: Cube, chosen: int, bad: Sequence[Cube]
    ) -> None:
        """Remember a smallest set of moves, with all bad cubes that it was found for."""
        found = self._found.setdefault(search, [])
        found.append(_Found(start, movable, chosen, bad))
        del found[:-_STARTS]

    def prospect(
        self, space: Space, search: Hashable, start: Cube, movable: Cube
    ) -> tuple[int, int | None]:
        """Return how many moves a start needs at least, and a set that serves if known.

        Where the set has no more moves than that, it is smallest. Known from a wider start.
        """
        wider = [one for one in self._found.get(search, ()) if not start & ~one.start]
        if not wider:
            return 0, None
        last = min(wider, key=lambda one: one.start.bit_count())
        if last.chosen & ~movable & ~(start & ~space.undecided(start)):
            # A move of the set is none any more, and no answer has made it.
            return 0, None
        chosen = last.chosen & movable
        left = 0
        for cube in last.bad:
            left |= space.lost(cube & start) & ~space.lost(cube & last.start)
        answered = start & space.fields_of(left)
        if (answered | movable) & ~last.movable or answered.bit_count() > left.bit_count():
            # A new move, an answer that no move gives, or one of several values proves nothing.
            least = 0
        else:
            least = max(last.chosen.bit_count() - left.bit_count(), 0)
        self._found[search].remove(last)
        self._found[search].append(last)
        if chosen.bit_count() <= least:
            self.remember(search, start, movable, chosen, last.bad)
        return least, chosen
