"""One complete assessment at a time: its verdicts by a program made for the catalog.

The program is Python source written from the graph of `nodes.py`. The answer to a single choice is
looked up once as one bit, so that "one of these options" is one AND with a constant; options of a
multiple choice are tested where they are needed. `and` and `or` leave out what no longer matters.
A part that is used more than once is worked out once, before the verdicts. The source consists of
generated names and integers; question and option ids are values that it looks up by these names.

Complete means that every visible question has an answer or does not apply: then each verdict is
certain and equal to the one of `decide`. `values` tells whether an assessment is complete; on
another one the program's result would mean nothing. Cost: at most one test per edge of the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from advisor.decision.compile import Compiled
from advisor.decision.given import is_open
from advisor.decision.nodes import FALSE, TRUE, Nodes
from advisor.decision.space import EXCLUDES
from advisor.model.assessment import Answer
from advisor.model.catalog import Capability
from advisor.model.vocabulary import Kind, Verdict

Values = Mapping[str, str | tuple[str, ...] | None]
"""An option, or the options that hold, for every question; None where none applies or is said."""

# Deeper parts become names of their own, so that no catalog exceeds the parser's nesting.
_DEEPEST = 12


class Evaluator:
    """The verdicts of complete assessments under one compiled catalog."""

    def __init__(self, compiled: Compiled) -> None:
        self._places = {id_: place for place, id_ in enumerate(compiled.catalog.capabilities)}
        self._questions = tuple(compiled.catalog.questions)
        writer = _Writer(compiled)
        self.verdicts: Callable[[Values], tuple[int, ...]] = writer.verdicts()
        """Takes a value for every question; returns verdicts in the order of the catalog."""
        self._visible: Callable[[Values], tuple[bool, ...]] = writer.visible()

    def values(self, answers: Mapping[str, Answer]) -> Values | None:
        """Return the values of a complete assessment; None if it is not complete.

        The answers name known questions and options only.
        """
        values = dict.fromkeys(self._questions) | {
            id_: answer.value for id_, answer in answers.items()
        }
        unsaid = [is_open(answers.get(id_)) for id_ in self._questions]
        if any(unsaid):
            shown = self._visible(values)
            if any(one and other for one, other in zip(unsaid, shown, strict=True)):
                return None
        return values

    def verdict(self, values: Values, capability: str | None) -> Verdict:
        """Return the verdict of a capability, or for None the outcome."""
        every = self.verdicts(values)
        return Verdict(max(every) if capability is None else every[self._places[capability]])


def evaluator_of(compiled: Compiled) -> Evaluator:
    """Return the evaluator of a compiled catalog; made once for each."""
    if compiled not in _EVALUATORS:
        _EVALUATORS[compiled] = Evaluator(compiled)
    return _EVALUATORS[compiled]


_EVALUATORS: WeakKeyDictionary[Compiled, Evaluator] = WeakKeyDictionary()


class _Everything:
    """Holds any option: of a question that does not apply, no option can be missing."""

    def __contains__(self, option: object) -> bool:
        return True


class _Writer:
    """Writes and compiles the programs of one catalog."""

    def __init__(self, compiled: Compiled) -> None:
        self._catalog = catalog = compiled.catalog
        self._nodes = nodes = Nodes(compiled.reading)
        self._numbers = {id_: number for number, id_ in enumerate(catalog.questions)}
        self._used = {item.id: nodes.in_use(item) for item in catalog.capabilities.values()}
        self._raised = {
            (item.id, verdict): nodes.joined(
                "|",
                [
                    nodes.of(catalog.rules[id_].when)
                    for id_ in compiled.rules_by_capability[item.id]
                    if catalog.rules[id_].verdict is verdict
                ],
            )
            for item in catalog.capabilities.values()
            for verdict in (Verdict.REPLACE, Verdict.SPLIT)
        }
        self._shown = {id_: nodes.visible(id_) for id_ in catalog.questions}

    def verdicts(self) -> Callable[[Values], tuple[int, ...]]:
        """Return the program for the verdict of every capability."""
        roots = [*self._used.values(), *self._raised.values()]
        return self._program(
            roots,
            lambda text: [self._verdict(text, c) for c in self._catalog.capabilities.values()],
        )

    def visible(self) -> Callable[[Values], tuple[bool, ...]]:
        """Return the program for the visibility of every question."""
        return self._program(
            self._shown.values(), lambda text: [f"bool({text(n)})" for n in self._shown.values()]
        )

    def _verdict(self, text: Callable[[int], str], item: Capability) -> str:
        lowest = min(item.verdicts)
        raised = "".join(
            f"{int(verdict)} if {text(self._raised[item.id, verdict])} else "
            for verdict in (Verdict.REPLACE, Verdict.SPLIT)
            if verdict > lowest and self._raised[item.id, verdict] != FALSE
        )
        return f"({raised}{int(lowest)}) if {text(self._used[item.id])} else 0"

    def _program(
        self, roots: Iterable[int], results: Callable[[Callable[[int], str]], list[str]]
    ) -> Callable[[Values], Any]:
        roots = list(roots)
        named = self._named(roots)
        read: set[int] = set()

        def text(node: int) -> str:
            return f"n{node}" if node in named else self._text(node, text, read)

        body = [f" n{node}={self._text(node, text, read)}" for node in sorted(named)]
        body.append(" return (" + "".join(f"{result}," for result in results(text)) + ")")
        names: dict[str, Any] = {"__builtins__": {}, "bool": bool, "e": (), "u": _Everything()}
        lines = ["def run(a):", *self._reads(sorted(read), names), *body]
        exec(compile("\n".join(lines), "<evaluate>", "exec"), names)  # noqa: S102  (numbers only)
        run: Callable[[Values], Any] = names["run"]
        return run

    def _named(self, roots: Iterable[int]) -> set[int]:
        """Return the nodes that become names: those used more than once, or too deep."""
        made = self._nodes.made
        uses = dict.fromkeys(roots, 1)
        for node in range(len(made) - 1, -1, -1):
            if node in uses and made[node][0] in ("&", "|"):
                for part in made[node][1]:
                    uses[part] = uses.get(part, 0) + 1
        named: set[int] = set()
        depth: dict[int, int] = {}
        for node in sorted(uses):
            kind, parts = made[node]
            if kind not in ("&", "|"):
                continue
            depth[node] = 1 + max(depth.get(part, 0) for part in parts)
            if uses[node] > 1 or depth[node] > _DEEPEST:
                named.add(node)
                depth[node] = 0
        return named

    def _text(self, node: int, text: Callable[[int], str], read: set[int]) -> str:
        """Return the expression of a node; its named parts stay names."""
        kind, parts = self._nodes.made[node]
        if node in (TRUE, FALSE):
            return "1" if node == TRUE else "0"
        if kind == "atom":
            return self._options([parts[0]], read)
        if kind == "&":
            return "(" + " and ".join(text(part) for part in parts) + ")"
        # Options of one single choice are one test.
        grouped: dict[str, list[int]] = {}
        alone: list[str] = []
        for part in parts:
            made, inner = self._nodes.made[part]
            if made == "atom" and self._single(inner[0]):
                grouped.setdefault(self._nodes.atoms[inner[0]][0], []).append(inner[0])
            else:
                alone.append(text(part))
        tests = [self._options(atoms, read) for atoms in grouped.values()]
        return "(" + " or ".join((*tests, *alone)) + ")"

    def _single(self, atom: int) -> bool:
        return self._catalog.questions[self._nodes.atoms[atom][0]].kind is Kind.SINGLE

    def _options(self, atoms: list[int], read: set[int]) -> str:
        """Return the test for one of some options of a single choice, or for one of a multiple."""
        question, option, relation = self._nodes.atoms[atoms[0]]
        number = self._numbers[question]
        read.add(number)
        options = self._catalog.questions[question].option_ids
        if self._single(atoms[0]):
            bits = sum(1 << options.index(self._nodes.atoms[atom][1]) for atom in atoms)
            return f"(q{number}&{bits})"
        place = options.index(option)
        if relation == EXCLUDES:
            return f"(o{number}_{place} not in x{number})"
        return f"(o{number}_{place} in q{number})"

    def _reads(self, numbers: Iterable[int], names: dict[str, Any]) -> Iterable[str]:
        """Yield the lines that read answers, and bind the names of what they look up."""
        questions = list(self._catalog.questions.values())
        for number in numbers:
            question = questions[number]
            names[f"k{number}"] = question.id
            if question.kind is Kind.SINGLE:
                bits = {id_: 1 << place for place, id_ in enumerate(question.option_ids)}
                names[f"t{number}"] = {**bits, None: 0}
                yield f" q{number}=t{number}[a[k{number}]]"
                continue
            names |= {f"o{number}_{place}": id_ for place, id_ in enumerate(question.option_ids)}
            yield f" q{number}=x{number}=a[k{number}]"
            yield f" if q{number} is None: q{number},x{number}=e,u"
