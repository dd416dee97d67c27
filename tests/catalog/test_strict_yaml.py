"""Strict YAML: what it reads, what it refuses, and where it points."""

import pytest

from advisor.catalog.strict_yaml import parse


def value_of(text: str) -> object:
    """Parse a text that must be without problems."""
    document, problems = parse(text.encode(), "f.yaml")
    assert problems == []
    return document.value


def refusal_of(content: str | bytes) -> str:
    """Parse a text that must have exactly one problem."""
    raw = content.encode() if isinstance(content, str) else content
    _, problems = parse(raw, "f.yaml")
    assert len(problems) == 1, problems
    return str(problems[0])


@pytest.mark.parametrize(
    "word",
    ["no", "No", "yes", "on", "off", "y", "12:30:45", "1_000", "0x1F", "017", "1.5", "1e3", "True",
     "2026-11-22", "NULL", ".inf", "<<", "=", "+1", "9" * 30],
)  # fmt: skip
def test_words_that_yaml_takes_for_something_else_stay_text(word: str) -> None:
    """Only null, true, false and plain decimal numbers are anything but text."""
    assert value_of(f"key: {word}\n") == {"key": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0),
     ("-12", -12), ("12", 12), ('"12"', "12"), ("'true'", "true"), ('""', "")],
)  # fmt: skip
def test_bare_words_with_a_meaning_and_quoted_ones_without(word: str, value: object) -> None:
    """Quoting always makes text."""
    assert value_of(f"key: {word}\n") == {"key": value}


