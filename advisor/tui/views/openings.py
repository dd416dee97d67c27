"""Open questions and what each could still do."""

from __future__ import annotations

from textual.content import Content

from advisor.application.explaining import Explained, led_to
from advisor.application.session import Session
from advisor.application.wording import say_possible, short_name
from advisor.tui.safe_text import beside, line, plain, stack
from advisor.tui.views.lines import HEADING, item
from advisor.tui.widgets.section_rail import weight_sign

HOW = "g opens the question under the cursor in the interview."


def opening(session: Session, id_: str, explained: Explained | None) -> Content:
    """Return what one open question could still do."""
    question = session.question(id_)
    parts = [line(question.text, "bold"), line(question.why, "$quiet"), Content()]
    if explained is None or id_ not in explained.bearings:
        return stack(*parts, plain("Working out what it could still do", "$quiet"))
    found = led_to(session.compiled, explained, id_)
    weight = explained.weight(id_)
    if weight is not None:
        parts.append(beside(weight_sign(weight), line(f" {weight.value}")))
    if found.outcome:
        parts.append(item("Outcome could become", say_possible(found.outcome)))
    for capability, verdicts in found.capabilities:
        title = session.catalog.capabilities[capability].title
        parts.append(item(title, f"could become {say_possible(verdicts)}"))
    raised = [_named(session, raised) for raised in found.could_raise]
    if raised:
        parts += [plain("Could raise", HEADING), *(line(f"  {name}") for name in raised)]
    return stack(*parts, Content(), plain(HOW, "$quiet"), line(short_name(question), "$quiet"))


def _named(session: Session, raised: str) -> str:
    catalog = session.catalog
    if raised in catalog.pitfalls:
        return f"pitfall: {catalog.pitfalls[raised].title}"
    if raised in catalog.layers:
        return f"layer: {catalog.layers[raised].title}"
    if raised in catalog.keep_conditions:
        return f"condition: {catalog.keep_conditions[raised].text}"
    return raised.replace(":", " to ")
