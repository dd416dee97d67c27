"""The verdict: outcome, what leaves and where to, what stays, how urgent, how sure."""

from __future__ import annotations

from advisor.documents.phrases import capital, count, link, listing, lower, run, strong
from advisor.documents.prose import prose
from advisor.documents.said import said_about, verdict_word
from advisor.documents.sections.frame import Frame
from advisor.model.decision import CapabilityDecision, CounterGround, Decision
from advisor.model.document import Inlines, ListBlock, Section, Table
from advisor.model.vocabulary import Severity, Verdict

# Of the decision's notices, the one where two statements of the team exclude each other.
_CONTRADICTION = "excluded-hint"
# So much of what speaks against the outcome is named in the first lines.
_SHOWN = 2


def headline(frame: Frame) -> Inlines:
    """Return the document's first sentence."""
    context, voice = frame.context, frame.voice
    outcome = context.decision.outcome
    moved = [_leaver(frame, job) for job in context.leaving if job.verdict is Verdict.REPLACE]
    split = [_leaver(frame, job) for job in context.leaving if job.verdict is Verdict.SPLIT]
    stays = [voice.title(job.id) for job in context.staying]
    said = prose(
        "verdict",
        "headline",
        outcome=outcome.id,
        standing=context.decision.standing.value,
        instance=voice.platform,
        stays=stays,
        leaves=split,
        moved=moved,
    )
    return run(strong(_named(context.decision)), said)


def _named(decision: Decision) -> str:
    """Return the outcome in a word or two, with its standing unless it is settled."""
    word = "Nothing in use" if decision.outcome is Verdict.NONE else capital(decision.outcome.id)
    return word if decision.settled else f"{word}, {decision.standing.value}"


def _leaver(frame: Frame, job: CapabilityDecision) -> str:
    """Return a job that leaves, with its standing where an open answer can still keep it."""
    return f"{frame.voice.title(job.id)}{'' if job.settled else f' ({job.standing.value})'}"


def section(frame: Frame) -> Section:
    """Return the verdict with one line per question a decision maker asks first."""
    facts = [("What leaves", _leaving(frame)), ("What stays", _staying(frame))]
    facts += [("How urgent", _urgency(frame)), ("How sure", _certainty(frame))]
    items = tuple(run(strong(f"{title}:"), " ", said) for title, said in facts if said)
    return Section("verdict", "Verdict", (ListBlock(items), *_table(frame)))


def _leaving(frame: Frame) -> Inlines:
    """Return what leaves, jobs with one destination together."""
    homes: dict[str, list[str]] = {}
    for job in frame.context.leaving:
        where = said_about(frame.context, job).where
        homes.setdefault(where, []).append(_leaver(frame, job))
    said = [f"{listing(jobs)} → {where}" for where, jobs in homes.items()]
    return run("; ".join(said) or "nothing", ".")


def _staying(frame: Frame) -> Inlines:
    jobs = [_kept(frame, job) for job in frame.context.staying]
    separate = [frame.voice.title(job.id) for job in frame.context.separate]
    apart = f" {capital(listing(separate))} {_is(separate)} already separate." if separate else ""
    return run(f"{listing(jobs)}." if jobs else "nothing.", apart)


def _is(words: list[str]) -> str:
    return "is" if len(words) == 1 else "are"


def _kept(frame: Frame, job: CapabilityDecision) -> str:
    unmet = sum(state.state == "unmet" for state in job.conditions)
    unknown = len(job.conditions) - unmet - sum(state.state == "met" for state in job.conditions)
    said = [f"once {count(unmet, 'condition')} {_holds(unmet)}"] if unmet else []
    said += [f"{count(unknown, 'condition')} not known"] if unknown else []
    conditions = f" ({'; '.join(said)})" if said else ""
    return f"{frame.voice.title(job.id)}{conditions}"


def _holds(number: int) -> str:
    return "is met" if number == 1 else "are met"


