"""Small catalogs for engine tests: hand-built and random ones."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from advisor.model.assessment import Answer
from advisor.model.catalog import (
    Capability,
    Catalog,
    Hint,
    Layer,
    Option,
    Pitfall,
    Question,
    Rule,
    Step,
)
from advisor.model.conditions import (
    Always,
    AnyOf,
    Chosen,
    Condition,
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
