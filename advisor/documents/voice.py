"""How facts of an assessment read in a sentence: the team's names, notes and answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from advisor.documents.context import DocumentContext
from advisor.documents.equals import Equals
from advisor.documents.phrases import capital, link, listing, lower, quote, run, sentence
from advisor.documents.references import cite
from advisor.documents.rosters import PEOPLE, Rosters
from advisor.documents.scopes import fitting
from advisor.documents.tables import table
from advisor.model.assessment import Actor
from advisor.model.catalog import Question
from advisor.model.decision import Given
from advisor.model.document import Inlines, Link
from advisor.model.vocabulary import Kind

_PLACE = re.compile(r"\{(instance|platform|subject|actors)\}")
_Clauses = str | list[str]


def _statements() -> Mapping[str, Mapping[str, Mapping[str, _Clauses]]]:
    return table("statements")


class Voice:
    """Words for one assessment. Built once per document; holds no state that changes."""

    def __init__(self, context: DocumentContext) -> None:
        self.context = context
        self._catalog = context.catalog
        self._answered = {
            question: place
            for place, question in enumerate(
                (q for q in context.catalog.questions if q in context.answers), start=1
            )
        }

    @cached_property
    def platform(self) -> str:
        """The product under review, by name."""
        chosen = self.context.value(self._catalog.platform_question)
        platform = self._catalog.platforms.get(chosen)
        return platform.title if platform else "the platform"

    @cached_property
    def instance(self) -> str:
        """The instance under review: `this user pool`."""
        instances = _statements()["instances"]
        chosen = self.context.value(self._catalog.platform_question)
        return str(instances.get(chosen, instances["other"]))

    @cached_property
    def project(self) -> str:
        """The project's name, or words that stand for it."""
        return self.context.assessment.project.name or "this project"

    @cached_property
    def owner(self) -> str:
        """Who owns the project, or words that say that nobody is named."""
        return self.context.assessment.project.owner or "Project owner (not named yet)"

    def rows(self, names: Iterable[str]) -> tuple[Actor, ...]:
        """Return the listed rows among some actors, by kind, then id."""
        wanted = frozenset(names)
        rows = {actor.id: actor for actor in self.context.assessment.actors}
        listed = (rows.get(name) for name in self._catalog.subjects if name in wanted)
        return tuple(row for row in listed if row is not None)

    def actors(self, names: Iterable[str]) -> tuple[Actor, ...]:
        """Return the named rows among some actors in play."""
        rows = self.rows(frozenset(names) & frozenset(self.context.in_play))
        return tuple(row for row in rows if row.name)

    def subject(self, actor_id: str) -> str:
        """Return an actor as the object of a sentence: its name, else its kind in our words."""
        return self._rosters.who(actor_id)

    def kind(self, actor_id: str) -> str:
        """Return the kind of an actor in our words."""
        return self._rosters.of_kind(actor_id)

    @cached_property
    def _rosters(self) -> Rosters:
        return Rosters(self._catalog, self.context.assessment)

    def clause(self, given: Given) -> str:
        """Return a given fact as a clause without capital or full stop."""
        return self._clause((given,))

    def clauses(self, givens: Iterable[Given]) -> tuple[str, ...]:
        """Return given facts as clauses; actors of which the same is said are named together."""
        return tuple(self._clause(alike) for alike in self._alike(givens))

    def _alike(self, givens: Iterable[Given]) -> tuple[tuple[Given, ...], ...]:
        """Return the facts in their order, those that differ by the actor only as one."""
        found: dict[object, list[Given]] = {}
        for given in dict.fromkeys(givens):
            row = self._equals.row_of(given)
            told: object = given
            if row:
                question = self._catalog.questions[given.question]
                what = self._catalog.kinds.get(row) if question.roster else given.value
                told = (question.authored or question.id, given.relation, what)
            found.setdefault(told, []).append(given)
        return tuple(self._equals.ordered(alike) for alike in found.values())

    def concerned(self, givens: Iterable[Given]) -> tuple[str, ...]:
        """Return the programs, devices and agents by name of which facts say how they work."""
        facts = self._equals.with_equals(givens)
        asked = [given for given in facts if not self._catalog.questions[given.question].roster]
        rows = self.rows(self._equals.rows(asked))
        return tuple(row.name for row in rows if row.name and row.kind not in PEOPLE)

    @cached_property
    def _equals(self) -> Equals:
        return Equals(self._catalog, self.context.answers)

    def _clause(self, alike: tuple[Given, ...]) -> str:
        given = alike[0]
        question = self._catalog.questions.get(given.question)
        if given.relation == "hint":
            return self._hint(given)
        if question is None:
            return f"{given.question} {given.relation} {given.value}".strip()
        if given.relation == "not_applicable":
            return f"“{question.text}” does not apply"
        holds = given.relation != "excludes"
        if question.roster and question.kind is Kind.MULTIPLE:
            held = self._standing(alike, holds=holds)
        else:
            held = self._held(question, alike, holds=holds)
        return f"perhaps {held}" if given.relation == "maybe" else held

    def _standing(self, alike: tuple[Given, ...], *, holds: bool) -> str:
        """Return that actors stand in a list of the inventory, or do not."""
        rows = tuple(given.value for given in alike)
        template = self._rosters.template(alike[0].question, rows[0], holds=holds)
        return self._filled(template, rows, self._rosters.named(rows))

    def _hint(self, given: Given) -> str:
        """Return what a hint of the catalog says, as a clause."""
        says = {
            hint.id: hint.says
            for capability in self._catalog.capabilities.values()
            for hint in capability.hints
        }
        known = says.get(given.value) or says.get(given.question) or "something hints at it"
        return lower(known).rstrip(".")

    def _held(self, question: Question, alike: tuple[Given, ...], *, holds: bool) -> str:
        option = alike[0].value
        entry = _statements()["questions"].get(question.authored or question.id, {}).get(option)
        if entry is None:
            return _by_label(question, option, holds=holds)
        template = entry if isinstance(entry, str) else entry[0 if holds else 1]
        asked = (self._catalog.questions[given.question].subject for given in alike)
        return self._filled(template, tuple(filter(None, asked)))

    def _filled(self, template: str, actors: tuple[str, ...], named: str = "") -> str:
        words = {
            "instance": self.instance,
            "platform": self.platform,
            "subject": listing(list(map(self.subject, actors))),
            "actors": named,
        }
        # One pass: what is put in is not looked at again, whatever a name contains.
        return _PLACE.sub(lambda found: words[found[1]], template)

    def answer_ref(self, question_id: str) -> Inlines:
        """Return the reference to an answer in the appendix, with a space before it."""
        place = self._answered.get(question_id)
        return run(" ", Link(f"[A{place}]", f"#answer-{question_id}")) if place else ()

    def row_ref(self, actor_id: str) -> Inlines:
        """Return the reference to the list that an actor stands in, with a space before it."""
        rosters = (q.id for q in self._catalog.questions.values() if q.roster)
        standing = (id_ for id_ in rosters if actor_id in self.context.holds(id_))
        perhaps = self._catalog.subject_question
        return self.answer_ref(next(standing, perhaps))

    def number(self, question_id: str) -> int:
        """Return the number of an answer in the appendix."""
        return self._answered[question_id]

    def stated(self, givens: Iterable[Given]) -> tuple[Inlines, ...]:
        """Return given facts as clauses with their references."""
        facts = self._alike(self._equals.with_equals(givens))
        return tuple(run(self._clause(alike), self.refs(alike)) for alike in facts)

    def refs(self, givens: Iterable[Given]) -> Inlines:
        """Return references to the answers behind some given facts, once each."""
        questions = dict.fromkeys(given.question for given in givens)
        return run(*(self.answer_ref(question) for question in questions))

    def notes(self, questions: Iterable[str]) -> tuple[Inlines, ...]:
        """Return the team's notes on some questions, quoted, with their references."""
        said = []
        for question in dict.fromkeys(questions):
            answer = self.context.answer(question)
            if answer and answer.note.strip():
                said.append(run("You noted: ", quote(answer.note), self.answer_ref(question)))
        return tuple(said)

    def rule_ref(self, rule_id: str) -> Inlines:
        """Return the reference to a rule that fired, with a space before it."""
        return run(" ", link(f"[R{self._rule_places[rule_id]}]", f"rule-{rule_id}"))

    @cached_property
    def _rule_places(self) -> Mapping[str, int]:
        return {rule.id: place for place, rule in enumerate(self.context.fired, start=1)}

    def title(self, capability_id: str) -> str:
        """Return a capability's name inside a sentence."""
        return lower(self._catalog.capabilities[capability_id].title)

    def cite(self, sources: Iterable[str]) -> Inlines:
        """Return references to what supports a general statement about this platform.

        Rules and pitfalls cite one product's or cloud's documents as well; of another one they
        prove nothing.
        """
        return cite(fitting(self.context, sources))

    def fact(self, text: str, sources: Iterable[str], *refs: Inlines) -> Inlines:
        """Return a catalog sentence with the references behind it."""
        return run(sentence(text), *refs, self.cite(sources))


def _by_label(question: Question, option_id: str, *, holds: bool) -> str:
    labels = {option.id: option.label for option in question.options}
    label = labels.get(option_id, option_id)
    positive = "the answer" if question.kind is Kind.SINGLE else "one answer"
    start = positive if holds else "no answer"
    return f"{start} to “{question.text}” is “{capital(label)}”"
