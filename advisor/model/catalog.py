"""Everything the product knows, loaded and cross-checked; all conditions are resolved trees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from advisor.model.conditions import Always, AnyOf, Condition
from advisor.model.stacks import (
    Component,
    ComponentFact,
    Control,
    Layer,
    Platform,
    ProductFact,
    Quota,
    Stack,
    StackRule,
    Standard,
    StatedFact,
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

__all__ = [
    "Capability",
    "Case",
    "Catalog",
    "Component",
    "ComponentFact",
    "Control",
    "Group",
    "Hint",
    "KeepCondition",
    "KeepGround",
    "Layer",
    "Option",
    "Pitfall",
    "Place",
    "Platform",
    "ProductFact",
    "Question",
    "Quota",
    "Rule",
    "Source",
    "Stack",
    "StackRule",
    "Standard",
    "StatedFact",
    "Step",
]

NEVER: Condition = AnyOf(())


class Source(Struct, frozen=True):
    """A cited source. `verified` is yes, partial, inferred or from-memory."""

    id: str
    title: str
    url: str = ""
    read_on: date | None = None
    verified: str = "yes"


class Option(Struct, frozen=True):
    """One closed answer of a question."""

    id: str
    label: str
    help: str = ""
    example: str = ""


class Question(Struct, frozen=True):
    """One closed question after expansion.

    `authored` is the id in the YAML file and `subject` whom it was expanded for: a kind of actors
    in the catalog as loaded, an actor once it is made for an inventory; both differ from `id` and
    "" only for questions that are asked of each actor. `roster` questions are said by the rows of
    the inventory; `unlisted` ones are about actors that nobody listed, so nobody is asked. Ordered
    options run from least to most risky. `actionable`: a team can act on the answer (a decision or
    a control, not a fact of life). `growth`, `roadmap`: the answer may move as the product grows
    or as planned. `prose_only` lists options that no condition reads on purpose: only the document
    does.
    `quiet` holds the options of the quiet answer where it differs from the usual one: the first
    option of a single choice, none of a list. `theme` says what the question is about, `frame`
    that it asks what is reviewed rather than what speaks for a verdict, and `must` names the
    capabilities whose verdict is not decided without an answer.
    """

    id: str
    section: str
    kind: Kind
    text: str
    options: tuple[Option, ...]
    authored: str = ""
    subject: str = ""
    why: str = ""
    help: str = ""
    look_up: str = ""
    when: Condition = Always()
    ordered: bool = False
    actionable: bool = False
    growth: bool = False
    roadmap: bool = False
    sources: tuple[str, ...] = ()
    prose_only: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    roster: bool = False
    unlisted: bool = False
    quiet: tuple[str, ...] = ()
    theme: str = ""
    frame: bool = False
    must: tuple[str, ...] = ()

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The option ids in the order shown."""
        return tuple(option.id for option in self.options)

    def option(self, option_id: str) -> Option:
        """Return the option with this id; raises KeyError."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    @property
    def quiet_options(self) -> tuple[str, ...]:
        """The options that hold in the assumed world while the question is open."""
        if self.quiet or self.kind is Kind.MULTIPLE:
            return self.quiet
        return self.option_ids[:1]


class Group(Struct, frozen=True):
    """Kinds of actors that are listed together; `complete` asks whether the list is whole."""

    id: str
    title: str
    complete: str
    kinds: tuple[str, ...]


class Hint(Struct, frozen=True):
    """A condition that makes a machine or agent capability suspected of being in use."""

    id: str
    when: Condition
    says: str


class Capability(Struct, frozen=True):
    """One job the platform is, or may be, asked to do, and the verdicts it may take.

    `in_use`, `planned` and `separate` give its status; a capability that is not in use has
    verdict none. `subjects` are the subjects that make a machine or agent job suspected.
    """

    id: str
    title: str
    job: str
    kind: SubjectKind
    verdicts: tuple[Verdict, ...]
    in_use: Condition
    planned: Condition
    separate: Condition
    subjects: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    layers: tuple[str, ...] = ()
    keep_text: str = ""
    cases: tuple[Case, ...] = ()


class Step(Struct, frozen=True):
    """One step of the plan and the check that proves it done. `after` lists step ids."""

    id: str
    do: str
    owner: str
    effort: Effort
    horizon: Horizon
    check: str
    after: tuple[str, ...] = ()


class Case(Struct, frozen=True):
    """A record's own example: answers in short form, and what must follow.

    `fires` says whether the record's condition holds: that a rule or pitfall fires, a capability
    is in use, a question is asked. `likewise` and `unless` hold answers that replace or join
    those above: with the former the same follows, with the latter the condition turns over.
    `capability` is set where a rule file serves several capabilities.
    """

    name: str
    answers: Mapping[str, object]
    fires: bool
    verdict: Verdict | None = None
    capability: str = ""
    likewise: tuple[Mapping[str, object], ...] = ()
    unless: tuple[Mapping[str, object], ...] = ()


class Rule(Struct, frozen=True):
    """A condition that proposes a verdict for a capability, with its reasons."""

    id: str
    capability: str
    title: str
    verdict: Verdict
    target: Target
    when: Condition
    rationale: str
    impact: str
    false_alarm: str
    layers: tuple[str, ...]
    sources: tuple[str, ...]
    controls: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    cases: tuple[Case, ...] = ()
    status: str = "stable"
    monotone_exception: str = ""


class KeepGround(Struct, frozen=True):
    """A stated reason for keeping; explains, never decides."""

    id: str
    capability: str
    title: str
    when: Condition
    text: str
    group: str
    sources: tuple[str, ...] = ()


class KeepCondition(Struct, frozen=True):
    """What must hold for a keep to be defensible.

    It applies where `when` is forced; it is met where `met` is forced, unmet where `met` is
    forced false, and open otherwise.
    """

    id: str
    capability: str
    text: str
    when: Condition
    met: Condition
    check: str
    sources: tuple[str, ...] = ()


class Pitfall(Struct, frozen=True):
    """A finding that fires only when given answers force it; changes no verdict."""

    id: str
    title: str
    severity: Severity
    when: Condition
    finding: str
    impact: str
    remedy: Step
    layers: tuple[str, ...]
    sources: tuple[str, ...]
    controls: tuple[str, ...]
    cases: tuple[Case, ...] = ()


class Place(Struct, frozen=True):
    """Where a record is written."""

    file: str
    line: int


class Catalog(Struct, frozen=True):
    """The whole catalog. Mappings keep file order, which is the order shown; it never decides.

    As loaded it speaks of kinds of actors: `subjects` are these kinds. Made for an inventory
    (`advisor.decision.inventory`) it speaks of actors: `subjects` are these, `kinds` says of which
    kind each is, and `unlisted` are those that may be there though nobody listed them.
    `templates` are the questions asked of each actor as authored, with their placeholder.
    `places` says where each record is written, by the name of its mapping here and its id.
    `themes` has the sentence that an assumption on a theme says. `defaults` are the questions whose
    quiet answer is a choice of ours; one of them, `population_question`, asks for the main
    population.
    """

    version: str
    sections: Mapping[str, str]
    questions: Mapping[str, Question]
    subjects: Mapping[str, str]
    capabilities: Mapping[str, Capability]
    rules: Mapping[str, Rule]
    keep_grounds: Mapping[str, KeepGround]
    keep_conditions: Mapping[str, KeepCondition]
    pitfalls: Mapping[str, Pitfall]
    product_facts: Mapping[str, ProductFact]
    platforms: Mapping[str, Platform]
    layers: Mapping[str, Layer]
    components: Mapping[str, Component]
    stacks: Mapping[str, Stack]
    stack_rules: Mapping[str, StackRule]
    standards: Mapping[str, Standard]
    controls: Mapping[str, Control]
    sources: Mapping[str, Source]
    figures: Mapping[str, str]
    platform_question: str
    renamed: Mapping[str, str]
    removed: Mapping[str, str]
    exclusive_layers: tuple[frozenset[str], ...] = ()
    subject_question: str = "subjects"
    population_question: str = ""
    themes: Mapping[str, str] = field(default_factory=dict)
    defaults: tuple[str, ...] = ()
    dates: Mapping[str, str] = field(default_factory=dict)
    plans_count: Condition = NEVER
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    templates: Mapping[str, Question] = field(default_factory=dict)
    elsewhere_question: str = ""
    planned_question: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)
    unlisted: frozenset[str] = frozenset()
    loaded: Catalog | None = None

    @property
    def as_loaded(self) -> Catalog:
        """The catalog that speaks of kinds: files are read and written by it."""
        return self.loaded or self

    @property
    def rosters(self) -> frozenset[str]:
        """The questions whose answers are the rows of the inventory."""
        return frozenset((self.subject_question, self.elsewhere_question, self.planned_question))
