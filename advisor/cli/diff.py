"""`advisor diff`: what changed between two assessments, answers and consequences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.application import diffing, wording
from advisor.application.opening import opened_together
from advisor.cli.options import FILE, deciding_options, json_option
from advisor.cli.talk import say, say_json, tell_problems

if TYPE_CHECKING:
    from datetime import date

    from advisor.application.diffing import AnswerDifference, Difference, VerdictDifference
    from advisor.model.assessment import Answer
    from advisor.model.catalog import Catalog


@click.command(
    epilog="""\b
Examples:
  advisor diff acme-2026.yaml acme-2027.yaml
  git show main:acme.yaml > /tmp/main.yaml && advisor diff /tmp/main.yaml acme.yaml --json"""
)
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@deciding_options
@json_option
def command(
    before: Path, after: Path, today: date, overlays: tuple[Path, ...], *, as_json: bool
) -> None:
    """Show which answers differ and which of them caused each different verdict."""
    first, second = opened_together((before, after), overlays, today)
    for read in (first, second):
        tell_problems(read.warnings)
    found = diffing.difference(first, second)
    if as_json:
        say_json(_json(found))
    else:
        for line in _lines(found, found.catalog):
            say(line)


def _lines(found: Difference, catalog: Catalog) -> list[str]:
    if not found.answers:
        return ["No answer that decides differs."]
    lines = ["Answers:"]
    lines += [f"  {_answer_line(item, catalog)}" for item in found.answers]
    lines.append("Verdicts:" if found.verdicts else "No verdict differs.")
    for item in found.verdicts:
        lines += [f"  {_verdict_line(item, catalog)}", f"    because of {_causes(item)}"]
    lines += [f"Pitfall gone: {catalog.pitfalls[id_].title}" for id_ in found.pitfalls_gone]
    lines += [f"Pitfall new: {catalog.pitfalls[id_].title}" for id_ in found.pitfalls_new]
    return lines


def _answer_line(item: AnswerDifference, catalog: Catalog) -> str:
    question = catalog.questions[item.question]

    def said(answer: Answer | None) -> str:
        return wording.say_answer(question, answer) if answer else "not answered"

    return f"{item.question}: {said(item.before)} -> {said(item.after)}"


def _verdict_line(item: VerdictDifference, catalog: Catalog) -> str:
    name = catalog.capabilities[item.capability].title if item.capability else "Outcome"
    return f"{name}: {item.before.id} -> {item.after.id}"


def _causes(item: VerdictDifference) -> str:
    label = "" if item.smallest else " (irreducible; a smaller set may exist)"
    return ", ".join(item.causes) + label


def _json(found: Difference) -> dict[str, object]:
    return {
        "answers": [
            {"question": item.question, "before": _plain(item.before), "after": _plain(item.after)}
            for item in found.answers
        ],
        "verdicts": [
            {
                "capability": item.capability or None,
                "before": item.before.id,
                "after": item.after.id,
                "causes": list(item.causes),
                "smallest": item.smallest,
            }
            for item in found.verdicts
        ],
        "pitfalls_gone": list(found.pitfalls_gone),
        "pitfalls_new": list(found.pitfalls_new),
    }


def _plain(answer: Answer | None) -> dict[str, object] | None:
    if answer is None:
        return None
    if answer.unknown:
        return {"unknown": True}
    if answer.not_applicable is not None:
        return {"not_applicable": answer.not_applicable}
    value = answer.value if isinstance(answer.value, str) else list(answer.value or ())
    return {"value": value, "maybe": list(answer.maybe)} if answer.maybe else {"value": value}
