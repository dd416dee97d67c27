"""Small mistakes in one condition as it is written in a file: the mutation operators."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Raw = Any
Options = Mapping[str, Sequence[str]]
Changes = Iterator[tuple[str, Raw]]

GHOST = "no-such-option"
COMPARED = ("is", "includes", "excludes", "at_least", "at_most")
LISTED = ("in", "includes_any", "includes_all", "excludes_all", "of_any", "of_all")
OPPOSITE = {
    "all": "any",
    "any": "all",
    "includes_any": "includes_all",
    "includes_all": "includes_any",
    "of_any": "of_all",
    "of_all": "of_any",
}


@dataclass(frozen=True)
class Slip:
    """One mistake: the operator, what it did, and the value that now stands there."""

    operator: str
    what: str
    changed: Raw


def slips(condition: Raw, options: Options) -> Iterator[Slip]:
    """Yield every mistake that the operators make in a condition."""
    for operator, changes in (
        ("drop a condition", _dropped(condition)),
        ("negate a condition", _each(condition, _negated)),
        ("swap all and any", _each(condition, _swapped)),
        ("shift a threshold", _each(condition, lambda part: _shifted(part, options))),
        ("dangling option", _each(condition, _dangling)),
    ):
        for what, changed in changes:
            yield Slip(operator, what, changed)


def loosened(condition: Raw, options: Options) -> Iterator[Slip]:
    """Yield a condition that holds always, and ones that hold for one more option."""
    yield Slip("loosen in use", "always", {"always": True})

    def wider(part: Raw) -> Changes:
        for key in ("includes", "includes_any", "is", "in"):
            if "question" in part and key in part:
                several = {"includes": "includes_any", "is": "in"}.get(key, key)
                named = part[key] if isinstance(part[key], list) else [part[key]]
                for option in [o for o in options[_asked(part)] if o not in named][:1]:
                    rest = {name: value for name, value in part.items() if name != key}
                    yield f"{part['question']}: or {option}", {**rest, several: [*named, option]}

    for what, changed in _each(condition, wider):
        yield Slip("loosen in use", what, changed)


def _dropped(condition: Raw) -> Changes:
    if _is_leaf(condition):
        yield f"without {_name(condition)}", {"always": True}

    def without(part: Raw) -> Changes:
        for key in ("all", "any", *LISTED):
            listed = part.get(key)
            if isinstance(listed, list) and len(listed) > 1:
                for place, item in enumerate(listed):
                    kept = [*listed[:place], *listed[place + 1 :]]
                    yield f"{key} without {_name(item)}", {**part, key: kept}
        if isinstance(part.get("at_least"), dict):
            counted = part["at_least"]
            for place, item in enumerate(counted["of"]):
                kept = [*counted["of"][:place], *counted["of"][place + 1 :]]
                if len(kept) >= counted["count"]:
                    yield f"at_least without {_name(item)}", {"at_least": {**counted, "of": kept}}

    yield from _each(condition, without)


def _negated(part: Raw) -> Changes:
    if _is_leaf(part):
        yield f"not {_name(part)}", {"not": part}


def _swapped(part: Raw) -> Changes:
    for key, other in OPPOSITE.items():
        if key in part and (key in {"of_any", "of_all"} or len(part[key]) > 1):
            rest = {name: value for name, value in part.items() if name != key}
            yield f"{key} becomes {other} in {_name(part)}", {**rest, other: part[key]}
    if isinstance(part.get("at_least"), dict):
        yield "at_least becomes all", {"all": part["at_least"]["of"]}


def _shifted(part: Raw, options: Options) -> Changes:
    for key in ("at_least", "at_most"):
        if "question" in part and key in part:
            scale = options[_asked(part)]
            here = scale.index(part[key])
            for there in (here - 1, here + 1):
                if 0 <= there < len(scale):
                    yield f"{_name(part)} becomes {scale[there]}", {**part, key: scale[there]}
    if isinstance(part.get("at_least"), dict):
        counted = part["at_least"]
        for count in (counted["count"] - 1, counted["count"] + 1):
            if 0 < count <= len(counted["of"]):
                yield f"at_least becomes {count}", {"at_least": {**counted, "count": count}}


def _dangling(part: Raw) -> Changes:
    for key in (*COMPARED, *LISTED):
        if "question" in part and key in part and part[key] != "all-subjects":
            ghost = [*part[key][1:], GHOST] if isinstance(part[key], list) else GHOST
            yield f"{key} of {part['question']}", {**part, key: ghost}


def _each(condition: Raw, change: Callable[[Raw], Changes]) -> Changes:
    """Yield the tree with each of its parts changed in turn."""
    yield from change(condition)
    if "not" in condition:
        for what, changed in _each(condition["not"], change):
            yield what, {"not": changed}
    for key in ("all", "any"):
        for place, part in enumerate(condition.get(key, ())):
            for what, changed in _each(part, change):
                listed = condition[key]
                yield what, {key: [*listed[:place], changed, *listed[place + 1 :]]}
    counted = condition.get("at_least")
    if isinstance(counted, dict):
        for place, part in enumerate(counted["of"]):
            for what, changed in _each(part, change):
                parts = [*counted["of"][:place], changed, *counted["of"][place + 1 :]]
                yield what, {"at_least": {**counted, "of": parts}}


def _is_leaf(part: Raw) -> bool:
    return any(key in part for key in ("question", "fact", "condition", "plans"))


def _asked(part: Raw) -> str:
    """Return the authored id of the question that a comparison reads."""
    return str(part["question"]).partition(".")[0]


def _name(part: Raw) -> str:
    if not isinstance(part, dict):
        return str(part)
    return ", ".join(f"{key} {_name(value)}" for key, value in part.items())[:80]
