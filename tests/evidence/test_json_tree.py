"""Reading JSON with lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.evidence.limits import DEFAULT_LIMITS
from advisor.evidence.reading import json_tree
from advisor.evidence.reading.json_tree import parse_json
from advisor.evidence.values import Unknown, mapping, plain

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(anything, st.sampled_from([None, 2, "\t"]))
def test_agrees_with_the_standard_library(data: object, indent: int | str | None) -> None:
    """Every value that the standard library writes is read as the same value."""
    value, problems = parse_json(json.dumps(data, indent=indent), "t.json", DEFAULT_LIMITS)
    assert value is not None
    assert plain(value) == data
    assert problems == []


@given(st.text(alphabet='{}[]",:0123456789truefalsn \n\\', max_size=40))
def test_refuses_what_the_standard_library_refuses(text: str) -> None:
    """A broken text gives a located problem, and only a broken one does."""
    try:
        expected = json.loads(text)
    except ValueError:
        value, problems = parse_json(text, "t.json", DEFAULT_LIMITS)
        assert value is None
        assert problems[0].line >= 1
    else:
        value, _problems = parse_json(text, "t.json", DEFAULT_LIMITS)
        assert value is not None
        if len(json.dumps(expected)) == len(text.replace(" ", "").replace("\n", "")):
            assert plain(value) == expected


def test_values_know_their_lines() -> None:
    """Every value knows the line it stands on."""
    value, _ = parse_json('{\n "a": 1,\n "b": [\n  true]}', "t.json", DEFAULT_LIMITS)
    assert value is not None
    assert mapping(value)["a"].line == 2
    assert mapping(value)["b"].line == 3


def test_a_duplicate_name_is_named_and_not_believed() -> None:
    """Of two values for one name neither is taken."""
    value, problems = parse_json('{"a": 1,\n"a": 2}', "t.json", DEFAULT_LIMITS)
    assert value is not None
    assert isinstance(mapping(value)["a"].data, Unknown)
    assert [(problem.line, problem.field) for problem in problems] == [(2, "a")]


@pytest.mark.parametrize("text", ["[" * 5000, '{"a":' * 5000, "1" * 10_000])
def test_extremes_end_in_a_value_or_a_problem(text: str) -> None:
    """Depth and length never end in an exception."""
    value, problems = parse_json(text, "t.json", DEFAULT_LIMITS)
    assert (value is None) == bool(problems)


def test_large_files_are_read_without_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above a size lines are given up for speed, and depth still cannot crash."""
    monkeypatch.setattr(json_tree, "LOCATED_CHARACTERS", 10)
    value, _ = parse_json('{"a": [1, 2, 3, 4]}', "t.json", DEFAULT_LIMITS)
    assert value is not None
    assert plain(value) == {"a": [1, 2, 3, 4]}
    assert parse_json("[" * 100_000, "t.json", DEFAULT_LIMITS)[0] is None
