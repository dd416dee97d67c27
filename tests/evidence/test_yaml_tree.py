"""Reading YAML as cloud templates use it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.evidence.limits import DEFAULT_LIMITS
from advisor.evidence.reading.yaml_tree import parse_yaml
from advisor.evidence.values import Unknown, Value, mapping, plain


def parsed(text: str) -> Value:
    """Return the value of a text that must parse."""
    value, problems = parse_yaml(text, "t.yaml", DEFAULT_LIMITS)
    assert value is not None
    assert problems == []
    return value


def refused(text: str) -> str:
    """Return why a text does not parse, with its line."""
    value, problems = parse_yaml(text, "t.yaml", DEFAULT_LIMITS)
    assert value is None
    assert [problem.file for problem in problems] == ["t.yaml"]
    return f"{problems[0].line}: {problems[0].problem}"


def test_plain_scalars_follow_yaml_1_1() -> None:
    """Words that YAML 1.1 takes for booleans are booleans, as CloudFormation reads them."""
    assert plain(parsed("a: OFF\nb: yes\nc: 'OFF'\nd: 12\ne: 1.5\nf: 012\ng: ~\n")) == {
        "a": False,
        "b": True,
        "c": "OFF",
        "d": 12,
        "e": 1.5,
        "f": "012",
        "g": None,
    }


def test_tags_become_their_long_form() -> None:
    """A short function reads like its long form."""
    value = parsed("a: !Ref B\nc: !GetAtt D.E\nf: !Sub '${G}'\nh: !If [I, !Ref J, 1]\n")
    assert plain(value) == {
        "a": {"Ref": "B"},
        "c": {"Fn::GetAtt": ["D", "E"]},
        "f": {"Fn::Sub": "${G}"},
        "h": {"Fn::If": ["I", {"Ref": "J"}, 1]},
    }


def test_values_know_their_lines() -> None:
    """Every value knows the line it stands on."""
    members = mapping(parsed("a: 1\nb:\n  - x\n  - y\n"))
    assert members["a"].line == 1
    data = members["b"].data
    assert isinstance(data, tuple)
    assert [item.line for item in data] == [3, 4]


def test_a_duplicate_key_is_named_and_not_believed() -> None:
    """Of two values for one key neither is taken, and the file is read on."""
    value, problems = parse_yaml("a: ON\na: OPTIONAL\nb: 1\n", "t.yaml", DEFAULT_LIMITS)
    assert value is not None
    assert isinstance(mapping(value)["a"].data, Unknown)
    assert plain(mapping(value)["b"]) == 1
    assert [(problem.line, problem.field) for problem in problems] == [(2, "a")]


def test_aliases_and_merges_are_expanded() -> None:
    """An alias stands for its anchor; merged keys give way to those written."""
    text = "a: &x {p: 1, q: 2}\nb: *x\nc:\n  <<: *x\n  q: 3\n"
    assert plain(parsed(text)) == {
        "a": {"p": 1, "q": 2},
        "b": {"p": 1, "q": 2},
        "c": {"p": 1, "q": 3},
    }


def test_an_alias_bomb_is_refused() -> None:
    """Nested aliases are counted as what they stand for."""
    bomb = "a0: &a0 [" + ",".join("x" * 10) + "]\n"
    bomb += "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12))
    assert "stands for more than" in refused(bomb)


def test_a_chain_of_aliases_counts_as_depth() -> None:
    """Depth that hides behind aliases is refused like depth that is written out."""
    chain = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 300))
    assert "nested deeper" in refused(chain)


@pytest.mark.parametrize("opener", ["[", "{", "- ", "{a: "])
def test_absurd_depth_is_refused_in_our_words(opener: str) -> None:
    """Whatever limit the parser has of its own, the reason and the line are the same."""
    assert refused("a: 1\nb:\n" + opener * 50_000) == "3: is nested deeper than 100 levels"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 'x\n", 2),
        ("a: 1\n\tb: 2\n", 2),
        ("a: [1, 2\nb: 3\n", 2),
        ("[" * 5000, 1),
        ("a: *missing\n", 1),
        ("a: &a [*a]\n", 1),
        ("a: b: c\n", 1),
    ],
)
def test_broken_text_is_located(text: str, line: int) -> None:
    """Broken YAML is named with a line, never with an exception."""
    assert refused(text).startswith(f"{line}: ")


def test_problems_never_quote_the_file() -> None:
    """A parser's message is cut where it would repeat what the file says."""
    assert "hunter2" not in refused("password: 'hunter2\nx: %hunter2\n")


def test_only_the_first_document_is_read() -> None:
    """What follows a document marker is left out."""
    assert plain(parsed("a: 1\n---\nb: 2\n")) == {"a": 1}


def test_the_number_of_values_is_limited() -> None:
    """A file with more values than allowed is refused."""
    limits = replace(DEFAULT_LIMITS, nodes=10)
    value, problems = parse_yaml("a: [1,2,3,4,5,6,7,8,9,10,11,12]\n", "t", limits)
    assert value is None
    assert "more than 10" in problems[0].problem
