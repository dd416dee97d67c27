"""Signals as data: loading, linting, and how they fire."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import CatalogError
from advisor.evidence.signals.lint import lint_signals
from advisor.evidence.signals.load import load_signals, read_signals
from advisor.evidence.signals.model import SignalBook, comparisons_of
from tests.evidence.scene import book, catalog, examined, write

HEAD = """
source: team
title: Our own
kinds:
  - id: thing
    title: thing
    terraform: team_thing
    attributes:
      mode: {terraform: mode}
      size: {terraform: size}
"""
SIGNAL = """
signals:
  - id: team-signal
    title: A signal
    kind: thing
    when: {attribute: mode, is: open}
    suggests: {question: subjects, includes: device}
    proof: observed
    confidence: high
    says: It is so.
    does_not_prove: anything else.
"""


def overlay(folder: Path, text: str) -> Path:
    """Write a team's own signals."""
    return write(folder, {"questions/evidence/team.yaml": text})


def faults(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a file, on loading and on linting."""
    read, problems = read_signals(overlay(folder, text))
    return [str(item) for item in (*problems, *lint_signals(read, catalog()))]


def test_the_shipped_signals_fit_the_questions() -> None:
    """Every shipped signal names questions, options, kinds and attributes that exist."""
    assert lint_signals(book(), catalog()) == ()


def test_every_shipped_signal_says_what_it_does_not_prove() -> None:
    """No signal claims more than it shows, and each reads as prose."""
    for signal in book().signals:
        assert signal.says.endswith(".")
        assert signal.says[0].isupper()
        assert signal.does_not_prove.endswith(".")
        assert signal.does_not_prove[0].islower()


def test_every_attribute_that_is_declared_is_used() -> None:
    """No kind reads what no signal looks at."""
    needed: dict[str, set[str]] = {}
    for signal in book().signals:
        needed.setdefault(signal.kind, set()).add(signal.shows)
        for test in comparisons_of(signal.when):
            needed.setdefault(test.link or signal.kind, set()).add(test.attribute)
    looked_at = set(needed)
    for kind in book().kinds.values():
        needed.setdefault(kind.id, set()).update(
            test.attribute for test in comparisons_of(kind.inert)
        )
    for kind in book().kinds.values():
        unused = set(kind.attributes) - needed.get(kind.id, set()) - {"id", "name"}
        assert kind.id in looked_at, f"no signal looks at {kind.id}"
        assert not unused, f"{kind.id}: {sorted(unused)}"


def test_a_signal_needs_no_python(tmp_path: Path) -> None:
    """A team's YAML alone makes a new resource evidence."""
    from advisor.evidence.examine import judge, wanted_names
    from advisor.evidence.gather import gather
    from advisor.evidence.limits import DEFAULT_LIMITS
    from advisor.evidence.reading.files import find

    loaded = load_signals(overlay(tmp_path / "o", HEAD + SIGNAL))
    folder = write(tmp_path / "c", {"m.tf": 'resource "team_thing" "x" {\n  mode = "open"\n}\n'})
    found, _ = find([folder], folder, DEFAULT_LIMITS)
    result = judge(gather(found, DEFAULT_LIMITS, wanted_names(loaded)), loaded, catalog())
    assert [(item.signal.id, item.option, item.line) for item in result.findings] == [
        ("team-signal", "device", 2)
    ]


def test_a_team_replaces_a_signal_by_its_id(tmp_path: Path) -> None:
    """The same id in an overlay replaces the shipped signal, and nothing else."""
    changed = HEAD + SIGNAL.replace("team-signal", "mfa-off")
    loaded = load_signals(overlay(tmp_path, changed))
    assert len(loaded.signals) == len(book().signals)
    assert next(item for item in loaded.signals if item.id == "mfa-off").kind == "thing"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("question: subjects", "question: subject", 'no question "subject"'),
        ("includes: device", "includes: devices", 'no option "devices"'),
        ("includes: device", "answer: device", "takes includes or excludes"),
        ("kind: thing", "kind: thong", 'no kind "thong"'),
        ("attribute: mode", "attribute: node", 'no attribute "node"'),
        ("is: open", "matches: '('", "not a regular expression"),
        ("is: open", "is: open, in: [a]", "one of is, in"),
        ("is: open", "above: x", "whole number"),
        ("is: open", "in: open", "list of values"),
        ("is: open", "is: open, extra: 1", "unknown word extra"),
        ("proof: observed", "proof: sure", "proof"),
        ("    says: It is so.\n", "", "says"),
        ("when: {attribute: mode, is: open}", "when: [a]", "a condition is a mapping"),
        ("when: {attribute: mode, is: open}", "when: {all: x}", "list of conditions"),
        ("includes: device", "includes: device, alternatives: [x]", 'no option "x"'),
        ("suggests: {question: subjects, includes: device}", "suggests: {question: subjects}",
         "not-visible"),
        ("confidence: high", "confidence: high\n    highest: true", "not ordered"),
        ("confidence: high", "confidence: high\n    shows: color", 'no attribute "color"'),
    ],
)  # fmt: skip
def test_faults_are_located(tmp_path: Path, old: str, new: str, words: str) -> None:
    """Every fault names the file, the line and what is wrong."""
    text = HEAD + SIGNAL
    assert old in text
    found = faults(tmp_path, text.replace(old, new, 1))
    assert any(words in item and "team.yaml:" in item for item in found), found


