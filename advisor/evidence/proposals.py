"""Hits of signals to proposed answers, set against what a person has said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from advisor.evidence.signals.match import Hit, Matched
from advisor.evidence.signals.model import (
    CONFIDENCES,
    CONTRADICTED,
    INFERRED,
    NOT_VISIBLE,
    OBSERVED,
    Signal,
)
from advisor.evidence.values import Unknown, cut, shown
from advisor.model.assessment import Answer, Proposal
from advisor.model.catalog import Catalog, Question

_NO_ANSWER: Final = Answer()
_LONGEST_READ: Final = 160
_PLACES_SHOWN: Final = 3
_RANK: Final = {OBSERVED: 0, INFERRED: 1, NOT_VISIBLE: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """What evidence says about one answer, before it is set against a person's.

    `certain`: read as it is, with nothing that could override it. `places` lists every hit.
    """

    signal: Signal
    option: str
    alternatives: tuple[str, ...]
    certain: bool
    places: tuple[str, ...]
    read: str
    file: str
    line: int
    doubt: str = ""

    @property
    def explains(self) -> tuple[str, ...]:
        """The options that would explain the evidence."""
        return tuple(dict.fromkeys((*([self.option] if self.option else []), *self.alternatives)))


def findings(matched: Matched, catalog: Catalog) -> list[Finding]:
    """Return one finding per signal and answer, conflicts between resources resolved."""
    groups: dict[tuple[str, str], list[Hit]] = {}
    for hit in matched.hits:
        if hit.signal.suggests.question in catalog.questions:
            groups.setdefault((hit.signal.id, hit.signal.suggests.option), []).append(hit)
    found = [_finding(hits) for hits in groups.values()]
    return _without_conflicts(found, matched, catalog)


def propose(
    found: Iterable[Finding], answers: Mapping[str, Answer], catalog: Catalog
) -> list[Proposal]:
    """Return the proposals for a person: what is new, and what contradicts an answer."""
    proposals: dict[tuple[str, str, str], Proposal] = {}
    for finding in found:
        question = catalog.questions[finding.signal.suggests.question]
        state = relation_to(finding, answers.get(question.id, _NO_ANSWER))
        if state == "agrees":
            continue
        if state == "contradicts" and not contradicts(finding):
            continue
        proposal = _proposal(finding, question, contradicted=state == "contradicts")
        key = (question.id, finding.signal.suggests.relation, finding.option)
        held = proposals.get(key)
        if held is None or _strength(proposal) < _strength(held):
            proposals[key] = proposal
    order = {question: index for index, question in enumerate(catalog.questions)}
    return sorted(proposals.values(), key=lambda item: (order[item.question], _strength(item)))


def contradicts(finding: Finding) -> bool:
    """Return whether a finding is strong enough to say that an answer is wrong."""
    return finding.signal.kind_of_proof == OBSERVED and finding.certain


def relation_to(finding: Finding, answer: Answer) -> str:
    """Return new, agrees or contradicts."""
    if answer.not_applicable is not None:
        return "contradicts"
    if answer.value is None:
        return "new"
    explains = set(finding.explains)
    if not explains:
        return "agrees"
    if isinstance(answer.value, str):
        return "agrees" if answer.value in explains else "contradicts"
    held, open_ = bool(explains & set(answer.value)), bool(explains & set(answer.maybe))
    if finding.signal.suggests.relation == "excludes":
        agrees, contradicts_it = not (held or open_), held
    else:
        agrees, contradicts_it = held, not (held or open_)
    return "agrees" if agrees else "contradicts" if contradicts_it else "new"


def is_weak(doubt: str) -> bool:
    """Return whether a doubt leaves only a hint.

    A default is what holds if whoever deploys says nothing else. A resource in a loop over
    something unknown is more: it is counted as there at least once.
    """
    return doubt.startswith(("default of", "fallback of"))


def _finding(hits: Sequence[Hit]) -> Finding:
    ordered = sorted(
        hits,
        key=lambda hit: (is_weak(hit.doubt), bool(hit.doubt), hit.file, hit.line),
    )
    first = ordered[0]
    suggestion = first.signal.suggests
    return Finding(
        first.signal,
        suggestion.option,
        suggestion.alternatives,
        certain=not first.doubt,
        places=tuple(dict.fromkeys(_place(hit) for hit in ordered)),
        read=_read(first),
        file=first.file,
        line=first.line,
        doubt=first.doubt,
    )


def _place(hit: Hit) -> str:
    if hit.line:
        return f"{hit.file}:{hit.line}"
    return f"{hit.file}#{hit.resource.raw.address}"


def _read(hit: Hit) -> str:
    """Return what was read, as `attribute = value`; never a secret, for none gets this far."""
    if not hit.shown:
        return hit.resource.raw.address
    name = hit.shown[0][0]
    parts = dict.fromkeys(
        value.data.text or "set" if isinstance(value.data, Unknown) else shown(value)
        for attribute, value in hit.shown
        if attribute == name
    )
    return cut(f"{hit.resource.raw.address}: {name} = {', '.join(parts)}", _LONGEST_READ)


def _without_conflicts(found: list[Finding], matched: Matched, catalog: Catalog) -> list[Finding]:
    """Of several options for one single choice keep the riskiest, and say that they differ."""
    by_question: dict[str, list[Finding]] = {}
    for finding in found:
        by_question.setdefault(finding.signal.suggests.question, []).append(finding)
    result: list[Finding] = []
    for question_id, group in by_question.items():
        question = catalog.questions[question_id]
        single = [item for item in group if item.signal.suggests.relation == "is" and item.option]
        result += [item for item in group if item not in single]
        single = _without_hints(single)
        options = {item.option for item in single}
        if len(options) < 2 or not question.ordered:  # noqa: PLR2004 - a conflict needs two
            result += [replace(item, certain=item.certain and len(options) < 2) for item in single]  # noqa: PLR2004
            single = []
        else:
            result.append(_one_of(single, question))
        possible = matched.undecided.get(question_id, ())
        if possible:
            result = [_perhaps_riskier(item, question, possible) for item in result]
    return result


def _without_hints(group: list[Finding]) -> list[Finding]:
    """Leave out what only a default says where something else is read; it stays a doubt."""
    read = [item for item in group if not is_weak(item.doubt)]
    said = {item.option for item in read}
    if not read or all(item.option in said for item in group):
        return read or group
    doubt = "by its default another resource differs"
    return [replace(item, certain=False, doubt=item.doubt or doubt) for item in read]


def _one_of(group: list[Finding], question: Question) -> Finding:
    """Return the riskiest of findings that differ; where that proves nothing, only the question.

    Where the question asks for the most that any resource allows, the riskiest is the answer.
    Otherwise two user pools that differ leave open which of them is meant.
    """
    order = {option: index for index, option in enumerate(question.option_ids)}
    chosen = max(group, key=lambda item: (item.certain, order.get(item.option, -1)))
    if all(item.signal.highest for item in group):
        return max(group, key=lambda item: (order.get(item.option, -1), item.certain))
    shared = set(group[0].explains).intersection(*(item.explains for item in group[1:]))
    if shared:
        return chosen
    return replace(
        chosen,
        option="",
        alternatives=tuple(dict.fromkeys(name for item in group for name in item.explains)),
        certain=all(item.certain for item in group),
        places=tuple(dict.fromkeys(place for item in group for place in item.places)),
        doubt="the resources read differ, so it depends on which of them is under review",
    )


def _perhaps_riskier(finding: Finding, question: Question, possible: tuple[str, ...]) -> Finding:
    """Some resource could not be judged, so the answer is this option or a riskier possible one."""
    if finding.signal.suggests.question != question.id or not finding.signal.highest:
        return finding
    if finding.option not in question.option_ids:
        return finding
    position = question.option_ids.index(finding.option)
    riskier = [name for name in question.option_ids[position + 1 :] if name in possible]
    alternatives = tuple(dict.fromkeys((*finding.alternatives, *riskier)))
    return replace(finding, alternatives=alternatives)


def _strength(proposal: Proposal) -> tuple[int, int]:
    kind = -1 if proposal.kind == CONTRADICTED else _RANK[proposal.kind]
    return kind, -CONFIDENCES.index(proposal.confidence)


def _proposal(finding: Finding, question: Question, *, contradicted: bool) -> Proposal:
    signal = finding.signal
    kind = signal.kind_of_proof
    if kind == OBSERVED and (finding.alternatives or not finding.certain):
        kind = INFERRED
    if not finding.option or is_weak(finding.doubt):
        kind = NOT_VISIBLE
    relation = signal.suggests.relation
    held = (finding.option,) if finding.option else ()
    return Proposal(
        question=question.id,
        signal=signal.id,
        kind=CONTRADICTED if contradicted else kind,
        where=finding.places[0],
        read=finding.read,
        value=finding.option if relation == "is" and finding.option else None,
        includes=held if relation == "includes" else (),
        excludes=held if relation == "excludes" else (),
        confidence=_confidence(finding),
        says=_says(finding, question),
    )


def _confidence(finding: Finding) -> str:
    position = CONFIDENCES.index(finding.signal.confidence)
    if not finding.certain:
        position = 0 if is_weak(finding.doubt) else min(position, 1)
    return CONFIDENCES[position]


def _says(finding: Finding, question: Question) -> str:
    sentences = [finding.signal.says]
    if not finding.option and finding.alternatives:
        sentences = [f"The resources read say different things: {_labels(finding, question)}."]
    others = [option for option in finding.alternatives if option != finding.option]
    if others and finding.option:
        sentences.append(f"It would also fit: {_labels(finding, question)}.")
    if finding.doubt:
        sentences.append(f"Not certain: {finding.doubt}.")
    more = finding.places[1:]
    if more:
        listed = ", ".join(more[:_PLACES_SHOWN])
        rest = len(more) - _PLACES_SHOWN
        sentences.append(f"Also at {listed}{f' and {rest} more' if rest > 0 else ''}.")
    sentences.append(f"This does not prove {finding.signal.does_not_prove}")
    return " ".join(sentences)


def _labels(finding: Finding, question: Question) -> str:
    return ", ".join(
        f"“{question.option(option).label}”"
        for option in finding.alternatives
        if option != finding.option and option in question.option_ids
    )
