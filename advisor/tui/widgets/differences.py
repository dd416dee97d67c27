"""How two decisions differ, in words and signs."""

from __future__ import annotations

from textual.content import Content

from advisor.application.what_if import Difference, Moved
from advisor.application.wording import say_possible, short_name
from advisor.model.catalog import Catalog
from advisor.tui.safe_text import beside, labelled, line, plain, stack
from advisor.tui.words import SIGNS, severity_word, verdict_word

HEADING = "bold $text-accent"


def describe(catalog: Catalog, found: Difference) -> Content:
    """Return the difference as lines: outcome, verdicts, pitfalls, layers, questions."""
    parts = [plain("Outcome", HEADING), _outcome(found)]
    if found.moved:
        parts += [plain("Verdicts", HEADING), *(_moved(catalog, moved) for moved in found.moved)]
    if found.new_findings or found.gone_findings:
        parts.append(plain("Pitfalls", HEADING))
    for sign, findings in (("+", found.new_findings), ("-", found.gone_findings)):
        parts += [
            beside(
                plain(f"{sign} "),
                severity_word(finding.severity),
                plain(" "),
                line(catalog.pitfalls[finding.pitfall].title),
            )
            for finding in findings
        ]
    if found.new_layers or found.gone_layers:
        parts.append(plain("Layers", HEADING))
    for sign, layers in (("+", found.new_layers), ("-", found.gone_layers)):
        parts += [line(f"{sign} {_layer(catalog, layer)}") for layer in layers]
    if found.now_asked or found.no_longer_asked:
        parts.append(plain("Questions", HEADING))
    for sign, ids in (("+", found.now_asked), ("-", found.no_longer_asked)):
        parts += [line(f"{sign} {short_name(catalog.questions[id_])}") for id_ in ids]
    if found.is_empty:
        parts.append(plain("No verdict, pitfall or question changes.", "$quiet"))
    return stack(*parts)


def _outcome(found: Difference) -> Content:
    before, after = found.outcome
    settled = "settled" if found.settled[1] else "still open"
    if before == after:
        return beside(verdict_word(after), plain(f"  as before, {settled}", "$quiet"))
    return beside(
        verdict_word(before),
        plain(f" {SIGNS.split} "),
        verdict_word(after),
        plain(f"  {settled}", "$quiet"),
    )


def _moved(catalog: Catalog, moved: Moved) -> Content:
    title = line(catalog.capabilities[moved.id].title)
    possible = "" if moved.after.settled else f"possible: {say_possible(moved.after.possible)}"
    changed = beside(
        verdict_word(moved.before.verdict),
        plain(f" {SIGNS.split} "),
        verdict_word(moved.after.verdict),
    )
    if moved.before.verdict == moved.after.verdict:
        changed = verdict_word(moved.after.verdict)
    rest = labelled("  [$quiet]$possible[/]", possible=possible)
    return beside(title, plain("  "), changed, rest)


def _layer(catalog: Catalog, layer: str) -> str:
    return catalog.layers[layer].title if layer in catalog.layers else layer
