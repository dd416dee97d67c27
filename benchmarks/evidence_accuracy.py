"""How right and how complete proposals are, against an expert's reading of real files.

    python benchmarks/evidence_accuracy.py CORPUS

CORPUS holds `expectations.yaml` and `files/`. Prints precision and coverage per question and per
dialect, every miss, and whether seeded contradictions are found. Exit code 1 when a goal is missed.
What counts as right stands in `evidence_keys.yaml`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from advisor.catalog import load
from advisor.evidence.drift import drift
from advisor.evidence.examine import examine_paths
from advisor.evidence.proposals import Finding, contradicts, propose
from advisor.evidence.signals.load import load_signals
from advisor.evidence.signals.model import SignalBook
from advisor.model.assessment import Answer, Proposal
from advisor.model.catalog import Catalog, Question
from advisor.model.vocabulary import Kind

if __package__ in {None, ""}:
    # Run as a file from anywhere, the folder above is not on the path.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.evidence_expectations import NO, OPEN, UNKNOWN, YES, Slot, merged, slots_of

PRECISION_GOAL: Final = 0.95
COVERAGE_GOAL: Final = 0.60


@dataclass(slots=True)
class Score:
    """Counts of one question or dialect."""

    right: int = 0
    wrong: int = 0
    covered: int = 0
    answerable: int = 0

    def line(self, name: str) -> str:
        """Return one row of a table."""
        precision = share(self.right, self.right + self.wrong)
        coverage = share(self.covered, self.answerable)
        return (
            f"{name:<36} {self.right:>4}/{self.right + self.wrong:<4} {precision:>6} "
            f"{self.covered:>6}/{self.answerable:<4} {coverage:>6}"
        )


@dataclass(slots=True)
class Result:
    """Everything one run measured."""

    questions: dict[str, Score] = field(default_factory=dict)
    dialects: dict[str, Score] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    seeded: int = 0
    found: int = 0
    unscored: int = 0
    loose: int = 0
    unknown_keys: set[str] = field(default_factory=set)
    unmapped_keys: set[str] = field(default_factory=set)

    @property
    def total(self) -> Score:
        """The sum over all questions."""
        scores = self.questions.values()
        return Score(
            sum(score.right for score in scores),
            sum(score.wrong for score in scores),
            sum(score.covered for score in scores),
            sum(score.answerable for score in scores),
        )

    def count(self, slot: Slot, dialect: str, **counts: int) -> None:
        """Add counts to the slot's question and dialect."""
        for table, name in ((self.questions, slot.question), (self.dialects, dialect)):
            score = table.setdefault(name, Score())
            for key, number in counts.items():
                setattr(score, key, getattr(score, key) + number)


def share(part: int, whole: int) -> str:
    """Return a percentage, or a dash where there is nothing to divide by."""
    return f"{100 * part / whole:.0f} %" if whole else "-"


def measure(corpus: Path) -> Result:
    """Scan every entry of a corpus and score its proposals."""
    expectations = yaml.safe_load((corpus / "expectations.yaml").read_text(encoding="utf-8"))
    keys = yaml.safe_load(
        (Path(__file__).parent / "evidence_keys.yaml").read_text(encoding="utf-8")
    )
    catalog, book = load(), load_signals()
    result = Result()
    for entry in expectations["entries"]:
        folder = corpus / "files" / entry["slug"]
        _score_entry(entry, folder, (keys, catalog, book), result)
    return result


def _score_entry(
    entry: Mapping[str, Any],
    folder: Path,
    tools: tuple[Mapping[str, Any], Catalog, SignalBook],
    result: Result,
) -> None:
    keys, catalog, book = tools
    examined = examine_paths([folder], book, catalog, base=folder)
    proposals = propose(examined.findings, {}, catalog)
    expect = entry.get("expect", {})
    slots = merged([slot for rule in keys["keys"] for slot in slots_of(rule, expect, keys)])
    _note_keys(expect, keys, result)
    dialect = str(entry.get("dialect", "?")).split(" ")[0]
    name = str(entry.get("slug", entry.get("repo")))
    for slot in slots:
        _score_slot(slot, proposals, (name, dialect), result)
    scored = {id(proposal) for slot in slots for proposal in proposals if speaks(proposal, slot)}
    result.unscored += len(proposals) - len(scored)
    _seed(examined.findings, catalog, name, result)


def _note_keys(expect: Mapping[str, Any], keys: Mapping[str, Any], result: Result) -> None:
    mapped = {re.split(r"[.\[]", rule["key"])[0] for rule in keys["keys"]}
    for key in expect:
        if key in keys["unmapped"]:
            result.unmapped_keys.add(key)
        elif key not in mapped:
            result.unknown_keys.add(key)


