"""What stands beside the table of actors: the row, and why its cell under the cursor is asked."""

from __future__ import annotations

from textual.content import Content

from advisor.application.inventory_table import KIND, NAME, STATUS, about, cell_text, kinds_of
from advisor.application.session import Session
from advisor.application.wording import say_answer
from advisor.application.wording_rows import MEANINGS
from advisor.model.assessment import Actor
from advisor.model.catalog import Group, Option
from advisor.model.vocabulary import ActorStatus, Completeness
from advisor.tui.safe_text import beside, labelled, line, plain, stack

NOT_ASKED = "Not asked of this actor as things stand."
ASSUMED = "An older file left the rest unticked; nobody has said so. y confirms it."
NOBODY = (
    "Who or what gets, asked for, or may get an identity from this platform? People, programs,"
    " outside systems, devices, agents: list them by the names you use."
)
HOW = (
    "Press the key of a kind below, type a name, press enter; then enter and a number answer each"
    " cell. g goes on with the questions."
)


def nobody() -> Content:
    """Return what to do while nobody is listed."""
    return stack(
        plain("Nobody is listed yet.", "bold"), plain(""), line(NOBODY), plain(""), line(HOW)
    )


def about_cell(session: Session, row: Actor, column: str) -> Content:
    """Return the row in one line, then the cell under the cursor: what is asked, why, examples."""
    name = cell_text(session, row, NAME)
    parts = [beside(line(name, "bold"), plain("  "), line(" · ".join(about(session, row))))]
    if column in {NAME, KIND}:
        kind = next(one for one in kinds_of(session.shapes.catalog) if one.id == row.kind)
        parts.append(_option(kind.option))
    elif column == STATUS:
        parts.append(line(MEANINGS[ActorStatus(row.status)], "$quiet"))
    else:
        parts += _question(session, f"{column}.{row.id}")
    return stack(*parts)


def about_option(question: str, why: str, option: Option | None) -> Content:
    """Return what is asked and what the option under the cursor means."""
    parts = [line(question, "bold")]
    if option is not None and (option.help or option.example):
        parts.append(_option(option))
    elif why:
        parts.append(line(why, "$quiet"))
    return stack(*parts)


def about_group(group: Group, state: str) -> Content:
    """Return the whole question about one group, and what an assumed answer is."""
    parts = [line(group.title, "bold"), line(group.complete)]
    if state == Completeness.ASSUMED.value:
        parts.append(line(ASSUMED, "$text-warning"))
    else:
        parts.append(
            line("y yes · n no · ? not known. Only yes makes an absence a fact.", "$quiet")
        )
    return stack(*parts)


def _question(session: Session, id_: str) -> list[Content]:
    question = session.catalog.questions.get(id_)
    if question is None or id_ not in session.decision.visible:
        return [plain(NOT_ASKED, "$quiet")]
    said = say_answer(question, session.answer_to(id_)) or "not answered"
    parts = [beside(line(question.text), plain("  "), line(said, "$text-accent"))]
    if question.why:
        parts.append(
            labelled("[b]Why we ask[/] [$quiet]$why[/]", why=" ".join(question.why.split()))
        )
    if question.help:
        parts.append(line(question.help, "$quiet"))
    if question.look_up:
        parts.append(labelled("[b]Look it up[/] [$quiet]$where[/]", where=question.look_up.strip()))
    return parts


def _option(option: Option) -> Content:
    example = " ".join(option.example.split())
    help_ = line(option.help or option.label, "$quiet")
    return beside(help_, labelled("  [i]e.g.[/] $example", example=example)) if example else help_