def test_every_duplicate_key_is_reported_with_its_line() -> None:
    """The second occurrence is the one to look at, at any depth."""
    _, problems = parse(b"a: 1\nb:\n  x: 1\n  x: 2\na: 2\n", "f.yaml")
    assert [(p.line, p.field) for p in problems] == [(4, "b.x"), (5, "a")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [1]\nb: *x\n", "anchor &x is not allowed"),
        ("a: !!python/object/apply:os.system [id]\n", "tag tag:yaml.org,2002:python"),
        ("a: ! x\n", "tag ! is not allowed"),
        ("a: !!str 1\n", "tag tag:yaml.org,2002:str is not allowed"),
    ],
)
def test_anchors_aliases_and_tags_are_refused(text: str, said: str) -> None:
    """Nothing in a file may stand for something that is not written there."""
    _, problems = parse(text.encode(), "f.yaml")
    assert said in str(problems[0])
    assert problems[0].line == 1


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    """A hundred bytes that would become gigabytes cost nothing."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    _, problems = parse("\n".join(lines).encode(), "f.yaml")
    assert len(problems) == 9 + 9 * 8
    assert problems[0].problem == "anchor &a is not allowed"


def test_text_may_contain_the_characters_of_anchors_and_tags() -> None:
    """Only where a value begins do & * ! mean anything."""
    text = 'a: salt & pepper\nb: 2 *3\nc: wow!\nd: "&x *y !z"\ne: |\n  *bold*\n  &c\n'
    assert value_of(text) == {
        "a": "salt & pepper", "b": "2 *3", "c": "wow!", "d": "&x *y !z", "e": "*bold*\n&c\n",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000,
     "\n".join(" " * i + "a:" for i in range(1500))],
    ids=["lists", "mappings", "items", "keys", "indents"],
)  # fmt: skip
def test_absurd_depth_is_refused_and_never_overflows_the_stack(text: str) -> None:
    """The C composer would crash the interpreter on such files."""
    assert "nested deeper than 40 levels" in refusal_of(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\n\n# [[[\nb: " + "[" * 5000, 4),
        ("a: [{b: 1,\n  c: " + "[{" * 2500, 2),
        ("- " * 30 + "\n" + "  " * 30 + "{" * 5000, 2),
    ],
    ids=["below a comment", "inside brackets", "below items"],
)
def test_depth_is_refused_in_our_words_whatever_the_parser_says(text: str, line: int) -> None:
    """A parser with a limit of its own gives up while reading ahead; the reason is the same."""
    assert refusal_of(text) == f"f.yaml:{line}: nested deeper than 40 levels (flatten it)"


@pytest.mark.parametrize("opened", ["a: '", 'a: "', "a: [1, 2]\nb: ['"])
def test_brackets_in_an_unfinished_text_are_no_depth(opened: str) -> None:
    """A forgotten quote is named as that, however many brackets follow it."""
    assert "nested deeper" not in refusal_of(opened + "[" * 5000 + "\n" + "{" * 5000)


@pytest.mark.parametrize("text", ["{a: b}: 1", "? [a]\n: [1]", "a:\n  {b: c}: 1", "a: {[b]: 1}"])
def test_a_key_that_is_no_word_is_refused(text: str) -> None:
    """A mapping or a list as key is named with its line, at the top and below it."""
    assert "a key must be a word" in refusal_of(text)


def test_depth_up_to_the_limit_is_read() -> None:
    """Conditions may be nested as deep as anybody can follow."""
    assert refusal_of("[" * 41 + "]" * 41) == (
        "f.yaml:1: [0]" + "[0]" * 39 + ": nested deeper than 40 levels (flatten it)"
    )
    assert value_of("[" * 40 + "]" * 40) is not None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: 1\nb: \xff\n", "f.yaml:2: byte 0xff is not UTF-8"),
        (b"\xff\xfea\x00", "f.yaml:1: the file is UTF-16"),
        (b"\xef\xbb\xbfa: 1\n", "f.yaml:1: the file starts with a byte order mark"),
        (b"a: 1\nb: \x00\n", "f.yaml:2: control character U+0000"),
        (b"a: \x1b[31mred\n", "f.yaml:1: control character U+001B"),
        (b"a: 1\n\tb: 2\n", "f.yaml:2: not YAML: found a tab character that violates indentation"),
        (b"a: @x\n", "f.yaml:1: not YAML: found character that cannot start any token"),
        (b"a: b: c\n", "f.yaml:1: not YAML: mapping values are not allowed in this context"),
        (b"a: [1, 2\n", "f.yaml:1: not YAML: did not find expected"),
        (b'a: "x\n', "f.yaml:1: not YAML: found unexpected end of stream"),
        (b"a: 1\n---\nb: 2\n", "f.yaml:2: not YAML: but found another document"),
        (b"? [a, b]\n: 1\n", "f.yaml:1: a key must be a word"),
        (b"? [a, b]\n: [c]\n", "f.yaml:1: a key must be a word"),
        (b"a: {? [b] : c}\n", "f.yaml:1: a: a key must be a word"),
    ],
)
def test_what_is_no_yaml_text_is_refused_at_its_line(content: bytes, said: str) -> None:
    """Binary, truncated and mistyped files get a line and a fix."""
    refusal = refusal_of(content)
    assert said in refusal
    assert refusal.endswith(")")


def test_a_file_beyond_the_cap_is_refused_unread() -> None:
    """A size cap keeps one file from exhausting the machine."""
    _, problems = parse(b"a: " + b"x" * 100, "f.yaml", max_bytes=50)
    assert "larger than 50 bytes" in str(problems[0])


def test_a_problem_points_to_the_deepest_part_that_exists() -> None:
    """A missing field is reported at the record that lacks it."""
    document, _ = parse(b"q:\n  - id: a\n    o:\n      - {id: x}\n  - id: b\n", "f.yaml")
    assert document.line(("q", 0, "o", 0, "id")) == 4
    assert document.line(("q", 0, "o", 7, "id")) == 3
    assert document.line(("q", 1, "missing")) == 5
    assert str(document.problem(("q", 1, "o", 0), "p", "f")) == "f.yaml:5: q[1].o[0]: p (f)"


def test_an_empty_file_is_nothing_without_a_problem() -> None:
    """The reader of the file decides what an empty one means."""
    assert value_of("") is None
    assert value_of("# only a comment\n") is None
