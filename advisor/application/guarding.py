"""Looks for what must not leave: credentials, and the personal data that a team has named."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.application.opening import Opened
from advisor.application.withholding import line_of, place_name, searched, texts
from advisor.errors import FindingsError, InputError, Problem
from advisor.publish import config
from advisor.publish.guard import Hit, Rules
from advisor.workspace import Reading


def hits(reading: Reading, rules: Rules) -> tuple[Hit, ...]:
    """Return what must not leave in one assessment file, in the order of lines."""
    found = {*_credentials(reading), *_personal_data(reading, rules)}
    return tuple(sorted(hit for hit in found if not rules.cleared(hit)))


def warnings(opened: Opened) -> tuple[Problem, ...]:
    """Return the personal data in a file, by the publishing configuration that applies to it.

    Where the search cannot be made, that is the warning: it must not stop a document.
    """
    try:
        rules = config.load(config.find(opened.path)).settings.guard_rules()
    except InputError as error:
        said = f"not searched for personal data: {error.message}"
        return (Problem(str(opened.path), 0, "", said, error.hint), *error.problems)
    found = sorted(set(_personal_data(opened.reading, rules)))
    return tuple(hit.problem() for hit in found if not rules.cleared(hit))


def refuse(found: tuple[Hit, ...]) -> None:
    """Stop on the first look: name every hit's question and line, and never what it is.

    Raises:
        FindingsError: There is a hit.
    """
    if not found:
        return
    lines = "\n".join(f"  {hit.problem()}" for hit in found)
    raise FindingsError(f"Nothing was published: {len(found)} texts must not leave.\n{lines}")


def _credentials(reading: Reading) -> Iterator[Hit]:
    for place in searched(reading).credentials:
        kind = f"a secret ({place.kind})"
        yield Hit(reading.document.file, place.line, _question(place.name), kind)


def _personal_data(reading: Reading, rules: Rules) -> Iterator[Hit]:
    if not rules.personal:
        return
    for path, text in texts(reading.assessment):
        for name, pattern in rules.personal:
            for found in pattern.finditer(text):
                line = line_of(reading, path, found[0])
                question = _question(place_name(path))
                yield Hit(reading.document.file, line, question, f"personal data ({name})")


def _question(place: str) -> str:
    """Return the question's id for an answer, else the field's name."""
    section, _, rest = place.partition(".")
    return rest.rpartition(".")[0] if section == "answers" else place
