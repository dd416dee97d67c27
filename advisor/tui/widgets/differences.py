"""How two decisions and their stacks differ, in words and signs."""

from __future__ import annotations

from textual.content import Content

from advisor.application.explaining import Explained
from advisor.application.what_if import Difference, Exchanged, Moved
from advisor.application.wording import say_givens, say_possible, short_name
from advisor.model.catalog import Catalog
from advisor.stacks import Row
from advisor.tui.safe_text import beside, labelled, line, plain, stack
from advisor.tui.views.lines import HEADING, bullet
from advisor.tui.words import SIGNS, severity_word, verdict_word

NOTHING_FITS = "nothing fits"


def describe(catalog: Catalog, found: Difference, explained: Explained | None) -> Content:
    """Return the difference as lines: outcome, verdicts, pitfalls, stack, questions.

    With an explanation of the tried answers, those follow that alone settle outcome and verdicts.
    """
    parts = [plain("Outcome", HEADING), _outcome(found)]
    if found.moved:
        parts.append(plain("Verdicts", HEADING))
        parts += [_moved(catalog, moved) for moved in found.moved]
    parts += _pitfalls(catalog, found)
    if found.exchanged:
        parts.append(plain("Stack", HEADING))
        parts += [_exchanged(catalog, exchanged) for exchanged in found.exchanged]
    if found.now_asked or found.no_longer_asked:
        parts.append(plain("Questions", HEADING))
    for sign, ids in (("+", found.now_asked), ("-", found.no_longer_asked)):
        parts += [line(f"{sign} {short_name(catalog.questions[id_])}") for id_ in ids]
    if found.is_empty:
        parts.append(plain("No verdict, pitfall, component or question changes.", "$quiet"))
    return stack(*parts, *_settled(catalog, found, explained))


def _outcome(found: Difference) -> Content:
    before, after = found.outcome
    standing = found.standing.value
    if before == after:
        return beside(verdict_word(after), plain(f"  as before, {standing}", "$quiet"))
    return beside(
        verdict_word(before),
        plain(f" {SIGNS.becomes} "),
        verdict_word(after),
        plain(f"  {standing}", "$quiet"),
    )


def _moved(catalog: Catalog, moved: Moved) -> Content:
    title = line(catalog.capabilities[moved.id].title)
    possible = "" if moved.after.settled else f"possible: {say_possible(moved.after.possible)}"
    changed = beside(
        verdict_word(moved.before.verdict),
        plain(f" {SIGNS.becomes} "),
        verdict_word(moved.after.verdict),
    )
    if moved.before.verdict == moved.after.verdict:
        changed = verdict_word(moved.after.verdict)
    rest = labelled("  [$quiet]$possible[/]", possible=possible)
    return beside(title, plain("  "), changed, rest)


def _pitfalls(catalog: Catalog, found: Difference) -> list[Content]:
    parts = []
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
    return parts


def _exchanged(catalog: Catalog, exchanged: Exchanged) -> Content:
    layer, before, after = exchanged.layer, exchanged.before, exchanged.after
    if before is None or after is None:
        sign, row = ("+", after) if before is None else ("-", before)
        says = _component(row)
    else:
        sign, says = "~", f"{_component(before)} {SIGNS.becomes} {_component(after)}"
    title = catalog.layers[layer].title
    return labelled("$sign [$quiet]$layer:[/] $says", sign=sign, layer=title, says=says)


def _settled(catalog: Catalog, found: Difference, explained: Explained | None) -> list[Content]:
    parts: list[Content] = []
    titles = {moved.id: catalog.capabilities[moved.id].title for moved in found.moved}
    for id_, title in {"": "Outcome", **titles}.items():
        why = explained.why(id_) if explained is not None else None
        if why is not None and why.certificate:
            parts.append(labelled("[b]$title[/]", title=title))
            parts += [bullet(said) for said in say_givens(catalog, why.certificate)]
    return [plain("Settled by these answers alone", HEADING), *parts] if parts else []


def _component(row: Row | None) -> str:
    return (row.name if row is not None else "") or NOTHING_FITS
