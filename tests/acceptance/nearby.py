"""Whether the cases beside a condition notice a mistake in it: quick, and for every mutant.

Loading and verifying a mutated catalog takes long. Here all changed conditions are read in one
load, as grounds of a keep that nothing else looks at, and held against the examples of the record
that the mistake is in; a mistake in a named condition against those of every record that names it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from advisor.application.own_cases import Cased, cases_of
from advisor.catalog.cases import Example, examples_of
from advisor.decision import Compiled, Situation, situation_of
from advisor.decision.budget import Budget
from advisor.decision.space import Cubes
from advisor.decision.tautology import covers
from advisor.model.catalog import Pitfall, Rule
from advisor.reasoning.verify.worlds import Worlds
from tests.acceptance.mutants import Mutant, dumped, loaded, sources, tree
from tests.acceptance.slips import Raw

SHELVES = {"rule": "rules", "in use": "capabilities", "visibility": "questions"}


@dataclass(frozen=True)
class Reading:
    """The condition of one record: where it holds, and where it would with a mistake."""

    shelf: str
    id: str
    sound: Cubes
    mutated: Cubes


@dataclass(frozen=True)
class Named:
    """A raw condition in the place where a record has it."""

    shelf: str
    id: str
    raw: Raw


class Nearby:
    """The sound catalog, with the examples of its records."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled

    def readings(self, mutants: list[Mutant]) -> Iterator[tuple[Mutant, list[Reading]]]:
        """Yield each mutated condition with what it makes of every record that reads it."""
        named: dict[str, Raw] = {}
        grounds: dict[str, Named] = {}
        of: dict[Mutant, list[str]] = {}
        for number, mutant in enumerate(mutants):
            if mutant.operator == "dangling option" or mutant.kind not in (*SHELVES, "condition"):
                continue
            if mutant.path == () or mutant.path[-1] == "verdict":
                continue
            for place, changed in enumerate(_changed(mutant, f"~{number}", named)):
                ground = f"mutant-{number}-{place}"
                grounds[ground] = changed
                of.setdefault(mutant, []).append(ground)
        catalog = _with(grounds, named)
        for mutant, ids in of.items():
            yield (
                mutant,
                [
                    self._reading(
                        grounds[id_], self.compiled.region(catalog.keep_grounds[id_].when)
                    )
                    for id_ in ids
                ],
            )

    def told(self, reading: Reading) -> bool:
        """Whether an example of the record comes out differently."""
        return any(
            holds(self.compiled, record, example, situation, reading.mutated) is not example.fires
            for record, example, situation in self.examples.get((reading.shelf, reading.id), ())
        )

    def same(self, reading: Reading) -> bool:
        """Whether the mistake changes nothing: the condition holds in the same worlds."""
        worlds = Worlds(self.compiled)
        return worlds.contains(reading.sound, reading.mutated, Budget()) and worlds.contains(
            reading.mutated, reading.sound, Budget()
        )

    @cached_property
    def examples(self) -> Mapping[tuple[str, str], list[tuple[Cased, Example, Situation]]]:
        """The examples of each record, decided."""
        found: dict[tuple[str, str], list[tuple[Cased, Example, Situation]]] = {}
        for shelf, record, case in cases_of(self.compiled.catalog):
            for example in examples_of(case):
                situation = situation_of(self.compiled, example.answers)
                found.setdefault((shelf, record.id), []).append((record, example, situation))
        return found

    def _reading(self, named: Named, region: Cubes) -> Reading:
        compiled = self.compiled
        if named.shelf == "rules":
            capability = compiled.catalog.rules[named.id].capability
            fires = tuple(compiled.space.product(compiled.in_use[capability], region))
            return Reading(named.shelf, named.id, compiled.rules[named.id], fires)
        record = getattr(compiled.catalog, named.shelf)[named.id]
        condition = record.in_use if named.shelf == "capabilities" else record.when
        return Reading(named.shelf, named.id, compiled.region(condition), region)


