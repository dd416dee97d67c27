"""A catalog as one straight-line program over bit planes: many worlds at once.

A plane is an integer (or a numpy array of bytes) whose bit `i` belongs to world `i`. The inputs
are the planes of the atoms of `nodes.py`, the outputs those of verdict levels, rules and
visibilities.

The program is generated as Python source from node numbers alone: no text of a catalog or of an
answer reaches it. Running it costs O(nodes * worlds / word size).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from advisor.decision.compile import Compiled
from advisor.decision.levels import LEVELS
from advisor.decision.nodes import Atom, Node, Nodes
from advisor.model.vocabulary import Verdict

Planes = Sequence[Any]


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
    nodes = Nodes(compiled.reading)
    catalog = compiled.catalog
    used = {item.id: nodes.in_use(item) for item in catalog.capabilities.values()}
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
