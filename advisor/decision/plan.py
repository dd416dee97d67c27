"""A catalog as one straight-line program over bit planes: many worlds at once.

A plane is an integer (or a numpy array of bytes) whose bit `i` belongs to world `i`. An *atom* is
the plane of one answer: a single choice has one per option, an option of a multiple choice one
for `holds` and one for `does not hold`; all are clear where the question is not applicable.
Conditions in negation normal form need only AND and OR. Equal subexpressions become one node
(hash-consing), so visibility and named conditions are computed once.

The program is generated as Python source from node numbers alone: no text of a catalog or of an
answer reaches it. Running it costs O(nodes * worlds / word size).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from advisor.decision.compile import LEVELS, Compiled
from advisor.decision.normal_form import normalise
from advisor.decision.space import EXCLUDES, INCLUDES
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
from advisor.model.vocabulary import Kind, Verdict

Atom = tuple[str, str, str]
"""Question, option ("" for none), and `answer`, `includes` or `excludes`."""

Planes = Sequence[Any]
Node = tuple[str, tuple[int, ...]]

_TRUE, _FALSE = 0, 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The program, its inputs in order, and which node holds which output.

    `levels` has a node for each capability (None: the outcome) and verdict above none; `visible`
    one for each question.
    """

    atoms: tuple[Atom, ...]
    levels: Mapping[tuple[str | None, Verdict], int]
    visible: Mapping[str, int]
    rules: Mapping[str, int]
    outputs: tuple[int, ...]
    size: int
    run: Callable[[Planes, Any, Any], tuple[Any, ...]]
    """Takes the atoms' planes, the plane of all worlds and the empty one; returns `outputs`."""

    def place(self, node: int) -> int:
        """Return where a node stands among the outputs; raises ValueError if it is none."""
        return self.outputs.index(node)


def plan_of(compiled: Compiled) -> Plan:
    """Return the program of a compiled catalog; made once for each."""
    if compiled not in _PLANS:
        _PLANS[compiled] = _made(compiled)
    return _PLANS[compiled]


_PLANS: WeakKeyDictionary[Compiled, Plan] = WeakKeyDictionary()


def _made(compiled: Compiled) -> Plan:
    """Return the program for all verdicts, rules and visibilities."""
    nodes = _Nodes(compiled)
    catalog = compiled.catalog
    used = {
        item.id: nodes.joined(
            "|",
            [
                nodes.of(item.in_use),
                *([nodes.of(item.planned)] if compiled.reading.plans_count else []),
            ],
        )
        for item in catalog.capabilities.values()
    }
    rules = {
        id_: nodes.joined(
            "&", [used[catalog.rules[id_].capability], nodes.of(catalog.rules[id_].when)]
        )
        for id_ in compiled.when
    }
    levels: dict[tuple[str | None, Verdict], int] = {}
    for item in catalog.capabilities.values():
        for level in LEVELS:
            raised = [
                rules[id_]
                for id_ in compiled.rules_by_capability[item.id]
                if catalog.rules[id_].verdict >= level
            ]
            forced = level <= min(item.verdicts)
            levels[item.id, level] = used[item.id] if forced else nodes.joined("|", raised)
    for level in LEVELS:
        levels[None, level] = nodes.joined(
            "|", [levels[id_, level] for id_ in catalog.capabilities]
        )
    visible = {id_: nodes.visible(id_) for id_ in catalog.questions}
    outputs = tuple(dict.fromkeys((*levels.values(), *rules.values(), *visible.values())))
    return Plan(
        tuple(nodes.atoms),
        levels,
        visible,
        rules,
        outputs,
        len(nodes.made),
        _program(nodes.made, outputs),
    )


class _Nodes:
    """Builds nodes bottom up; equal ones are built once."""

    def __init__(self, compiled: Compiled) -> None:
        self.atoms: list[Atom] = []
        self.made: list[Node] = [("true", ()), ("false", ())]
        self._reading = compiled.reading
        self._known: dict[Node, int] = {}
        self._atom_nodes: dict[Atom, int] = {}
        self._visible: dict[str, int] = {}
        self._conditions: dict[Condition, int] = {}

    def of(self, condition: Condition) -> int:
        """Return the node of a condition."""
        if condition not in self._conditions:
            self._conditions[condition] = self._built(normalise(self._reading, condition))
        return self._conditions[condition]

    def visible(self, question: str) -> int:
        """Return the node of a question's visibility."""
        if question not in self._visible:
            self._visible[question] = self.of(self._reading.catalog.questions[question].when)
        return self._visible[question]

    def joined(self, operator: str, parts: Sequence[int]) -> int:
        """Return the conjunction or disjunction of nodes."""
        neutral, absorbing = (_TRUE, _FALSE) if operator == "&" else (_FALSE, _TRUE)
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
                return _TRUE
            case All(parts):
                return self.joined("&", [self._built(part) for part in parts])
            case AnyOf(parts):
                return self.joined("|", [self._built(part) for part in parts])
            case AtLeast(count, parts):
                return self._at_least(count, [self._built(part) for part in parts])
            case Chosen(question, options):
                known = self._reading.catalog.questions[question].option_ids
                some = [self._atom((question, o, "answer")) for o in known if o in options]
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
        reached = [_TRUE, *([_FALSE] * max(count, 0))]
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


def _program(nodes: Sequence[Node], outputs: Sequence[int]) -> Callable[..., tuple[Any, ...]]:
    lines = ["def run(a, n0, n1):"]
    for number, (kind, parts) in enumerate(nodes):
        if kind == "atom":
            lines.append(f" n{number}=a[{parts[0]}]")
        elif parts:
            lines.append(f" n{number}=" + kind.join(f"n{part}" for part in parts))
    lines.append(" return (" + "".join(f"n{node}," for node in outputs) + ")")
    namespace: dict[str, Callable[..., tuple[Any, ...]]] = {}
    exec(compile("\n".join(lines), "<plan>", "exec"), {"__builtins__": {}}, namespace)  # noqa: S102  (numbers only)
    return namespace["run"]


def atoms_of(kind: Kind, question: str, options: Sequence[str]) -> tuple[Atom, ...]:
    """Return the atoms of a question, in option order."""
    relations = ("answer",) if kind is Kind.SINGLE else (INCLUDES, EXCLUDES)
    return tuple((question, option, relation) for option in options for relation in relations)
