"""Reads conditions: every YAML shorthand becomes a typed tree of `advisor.model.conditions`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from advisor.catalog.strict_yaml import Document, Path, type_name
from advisor.catalog.suggest import did_you_mean
from advisor.errors import Problem
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    FactIs,
    Holds,
    Lacks,
    Not,
    PlansCount,
)

ALL_SUBJECTS: Final = "all-subjects"
PLANS_COUNT: Final = "plans-count"
SUBJECT_PLACEHOLDER: Final = "{subject}"
COMBINATORS: Final = ("all", "any", "not", "at_least", "always", "condition", "plans")
SINGLE_OPERATORS: Final = ("is", "in", "at_least", "at_most")
MULTIPLE_OPERATORS: Final = (
    "includes",
    "excludes",
    "includes_any",
    "includes_all",
    "excludes_all",
)
_STATED: Final = {"stated-yes": True, "stated-no": False}
_NEVER: Final = AnyOf(())


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition needs to know of a question after per-subject expansion."""

    id: str
    multiple: bool
    ordered: bool
    options: tuple[str, ...]


@dataclass(slots=True)
class Names:
    """Everything that a condition may refer to. Broken ids exist but could not be read."""

    questions: dict[str, Asked]
    per_subject: Mapping[str, tuple[str, ...]]
    facts: Iterable[str]
    named: Mapping[str, tuple[object, Document, Path]]
    broken_questions: Iterable[str] = ()
    broken_names: Iterable[str] = ()
    broken_facts: Iterable[str] = ()


