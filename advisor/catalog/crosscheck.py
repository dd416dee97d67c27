"""Checks what refers to what, once every file is read; each check adds its problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from advisor.catalog.cases import answer_problems, answers_in
from advisor.catalog.crosscheck_stacks import crosscheck_stacks
from advisor.catalog.question_records import ExampleRecord, KeepGroundRecord, StepRecord
from advisor.catalog.references import References
from advisor.catalog.shelves import Entry, Shelves
from advisor.catalog.strict_yaml import Path
from advisor.catalog.suggest import did_you_mean
from advisor.model.catalog import Catalog
from advisor.model.conditions import Condition, FactIs, comparisons
from advisor.model.vocabulary import Kind

_NO_KEEP: Final = "keep is what is left where no rule fires"


def crosscheck(catalog: Catalog, shelves: Shelves) -> None:
    """Run every check and add the problems to the shelves."""
    references = References(shelves)
    for check in _CHECKS:
        check(catalog, shelves, references)
    crosscheck_stacks(catalog, shelves, references)


def _header(catalog: Catalog, shelves: Shelves, references: References) -> None:
    for entry in shelves.headers:
        record = entry.record
        for field, kind in (
            ("platform_question", Kind.SINGLE),
            ("subject_question", Kind.MULTIPLE),
        ):
            question_id = getattr(record, field)
            if question_id is None:
                continue
            references.check(entry, (field,), question_id, "questions", "question")
            question = catalog.questions.get(question_id)
            if question and question.kind is not kind:
                shelves.problems.append(
                    entry.problem((field,), f"a {kind.value} choice expected", "name another one")
                )
        for index, group in enumerate(record.exclusive_layers):
            references.each(entry, ("exclusive_layers", index), group, "layers", "layer")
    _renames(catalog, shelves)


def _renames(catalog: Catalog, shelves: Shelves) -> None:
    known = {*catalog.questions, *shelves.questions}
    for old, entry in {**shelves.renamed, **shelves.removed}.items():
        if old in known:
            shelves.problems.append(
                entry.problem((), f'"{old}" is still a question', "delete one of the two")
            )
    for old, entry in shelves.renamed.items():
        new, seen = entry.record, {old}
        while new in shelves.renamed and new not in seen:
            seen.add(new)
            new = shelves.renamed[new].record
        if new not in known:
            shelves.problems.append(
                entry.problem((), f'no question "{new}"', did_you_mean(new, known))
            )


def _capabilities(catalog: Catalog, shelves: Shelves, references: References) -> None:
    for entry in shelves.capabilities.values():
        record = entry.record
        if catalog.subjects:
            references.among(entry, ("subjects",), record.subjects, catalog.subjects, "subject")
        references.each(entry, ("layers",), record.layers, "layers", "layer")
        references.unique(entry, ("hints",), [hint.id for hint in record.hints], "hint")
        _cases(catalog, shelves, entry, record.cases)


def _product_facts(catalog: Catalog, shelves: Shelves, references: References) -> None:
    for entry in shelves.product_facts.values():
        record = entry.record
        references.check(entry, ("asked_by",), record.asked_by, "questions", "question")
        question = catalog.questions.get(record.asked_by)
        if question is None:
            continue
        if question.kind is not Kind.MULTIPLE:
            shelves.problems.append(
                entry.problem(("asked_by",), "a multiple choice expected", "name another one")
            )
        elif record.asked_option not in question.option_ids:
            fix = did_you_mean(record.asked_option, question.option_ids)
            problem = f'"{question.id}" has no option "{record.asked_option}"'
            shelves.problems.append(entry.problem(("asked_option",), problem, fix))


def _questions(catalog: Catalog, shelves: Shelves, references: References) -> None:
    for entry in shelves.questions.values():
        references.each(entry, ("sources",), entry.record.sources, "sources", "source")
        _cases(catalog, shelves, entry, entry.record.cases)
    for circle in _visibility_circles(catalog):
        question = catalog.questions[circle[0]]
        entry = shelves.questions[question.authored]
        shelves.problems.append(
            entry.problem(
                ("when",),
                f"questions make each other visible in a circle: {' -> '.join(circle)}",
                "let one of them be asked always",
            )
        )


def _visibility_circles(catalog: Catalog) -> list[tuple[str, ...]]:
    needs = {key: _asked_in(question.when, catalog) for key, question in catalog.questions.items()}
    return circles(needs)


def _asked_in(condition: Condition, catalog: Catalog) -> list[str]:
    asked = []
    for comparison in comparisons(condition):
        if isinstance(comparison, FactIs):
            asked.append(catalog.platform_question)
            asked.append(catalog.product_facts[comparison.fact].asked_by)
        else:
            asked.append(comparison.question)
    return list(dict.fromkeys(asked))


def circles(needs: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return every circle that a depth-first walk closes, each from its start back to it."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    path: list[str] = []

    def visit(node: str) -> None:
        if node in path:
            found.append((*path[path.index(node) :], node))
            return
        if node in done or node not in needs:
            return
        path.append(node)
        for following in needs[node]:
            visit(following)
        path.pop()
        done.add(node)

    for start in needs:
        visit(start)
    return found


def _rules(catalog: Catalog, shelves: Shelves, references: References) -> None:
    for entry in shelves.rules.values():
        record = entry.record
        references.each(entry, ("capability",), record.capability, "capabilities", "capability")
        references.judgement(entry)
        _cases(catalog, shelves, entry, record.cases)
        if record.verdict in {"none", "keep"}:
            shelves.problems.append(
                entry.problem(("verdict",), f"no rule proposes {record.verdict}", _NO_KEEP)
            )
            continue
        for capability in (catalog.capabilities.get(id_) for id_ in record.capability):
            if capability and record.verdict not in {word.id for word in capability.verdicts}:
                allowed = ", ".join(word.id for word in capability.verdicts)
                problem = f'"{capability.id}" cannot become {record.verdict}'
                shelves.problems.append(entry.problem(("verdict",), problem, f"allowed: {allowed}"))


def _keeps(catalog: Catalog, shelves: Shelves, references: References) -> None:
    keeps: list[Entry[Any]] = [*shelves.keep_grounds.values(), *shelves.keep_conditions.values()]
    for entry in keeps:
        references.each(entry, ("sources",), entry.record.sources, "sources", "source")
        capability = catalog.capabilities.get(entry.owner)
        if capability is None and not shelves.knows("capabilities", entry.owner):
            problem = f'no capability "{entry.owner}"'
            fix = did_you_mean(entry.owner, catalog.capabilities)
            shelves.problems.append(entry.document.problem(("capability",), problem, fix))
        elif (
            capability
            and "keep" not in {word.id for word in capability.verdicts}
            and isinstance(entry.record, KeepGroundRecord)
        ):
            # Conditions may stand: staying is defensible under them, whatever the verdict.
            problem = f'"{capability.id}" is never kept'
            shelves.problems.append(
                entry.document.problem(("capability",), problem, "delete its grounds")
            )


def _pitfalls(catalog: Catalog, shelves: Shelves, references: References) -> None:
    for entry in shelves.pitfalls.values():
        references.judgement(entry)
        _cases(catalog, shelves, entry, entry.record.cases)


def _cases(
    catalog: Catalog, shelves: Shelves, entry: Entry[Any], cases: Iterable[ExampleRecord]
) -> None:
    broken = shelves.broken["questions"]
    for index, case in enumerate(cases):
        for place, answers in answers_in(case):
            here: Path = ("cases", index, *place)
            if answers is not case.answers and answers.items() <= case.answers.items():
                fix = "name the answers that differ"
                shelves.problems.append(entry.problem(here, "it changes nothing", fix))
            for path, problem, fix in answer_problems(answers, catalog.questions):
                question_id = str(path[0])
                if question_id not in broken and question_id.partition(".")[0] not in broken:
                    shelves.problems.append(entry.problem((*here, *path), problem, fix))


def _steps(catalog: Catalog, shelves: Shelves, references: References) -> None:  # noqa: ARG001
    """Check that `after` names steps, and that one id always means the same step."""
    steps: dict[str, tuple[StepRecord, Entry[Any], Path]] = {}
    for entry, path, step in _all_steps(shelves):
        known = steps.setdefault(step.id, (step, entry, path))
        if known[0] != step:
            where = f"{known[1].document.file}:{known[1].document.line(known[2])}"
            shelves.problems.append(
                entry.problem(
                    path, f'step "{step.id}" differs from the one at {where}', "rename it"
                )
            )
    broken = shelves.broken["rules"] or shelves.broken["pitfalls"]
    for entry, path, step in _all_steps(shelves):
        for index, earlier in enumerate(step.after):
            if earlier not in steps and not broken:
                shelves.problems.append(
                    entry.problem(
                        (*path, "after", index),
                        f'no step "{earlier}"',
                        did_you_mean(earlier, steps),
                    )
                )
    for circle in circles({key: step.after for key, (step, _, _) in steps.items()}):
        _, entry, path = steps[circle[0]]
        problem = f"steps wait for each other: {' -> '.join(circle)}"
        shelves.problems.append(entry.problem((*path, "after"), problem, "remove one"))


def _all_steps(shelves: Shelves) -> Iterable[tuple[Entry[Any], Path, StepRecord]]:
    for rule in shelves.rules.values():
        for index, step in enumerate(rule.record.steps):
            yield rule, ("steps", index), step
    for pitfall in shelves.pitfalls.values():
        yield pitfall, ("remedy",), pitfall.record.remedy


_CHECKS: Final[tuple[Callable[[Catalog, Shelves, References], None], ...]] = (
    _header,
    _capabilities,
    _product_facts,
    _questions,
    _rules,
    _keeps,
    _pitfalls,
    _steps,
)
