"""Cheapest sets of moves: exact minimum hitting sets by branch and bound.

Bad cubes are far more than matter, so they become clauses on demand: a smallest set of moves for
the clauses known is tried, and what it still meets is learned. The search deepens by cost,
branches on the clause with the fewest moves, forbids in each branch the moves of the branches
before it, and cuts where pairwise disjoint clauses already need more moves than are left; where
that takes long, dominated moves and clauses go first (`dominance.py`). Minimum hitting set is
NP-hard: the time is exponential in the size of the answer, which is small here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import and_, or_

from msgspec import Struct

from advisor.decision.bits import each_bit
from advisor.decision.budget import Budget
from advisor.decision.dominance import core
from advisor.decision.escape import Escape
from advisor.decision.space import Cube

Check = Callable[[Cube], Sequence[Cube]]

# Branches after which looking for dominance pays; most searches need fewer.
_PATIENCE = 150


def smallest(
    escape: Escape, check: Check, budget: Budget, least: int = 0, serving: int | None = None
) -> Iterator[int]:
    """Yield all smallest sets of moves out of every bad cube, as bit sets.

    `check` returns bad cubes that a cube meets, none where there are none; they are learned.
    Nothing is yielded where no set serves. That it takes at least so many moves, and one set that
    serves, may be known: then only smaller ones are looked for before it.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    most = None if serving is None else serving.bit_count() - 1
    chosen = _smallest_known(escape, least, most, budget)
    while chosen is not None and (bad := check(escape.moved(chosen))):
        escape.learn(_apart(escape, bad))
        chosen = _smallest_known(escape, max(least, chosen.bit_count()), most, budget)
    if chosen is None:
        chosen = serving
    if chosen is None:
        return
    yield chosen
    search = _Search(escape, check, budget, chosen.bit_count())
    for other in search.below(search.root(escape.positive)):
        if other != chosen:
            yield other


def _apart(escape: Escape, bad: Iterable[Cube]) -> list[Cube]:
    """Return bad cubes such that no move leads out of two: as clauses they ask for most moves."""
    exits = {escape.exits(cube): cube for cube in bad}
    taken: list[Cube] = []
    packed = 0
    for moves in sorted(exits, key=lambda moves: (moves.bit_count(), moves)):
        if not moves & packed:
            packed |= moves
            taken.append(exits[moves])
    return taken


def _smallest_known(escape: Escape, least: int, most: int | None, budget: Budget) -> int | None:
    """Return a smallest set of so many moves out of the bad cubes known; None if none.

    The moves that dominance drops are not needed for these; further ones may need them again.
    """
    search = _Search(escape, _nothing, budget, least, _PATIENCE)
    clauses: Sequence[int] = escape.positive
    dropped = 0
    while most is None or search.cost <= most:
        search.beyond = None
        found = next(search.below(search.root(clauses, dropped)), None)
        if search.stalled:
            beside = [exits for _, exits in (*escape.guarded, *escape.wavering)]
            clauses, dropped = core(escape.positive, beside, escape.harmful, escape.rivals)
            search = _Search(escape, _nothing, budget, search.cost)
        elif found is not None or search.beyond is None:
            return found
        else:
            search.cost = search.beyond
    return None


def _nothing(_cube: Cube) -> Sequence[Cube]:
    return ()


class _Node(Struct):
    """The sets that hold the chosen moves, none of the banned ones, and at most `left` more.

    `clauses` are those still to be met, without banned moves, of the known ones: the first
    `positive` and, of the first `guarded`, those whose bad cube was entered. `forced` are moves
    that are the only one left of some clause.
    """

    chosen: int
    cube: Cube
    banned: int
    left: int
    clauses: list[int]
    positive: int
    guarded: int
    forced: int = 0


