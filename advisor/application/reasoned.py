"""Everything exact about one assessment: certificates, changes, relevance and triggers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from advisor.application.opening import Opened
from advisor.model.decision import Given
from advisor.reasoning.certificates import certificate
from advisor.reasoning.changes import Changes, changes, triggers
from advisor.reasoning.relevance import Relevant, relevance
from advisor.stacks import Recommendation, recommend


@dataclass(frozen=True)
class Reasoned:
    """An opened assessment with its exact reasoning, computed when asked for.

    Keys of the mappings are capability ids; None stands for the outcome.
    """

    opened: Opened

    @cached_property
    def certificates(self) -> Mapping[str | None, tuple[Given, ...] | None]:
        """The smallest sufficient reason of each settled verdict; None while it is open."""
        return {
            key: certificate(self.opened.compiled, self.opened.assessment.answers, key)
            for key in self._keys
        }

    @cached_property
    def changes(self) -> Mapping[str | None, Changes]:
        """The smallest changes that lead to each other verdict."""
        return {
            key: changes(self.opened.compiled, self.opened.assessment.answers, key)
            for key in self._keys
        }

    @cached_property
    def triggers(self) -> Mapping[str | None, Changes]:
        """The smallest growth or roadmap steps that lead to each other verdict."""
        return {
            key: triggers(self.opened.compiled, self.opened.assessment.answers, key)
            for key in self._keys
        }

    @cached_property
    def relevance(self) -> tuple[Relevant, ...]:
        """What every open question could still do."""
        return relevance(self.opened.compiled, self.opened.assessment.answers)

    @cached_property
    def recommendation(self) -> Recommendation:
        """The recommended stack."""
        return recommend(self.opened.compiled, self.opened.assessment, self.opened.decision)

    @property
    def proven(self) -> bool:
        """Whether every search ended within its step budget."""
        return all(found.proven for found in self.changes.values()) and all(
            found.proven for found in self.relevance
        )

    @property
    def _keys(self) -> tuple[str | None, ...]:
        return (None, *self.opened.catalog.capabilities)
