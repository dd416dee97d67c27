"""Laws of loading: whatever stands in a file, the loader answers; it never breaks."""

import re
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.catalog.strict_yaml import parse
from tests.catalog.faults import problems
from tests.catalog.small import FILES

TOKENS = ["", "~", "no", "- ", "{", "}", "[", "]", ":", "id: x", "&a", "*a", "!!int", "|", ">", '"',
          "'", "#", "\t", "  ", "---", "? ", "true", "2026-11-22", "\x07", "é",
          "{question: x, is: y}",
          "when: [", "<<: x"]  # fmt: skip


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """A file is either a value or problems, never an exception."""
    document, problems = parse(content, "f.yaml")
    assert document.value is None or not [p for p in problems if p.line < 0]


@given(st.lists(st.sampled_from(TOKENS), max_size=12).map("\n".join))
def test_any_yaml_text_is_read_or_refused(text: str) -> None:
    """The same for text that looks like YAML."""
    document, problems = parse(text.encode(), "f.yaml")
    assert all(problem.file == "f.yaml" and problem.problem for problem in problems)
    assert isinstance(document.line(("a", 0, "b")), int)


PLAIN: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(PLAIN)
def test_what_another_writer_quotes_is_read_as_written(value: Any) -> None:
    """Values that PyYAML writes with quotes where needed come back unchanged."""
    text = yaml.safe_dump(value, default_style='"', allow_unicode=True)
    document, problems = parse(text.encode(), "f.yaml")
    if "!!" in text:  # numbers, booleans and null carry tags in this style
        assert document.value is None
        assert problems
    else:
        assert (problems, document.value) == ([], value)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(sorted(FILES)),
    place=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 40),
    token=st.sampled_from(TOKENS),
)
def test_a_damaged_catalog_loads_or_says_what_is_wrong(
    name: str, place: float, length: int, token: str
) -> None:
    """Any stretch of any file replaced by anything gives a catalog or located problems."""
    text = FILES[name]
    start = int(place * len(text))
    damaged = text[:start] + token + text[start + length :]
    found = problems({name: damaged})
    assert all(re.match(r"(questions|reference_stacks)/", problem) for problem in found)