class _Search:
    """A depth-first search for sets of at most so many moves; given up past its patience."""

    def __init__(
        self,
        escape: Escape,
        check: Check,
        budget: Budget,
        cost: int,
        patience: int | None = None,
    ) -> None:
        self._escape = escape
        self._check = check
        self._budget = budget
        self._patience = patience
        self.cost = cost
        self.beyond: int | None = None
        """Where branches were cut for their cost: one below which no set in them serves."""
        self.stalled = False

    def root(self, clauses: Iterable[int], dropped: int = 0) -> _Node:
        """Return the node of all sets that meet some clauses without the dropped moves."""
        escape = self._escape
        known = len(escape.positive), len(escape.guarded)
        return _Node(0, escape.start, dropped, self.cost, list(clauses), *known)

    def below(self, node: _Node) -> Iterator[int]:
        """Yield the sets of a node."""
        clause = self._tightest(node)
        while clause is None or node.forced:
            if clause is None:
                # Clauses hold for every branch, so those already searched need no second visit.
                bad = self._check(node.cube)
                if not bad:
                    yield node.chosen
                    return
                self._escape.learn(bad)
            elif not self._take_forced(node):
                return
            clause = self._tightest(node)
        for move in _strongest_first(clause, node.clauses):
            inner = self._with(node, move)
            if inner is not None:
                yield from self.below(inner)
            node.banned |= move

    def _with(self, node: _Node, move: int) -> _Node | None:
        """Return the node of the sets with one more move; None where it is plain there are none."""
        escape = self._escape
        banned, cube = node.banned | escape.rivals(move), escape.step(node.cube, move)
        clauses = [moves & ~banned for moves in node.clauses if not moves & move]
        clauses += [moves & ~banned for moves in escape.entered(cube, escape.ahead(move))]
        left = node.left - 1
        # Most nodes have one move left or none, and most of them end here.
        if clauses and left <= 1 and not (left and reduce(and_, clauses)):
            if all(clauses):
                self._cut(self.cost + 1)
            return None
        return _Node(node.chosen | move, cube, banned, left, clauses, node.positive, node.guarded)

    def _open(self, node: _Node) -> list[int]:
        """Return the clauses still to be met, those learned since the node was made included."""
        escape, chosen, allowed = self._escape, node.chosen, ~node.banned
        fresh = escape.positive[node.positive :]
        node.clauses += [moves & allowed for moves in fresh if not moves & chosen]
        entered = escape.entered(node.cube, escape.guarded[node.guarded :])
        node.clauses += [moves & allowed for moves in entered]
        node.positive, node.guarded = len(escape.positive), len(escape.guarded)
        if not escape.wavering:
            return node.clauses
        again = escape.entered(node.cube, escape.wavering)
        return [*node.clauses, *(moves & allowed & ~chosen for moves in again)]

    def _tightest(self, node: _Node) -> int | None:
        """Return the open clause with the fewest moves; 0 for a dead end, None if none is open."""
        clauses = sorted(self._open(node), key=int.bit_count)
        self._spend(1 + len(clauses) + len(self._escape.wavering))
        if self.stalled:
            return 0
        if not clauses:
            return None
        tightest = clauses[0]
        if not tightest:
            return 0
        needed = _disjoint(clauses)
        if not tightest & (tightest - 1):
            node.forced = reduce(or_, (moves for moves in clauses if not moves & (moves - 1)))
            needed = max(needed, node.forced.bit_count())
        if needed > node.left:
            node.forced = 0
            self._cut(self.cost - node.left + needed)
            return 0
        if node.left > 1:
            return tightest
        meeting = reduce(and_, clauses)
        if meeting != tightest:
            # Any move that does not meet them all needs a further one beside it.
            self._cut(self.cost + 1)
        node.forced &= meeting
        return meeting

    def _cut(self, beyond: int) -> None:
        self.beyond = beyond if self.beyond is None else min(self.beyond, beyond)

    def _spend(self, steps: int) -> None:
        self._budget.spend(steps)
        if self._patience is not None:
            self._patience -= 1
            self.stalled = self._patience < 0

    def _take_forced(self, node: _Node) -> bool:
        """Take the forced moves at once; return whether no two of them exclude each other."""
        escape, taken = self._escape, node.forced
        ahead: list[tuple[Cube, int]] = []
        for bit in each_bit(taken):
            rivals = escape.rivals(bit)
            if taken & rivals & ~bit:
                return False
            node.banned |= rivals
            node.cube = escape.step(node.cube, bit)
            ahead += escape.ahead(bit)
        node.chosen |= taken
        node.left -= taken.bit_count()
        open_ = [moves for moves in node.clauses if not moves & taken]
        open_ += escape.entered(node.cube, ahead)
        node.clauses = [moves & ~node.banned for moves in open_]
        node.forced = 0
        return True


def _disjoint(clauses: Iterable[int]) -> int:
    """Return how many of the clauses, in their order, have no move in common."""
    packed = count = 0
    for moves in clauses:
        if not moves & packed:
            packed |= moves
            count += 1
    return count


def _strongest_first(moves: int, clauses: Sequence[int]) -> list[int]:
    """Return moves by how many clauses they meet: forbidden in later branches, most cuts most."""
    meets = {bit: sum(1 for clause in clauses if clause & bit) for bit in each_bit(moves)}
    return sorted(meets, key=lambda bit: (-meets[bit], bit))
