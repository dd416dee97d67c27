"""Short plain wording for facts, changes and verdicts, the same in every interface."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.application.wording_rows import say_rows
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog, Question
from advisor.model.decision import Assumption, Change, CounterGround, Decision, Edit, Given
from advisor.model.vocabulary import Kind, Standing, Status, Verdict

NOT_APPLICABLE = "not_applicable"
SETTLED = "Every verdict is settled: no open question can change one"
WAITING = "Only questions answered with “don't know” can still change a verdict"
VERDICTS = {
    Verdict.NONE: "not used",
    Verdict.KEEP: "keep",
    Verdict.SPLIT: "split",
    Verdict.REPLACE: "replace",
}
OUTCOMES = {
    Verdict.NONE: "Nothing to decide yet",
    Verdict.KEEP: "Keep everything where it is",
    Verdict.SPLIT: "Keep the platform, split jobs off",
    Verdict.REPLACE: "Replace the platform for its main job",
}
# What may not be said as long as something is assumed: that all stays, and that all is decided.
_ASSUMED = {
    Verdict.NONE: "Nothing to decide yet",
    Verdict.KEEP: "Nothing told so far asks for a move",
    Verdict.SPLIT: "Split jobs off, on assumptions",
    Verdict.REPLACE: "Replace the platform for its main job, on assumptions",
}
_COMPOUNDS = re.compile(r"\b(sign|third)-(in|party)\b")
_ACRONYMS = re.compile(r"\b(?:ai|api|mcp)\b")
STATUSES = {
    Status.IN_USE: "in use",
    Status.OPEN: "not known",
    Status.PLANNED: "planned",
    Status.SEPARATE: "already separate",
    Status.NOT_USED: "not used",
}


def say_outcome(decision: Decision) -> str:
    """Return the outcome as a sentence that says no more than its standing allows."""
    if decision.standing is Standing.SETTLED:
        return OUTCOMES[decision.outcome]
    if decision.standing is Standing.PROVISIONAL:
        return _ASSUMED[decision.outcome]
    return f"Undecided: {say_possible(decision.possible)}"


def say_themes(
    catalog: Catalog, assumptions: Iterable[Assumption]
) -> tuple[tuple[str, Verdict], ...]:
    """Return what is assumed in sentences, each with the verdict that it keeps some job from."""
    found = {catalog.themes.get(one.theme, one.theme): one.reaches for one in assumptions}
    return tuple(found.items())


def say_ground(catalog: Catalog, ground: CounterGround) -> str:
    """Return what speaks for a higher verdict, and what it waits for."""
    title = catalog.capabilities[ground.capability].title
    facts = "; ".join(say_givens(catalog, ground.facts))
    waits = ", ".join(short_name(catalog.questions[id_]) for id_ in ground.open_questions)
    said = f"{title} may become {VERDICTS[ground.to]}, because {facts}"
    return f"{said}; still open: {waits}" if waits else said


def short_name(question: Question) -> str:
    """Return a name of a few words, made from the id: `Refresh lifetime`, `Reach: own workload`."""
    name = spoken(question.authored or question.id)
    name = name[:1].upper() + name[1:]
    return f"{name}: {spoken(question.subject)}" if question.subject else name


def spoken(identifier: str) -> str:
    """Return an id as words: `sign-in-needs` as `sign-in needs`, `mcp-servers` as `MCP servers`."""
    words = _COMPOUNDS.sub(r"\1_\2", identifier).replace("-", " ").replace("_", "-")
    return _ACRONYMS.sub(lambda found: found[0].upper(), words)


def say_answer(question: Question, answer: Answer) -> str:
    """Return an answer in the words of its options."""
    if answer.not_applicable is not None:
        return f"does not apply: {answer.not_applicable}"
    if answer.unknown:
        return "don't know"
    if answer.value is None:
        return ""
    picked = (answer.value,) if isinstance(answer.value, str) else answer.value
    parts = [option_label(question, option) for option in picked]
    parts += [f"not known: {option_label(question, option)}" for option in answer.maybe]
    return ", ".join(parts) or "none of these"


def say_given(catalog: Catalog, given: Given) -> str:
    """Return one given fact as `Question name: option`; a hint says what it says."""
    if given.relation == "hint":
        return _hint(catalog, given.value)
    question = catalog.questions.get(given.question)
    if question is None:
        return f"{given.question} {given.relation} {given.value}".strip()
    if question.roster and question.kind is Kind.MULTIPLE:
        return say_rows(catalog, [given])
    return f"{short_name(question)}: {_relation(question, given)}"


def say_givens(catalog: Catalog, givens: Iterable[Given]) -> tuple[str, ...]:
    """Return given facts with those of one question on one line, in the order given."""
    grouped: dict[str, list[Given]] = {}
    for given in givens:
        grouped.setdefault(given.question or given.value, []).append(given)
    return tuple(_together(catalog, facts) for facts in grouped.values())


def say_change(catalog: Catalog, change: Change) -> str:
    """Return a smallest change as one sentence; without edits, what is planned leads there."""
    if not change.edits:
        return f"{VERDICTS[change.to]} once what is planned is in use"
    alike: dict[tuple[str, str, str], list[Edit]] = {}
    for edit in change.edits:
        several = edit.given.relation in {"includes", "excludes"}
        origin = edit.origin if several else edit.given.value
        alike.setdefault((edit.given.question, edit.given.relation, origin), []).append(edit)
    edits = ", and ".join(_say_edits(catalog, some) for some in alike.values())
    return f"{VERDICTS[change.to]} if {edits}"


def _say_edits(catalog: Catalog, edits: list[Edit]) -> str:
    """Return changes of one question of one kind as a clause, with what it was before."""
    given, origin = edits[0].given, edits[0].origin
    question = catalog.questions.get(given.question)
    if question is None:
        return f"{given.question} {given.relation} {given.value}"
    labels = [f"“{option_label(question, edit.given.value)}”" for edit in edits]
    name, label = short_name(question), ", ".join(labels)
    if len(labels) > 1:
        joint = "and" if given.relation == "includes" else "or"
        label = f"{', '.join(labels[:-1])} {joint} {labels[-1]}"
    if origin == NOT_APPLICABLE:
        return f"{name} applies after all, with {label}"
    found = origin == "open"
    match given.relation:
        case "includes":
            return f"{name} {'turns out' if found else 'comes'} to include {label}"
        case "excludes":
            return f"{name} {'turns out not to include' if found else 'no longer includes'} {label}"
        case _:
            before = "" if found else f"changes from “{option_label(question, origin)}” to "
            return f"{name} {before or 'turns out to be '}{label}"


def say_possible(possible: tuple[Verdict, ...]) -> str:
    """Return the possible verdicts as `keep, split or replace`."""
    words = [VERDICTS[verdict] for verdict in sorted(possible)]
    if len(words) <= 1:
        return "".join(words)
    return ", ".join(words[:-1]) + " or " + words[-1]


def _relation(question: Question, given: Given) -> str:
    label = option_label(question, given.value)
    match given.relation:
        case "not_applicable":
            return "does not apply"
        case "excludes":
            return f"not “{label}”"
        case "maybe":
            return f"not known: {label}"
        case _:
            return label


def _together(catalog: Catalog, facts: list[Given]) -> str:
    first = facts[0]
    question = catalog.questions.get(first.question)
    if question is not None and question.roster and question.kind is Kind.MULTIPLE:
        return say_rows(catalog, facts)
    if question is None or len(facts) == 1:
        return say_given(catalog, first)
    groups = [
        [option_label(question, fact.value) for fact in facts if fact.relation == relation]
        for relation in ("includes", "maybe", "excludes")
    ]
    # Long labels after one "not" would read as a list of which only the first is denied.
    groups[-1] = [f"“{label}”" for label in groups[-1]]
    words = ["", "not known: ", "not "]
    said = [word + ", ".join(group) for word, group in zip(words, groups, strict=True) if group]
    return f"{short_name(question)}: {'; '.join(said)}"


def _hint(catalog: Catalog, hint_id: str) -> str:
    for capability in catalog.capabilities.values():
        for hint in capability.hints:
            if hint.id == hint_id:
                return hint.says
    return hint_id


def option_label(question: Question, option_id: str) -> str:
    """Return the words of an option; its id where the question has none of that id."""
    for option in question.options:
        if option.id == option_id:
            return option.label
    return option_id


def is_multiple(question: Question) -> bool:
    """Whether several options of the question may hold."""
    return question.kind is Kind.MULTIPLE