def speaks(proposal: Proposal, slot: Slot) -> bool:
    """Return whether a proposal claims something about the slot's options.

    What is not visible is a question to a person, with a declared default as hint at most.
    """
    options = options_of(proposal)
    if proposal.kind == "not-visible" or proposal.question != slot.question or not options:
        return False
    return not slot.options or bool(set(options) & slot.options)


def options_of(proposal: Proposal) -> tuple[str, ...]:
    """Return the options that a proposal names."""
    return (*([proposal.value] if proposal.value else ()), *proposal.includes, *proposal.excludes)


def _score_slot(
    slot: Slot, proposals: Iterable[Proposal], where: tuple[str, str], result: Result
) -> None:
    name, dialect = where
    speaking = [proposal for proposal in proposals if speaks(proposal, slot)]
    good = [proposal for proposal in speaking if _is_right(proposal, slot)]
    result.loose += sum(len(slot.right) > 1 for _ in good)
    for proposal in speaking:
        if proposal in good:
            continue
        said = "/".join(options_of(proposal))
        result.misses.append(
            f"WRONG   {name}: {slot.key} -> {slot.question} = {said} ({proposal.kind}), "
            f"expected {slot.state} {'/'.join(sorted(slot.right))}; {proposal.where}"
        )
    answerable = slot.state == YES or slot.must_deny
    result.count(
        slot,
        dialect,
        right=len(good),
        wrong=len(speaking) - len(good),
        answerable=int(answerable),
        covered=int(answerable and bool(good)),
    )
    if answerable and not good:
        wanted = "/".join(sorted(slot.right)) or f"not {'/'.join(sorted(slot.options))}"
        result.misses.append(f"MISSING {name}: {slot.key} -> {slot.question} = {wanted}")


def _is_right(proposal: Proposal, slot: Slot) -> bool:
    if slot.state == UNKNOWN:
        return False
    if proposal.excludes:
        return slot.state == NO
    return slot.state in {YES, OPEN} and bool(set(options_of(proposal)) & slot.right)


def _seed(findings: Iterable[Finding], catalog: Catalog, name: str, result: Result) -> None:
    """Flip every observed answer, and look whether the contradiction is noticed."""
    for finding in findings:
        if not contradicts(finding) or not finding.explains:
            continue
        question = catalog.questions[finding.signal.suggests.question]
        answers = {question.id: flipped(finding, question)}
        noticed = any(
            item.signal == finding.signal.id for item in drift([finding], answers, catalog)
        )
        proposed = any(
            proposal.kind == "contradicted" for proposal in propose([finding], answers, catalog)
        )
        result.seeded += 1
        result.found += int(noticed and proposed)
        if not (noticed and proposed):
            result.misses.append(f"UNSEEN  {name}: flipped {question.id} ({finding.signal.id})")


def flipped(finding: Finding, question: Question) -> Answer:
    """Return an answer that the finding rules out."""
    explains = set(finding.explains)
    if question.kind is Kind.SINGLE:
        return Answer(value=next(item for item in question.option_ids if item not in explains))
    if finding.signal.suggests.relation == "excludes":
        return Answer(value=tuple(explains))
    return Answer(value=tuple(item for item in question.option_ids if item not in explains))


def report(result: Result) -> str:
    """Return the tables and the list of misses."""
    head = f"{'':<36} {'right':>9} {'precision':>9} {'covered':>8} {'coverage':>9}"
    lines = [head, "By question"]
    lines += [score.line(f"  {name}") for name, score in sorted(result.questions.items())]
    lines.append("By dialect")
    lines += [score.line(f"  {name}") for name, score in sorted(result.dialects.items())]
    lines += [result.total.line("Total"), ""]
    lines.append(f"Seeded contradictions found: {result.found} of {result.seeded}")
    lines.append(
        f"Of the right ones, {result.loose} name the likeliest of several options that the key "
        "cannot tell apart."
    )
    lines.append(f"Proposals on questions that no key speaks about: {result.unscored}")
    if result.unmapped_keys:
        lines.append(f"Keys that feed no question: {', '.join(sorted(result.unmapped_keys))}")
    if result.unknown_keys:
        lines.append(f"Keys that the map does not know: {', '.join(sorted(result.unknown_keys))}")
    lines += ["", *result.misses]
    return "\n".join(lines)


def reached(result: Result) -> bool:
    """Return whether every goal is reached."""
    total = result.total
    proposed = total.right + total.wrong
    return (
        total.right >= PRECISION_GOAL * proposed
        and total.covered >= COVERAGE_GOAL * total.answerable
        and result.found == result.seeded
    )


def main(arguments: list[str]) -> int:
    """Measure the corpus named and print the report."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    corpus = Path(arguments[0])
    if not (corpus / "expectations.yaml").is_file():
        print(f"{corpus} holds no expectations.yaml", file=sys.stderr)
        return 2
    result = measure(corpus)
    print(report(result))
    return 0 if reached(result) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
