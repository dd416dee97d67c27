"""How often a block with `count` or `for_each` exists, and what it sees of itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from advisor.evidence.terraform.evaluate import Bindings, Evaluator
from advisor.evidence.terraform.expressions import Body
from advisor.evidence.terraform.pairs import pairs_of
from advisor.evidence.values import Unknown, Value, is_open, unknown

REPEATED = frozenset({"count", "for_each"})


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance: its key, what `count` and `each` are in it, and why it may not exist.

    A key that is None stands for any number of instances.
    """

    key: str | int | None
    suffix: str
    bindings: Bindings
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Instances:
    """All instances of a block; `assumed` says what their number depends on."""

    all: tuple[Instance, ...]
    assumed: str = ""

    @property
    def complete(self) -> bool:
        """Return whether every instance is known."""
        return all(item.key is not None for item in self.all)


def instances_of(evaluator: Evaluator, body: Body, most: int) -> Instances:
    """Return the instances of a block; a lone one where it does not repeat."""
    count, each = body.attributes.get("count"), body.attributes.get("for_each")
    if count is not None:
        return _counted(evaluator.known(count), most)
    if each is None:
        return Instances((Instance("", "", {}),))
    return _keyed(evaluator.known(each), most)


def _keyed(source: Value, most: int) -> Instances:
    pairs = pairs_of(source, unique=True)
    if pairs is None or len(pairs) > most:
        why = source.data.reason if isinstance(source.data, Unknown) else "for_each"
        return Instances((_any_key(why),))
    found = [
        Instance(
            str(key.data),
            f'["{key.data}"]',
            {"each": _assumed(Value({"key": key, "value": item}), source.assumed)},
            _existence(source.assumed),
        )
        for key, item in pairs
    ]
    if is_open(source) and source.data is not None:
        found.append(_any_key("a part of for_each"))
    return Instances(tuple(found), source.assumed)


def _any_key(why: str) -> Instance:
    each = Value({"key": unknown("each.key"), "value": unknown("each.value")})
    return Instance(None, "[…]", {"each": each}, f"for_each depends on {why}")


def _counted(count: Value, most: int) -> Instances:
    known = isinstance(count.data, bool | int | float | str)
    number = int(count.data) if known and str(count.data).isdecimal() else None  # type: ignore[arg-type]
    if number is None or number > most:
        why = count.data.reason if isinstance(count.data, Unknown) else "count"
        bindings = {"count": Value({"index": unknown("count.index")})}
        return Instances((Instance(None, "[…]", bindings, f"count depends on {why}"),))
    return Instances(
        tuple(
            Instance(
                index,
                f"[{index}]",
                {"count": Value({"index": Value(index)})},
                _existence(count.assumed),
            )
            for index in range(number)
        ),
        count.assumed,
    )


def _existence(assumed: str) -> str:
    """Return the doubt about a resource that a default makes: that it is there is no mere hint."""
    return f"whether it exists follows the {assumed}" if assumed else ""


def _assumed(value: Value, assumed: str) -> Value:
    return replace(value, assumed=assumed) if assumed else value
