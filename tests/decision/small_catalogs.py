"""Small catalogs for engine tests: hand-built and random ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from advisor.model.assessment import Answer
from advisor.model.catalog import (
    Capability,
    Catalog,
    Hint,
    KeepCondition,
    KeepGround,
    Layer,
    Option,
    Pitfall,
    Question,
    Rule,
    Step,
)
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    Holds,
    Lacks,
    Not,
)
from advisor.model.vocabulary import (
    Effort,
    Horizon,
    Kind,
    Severity,
    SubjectKind,
    Target,
    Verdict,
)

TODAY = date(2026, 11, 22)
NEVER = AnyOf(())


def single(id_: str, *options: str, when: Condition = Always(), **flags: Any) -> Question:
    """Build a single choice."""
    return Question(
        id_, "context", Kind.SINGLE, id_, tuple(Option(o, o) for o in options), when=when, **flags
    )


def multiple(id_: str, *options: str, when: Condition = Always(), **flags: Any) -> Question:
    """Build a multiple choice."""
    return Question(
        id_, "context", Kind.MULTIPLE, id_, tuple(Option(o, o) for o in options), when=when, **flags
    )


def is_(question: str, *options: str) -> Chosen:
    """Compare a single choice."""
    return Chosen(question, frozenset(options))


def capability(
    id_: str,
    in_use: Condition,
    *,
    verdicts: Sequence[Verdict] = (Verdict.KEEP, Verdict.SPLIT, Verdict.REPLACE),
    kind: SubjectKind = SubjectKind.PEOPLE,
    planned: Condition = NEVER,
    separate: Condition = NEVER,
    subjects: Sequence[str] = (),
    hints: Sequence[Hint] = (),
    layers: Sequence[str] = (),
) -> Capability:
    """Build a capability."""
    return Capability(
        id_,
        id_,
        id_,
        kind,
        tuple(verdicts),
        in_use,
        planned,
        separate,
        tuple(subjects),
        tuple(hints),
        tuple(layers),
    )


def rule(
    id_: str,
    capability_id: str,
    verdict: Verdict,
    when: Condition,
    *,
    target: Target | None = None,
    layers: Sequence[str] = (),
    exception: str = "",
) -> Rule:
    """Build a rule."""
    needed = Target.OTHER_PRODUCT if verdict is Verdict.REPLACE else Target.SEPARATE_INSTANCE
    return Rule(
        id_,
        capability_id,
        id_,
        verdict,
        needed if target is None else target,
        when,
        "",
        "",
        "",
        tuple(layers),
        (),
        (),
        monotone_exception=exception,
    )


def pitfall(id_: str, when: Condition, severity: Severity = Severity.MEDIUM) -> Pitfall:
    """Build a pitfall."""
    step = Step(f"{id_}-fix", "", "", Effort.SMALL, Horizon.NOW, "")
    return Pitfall(id_, id_, severity, when, "", "", step, (), (), ())


def layer(id_: str) -> Layer:
    """Build a layer."""
    return Layer(id_, id_, "", (), (), "")


def catalog(
    questions: Iterable[Question],
    capabilities: Iterable[Capability],
    rules: Iterable[Rule] = (),
    **more: Any,
) -> Catalog:
    """Build a catalog; `more` overrides its other fields."""
    fields: dict[str, Any] = {
        "version": "1",
        "sections": {"context": "Context"},
        "questions": {question.id: question for question in questions},
        "subjects": {},
        "capabilities": {item.id: item for item in capabilities},
        "rules": {item.id: item for item in rules},
        **{
            name: {}
            for name in (
                "keep_grounds",
                "keep_conditions",
                "pitfalls",
                "product_facts",
                "platforms",
                "layers",
                "components",
                "stacks",
                "stack_rules",
                "standards",
                "controls",
                "sources",
                "figures",
                "renamed",
                "removed",
            )
        },
        "platform_question": "platform",
    }
    for name, value in more.items():
        fields[name] = (
            value
            if isinstance(value, Mapping | str) or not hasattr(value, "__iter__")
            else {item.id: item for item in value}
        )
    return Catalog(**fields)


def chosen(value: str) -> Answer:
    """Answer a single choice."""
    return Answer(value=value)


def listed(*value: str, maybe: Sequence[str] = ()) -> Answer:
    """Answer a multiple choice."""
    return Answer(value=value, maybe=tuple(maybe))


UNKNOWN = Answer(unknown=True)
NOT_APPLICABLE = Answer(not_applicable="does not apply")


@st.composite
def comparisons(draw: st.DrawFn, questions: Sequence[Question]) -> Condition:
    """Draw a comparison over some of the questions."""
    question = draw(st.sampled_from(questions))
    ids = question.option_ids
    if question.kind is Kind.SINGLE:
        some = draw(st.sets(st.sampled_from(ids), min_size=1, max_size=max(1, len(ids) - 1)))
        return Chosen(question.id, frozenset(some))
    make = draw(st.sampled_from((Holds, Lacks)))
    return make(question.id, draw(st.sampled_from(ids)))


def conditions(questions: Sequence[Question], size: int = 4) -> st.SearchStrategy[Condition]:
    """Draw condition trees over the questions."""

    def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(parts, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            several.map(All),
            several.map(AnyOf),
            st.builds(AtLeast, st.integers(1, 2), several),
            st.builds(Not, parts),
        )

    return st.recursive(comparisons(questions), joined, max_leaves=size)


@st.composite
def question_lists(draw: st.DrawFn, most: int = 4) -> tuple[Question, ...]:
    """Draw questions whose visibility reads earlier ones; at most 200 or so worlds."""
    kinds = draw(st.lists(st.sampled_from(("s2", "s3", "m1", "m2")), min_size=2, max_size=most))
    questions: list[Question] = []
    for number, kind in enumerate(kinds):
        when: Condition = Always()
        if questions and draw(st.integers(0, 2)) == 0:
            when = draw(conditions(tuple(questions), size=2))
        options = tuple(f"o{at}" for at in range(int(kind[1])))
        flags = {
            "actionable": draw(st.booleans()),
            "growth": draw(st.booleans()),
            "roadmap": draw(st.booleans()),
        }
        make = single if kind[0] == "s" else multiple
        questions.append(make(f"q{number}", *options, when=when, **flags))
    return tuple(questions)


VERDICT_SETS = (
    (Verdict.KEEP, Verdict.SPLIT, Verdict.REPLACE),
    (Verdict.KEEP, Verdict.SPLIT),
    (Verdict.SPLIT, Verdict.REPLACE),
    (Verdict.SPLIT,),
)


@st.composite
def catalogs(draw: st.DrawFn, most: int = 4) -> Catalog:
    """Draw a small catalog; its first multiple choice, if any, names the subjects."""
    questions = draw(question_lists(most))
    subject = next((q for q in questions if q.kind is Kind.MULTIPLE), None)
    subject_ids = subject.option_ids if subject else ()
    capabilities = []
    rules = []
    for number in range(draw(st.integers(1, 3))):
        verdicts = draw(st.sampled_from(VERDICT_SETS))
        hints = tuple(
            Hint(f"h{number}{at}", when, "Something hints at it.")
            for at, when in enumerate(draw(st.lists(conditions(questions, size=2), max_size=1)))
        )
        capabilities.append(
            capability(
                f"c{number}",
                draw(st.one_of(st.just(Always()), conditions(questions, size=2))),
                verdicts=verdicts,
                kind=draw(st.sampled_from(tuple(SubjectKind))),
                planned=draw(conditions(questions, size=1)),
                separate=draw(conditions(questions, size=1)),
                subjects=tuple(draw(st.sets(st.sampled_from(subject_ids)))) if subject_ids else (),
                hints=hints,
                layers=("l0",),
            )
        )
        moved = tuple(v for v in verdicts if v > Verdict.KEEP)
        for at in range(draw(st.integers(0, 3))):
            verdict = draw(st.sampled_from(moved))
            lowest = Target.SEPARATE_INSTANCE if verdict is Verdict.SPLIT else Target.OTHER_PRODUCT
            target = draw(st.sampled_from([t for t in Target if t >= lowest]))
            rules.append(
                rule(
                    f"r{number}{at}",
                    f"c{number}",
                    verdict,
                    draw(conditions(questions)),
                    target=target,
                    layers=draw(st.sampled_from(((), ("l1",), ("l1", "l2")))),
                )
            )
    return replace(
        catalog(
            questions,
            capabilities,
            rules,
            layers=[layer(f"l{number}") for number in range(3)],
            pitfalls=[
                pitfall(f"p{number}", draw(conditions(questions)), draw(severities))
                for number in range(draw(st.integers(0, 2)))
            ],
            keep_grounds=[
                KeepGround(f"g{number}", f"c{number}", "", draw(conditions(questions)), "", "")
                for number in range(len(capabilities))
            ],
            keep_conditions=[
                KeepCondition(
                    f"k{number}",
                    f"c{number}",
                    "",
                    draw(st.one_of(st.just(Always()), conditions(questions, size=1))),
                    draw(conditions(questions, size=2)),
                    "",
                )
                for number in range(len(capabilities))
            ],
        ),
        subject_question=subject.id if subject else "none",
    )


severities = st.sampled_from(tuple(Severity))


@st.composite
def answer_sets(draw: st.DrawFn, questions: Iterable[Question]) -> dict[str, Answer]:
    """Draw answers: given, partly known, unknown, not applicable or absent, hidden or not."""
    answers: dict[str, Answer] = {}
    for question in questions:
        how = draw(st.sampled_from(("given", "given", "given", "maybe", "unknown", "na", "absent")))
        if how == "absent":
            continue
        if how == "unknown":
            answers[question.id] = UNKNOWN
        elif how == "na":
            answers[question.id] = NOT_APPLICABLE
        elif question.kind is Kind.SINGLE:
            answers[question.id] = chosen(draw(st.sampled_from(question.option_ids)))
        else:
            states = {
                option: draw(st.sampled_from(("in", "out", "maybe" if how == "maybe" else "out")))
                for option in question.option_ids
            }
            answers[question.id] = listed(
                *(option for option, state in states.items() if state == "in"),
                maybe=[option for option, state in states.items() if state == "maybe"],
            )
    return answers
