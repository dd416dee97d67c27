"""Moves that lead a cube out of bad cubes, and the clauses that say which of them do.

A *move* gives one field one value, so it is written as that value's bit; moves on one field
exclude each other. Each *clause* is a bad cube that the moved cube must not meet. The moves that
lead out of it are the movable values that it does not hold: one AND. Most clauses are positive
(one of these moves is needed, whatever else is chosen); the rest, which moves can also lead into,
are checked on the moved cube itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from advisor.decision.bits import each_bit
from advisor.decision.space import Cube, Space


class Bundle(Struct, frozen=True):
    """A move that gives several fields a value at once; `token` is the bit that stands for it."""

    token: Cube
    mask: Cube
    bits: Cube


class Entry(Struct, frozen=True):
    """The moves into a multiple choice that is not applicable.

    Each bit of `includes` makes its option hold; the first one taken also makes the others not
    hold. `token` stands for the move that makes nothing hold.
    """

    token: Cube
    mask: Cube
    includes: Cube
    excludes: Cube


class Escape:
    """The moves of a start cube, and what is known of the bad cubes that they must lead out of."""

    def __init__(
        self,
        space: Space,
        start: Cube,
        movable: Cube,
        *,
        bundles: Sequence[Bundle] = (),
        entries: Sequence[Entry] = (),
    ) -> None:
        """`movable` holds the bits of the single-field moves; none is a value of `start` alone."""
        self._space = space
        self.start = start
        self._movable = movable
        self._bundles = bundles
        self._entries = entries
        self._bundled = {bundle.token: bundle for bundle in bundles}
        self._entering = {
            bit: entry for entry in entries for bit in (entry.token, *each_bit(entry.includes))
        }
        self.joint: Cube = 0
        """All bits of the fields that one move changes together with others."""
        for bundle in bundles:
            self.joint |= bundle.mask
        for entry in entries:
            self.joint |= entry.mask
        touched = space.fields_of(movable)
        self.costless: Cube = (
            space.full & ~touched | movable & ~space.undecided(movable)
        ) & ~self.joint
        """Values from which no move leads away, wherever a world has them."""
        self.cubes: list[Cube] = []
        """The bad cubes learned, in order."""
        self.positive: list[int] = []
        """Clauses that only the moves they hold can meet."""
        self.guarded: list[tuple[Cube, int]] = []
        """Bad cubes that moves lead into, with the moves out of them: clauses once inside."""
        self.wavering: list[tuple[Cube, int]] = []
        """Those of them that one move may lead out of and a later one back into."""
        self.harmful: Cube = self.joint
        """Moves that may lead into a known bad cube."""
        self._ahead: dict[int, list[tuple[Cube, int]]] = {}

    def learn(self, bad: Iterable[Cube]) -> None:
        """Add cubes that the moved cube must not meet."""
        space, start = self._space, self.start
        for cube in bad:
            self.cubes.append(cube)
            exits, lost = self._exits(cube), space.lost(cube & start)
            if exits < 0 or (lost and self._entries):
                self.wavering.append((cube, abs(exits)))
            elif lost:
                self.guarded.append((cube, exits))
                for move in self._into(cube):
                    self._ahead.setdefault(move, []).append((cube, exits))
            else:
                self.positive.append(exits)
                continue
            self.harmful |= cube & ~start

    def _into(self, bad: Cube) -> Iterator[int]:
        """Yield the moves that give a bad cube's values to fields where the start has none."""
        for lost in self._space.empty_fields(bad & self.start):
            yield from each_bit(bad & lost.mask & self._movable)
            yield from (bundle.token for bundle in self._bundles if bundle.bits & bad & lost.mask)

    def exits(self, bad: Cube) -> int:
        """Return the moves that lead out of a bad cube, unless other moves lead back into it."""
        return abs(self._exits(bad))

    def moved(self, chosen: int) -> Cube:
        """Return the start cube after a set of moves."""
        cube = self.start
        for move in each_bit(chosen):
            cube = self.step(cube, move)
        return cube

    def idle(self, world: Cube) -> Cube:
        """Return all bits of the fields where no move leads away from a world's values."""
        return self._space.full & ~self._space.fields_of(self._movable & ~world | self.joint)

    def entered(self, cube: Cube, among: Iterable[tuple[Cube, int]]) -> list[int]:
        """Return the moves out of those bad cubes that a moved cube meets."""
        low, guard = self._space.low, self._space.guard
        return [exits for bad, exits in among if ((bad & cube) + low) & guard == guard]

    def ahead(self, move: int) -> Sequence[tuple[Cube, int]]:
        """Return the guarded bad cubes that a move may lead into."""
        return self._ahead.get(move, ())

    def step(self, cube: Cube, move: int) -> Cube:
        """Return a moved cube after one more move."""
        entry = self._entering.get(move)
        if entry is not None:
            if not cube & (entry.excludes | entry.includes):
                cube = cube & ~entry.mask | entry.excludes
            if move == entry.token:
                return cube
        bundle = self._bundled.get(move)
        if bundle is not None:
            return cube & ~bundle.mask | bundle.bits
        return cube & ~self._space.field_at(move).mask | move

    def rivals(self, bit: int) -> int:
        """Return the moves that a move excludes, itself included."""
        if bit in self._bundled or bit in self._entering:
            return bit
        return self._space.field_at(bit).mask

    def _exits(self, bad: Cube) -> int:
        """Return the moves out of a bad cube; negative where other moves can undo some of them."""
        exits = self._movable & ~bad
        for bundle in self._bundles:
            if bundle.bits & ~bad:
                exits |= bundle.token
        undone = False
        for entry in self._entries:
            exits |= entry.includes & ~bad
            away = entry.excludes & ~bad
            if away:
                undone = True
                exits |= entry.token
                # Not holding the option leads out: any move of the question but the option's own.
                own = self._space.field_at(away).mask if away.bit_count() == 1 else 0
                exits |= entry.includes & ~own
        return -exits if undone else exits
