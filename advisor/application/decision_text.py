"""A decision as lines of plain text, for a terminal or a log."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.application import wording
from advisor.application.reasoned import Reasoned
from advisor.model.decision import CapabilityDecision, Change, Given
from advisor.model.vocabulary import Status, Verdict
from advisor.reasoning.changes import grows


def decision_lines(reasoned: Reasoned) -> Iterator[str]:
    """Yield the outcome, the jobs with reasons and nearest change, pitfalls, open questions."""
    yield from _outcome(reasoned)
    yield from _stand(reasoned)
    yield ""
    for job in reasoned.opened.decision.capabilities:
        if job.verdict is not Verdict.NONE:
            yield from _job(reasoned, job)
    yield from _elsewhere(reasoned)
    yield from _pitfalls(reasoned)
    yield from _notices(reasoned)
    yield from _open_questions(reasoned)


def explanation_lines(reasoned: Reasoned) -> Iterator[str]:
    """Yield what `decision_lines` has, and the certificates, all changes and triggers."""
    yield from _outcome(reasoned)
    yield from _stand(reasoned, answers=True)
    yield from _certificate(reasoned, None, "  ")
    yield from _moves(reasoned, None, reasoned.opened.decision.outcome, "  ")
    for job in reasoned.opened.decision.capabilities:
        if job.verdict is Verdict.NONE and job.status is Status.NOT_USED:
            continue
        yield ""
        yield _headline(reasoned, job)
        yield from _certificate(reasoned, job.id, "  ")
        yield from _moves(reasoned, job.id, job.verdict, "  ")
    yield from _open_questions(reasoned)


def _outcome(reasoned: Reasoned) -> Iterator[str]:
    decision = reasoned.opened.decision
    word = decision.outcome.id
    word += "" if decision.settled else f", {decision.standing.value}"
    yield f"Outcome: {word}. {wording.say_outcome(decision)}."
    if decision.settled:
        yield "Settled: no open question can change it."
    else:
        count = sum(1 for found in reasoned.deciding if found.outcome)
        noun = "question" if count == 1 else "questions"
        possible = wording.say_possible(decision.possible)
        yield f"Open: {possible} are possible; {count} open {noun} can still change it."


def _stand(reasoned: Reasoned, *, answers: bool = False) -> Iterator[str]:
    """Yield what the outcome waits for, and what is assumed: by theme, or each answer."""
    decision, catalog = reasoned.opened.decision, reasoned.opened.catalog
    for id_ in decision.stand.missing:
        yield f"Not decided before this is answered: {catalog.questions[id_].text} [{id_}]"
    for ground in decision.stand.counter_grounds:
        rule = f" [{ground.rule}]" if ground.rule else ""
        yield f"Speaks against it: {wording.say_ground(catalog, ground)}{rule}"
    if not decision.assumptions:
        return
    count = len(decision.assumptions)
    number = "one answer" if count == 1 else f"{count} answers"
    fewest = "" if decision.fewest else "; fewer may do (not proven)"
    yield f"Assumed, in {number} that nobody gave{fewest}:"
    for theme, (says, reaches) in zip(
        dict.fromkeys(one.theme for one in decision.assumptions),
        wording.say_themes(catalog, decision.assumptions),
        strict=True,
    ):
        yield f"  - {says} Else: up to {wording.VERDICTS[reaches]}."
        if answers:
            some = (one.given for one in decision.assumptions if one.theme == theme)
            for said in wording.say_givens(catalog, some):
                yield f"      {said}"


def _notices(reasoned: Reasoned) -> Iterator[str]:
    """Yield what does not fit together, such as an answer that has no effect any more.

    What does not fit a component is said where the stack is: in the document.
    """
    notices = reasoned.opened.decision.notices
    if notices:
        yield ""
        yield "To clear up:"
    for notice in notices:
        yield f"  - {notice.question}: {notice.text}" if notice.question else f"  - {notice.text}"


def _headline(reasoned: Reasoned, job: CapabilityDecision) -> str:
    said = reasoned.said[job.id]
    words = [f"{said.title}: {said.verdict}"]
    if said.leaves:
        words.append(f" → {said.where}")
    if not job.settled:
        possible = wording.say_possible(job.possible)
        words.append(f"; {job.standing.value}, possible: {possible}")
    return "".join(words)


def _job(reasoned: Reasoned, job: CapabilityDecision) -> Iterator[str]:
    catalog = reasoned.opened.catalog
    yield _headline(reasoned, job)
    for rule in reasoned.said[job.id].rules:
        yield f"  - {rule.title} [{rule.id}]"
    for state in job.conditions:
        condition = catalog.keep_conditions[state.id]
        yield f"  - condition {state.state}: {condition.text}"
    for ground in job.keep_grounds:
        yield f"  - speaks for keeping: {catalog.keep_grounds[ground].title}"
    if job.verdict is not Verdict.KEEP and job.reasons:
        yield f"  because {_facts(reasoned, job.reasons)}"
    for against in job.stand.counter_grounds:
        yield f"  - speaks against it: {wording.say_ground(catalog, against)} [{against.rule}]"
    for change in _nearest(reasoned, job.id):
        yield f"  would be {wording.say_change(catalog, change)}"


def _nearest(reasoned: Reasoned, key: str) -> tuple[Change, ...]:
    """Return the nearest change to another verdict; that a job could end is no news."""
    items = [item for item in reasoned.changes[key].items if item.to is not Verdict.NONE]
    return tuple(items[:1])


def _certificate(reasoned: Reasoned, key: str | None, indent: str) -> Iterator[str]:
    found = reasoned.certificates[key]
    if found is None:
        yield f"{indent}no certificate while it is open"
    elif found:
        yield f"{indent}these answers alone force it: {_facts(reasoned, found)}"
    else:
        yield f"{indent}forced whatever is answered"


def _moves(reasoned: Reasoned, key: str | None, verdict: Verdict, indent: str) -> Iterator[str]:
    catalog = reasoned.opened.catalog
    changes, triggers = reasoned.changes[key], reasoned.triggers[key]
    for change in changes.items:
        yield f"{indent}would be {wording.say_change(catalog, change)}"
    if reasoned.actionable and changes.proven and not changes.items:
        yield f"{indent}nothing that a team can act on would change it"
    for change in triggers.items:
        if grows(change, verdict) and change.edits:
            yield f"{indent}grows into {wording.say_change(catalog, change)}"
        elif not change.edits:
            yield f"{indent}becomes {wording.VERDICTS[change.to]} when what is planned arrives"
    if not (changes.proven and triggers.proven):
        yield f"{indent}further changes: not proven within the step budget"


def _elsewhere(reasoned: Reasoned) -> Iterator[str]:
    catalog = reasoned.opened.catalog
    for status in (Status.SEPARATE, Status.PLANNED, Status.OPEN):
        jobs = [
            catalog.capabilities[job.id].title
            for job in reasoned.opened.decision.capabilities
            if job.status is status and job.verdict is Verdict.NONE
        ]
        if jobs:
            yield f"{wording.STATUSES[status].capitalize()}: {', '.join(jobs)}"


def _pitfalls(reasoned: Reasoned) -> Iterator[str]:
    decision, catalog = reasoned.opened.decision, reasoned.opened.catalog
    if decision.findings:
        yield ""
        yield "Pitfalls:"
    for finding in decision.findings:
        pitfall = catalog.pitfalls[finding.pitfall]
        yield f"  {finding.severity.id}: {pitfall.title} [{finding.pitfall}]"


def _open_questions(reasoned: Reasoned) -> Iterator[str]:
    catalog = reasoned.opened.catalog
    if not reasoned.deciding:
        return
    yield ""
    yield "Open questions that can still change a verdict:"
    for found in reasoned.deciding:
        words = wording.say_possible(found.could_become)
        yield f"  {found.question}: {catalog.questions[found.question].text} (could become {words})"


def _facts(reasoned: Reasoned, facts: tuple[Given, ...]) -> str:
    return "; ".join(wording.say_givens(reasoned.opened.catalog, facts))
