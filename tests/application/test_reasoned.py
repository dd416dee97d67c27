"""Everything exact about one assessment is worked out when it is asked for."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from advisor.application import examples
from advisor.application.opening import opened
from advisor.application.reasoned import Reasoned
from advisor.decision import Compiled
from advisor.model.assessment import Answer
from advisor.reasoning.changes import Changes, changes

TODAY = date(2026, 11, 22)
NAMES = [example.id for example in examples.listed()]


def reasoned_of(name: str, folder: Path, answered: slice = slice(None)) -> Reasoned:
    """Open an example as if only some of its questions were answered."""
    path = folder / f"{name}.yaml"
    path.write_text(examples.text_of(name), encoding="utf-8")
    read = opened(path, (), TODAY)
    answers = dict(list(read.assessment.answers.items())[answered])
    assessment = structs.replace(read.assessment, answers=answers)
    return Reasoned(
        structs.replace(read, reading=structs.replace(read.reading, assessment=assessment))
    )


@pytest.mark.parametrize("name", NAMES)
def test_deciding_questions_are_the_relevant_ones_that_change_a_verdict(
    name: str, tmp_path: Path
) -> None:
    """The short way finds the same questions, with the same verdicts, as the full one."""
    reasoned = reasoned_of(name, tmp_path, slice(None, None, 2))
    full = [
        (found.question, found.outcome, found.capabilities)
        for found in reasoned.relevance
        if found.could_become
    ]

    assert full
    assert full == [
        (found.question, found.outcome, found.capabilities) for found in reasoned.deciding
    ]


def test_what_is_not_looked_up_is_not_searched_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One capability's changes do not cost those of all the others."""
    reasoned = reasoned_of(NAMES[0], tmp_path)
    searched = []

    def search(
        compiled: Compiled, answers: Mapping[str, Answer], key: str | None, **_: object
    ) -> Changes:
        searched.append(key)
        return changes(compiled, answers, key)

    monkeypatch.setattr("advisor.application.reasoned.changes", search)
    job = next(iter(reasoned.opened.catalog.capabilities))

    assert reasoned.changes[job] is reasoned.changes[job]
    assert searched == [job]
    assert list(reasoned.changes) == [None, *reasoned.opened.catalog.capabilities]
    with pytest.raises(KeyError):
        reasoned.changes["no-such-job"]
