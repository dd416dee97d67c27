"""Reads comparisons, the leaves of conditions: a question or a product fact against a value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass
from typing import Any, Final

from advisor.catalog.strict_yaml import Document, Path
from advisor.catalog.suggest import did_you_mean
from advisor.errors import Problem
from advisor.model.conditions import All, AnyOf, Chosen, Condition, FactIs, Holds, Lacks
from advisor.model.naming import PLACEHOLDER

ALL_SUBJECTS: Final = "all-subjects"
SINGLE_OPERATORS: Final = ("is", "in", "at_least", "at_most")
MULTIPLE_OPERATORS: Final = (
    "includes",
    "excludes",
    "includes_any",
    "includes_all",
    "excludes_all",
)
NEVER: Final = AnyOf(())
_STATED: Final = {"stated-yes": True, "stated-no": False}


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
    facts: Collection[str]
    named: Mapping[str, tuple[object, Document, Path]]
    broken_questions: Container[str] = ()
    broken_names: Container[str] = ()
    broken_facts: Container[str] = ()


@dataclass(frozen=True, slots=True)
class ComparisonReader:
    """Reads the comparisons of one condition."""

    names: Names
    problems: list[Problem]
    document: Document
    subject: str = ""

    def refuse(self, path: Path, problem: str, fix: str = "") -> Condition:
        """Report a problem; what could not be read holds never."""
        self.problems.append(self.document.problem(path, problem, fix))
        return NEVER

    def fact(self, raw: dict[str, Any], path: Path) -> Condition:
        """Return `{fact: scim, is: stated-yes}` as a tree."""
        names = self.names
        fact = raw["fact"]
        for key in raw:
            if key not in {"fact", "is"}:
                return self.refuse((*path, key), "unknown part", "{fact: ..., is: stated-yes}")
        if raw.get("is") not in _STATED:
            return self.refuse(path, "is: stated-yes or is: stated-no expected")
        if fact not in names.facts:
            if fact in names.broken_facts:
                return NEVER
            return self.refuse(
                (*path, "fact"), f'no product fact "{fact}"', did_you_mean(str(fact), names.facts)
            )
        return FactIs(fact, _STATED[raw["is"]])

    def comparison(self, raw: dict[str, Any], path: Path) -> Condition:
        """Return `{question: ..., <operator>: ...}` as a tree, over subjects where it says so."""
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
        return trees[0] if trees else NEVER

    def _questions(self, raw: dict[str, Any], path: Path) -> list[Asked]:
        """Return the questions that a comparison names: one, or one per subject."""
        names, question = self.names, raw["question"]
        if not isinstance(question, str):
            self.refuse((*path, "question"), "the id of a question expected")
            return []
        if self.subject:
            question = question.replace(PLACEHOLDER, self.subject)
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
        broken = self.names.broken_questions
        return question in broken or question.partition(".")[0] in broken

    def _over_subjects(self, question: str, subjects: object, path: Path) -> list[Asked]:
        names = self.names
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
            return _LIST_FORMS[operator](asked.id, options) if options else NEVER
        if not isinstance(raw, str):
            return self.refuse(path, "the id of an option expected", 'put it into "quotes"')
        return self._with_option(asked, operator, raw, path)

    def _with_option(self, asked: Asked, operator: str, option: str, path: Path) -> Condition:
        if not self._known_option(asked, option, path):
            return NEVER
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