def holds(
    compiled: Compiled, record: Cased, example: Example, situation: Situation, region: Cubes
) -> bool | None:
    """Whether a condition holds with the answers of an example; None while that is open."""
    domain = situation.presumed if isinstance(record, Rule) else situation.domain
    if covers(compiled.space, region, domain):
        return True
    if isinstance(record, Pitfall):
        return False
    return None if compiled.space.any_within(region, domain) else False


def _changed(mutant: Mutant, suffix: str, named: dict[str, Raw]) -> Iterator[Named]:
    """Yield the changed condition, or those that name it; `named` gets the copies they need."""
    if mutant.kind == "condition":
        copies = {name: name + suffix for name in _naming(mutant.id)}
        for name, copy in copies.items():
            raw = mutant.changed if name == mutant.id else _conditions()[name]
            named[copy] = _renamed(raw, copies)
        for item in _all_named():
            raw = _renamed(item.raw, copies)
            if raw != item.raw:
                yield Named(item.shelf, item.id, raw)
    elif mutant.kind == "rule":
        for id_, capability in _rules(mutant.at):
            yield Named("rules", id_, _for_capability(mutant.changed, capability))
    else:
        yield Named(SHELVES[mutant.kind], mutant.id, mutant.changed)


def _naming(name: str) -> list[str]:
    """Return a named condition and those that name it, directly or not."""
    found = [name]
    for known in found:
        for other, raw in _conditions().items():
            if other not in found and _renamed(raw, {known: ""}) != raw:
                found.append(other)
    return found


def _all_named() -> Iterator[Named]:
    """Yield the raw condition of every record that may carry cases."""
    for at, source in enumerate(sources()):
        place, data = source.place, tree(at)
        if place[:2] == ("questions", "rules"):
            for id_, capability in _rules(at):
                yield Named("rules", id_, _for_capability(data["when"], capability))
        elif place[:2] == ("questions", "pitfalls"):
            yield Named("pitfalls", data["id"], data["when"])
        elif place[:2] == ("questions", "sections"):
            for question in data["questions"]:
                if "when" in question and not question.get("per_subject"):
                    yield Named("questions", question["id"], question["when"])
        elif place == ("questions", "catalog.yaml"):
            for capability in data["capabilities"]:
                yield Named("capabilities", capability["id"], capability["in_use"])


def _rules(at: int) -> list[tuple[str, str]]:
    """Return the rules that one file stands for, with their capabilities."""
    rule = tree(at)
    if isinstance(rule["capability"], str):
        return [(rule["id"], rule["capability"])]
    if len(rule["capability"]) == 1:
        return [(rule["id"], rule["capability"][0])]
    return [(f"{rule['id']}.{capability}", capability) for capability in rule["capability"]]


def _for_capability(raw: Raw, capability: str) -> Raw:
    """Return a rule's condition with the names that it means for a capability."""
    suffix = f".{capability}"
    meant = {name.removesuffix(suffix): name for name in _conditions() if name.endswith(suffix)}
    return _renamed(raw, meant)


def _renamed(raw: Raw, names: Mapping[str, str]) -> Raw:
    if isinstance(raw, list):
        return [_renamed(part, names) for part in raw]
    if isinstance(raw, dict):
        if isinstance(raw.get("condition"), str):
            return {"condition": names.get(raw["condition"], raw["condition"])}
        return {key: _renamed(part, names) for key, part in raw.items()}
    return raw


def _conditions() -> dict[str, Raw]:
    conditions: dict[str, Raw] = tree(_header())["conditions"]
    return conditions


def _header() -> int:
    return [source.place for source in sources()].index(("questions", "catalog.yaml"))


def _with(grounds: Mapping[str, Named], named: Mapping[str, Raw]) -> Any:
    header = tree(_header())
    header = {**header, "conditions": {**header["conditions"], **named}}
    kept = {
        "capability": next(
            item["id"] for item in header["capabilities"] if "keep" in item["verdicts"]
        ),
        "grounds": [
            {"id": id_, "title": id_, "when": item.raw, "text": id_, "group": "mutants"}
            for id_, item in grounds.items()
        ],
    }
    more = {"questions/keep_grounds/mutants.yaml": dumped(kept)}
    return loaded({_header(): dumped(header)}, more)
