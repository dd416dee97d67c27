"""What a question says about the assumed world: its quiet answer, its theme, what needs it.

The quiet answer is what holds while nobody said anything: the first option of an ordered question
and no option of a list, unless `quiet` names others. `defaults` in catalog.yaml names it where the
choice is ours, as for the product.
"""

from __future__ import annotations

from typing import Final

from advisor.catalog.question_records import QuestionRecord
from advisor.catalog.shelves import Entry, Shelves
from advisor.catalog.suggest import did_you_mean

ALL: Final = ("all",)


def quiet_of(entry: Entry[QuestionRecord], shelves: Shelves) -> tuple[str, ...]:
    """Return the options that a question names for the assumed world; empty for the usual ones."""
    record = entry.record
    default = shelves.defaults.get(record.id)
    if default is not None:
        return (default.record,)
    if record.quiet == ALL and record.kind == "multiple":
        return tuple(option.id for option in record.options)
    return record.quiet


def check_quiet(entry: Entry[QuestionRecord], shelves: Shelves) -> None:
    """Report a quiet answer, theme or capability that does not exist or cannot be."""
    record = entry.record
    options = [option.id for option in record.options]
    if record.quiet != ALL or record.kind == "single":
        for option in record.quiet:
            if option not in options:
                problem, fix = f'no option "{option}"', did_you_mean(option, options)
                shelves.problems.append(entry.problem(("quiet",), problem, fix))
    if record.kind == "single" and len(record.quiet) > 1:
        shelves.problems.append(
            entry.problem(("quiet",), "a single choice has one quiet answer", "name one option")
        )
    if record.ordered and record.quiet and record.quiet[0] != options[0]:
        problem = "an ordered question is quiet at its first option"
        shelves.problems.append(entry.problem(("quiet",), problem, "delete it"))
    if record.theme is not None and not shelves.knows("themes", record.theme):
        problem = f'no theme "{record.theme}" in catalog.yaml'
        fix = did_you_mean(record.theme, shelves.themes)
        shelves.problems.append(entry.problem(("theme",), problem, fix))
    for index, capability in enumerate(record.must):
        if not shelves.knows("capabilities", capability):
            problem = f'no capability "{capability}"'
            fix = did_you_mean(capability, shelves.capabilities)
            shelves.problems.append(entry.problem(("must", index), problem, fix))


def check_defaults(shelves: Shelves) -> None:
    """Report a default that is no option of a single choice."""
    for question, entry in shelves.defaults.items():
        asked = shelves.questions.get(question)
        if asked is None:
            if not shelves.knows("questions", question):
                fix = did_you_mean(question, shelves.questions)
                shelves.problems.append(entry.problem((), f'no question "{question}"', fix))
            continue
        options = [option.id for option in asked.record.options]
        if asked.record.kind == "multiple" or asked.record.ordered:
            problem = f'"{question}" has a quiet answer of its own: it is a list or ordered'
            shelves.problems.append(entry.problem((), problem, "delete it"))
        elif entry.record not in options:
            problem, fix = f'no option "{entry.record}"', did_you_mean(entry.record, options)
            shelves.problems.append(entry.problem((), problem, fix))