def _urgency(frame: Frame) -> Inlines:
    decision = frame.context.decision
    worst = max((finding.severity for finding in decision.findings), default=Severity.LOW)
    first = min(frame.plan, key=lambda step: (step.due, step.number), default=None)
    return prose(
        "verdict",
        "urgency",
        worst=worst.id,
        worst_count=sum(finding.severity is worst for finding in decision.findings),
        first=first.due if first else None,
        first_title=run(link(f"P{first.number}", f"step-{first.id}")) if first else "",
        moves=bool(frame.context.leaving),
        settled=decision.settled,
    )


def _certainty(frame: Frame) -> Inlines:
    decision, openings = frame.context.decision, frame.context.openings
    context_themes = frame.context.catalog.themes
    # Where the search for the outcome ended early, those that change a job stand for it.
    deciding = [one for one in openings if one.outcome or decision.settled]
    return prose(
        "verdict",
        "certainty",
        settled=decision.settled,
        standing=decision.standing.value,
        speaking=[_speaking(frame, ground) for ground in decision.stand.counter_grounds[:_SHOWN]],
        missing=[_asked(frame, id_) for id_ in decision.stand.missing],
        themes=[
            context_themes.get(id_, id_)
            for id_ in dict.fromkeys(one.theme for one in decision.assumptions)
        ],
        others=[_word(word) for word in decision.possible if word is not decision.outcome],
        questions=sum(bool(one.could_become) for one in deciding or openings),
        jobs=_movable(frame),
        contradictions=sum(notice.kind == _CONTRADICTION for notice in decision.notices),
        link=run(link("open questions", "open-questions")),
    )


def _speaking(frame: Frame, ground: CounterGround) -> str:
    """Return what speaks for a higher verdict than the working one."""
    facts = listing([frame.voice.clause(given) for given in ground.facts[:_SHOWN]])
    return f"{facts}, so {frame.voice.title(ground.capability)} may become {ground.to.id}"


def _asked(frame: Frame, question: str) -> str:
    return f"“{frame.context.catalog.questions[question].text}”"


def _movable(frame: Frame) -> list[str]:
    """Return the jobs whose verdict an open question can still change, in the catalog's order."""
    moved = _changing(frame)
    return [frame.voice.title(name) for name in frame.context.catalog.capabilities if name in moved]


def _changing(frame: Frame) -> frozenset[str]:
    return frozenset(
        name for one in frame.context.openings for name, some in one.capabilities if some
    )


def _word(verdict: Verdict) -> str:
    return "not used" if verdict is Verdict.NONE else verdict.id


def _table(frame: Frame) -> tuple[Table, ...]:
    context = frame.context
    rows = tuple(
        (
            run(link(context.catalog.capabilities[job.id].title, f"verdict-{job.id}")),
            run(strong(job.verdict.id)),
            run(said_about(context, job).where),
            _decided_by(frame, job),
            run("settled" if job.settled else _open(job)),
        )
        for job in (*context.leaving, *context.staying)
    )
    rows += tuple(
        (
            run(context.catalog.capabilities[job.id].title),
            run(strong(verdict_word(job))),
            run("–"),
            run("no answer names it yet"),
            run(_open(job)),
        )
        for job in context.decision.capabilities
        if job.verdict is Verdict.NONE and not job.settled and job.id in _changing(frame)
    )
    header = ("Job", "Verdict", "Goes to", "Because", "Standing")
    return (Table(header, rows, "Verdict per job"),) if rows else ()


def _open(job: CapabilityDecision) -> str:
    others = [_word(word) for word in job.possible if word is not job.verdict]
    return f"{job.standing.value}: may become {listing(others, 'or')}"


def _decided_by(frame: Frame, job: CapabilityDecision) -> Inlines:
    context = frame.context
    leading = next((rule for rule in context.rules(job) if rule.verdict is job.verdict), None)
    if leading:
        return run(leading.title, frame.voice.rule_ref(leading.id))
    # The catalog lists a capability's weightiest grounds first.
    ground = next(
        (g for g in context.catalog.keep_grounds.values() if g.id in job.keep_grounds), None
    )
    if ground:
        return run(ground.title)
    if job.verdict is Verdict.KEEP:
        return run("nothing found against it" if job.settled else "nothing told asks for a move")
    return run(lower("A job this platform is not made for"))
