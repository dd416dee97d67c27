"""Conditions as one graph of ANDs and ORs over atoms, each different part built once.

An *atom* is one answer: a single choice has one per option, an option of a multiple choice one for
`holds` and one for `does not hold`; all are false where the question is not applicable. Conditions
in negation normal form need only AND and OR. Equal parts become one node (hash-consing), so
visibility and named conditions appear once. Programs are made from the graph: `plan.py` for many
worlds at a time, `evaluate.py` for a single one.
"""

from __future__ import annotations

from collections.abc import Sequence

from advisor.decision.normal_form import Reading, normalise
from advisor.decision.space import EXCLUDES, INCLUDES
from advisor.model.catalog import Capability
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    FactIs,
    Holds,
    Lacks,
    Not,
    PlansCount,
)

Atom = tuple[str, str, str]
"""Question, option, and `answer`, `includes` or `excludes`."""

Node = tuple[str, tuple[int, ...]]
"""`true`, `false`, `atom` with its number, or `&` or `|` with the numbers of earlier nodes."""

ANSWER = "answer"
TRUE, FALSE = 0, 1


class Nodes:
    """Builds nodes bottom up: the parts of a node have lower numbers than the node."""

    def __init__(self, reading: Reading) -> None:
        self.atoms: list[Atom] = []
        self.made: list[Node] = [("true", ()), ("false", ())]
        self._reading = reading
        self._known: dict[Node, int] = {}
        self._atom_nodes: dict[Atom, int] = {}
        self._visible: dict[str, int] = {}
        self._conditions: dict[Condition, int] = {}

    def of(self, condition: Condition) -> int:
        """Return the node of a condition."""
        if condition not in self._conditions:
            self._conditions[condition] = self._built(normalise(self._reading, condition))
        return self._conditions[condition]

    def in_use(self, capability: Capability) -> int:
        """Return the node of a capability's use; what is planned counts where plans do."""
        used = self.of(capability.in_use)
        if not self._reading.plans_count:
            return used
        return self.joined("|", [used, self.of(capability.planned)])

    def visible(self, question: str) -> int:
        """Return the node of a question's visibility."""
        if question not in self._visible:
            self._visible[question] = self.of(self._reading.catalog.questions[question].when)
        return self._visible[question]

    def joined(self, operator: str, parts: Sequence[int]) -> int:
        """Return the conjunction or disjunction of nodes."""
        neutral, absorbing = (TRUE, FALSE) if operator == "&" else (FALSE, TRUE)
        some = sorted({part for part in parts if part != neutral})
        if absorbing in some:
            return absorbing
        if not some:
            return neutral
        return some[0] if len(some) == 1 else self._node((operator, tuple(some)))

    def _built(  # noqa: PLR0911  (one return per kind of node)
        self, condition: Condition
    ) -> int:
        match condition:
            case Always():
                return TRUE
            case All(parts):
                return self.joined("&", [self._built(part) for part in parts])
            case AnyOf(parts):
                return self.joined("|", [self._built(part) for part in parts])
            case AtLeast(count, parts):
                return self._at_least(count, [self._built(part) for part in parts])
            case Chosen(question, options):
                known = self._reading.catalog.questions[question].option_ids
                some = [self._atom((question, o, ANSWER)) for o in known if o in options]
                return self.joined("&", [self.visible(question), self.joined("|", some)])
            case Holds(question, option):
                atom = self._atom((question, option, INCLUDES))
                return self.joined("&", [self.visible(question), atom])
            case Lacks(question, option):
                atom = self._atom((question, option, EXCLUDES))
                return self.joined("&", [self.visible(question), atom])
            case Not() | FactIs() | PlansCount():  # resolved by normalise
                raise AssertionError(condition)

    def _at_least(self, count: int, parts: Sequence[int]) -> int:
        reached = [TRUE, *([FALSE] * max(count, 0))]
        for part in parts:
            for needed in range(len(reached) - 1, 0, -1):
                more = self.joined("&", [reached[needed - 1], part])
                reached[needed] = self.joined("|", [reached[needed], more])
        return reached[-1]

    def _atom(self, atom: Atom) -> int:
        if atom not in self._atom_nodes:
            self.atoms.append(atom)
            self._atom_nodes[atom] = self._node(("atom", (len(self.atoms) - 1,)))
        return self._atom_nodes[atom]

    def _node(self, node: Node) -> int:
        if node not in self._known:
            self.made.append(node)
            self._known[node] = len(self.made) - 1
        return self._known[node]
