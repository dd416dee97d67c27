"""Write docs/generated/: JSON Schemas, and pages that list questions, rules and pitfalls."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from advisor.catalog import load
from advisor.catalog.schema import catalog_schemas
from advisor.exports.json_schema import schema as document_schema
from advisor.model.catalog import Catalog, Question
from advisor.workspace.schema import assessment_schema

GENERATED = Path(__file__).resolve().parent.parent / "generated"
SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def texts() -> dict[str, str]:
    """Return the text of every generated file by its name."""
    catalog = load()
    schemas = {
        **catalog_schemas(),
        "assessment": assessment_schema(catalog),
        "document": document_schema(),
    }
    pages = {
        "questions": questions(catalog),
        "rules": rules(catalog),
        "pitfalls": pitfalls(catalog),
    }
    return {
        **{
            f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            for name, schema in schemas.items()
        },
        **{f"{name}.md": "\n".join(lines) + "\n" for name, lines in pages.items()},
    }


def plain(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def questions(catalog: Catalog) -> Iterator[str]:
    """Yield the page of questions: one entry each, also where it is asked per subject."""
    authored: dict[str, list[Question]] = {}
    for question in catalog.questions.values():
        authored.setdefault(question.authored, []).append(question)
    yield "# Questions"
    yield ""
    yield f"Catalog {catalog.version}: {len(authored)} questions, as they are asked."
    for section, title in catalog.sections.items():
        yield f"\n## {plain(title)}"
        for copies in authored.values():
            if copies[0].section == section:
                yield from question_entry(copies)


def question_entry(copies: list[Question]) -> Iterator[str]:
    """Yield one question: text, reason, where to look, options."""
    question = copies[0]
    yield f"\n### `{question.authored}`\n"
    yield f"{plain(question.text)}\n"
    kind = "one of" if question.kind.value == "single" else "any of"
    order = ", from least to most risky" if question.ordered else ""
    yield f"*{kind}{order}.* {plain(question.why)}"
    if question.subject:
        yield f"Asked per subject: {', '.join(f'`{copy.subject}`' for copy in copies)}."
    if question.look_up:
        yield f"Look it up: {plain(question.look_up)}"
    yield ""
    for option in question.options:
        more = f": {plain(option.help)}" if option.help else ""
        yield f"- `{option.id}` {plain(option.label)}{more}"


def rules(catalog: Catalog) -> Iterator[str]:
    """Yield the page of rules, by capability."""
    yield "# Rules"
    yield ""
    yield "Each proposes a verdict for one job of the platform; the highest proposed one holds."
    for capability in catalog.capabilities.values():
        yield f"\n## {plain(capability.title)} (`{capability.id}`)\n"
        yield "| Rule | Verdict | Target | Says |"
        yield "| --- | --- | --- | --- |"
        for rule in catalog.rules.values():
            if rule.capability == capability.id:
                place = catalog.places.get(("rules", rule.id.partition(".")[0]))
                name = f"[`{rule.id}`](../../{place.file})" if place else f"`{rule.id}`"
                says = plain(rule.title)
                yield f"| {name} | {rule.verdict.id} | {rule.target.id} | {says} |"


def pitfalls(catalog: Catalog) -> Iterator[str]:
    """Yield the page of pitfalls, the worst first."""
    yield "# Pitfalls"
    yield ""
    yield "Findings that given answers force; they change no verdict."
    yield ""
    yield "| Pitfall | Severity | Says | Remedy |"
    yield "| --- | --- | --- | --- |"
    ranked = sorted(catalog.pitfalls.values(), key=lambda pitfall: (-pitfall.severity, pitfall.id))
    for pitfall in ranked:
        place = catalog.places["pitfalls", pitfall.id]
        name = f"[`{pitfall.id}`](../../{place.file})"
        says, remedy = plain(pitfall.title), plain(pitfall.remedy.do)
        yield f"| {name} | {pitfall.severity.id} | {says} | {remedy} |"


def main() -> None:
    """Write all files, and say where."""
    GENERATED.mkdir(exist_ok=True)
    for name, text in texts().items():
        (GENERATED / name).write_text(text, encoding="utf-8")
        print(GENERATED / name)


if __name__ == "__main__":
    main()
