"""Random small catalogs with random answers, for laws that are checked by enumeration."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.model.assessment import Answer
from advisor.model.catalog import (
    Capability,
    Catalog,
    Hint,
    KeepCondition,
    KeepGround,
    Question,
    Rule,
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
    Kind,
    Severity,
    SubjectKind,
    Target,
    Verdict,
)
from tests.decision.small_catalogs import (
    NOT_APPLICABLE,
    UNKNOWN,
    capability,
    catalog,
    chosen,
    layer,
    listed,
    multiple,
    pitfall,
    rule,
    single,
)


class Shape:
    """Draws small catalogs and answers from one seed.

    Seeds, not hypothesis' own choices, make an example in a millisecond instead of a tenth of a
    second; an example is reproduced by its seed.
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def comparison(self, questions: Sequence[Question]) -> Condition:
        """Draw a comparison over some of the questions."""
        question = self.random.choice(questions)
        ids = question.option_ids
        if question.kind is Kind.SINGLE:
            count = self.random.randint(1, max(1, len(ids) - 1))
            return Chosen(question.id, frozenset(self.random.sample(ids, count)))
        make = self.random.choice((Holds, Lacks))
        return make(question.id, self.random.choice(ids))

    def condition(self, questions: Sequence[Question], size: int = 4) -> Condition:
        """Draw a condition tree with about so many comparisons."""
        if size <= 1:
            return self.comparison(questions)
        parts = tuple(
            self.condition(questions, size // 2 - self.random.randint(0, 1))
            for _ in range(self.random.randint(1, 3))
        )
        how = self.random.choice("aaoonct")
        if how == "a":
            return All(parts)
        if how == "o":
            return AnyOf(parts)
        if how == "n":
            return Not(self.random.choice(parts))
        if how == "c":
            return AtLeast(self.random.randint(1, 2), parts)
        return parts[0]

    def questions(self, most: int) -> tuple[Question, ...]:
        """Draw questions whose visibility reads earlier ones; few enough to walk every world."""
        questions: list[Question] = []
        for number in range(self.random.randint(2, most)):
            when: Condition = Always()
            if questions and self.random.randrange(3) == 0:
                when = self.condition(questions, 2)
            make, count = self.random.choice(
                ((single, 2), (single, 3), (multiple, 1), (multiple, 2))
            )
            flags: dict[str, Any] = {name: self.random.random() < 0.5 for name in FLAGS}
            options = [f"o{at}" for at in range(count)]
            flags["theme"] = self.random.choice(("t0", "t1"))
            flags["quiet"] = (
                tuple(option for option in options if self.random.random() < 0.3)
                if make is multiple
                else (self.random.choice(options),)
            )
            questions.append(make(f"q{number}", *options, when=when, **flags))
        return tuple(questions)

    def capability(
        self, number: int, questions: Sequence[Question], subjects: Sequence[str]
    ) -> Capability:
        """Draw a capability of any kind."""
        hints = tuple(
            Hint(f"h{number}{at}", self.condition(questions, 2), "Something hints at it.")
            for at in range(self.random.randint(0, 1))
        )
        used = Always() if self.random.random() < 0.3 else self.condition(questions, 2)
        return capability(
            f"c{number}",
            used,
            verdicts=self.random.choice(VERDICT_SETS),
            kind=self.random.choice(tuple(SubjectKind)),
            planned=self.comparison(questions),
            separate=self.comparison(questions),
            subjects=[id_ for id_ in subjects if self.random.random() < 0.5],
            hints=hints,
            layers=("l0",),
        )

    def rules(self, item: Capability, questions: Sequence[Question]) -> list[Rule]:
        """Draw some rules of a capability."""
        rules = []
        moved = tuple(verdict for verdict in item.verdicts if verdict > Verdict.KEEP)
        for at in range(self.random.randint(0, 3)):
            verdict = self.random.choice(moved)
            lowest = Target.SEPARATE_INSTANCE if verdict is Verdict.SPLIT else Target.OTHER_PRODUCT
            rules.append(
                rule(
                    f"r{item.id}{at}",
                    item.id,
                    verdict,
                    self.condition(questions),
                    target=self.random.choice([t for t in Target if t >= lowest]),
                    layers=self.random.choice(((), ("l1",), ("l1", "l2"))),
                )
            )
        return rules

    def catalog(self, most: int) -> Catalog:
        """Draw a catalog; its first multiple choice, if any, names the subjects."""
        questions = tuple(
            replace(question, must=("c0",) if self.random.random() < 0.2 else ())
            for question in self.questions(most)
        )
        singles = [question.id for question in questions if question.kind is Kind.SINGLE]
        subject = next((q for q in questions if q.kind is Kind.MULTIPLE), None)
        capabilities = [
            self.capability(number, questions, subject.option_ids if subject else ())
            for number in range(self.random.randint(1, 3))
        ]
        small = catalog(
            questions,
            capabilities,
            [one for item in capabilities for one in self.rules(item, questions)],
            layers=[layer(f"l{number}") for number in range(3)],
            pitfalls=[
                pitfall(
                    f"p{number}", self.condition(questions), self.random.choice(tuple(Severity))
                )
                for number in range(self.random.randint(0, 2))
            ],
            keep_grounds=[
                KeepGround(f"g{item.id}", item.id, "", self.condition(questions), "", "")
                for item in capabilities
            ],
            keep_conditions=[
                KeepCondition(
                    f"k{item.id}",
                    item.id,
                    "",
                    Always() if self.random.random() < 0.5 else self.comparison(questions),
                    self.condition(questions, 2),
                    "",
                )
                for item in capabilities
            ],
        )
        return replace(
            small,
            subject_question=subject.id if subject else "none",
            population_question=self.random.choice([*singles, "none"]),
            defaults=tuple(singles[:1]),
            themes={"t0": "First.", "t1": "Second."},
        )

    def answers(self, questions: Iterable[Question]) -> dict[str, Answer]:
        """Draw answers: given, partly known, unknown, not applicable or absent, hidden or not."""
        drawn = {question.id: self.answer(question) for question in questions}
        return {id_: answer for id_, answer in drawn.items() if answer is not None}

    def answer(self, question: Question) -> Answer | None:
        """Draw one answer, or none."""
        how = self.random.choice(("given", "given", "given", "maybe", "unknown", "na", "absent"))
        if how == "absent":
            return None
        if how == "unknown":
            return UNKNOWN
        if how == "na":
            return NOT_APPLICABLE
        if question.kind is Kind.SINGLE:
            return chosen(self.random.choice(question.option_ids))
        third = "maybe" if how == "maybe" else "out"
        states = {o: self.random.choice(("in", "out", third)) for o in question.option_ids}
        return listed(
            *(option for option, state in states.items() if state == "in"),
            maybe=[option for option, state in states.items() if state == "maybe"],
        )


Case = tuple[Catalog, dict[str, Answer]]
FLAGS = ("actionable", "growth", "roadmap", "frame")
VERDICT_SETS = (
    (Verdict.KEEP, Verdict.SPLIT, Verdict.REPLACE),
    (Verdict.KEEP, Verdict.SPLIT),
    (Verdict.SPLIT, Verdict.REPLACE),
    (Verdict.SPLIT,),
)


def cases(most: int = 4, *, product: bool = False) -> st.SearchStrategy[Case]:
    """Draw a small catalog and answers to it; with `product`, some question asks for that."""

    def drawn(seed: int) -> Case:
        shape = Shape(seed)
        small = shape.catalog(most)
        if product:
            singles = [q.id for q in small.questions.values() if q.kind is Kind.SINGLE]
            small = replace(small, platform_question=shape.random.choice([*singles, "none"]))
        return small, shape.answers(small.questions.values())

    return st.integers(0, 2**32 - 1).map(drawn)
