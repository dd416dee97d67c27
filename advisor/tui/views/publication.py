"""What publishing would change or has changed, as text: pages first, then the differences."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from advisor.application.publishing import Published
from advisor.errors import AdvisorError, FindingsError, RemoteError
from advisor.publish.reconcile import Action
from advisor.publish.run import Line
from advisor.tui.dialogs.confirm import Confirm, explain
from advisor.tui.safe_text import beside, line, plain, stack
from advisor.tui.words import SIGNS

WOULD = {
    Action.CREATE: "new",
    Action.UPDATE: "changes",
    Action.UNCHANGED: "unchanged",
    Action.LEAVE: "stays as the wiki has it",
    Action.CONFLICT: "CONFLICT",
}
DONE = {
    **WOULD,
    Action.CREATE: "created",
    Action.UPDATE: "updated",
    Action.LEAVE: "left as the wiki has it",
}
STYLES = {
    Action.CREATE: "$text-success",
    Action.UPDATE: "$text-success",
    Action.UNCHANGED: "$quiet",
    Action.LEAVE: "$text-warning",
    Action.CONFLICT: "$text-error",
}
DIFF_STYLES = {"+": "$text-success", "-": "$text-error", "@": "$quiet"}


def told(published: Published) -> Content:
    """Return the outcome of a run, a preview or a conflict."""
    report = published.report
    words = WOULD if report.dry_run or report.conflicts else DONE
    parts = [_headline(published), *_pages(report.lines, words)]
    if report.dry_run or report.conflicts:
        parts += [part for one in report.lines if one.diff for part in _difference(one)]
    return stack(*parts)


def steps(said: Sequence[str], *, running: bool) -> Content:
    """Return the steps of a run so far; the last one is going on while it runs."""
    rows = [line(f"{SIGNS.answered} {step}", "$quiet") for step in said]
    if running and rows:
        rows[-1] = line(f"{SIGNS.here} {said[-1]}{SIGNS.ellipsis}", "bold")
    return stack(*rows)


def refusal(error: AdvisorError, *, writing: bool) -> Confirm:
    """Return a dialog that names what went wrong, what is safe, and the way on."""
    message = explain(error)
    if isinstance(error, FindingsError):
        return Confirm("Nothing has left this machine", message)
    if isinstance(error, RemoteError):
        if writing:
            again = "What was written stays; publishing again completes it and repeats nothing."
            message = stack(message, plain(""), plain(again))
        return Confirm("The wiki failed or refused", message)
    return Confirm("This cannot be published yet", message)


def _headline(published: Published) -> Content:
    report = published.report
    if report.conflicts:
        return stack(
            plain("Conflict: nothing was written.", "bold $text-error"),
            plain("Lines with - are in the wiki, lines with + are ours. Whose text stays?"),
        )
    changed = [one for one in report.lines if one.action in (Action.CREATE, Action.UPDATE)]
    sent = [name for one in report.lines for name in one.attachments]
    pictures = f", {len(sent)} picture{'s'[: len(sent) > 1]}" if sent else ""
    if report.dry_run:
        start = "Preview" if changed or sent else "Nothing to change"
        says = f"{start}: {len(changed)} of {len(report.lines)} pages{pictures} to write at "
    else:
        says = f"Published: {len(changed)} of {len(report.lines)} pages{pictures} written at "
    return beside(plain(says, "bold"), line(published.address, "bold"))


def _pages(found: Sequence[Line], words: dict[Action, str]) -> list[Content]:
    rows: list[Content] = []
    for one in found:
        reason = f" ({one.reason})" if one.reason else ""
        said = line(f"  {words[one.action]}: ", STYLES[one.action])
        rows.append(beside(said, plain(" "), line(one.url or one.page), line(reason), plain("")))
        rows += [line(f"      with {name}", "$quiet") for name in one.attachments]
    return rows


def _difference(one: Line) -> list[Content]:
    rows = [plain(row, DIFF_STYLES.get(row[:1], "")) for row in one.diff.split("\n")]
    return [plain(""), line(one.page, "bold"), *rows]
