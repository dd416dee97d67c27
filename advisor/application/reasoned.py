"""Everything exact about one assessment: certificates, changes, relevance and triggers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from advisor.application.opening import Opened
from advisor.decision import Compiled, Situation, situation_of
from advisor.decision.budget import Budget, BudgetSpentError
from advisor.model.assessment import Answer
from advisor.model.decision import Given
from advisor.model.vocabulary import Verdict
from advisor.reasoning.certificates import certificate
from advisor.reasoning.changes import ALTERNATIVES, Changes, changes, levers_of, triggers
from advisor.reasoning.relevance import STEPS, Relevant, could_become, relevance

if TYPE_CHECKING:
    from advisor.documents.said import Said
    from advisor.stacks import Recommendation

FoundT = TypeVar("FoundT")


class Reasoned(Struct, frozen=True, dict=True):
    """An opened assessment with its exact reasoning, computed when asked for.

    Keys of the mappings are capability ids; None stands for the outcome. Changes may be limited to
    answers that a team can act on, may move what is reviewed itself (`every_lever`), and there may
    be several equally small ones to each verdict.
    """

    opened: Opened
    actionable: bool = False
    every_lever: bool = False
    alternatives: int = ALTERNATIVES

    @cached_property
    def certificates(self) -> Mapping[str | None, tuple[Given, ...] | None]:
        """The smallest sufficient reason of each settled verdict; None while it is open."""
        return self._each(certificate)

    @cached_property
    def changes(self) -> Mapping[str | None, Changes]:
        """The smallest changes that lead to each other verdict."""
        return self._each(
            partial(
                changes,
                levers=levers_of(actionable=self.actionable, every=self.every_lever),
                alternatives=self.alternatives,
            )
        )

    @cached_property
    def triggers(self) -> Mapping[str | None, Changes]:
        """The smallest growth or roadmap steps that lead to each other verdict."""
        return self._each(triggers)

    @cached_property
    def deciding(self) -> tuple[Relevant, ...]:
        """The open questions that could still change a verdict, and what they could make of it.

        `relevance` also finds what the others could raise, which takes longer than all the rest.
        """
        situation = situation_of(self.opened.compiled, self.opened.answers)
        capabilities = self.opened.catalog.capabilities
        becomes = {key: _could_become(situation, key) for key in (None, *capabilities)}
        found = (
            Relevant(
                question,
                becomes[None].get(question, ()),
                tuple(
                    (id_, becomes[id_][question])
                    for id_ in capabilities
                    if question in becomes[id_]
                ),
            )
            for question in situation.open_questions
        )
        return tuple(each for each in found if each.could_become)

    @cached_property
    def relevance(self) -> tuple[Relevant, ...]:
        """What every open question could still do."""
        return relevance(self.opened.compiled, self.opened.answers)

    @cached_property
    def recommendation(self) -> Recommendation:
        """The recommended stack."""
        from advisor.stacks import recommend  # 9 ms that verdicts and reasons do not need

        opened = self.opened
        return recommend(opened.compiled, opened.assessment, opened.answers, opened.decision)

    @cached_property
    def said(self) -> Mapping[str, Said]:
        """What is said of each job; which of several rules comes first takes its certificate."""
        from advisor.application.saying import said_of  # 10 ms, as with the stack

        decision = self.opened.decision
        several = [job.id for job in decision.capabilities if len(job.rules) > 1]
        return said_of(
            self.opened.compiled,
            self.opened.assessment,
            self.opened.answers,
            decision,
            self.recommendation,
            {name: self.certificates[name] for name in several},
        )

    @property
    def proven(self) -> bool:
        """Whether every search ended within its step budget."""
        return all(found.proven for found in self.changes.values()) and all(
            found.proven for found in self.relevance
        )

    def _each(
        self, find: Callable[[Compiled, Mapping[str, Answer], str | None], FoundT]
    ) -> Mapping[str | None, FoundT]:
        compiled, answers = self.opened.compiled, self.opened.answers
        keys = (None, *self.opened.catalog.capabilities)
        return _WhenAsked(keys, lambda key: find(compiled, answers, key))


def _could_become(situation: Situation, key: str | None) -> Mapping[str, tuple[Verdict, ...]]:
    try:
        return could_become(situation, key, Budget(STEPS))
    except BudgetSpentError:
        # As in `relevance`: what could not be proven in time is not listed.
        return {}


class _WhenAsked(Mapping[str | None, FoundT], Generic[FoundT]):
    """What is found for each key, searched for when the key is first looked up."""

    def __init__(self, keys: tuple[str | None, ...], find: Callable[[str | None], FoundT]) -> None:
        self._keys = keys
        self._find = find
        self._found: dict[str | None, FoundT] = {}

    def __getitem__(self, key: str | None) -> FoundT:
        if key not in self._found:
            if key not in self._keys:
                raise KeyError(key)
            self._found[key] = self._find(key)
        return self._found[key]

    def __iter__(self) -> Iterator[str | None]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