@dataclass(slots=True)
class ConditionReader:
    """Reads conditions of one catalog and collects their problems."""

    names: Names
    problems: list[Problem]
    _named: dict[str, Condition] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def read(
        self,
        raw: object,
        document: Document,
        path: Path,
        subject: str = "",
        capability: str = "",
    ) -> Condition:
        """Return the tree of one condition; a faulty part reads as never and is reported.

        In a rule, `{condition: primary}` means `primary.<capability>` where that is named.
        """
        return _Reading(self, document, subject, capability).condition(raw, path)

    def named(self, name: str, asker: _Reading, path: Path) -> Condition:
        """Return a named condition of `catalog.yaml`, read once."""
        own = f"{name}.{asker.capability}"
        if asker.capability and own in self.names.named:
            name = own
        if name in self._named:
            return self._named[name]
        if name not in self.names.named:
            if name not in self.names.broken_names:
                asker.refuse(
                    path, f'no condition is named "{name}"', did_you_mean(name, self.names.named)
                )
            return _NEVER
        if name in self._open:
            circle = " -> ".join([*self._open[self._open.index(name) :], name])
            asker.refuse(path, f"conditions refer to each other in a circle: {circle}", "break it")
            return _NEVER
        self._open.append(name)
        raw, document, place = self.names.named[name]
        self._named[name] = self.read(raw, document, place)
        self._open.pop()
        return self._named[name]

    def plans_count(self) -> Condition:
        """Return when plans count as present; never where `catalog.yaml` does not say."""
        if PLANS_COUNT not in self.names.named:
            return _NEVER
        raw, document, path = self.names.named[PLANS_COUNT]
        return self.read(raw, document, path)

    def read_all_named(self) -> None:
        """Read the named conditions that nothing refers to, for their problems."""
        for name, (_, document, path) in self.names.named.items():
            self.named(name, _Reading(self, document, ""), path)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One pass over one condition."""

    reader: ConditionReader
    document: Document
    subject: str
    capability: str = ""

    def refuse(self, path: Path, problem: str, fix: str = "") -> Condition:
        self.reader.problems.append(self.document.problem(path, problem, fix))
        return _NEVER

    def condition(self, raw: object, path: Path) -> Condition:
        if not isinstance(raw, dict):
            what = f"a condition expected, not {type_name(raw)}"
            return self.refuse(path, what, "write it as {question: ..., is: ...} or all/any/not")
        if "question" in raw:
            return self._comparison(raw, path)
        if "fact" in raw:
            return self._fact(raw, path)
        known = [key for key in raw if key in COMBINATORS]
        if len(raw) != 1 or not known:
            unknown = [key for key in raw if key not in COMBINATORS]
            if unknown:
                fix = did_you_mean(unknown[0], (*COMBINATORS, "question", "fact"))
                return self.refuse((*path, unknown[0]), "unknown part of a condition", fix)
            return self.refuse(path, "one of all, any, not... expected", "nest them: all: [...]")
        key = known[0]
        return self._combinator(key, raw[key], (*path, key))

    def _combinator(self, key: str, raw: Any, path: Path) -> Condition:
        read = {
            "all": self._all,
            "any": self._any,
            "not": self._not,
            "at_least": self._at_least,
            "always": self._always,
            "condition": self._named,
            "plans": self._plans,
        }[key]
        return read(raw, path)

    def _all(self, raw: object, path: Path) -> Condition:
        return All(self._parts(raw, path))

    def _any(self, raw: object, path: Path) -> Condition:
        return AnyOf(self._parts(raw, path))

    def _not(self, raw: object, path: Path) -> Condition:
        return Not(self.condition(raw, path))

    def _always(self, raw: object, path: Path) -> Condition:
        return Always() if raw is True else self.refuse(path, "only true makes sense here")

    def _named(self, raw: object, path: Path) -> Condition:
        if isinstance(raw, str):
            return self.reader.named(raw, self, path)
        return self.refuse(path, "the name of a condition expected")

    def _plans(self, raw: object, path: Path) -> Condition:
        if raw != "count":
            return self.refuse(path, "only `count` makes sense here", "write {plans: count}")
        if PLANS_COUNT not in self.reader.names.named:
            fix = f"name it in catalog.yaml: conditions: {{{PLANS_COUNT}: ...}}"
            return self.refuse(path, f'no condition is named "{PLANS_COUNT}"', fix)
        return PlansCount()

    def _parts(self, raw: object, path: Path) -> tuple[Condition, ...]:
        if not isinstance(raw, list):
            self.refuse(path, "a list of conditions expected", "write it as [{...}, {...}]")
            return ()
        return tuple(self.condition(part, (*path, index)) for index, part in enumerate(raw))

    def _at_least(self, raw: object, path: Path) -> Condition:
        if not isinstance(raw, dict) or set(raw) != {"count", "of"}:
            return self.refuse(path, "count and of expected", "{count: 2, of: [...]}")
        count, parts = raw["count"], self._parts(raw["of"], (*path, "of"))
        if type(count) is not int or not 1 <= count <= max(len(parts), 1):
            return self.refuse(
                (*path, "count"),
                f"a number from 1 to {len(parts)} expected",
                "count what is listed",
            )
        return AtLeast(count, parts)

    def _fact(self, raw: dict[str, Any], path: Path) -> Condition:
        names = self.reader.names
        fact = raw["fact"]
        for key in raw:
            if key not in {"fact", "is"}:
                return self.refuse((*path, key), "unknown part", "{fact: ..., is: stated-yes}")
        if raw.get("is") not in _STATED:
            return self.refuse(path, "is: stated-yes or is: stated-no expected")
        if fact not in names.facts:
            if fact in names.broken_facts:
                return _NEVER
            return self.refuse(
                (*path, "fact"), f'no product fact "{fact}"', did_you_mean(str(fact), names.facts)
            )
        return FactIs(fact, _STATED[raw["is"]])

    def _comparison(self, raw: dict[str, Any], path: Path) -> Condition:
        operators = [key for key in raw if key not in {"question", "of_any", "of_all"}]
        known = SINGLE_OPERATORS + MULTIPLE_OPERATORS
        for key in operators:
            if key not in known:
                return self.refuse((*path, key), "unknown comparison", did_you_mean(key, known))
        if len(operators) != 1:
            return self.refuse(path, "one comparison expected", f"one of {', '.join(known)}")
        operator = operators[0]
        questions = self._questions(raw, path)
        trees = tuple(
            self._compare(asked, operator, raw[operator], (*path, operator)) for asked in questions
        )
        if "of_any" in raw:
            return AnyOf(trees)
        if "of_all" in raw:
            return All(trees)
        return trees[0] if trees else _NEVER

    def _questions(self, raw: dict[str, Any], path: Path) -> list[Asked]:
        """Return the questions that a comparison names: one, or one per subject."""
        names, question = self.reader.names, raw["question"]
        if not isinstance(question, str):
            self.refuse((*path, "question"), "the id of a question expected")
            return []
        if self.subject:
            question = question.replace(SUBJECT_PLACEHOLDER, self.subject)
        over = next((key for key in ("of_any", "of_all") if key in raw), "")
        if over:
            return self._over_subjects(question, raw[over], (*path, over))
        if question in names.questions:
            return [names.questions[question]]
        if question in names.per_subject:
            fix = f"name one, as in {question}.{names.per_subject[question][0]}, or add of_any"
            self.refuse((*path, "question"), f'"{question}" is asked per subject', fix)
        elif not self._broken(question):
            fix = did_you_mean(question, [*names.questions, *names.per_subject])
            self.refuse((*path, "question"), f'no question "{question}"', fix)
        return []

    def _broken(self, question: str) -> bool:
        broken = self.reader.names.broken_questions
        return question in broken or question.partition(".")[0] in broken

    def _over_subjects(self, question: str, subjects: object, path: Path) -> list[Asked]:
        names = self.reader.names
        known = names.per_subject.get(question)
        if known is None:
            if not self._broken(question):
                fix = did_you_mean(question, names.per_subject)
                self.refuse(path, f'"{question}" is not asked per subject', fix)
            return []
        if subjects == ALL_SUBJECTS:
            return [names.questions[f"{question}.{subject}"] for subject in known]
        found = []
        for index, subject in self._words(subjects, path):
            if subject in known:
                found.append(names.questions[f"{question}.{subject}"])
            else:
                self.refuse(
                    (*path, index),
                    f'"{question}" is not asked for "{subject}"',
                    did_you_mean(subject, known),
                )
        return found

    def _words(self, raw: object, path: Path) -> list[tuple[int, str]]:
        if not isinstance(raw, list) or not raw:
            self.refuse(path, "a list of ids expected", "write it as [a, b]")
            return []
        words = []
        for index, word in enumerate(raw):
            if isinstance(word, str):
                words.append((index, word))
            else:
                self.refuse((*path, index), "an id expected", 'put it into "quotes"')
        return words

    def _compare(self, asked: Asked, operator: str, raw: object, path: Path) -> Condition:
        fitting = MULTIPLE_OPERATORS if asked.multiple else SINGLE_OPERATORS
        if operator not in fitting:
            kind = "a multiple choice" if asked.multiple else "a single choice"
            return self.refuse(path, f'"{asked.id}" is {kind}', f"use {', '.join(fitting)}")
        if operator in _LIST_FORMS:
            words = self._words(raw, path)
            options = [word for i, word in words if self._known_option(asked, word, (*path, i))]
            return _LIST_FORMS[operator](asked.id, options) if options else _NEVER
        if not isinstance(raw, str):
            return self.refuse(path, "the id of an option expected", 'put it into "quotes"')
        return self._with_option(asked, operator, raw, path)

    def _with_option(self, asked: Asked, operator: str, option: str, path: Path) -> Condition:
        if not self._known_option(asked, option, path):
            return _NEVER
        if operator in _OPTION_FORMS:
            return _OPTION_FORMS[operator](asked.id, option)
        if not asked.ordered:
            return self.refuse(path, f'the options of "{asked.id}" have no order', "use in: [...]")
        position = asked.options.index(option)
        riskier = operator == "at_least"
        chosen = asked.options[position:] if riskier else asked.options[: position + 1]
        return Chosen(asked.id, frozenset(chosen))

    def _known_option(self, asked: Asked, option: str, path: Path) -> bool:
        if option in asked.options:
            return True
        fix = did_you_mean(option, asked.options)
        self.refuse(path, f'"{asked.id}" has no option "{option}"', fix)
        return False


_OPTION_FORMS: Final[dict[str, Callable[[str, str], Condition]]] = {
    "is": lambda question, option: Chosen(question, frozenset({option})),
    "includes": Holds,
    "excludes": Lacks,
}
_LIST_FORMS: Final[dict[str, Callable[[str, list[str]], Condition]]] = {
    "in": lambda question, options: Chosen(question, frozenset(options)),
    "includes_any": lambda question, options: AnyOf(tuple(Holds(question, o) for o in options)),
    "includes_all": lambda question, options: All(tuple(Holds(question, o) for o in options)),
    "excludes_all": lambda question, options: All(tuple(Lacks(question, o) for o in options)),
}
