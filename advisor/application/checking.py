"""The gate for CI: which findings an assessment has against what it must not be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.application.opening import Opened
from advisor.application.wording import short_name
from advisor.errors import InputError
from advisor.model.decision import Decision
from advisor.model.vocabulary import Severity, Standing, Verdict
from advisor.workspace import read

OUTCOMES = {verdict.id: verdict for verdict in (Verdict.KEEP, Verdict.SPLIT, Verdict.REPLACE)}
GATES = "keep|split|replace|open|provisional|undecided|overdue|pitfall:SEVERITY|changed:FILE"
_STANDINGS = (Standing.PROVISIONAL.value, Standing.UNDECIDED.value)
DEFAULT_GATES = ("overdue",)


@dataclass(frozen=True, slots=True)
class GateFinding:
    """One reason to fail. `rule` is stable; `file` and `line` say where to look."""

    rule: str
    level: str
    message: str
    file: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Gate:
    """One parsed `--fail-on` value: its kind and what it compares with."""

    kind: str
    value: str = ""


def parse_gate(text: str) -> Gate:
    """Return the gate that one `--fail-on` value names.

    Raises:
        InputError: it names none.
    """
    kind, _, value = text.partition(":")
    plain = kind in {*OUTCOMES, "open", *_STANDINGS, "overdue"} and not value
    severities = [severity.id for severity in Severity]
    if plain or (kind == "pitfall" and value in severities) or (kind == "changed" and value):
        return Gate(kind, value)
    hint = f"one of {GATES}, with SEVERITY one of {', '.join(severities)}"
    raise InputError(f"--fail-on cannot be '{text}'", hint=hint)


def check(opened: Opened, gates: Iterable[Gate]) -> tuple[GateFinding, ...]:
    """Return every finding of one file, in file order.

    Unmet conditions of a keep and evidence that contradicts an answer are findings whatever the
    gates say: both mean that the signed decision does not describe the system. So are credentials,
    and waivers that waive nothing.

    Raises:
        InputError: a gate names a baseline file that does not load.
    """
    found = [finding for gate in gates for finding in _gate(opened, gate)]
    found += _unmet_conditions(opened)
    found += _contradictions(opened)
    found += _credentials(opened)
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda finding: (finding.line, finding.rule)))


def _gate(opened: Opened, gate: Gate) -> Iterator[GateFinding]:
    decision, file = opened.decision, str(opened.path)
    match gate.kind:
        case "open" if not decision.settled:
            words = " or ".join(verdict.id for verdict in decision.possible)
            message = f"The outcome is still open: {words}."
            yield GateFinding("open", "error", message, file, opened.line_of("answers"))
        case kind if kind in _STANDINGS and kind == decision.standing.value:
            message = f"The outcome is {decision.outcome.id}, but {kind}{_why(opened)}."
            yield GateFinding(kind, "error", message, file, opened.line_of("answers"))
        case "overdue":
            yield from _overdue(opened)
        case "pitfall":
            yield from _pitfalls(opened, Severity.of(gate.value))
        case "changed":
            yield from _changed(opened, Path(gate.value))
        case kind if OUTCOMES.get(kind) == decision.outcome:
            message = f"The outcome is {decision.outcome.id}."
            yield GateFinding(f"outcome-{kind}", "error", message, file, opened.line_of("answers"))


def _why(opened: Opened) -> str:
    """Return why the outcome is not settled: what it waits for, or how much is assumed."""
    decision, questions = opened.decision, opened.catalog.questions
    waits = dict.fromkeys(decision.stand.missing)
    for ground in decision.stand.counter_grounds:
        waits |= dict.fromkeys(ground.open_questions)
    if waits:
        return f"; it waits for: {', '.join(short_name(questions[id_]) for id_ in waits)}"
    return f"; {len(decision.assumptions)} answers are assumed"


def _overdue(opened: Opened) -> Iterator[GateFinding]:
    due = opened.assessment.project.review_by
    if due is not None and due < opened.compiled.reading.today:
        line = opened.line_of("project", "review_by")
        message = f"The review was due on {due.isoformat()}."
        yield GateFinding("overdue", "error", message, str(opened.path), line)


def _pitfalls(opened: Opened, least: Severity) -> Iterator[GateFinding]:
    for finding in opened.decision.findings:
        if finding.severity >= least:
            pitfall = opened.catalog.pitfalls[finding.pitfall]
            questions = [given.question for given in finding.because]
            line = opened.line_of_answer(*questions[:1])
            level = "error" if finding.severity >= Severity.HIGH else "warning"
            message = f"{pitfall.title}. {pitfall.remedy.do}"
            yield GateFinding(f"pitfall-{pitfall.id}", level, message, str(opened.path), line)


def _changed(opened: Opened, baseline: Path) -> Iterator[GateFinding]:
    former = opened.decision_of(read(baseline, opened.catalog))
    for text in sorted(_differences(former, opened.decision)):
        line = opened.line_of("answers")
        yield GateFinding("changed", "error", f"{text} ({baseline})", str(opened.path), line)


def _differences(former: Decision, now: Decision) -> Iterator[str]:
    if former.outcome is not now.outcome:
        yield f"The outcome was {former.outcome.id} and is {now.outcome.id}."
    for before, after in zip(former.capabilities, now.capabilities, strict=True):
        if before.verdict is not after.verdict:
            yield f"{after.id} was {before.verdict.id} and is {after.verdict.id}."


def _unmet_conditions(opened: Opened) -> Iterator[GateFinding]:
    for capability in opened.decision.capabilities:
        if capability.verdict is not Verdict.KEEP:
            continue
        for state in capability.conditions:
            if state.state == "unmet":
                condition = opened.catalog.keep_conditions[state.id]
                message = f"{capability.id} may stay only if this holds: {condition.text}"
                line = opened.line_of("answers")
                rule = f"condition-{state.id}"
                yield GateFinding(rule, "error", message, str(opened.path), line)


def _contradictions(opened: Opened) -> Iterator[GateFinding]:
    for proposal in opened.assessment.proposals:
        if proposal.kind == "contradicted" and proposal.status == "pending":
            line = opened.line_of("answers", proposal.question)
            message = f"{proposal.where} contradicts the answer to {proposal.question}."
            rule = f"contradiction-{proposal.signal}"
            yield GateFinding(rule, "error", message, str(opened.path), line)


def _credentials(opened: Opened) -> Iterator[GateFinding]:
    searched = opened.searched
    for rule, places in (("credential", searched.credentials), ("waiver-idle", searched.idle)):
        for place in places:
            message = f"{place.name}: {place.says} ({place.fix})."
            yield GateFinding(rule, "error", message, str(opened.path), place.line)