def test_a_repeated_id_is_a_fault(tmp_path: Path) -> None:
    """Two signals of one file cannot share an id."""
    twice = HEAD + SIGNAL + SIGNAL.removeprefix("\nsignals:\n")
    assert any("occurs twice" in item for item in faults(tmp_path, twice))


def test_loading_reports_everything_at_once(tmp_path: Path) -> None:
    """A load that fails carries every problem."""
    with pytest.raises(CatalogError) as raised:
        load_signals(overlay(tmp_path, "source: x\nkinds: 3\nsignals: 4\n"))
    assert len(raised.value.problems) >= 3


@pytest.mark.parametrize(
    ("condition", "body", "fires"),
    [
        ("{attribute: mode, is: open}", 'mode = "open"', True),
        ("{attribute: mode, is: open}", 'mode = "shut"', False),
        ("{attribute: mode, is: open}", "mode = var.x", False),
        ("{attribute: mode, is: open}", "", False),
        ("{attribute: mode, in: [a, open]}", 'mode = ["x", "open"]', True),
        ("{attribute: mode, every_in: [a, open]}", 'mode = ["a", "open"]', True),
        ("{attribute: mode, every_in: [a, open]}", 'mode = ["a", "x"]', False),
        ("{attribute: mode, every_in: [a]}", 'mode = ["a", var.x]', False),
        ("{attribute: mode, other_than: [a]}", 'mode = ["a", "b"]', True),
        ("{attribute: mode, other_than: [a]}", 'mode = ["a", var.x]', False),
        ("{not: {attribute: mode, is: open}}", 'mode = "shut"', True),
        ("{not: {attribute: mode, is: open}}", "mode = var.x", False),
        ("{not: {attribute: mode, is: open}}", "", False),
        ("{attribute: size, above: 3}", "size = 4", True),
        ("{attribute: size, above: 3}", 'size = "4"', True),
        ("{attribute: size, below: 3}", "size = 4", False),
        ("{attribute: mode, matches: '^op'}", 'mode = "open-${var.x}"', True),
        ("{attribute: mode, matches: 'x$'}", 'mode = "open-${var.x}"', False),
        ("{attribute: mode, present: true}", "mode = team_other.x.id", True),
        ("{attribute: mode, present: true}", "mode = var.x", False),
        ("{attribute: mode, written: true}", "mode = var.x", True),
        ("{attribute: mode, written: false}", "", True),
        ("{attribute: mode, counts: 2}", 'mode = ["a", "b"]', True),
        ("{attribute: mode, counts: 2}", 'mode = ["a"]', False),
        ("{any: [{attribute: mode, is: a}, {attribute: size, above: 1}]}", "size = 2", True),
        ("{all: [{attribute: mode, is: a}, {attribute: size, above: 1}]}", "size = 2", False),
    ],
)
def test_conditions(tmp_path: Path, condition: str, body: str, *, fires: bool) -> None:
    """A condition fires only on what is known to hold."""
    from advisor.evidence.examine import judge, wanted_names
    from advisor.evidence.gather import gather
    from advisor.evidence.limits import DEFAULT_LIMITS
    from advisor.evidence.reading.files import find

    text = HEAD + SIGNAL.replace("{attribute: mode, is: open}", condition)
    loaded = load_signals(overlay(tmp_path / "o", text))
    source = f'variable "x" {{}}\nresource "team_thing" "t" {{\n  {body}\n}}\n'
    folder = write(tmp_path / "c", {"m.tf": source})
    found, _ = find([folder], folder, DEFAULT_LIMITS)
    result = judge(gather(found, DEFAULT_LIMITS, wanted_names(loaded)), loaded, catalog())
    assert bool(result.findings) is fires


def test_a_book_without_signals_finds_nothing(tmp_path: Path) -> None:
    """Without signals nothing is proposed, whatever was read."""
    from advisor.evidence.examine import judge
    from tests.evidence.scene import gathered

    raw = gathered(tmp_path, {"m.tf": 'resource "aws_cognito_user_pool" "p" {}\n'})
    assert judge(raw, SignalBook({}, ()), catalog()).findings == ()
    assert examined(tmp_path, {}).findings != ()
