"""Applies signals to resources: which fire, where, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from advisor.evidence.normalise import Resource
from advisor.evidence.signals.evaluate import Outcome, evaluate
from advisor.evidence.signals.model import Signal, SignalBook
from advisor.evidence.values import Unknown, Value

_MAYBE_OFF: Final = "whether it is switched on is not known"


@dataclass(frozen=True, slots=True)
class Hit:
    """One signal that fired on one resource, and the values that show it.

    `doubt` says why it may be otherwise in reality: a condition, or a default someone may override.
    """

    signal: Signal
    resource: Resource
    shown: tuple[tuple[str, Value], ...]
    doubt: str = ""

    @property
    def line(self) -> int:
        """The line of the first value shown."""
        return self.shown[0][1].line if self.shown else self.resource.raw.line

    @property
    def file(self) -> str:
        """The file of that line."""
        return (self.shown[0][1].file if self.shown else "") or self.resource.raw.file


@dataclass(frozen=True, slots=True)
class Matched:
    """Everything signals found.

    `undecided`: per question that asks for the most, the options that some resource may bring.
    """

    hits: tuple[Hit, ...]
    undecided: dict[str, tuple[str, ...]]


class Matcher:
    """Runs a book of signals over the resources of one scan."""

    def __init__(self, book: SignalBook, resources: Sequence[Resource]) -> None:
        self._book = book
        self._by_kind: dict[str, list[Resource]] = {}
        self._active: dict[str, list[Resource]] = {}
        self._by_key: dict[tuple[str, str], Resource] = {}
        for resource in resources:
            self._by_kind.setdefault(resource.kind, []).append(resource)
            self._by_key.setdefault((resource.kind, resource.key), resource)
            for name in ("id", "name"):
                for value in resource.attributes.get(name, ()):
                    if isinstance(value.data, str):
                        self._by_key.setdefault((resource.kind, value.data), resource)

    def run(self) -> Matched:
        """Return every hit, in the order of signals and resources."""
        for kind, resources in self._by_kind.items():
            states = (self._unless_inert(resource) for resource in resources)
            self._active[kind] = [resource for resource in states if resource is not None]
        hits: list[Hit] = []
        undecided: dict[str, dict[str, None]] = {}
        for signal in self._book.signals:
            found, unsure = self._signal(signal)
            if signal.highest and unsure:
                said = signal.suggests
                undecided.setdefault(said.question, {})[said.option] = None
            hits += found
        return Matched(
            tuple(hits), {question: tuple(names) for question, names in undecided.items()}
        )

    def _signal(self, signal: Signal) -> tuple[list[Hit], bool]:
        """Return the hits, and whether some resource could not be judged."""
        hits: list[Hit] = []
        unsure = False
        table = self._by_kind if signal.even_inert else self._active
        resources = table.get(signal.kind, [])
        for resource in resources:
            outcome = self._outcome(signal, resource)
            if outcome.holds:
                hits.append(_hit(signal, resource, outcome))
            elif outcome.holds is None:
                unsure = True
        if len({hit.resource.raw.address for hit in hits}) < signal.at_least:
            return [], unsure
        if signal.all_of_kind and len(hits) < len(resources):
            return [], unsure
        return hits, unsure

    def _unless_inert(self, resource: Resource) -> Resource | None:
        """Return the resource, with a doubt where it may be switched off; None where it is."""
        inert = self._book.kinds[resource.kind].inert
        if inert is None:
            return resource
        outcome = evaluate(inert, resource, self._linked)
        if outcome.holds is False:
            return resource
        # What only a default switches off may be switched on.
        assumed = next((value.assumed for _, value in outcome.shown if value.assumed), "")
        if outcome.holds and not assumed:
            return None
        doubt = resource.raw.condition or assumed or _MAYBE_OFF
        return replace(resource, raw=replace(resource.raw, condition=doubt))

    def _outcome(self, signal: Signal, resource: Resource) -> Outcome:
        if signal.when is None:
            return Outcome(holds=True)
        return evaluate(signal.when, resource, self._linked)

    def _linked(self, resource: Resource, link: str) -> list[Resource] | None:
        """Return the resources that a link leads to; None where it leads out of what was read."""
        kind = self._book.kinds.get(link)
        values = resource.links.get(link, ())
        if kind is None or not values:
            return None
        found: list[Resource] = []
        for value in values:
            data = value.data
            key = data.reference if isinstance(data, Unknown) else str(data)
            target = self._by_key.get((link, key))
            if target is None:
                return None
            found.append(target)
        return found


def _hit(signal: Signal, resource: Resource, outcome: Outcome) -> Hit:
    shown = outcome.shown
    if signal.shows:
        named = tuple(
            (signal.shows, value)
            for value in resource.attributes.get(signal.shows, ())
            if not isinstance(value.data, Unknown) or value.data.text
        )
        matched = tuple(pair for pair in shown if pair[0] == signal.shows)
        shown = matched or named or shown
    # A value that only a default gives is weaker than a resource that may not exist.
    doubts: Iterable[str] = (value.assumed for _, value in outcome.shown if value.assumed)
    return Hit(signal, resource, shown, next(iter(doubts), "") or resource.raw.condition)
