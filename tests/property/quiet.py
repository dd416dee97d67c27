"""The quiet answers of an assessment, by walking its worlds."""

from collections.abc import Mapping

from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog
from advisor.model.decision import Given
from advisor.model.vocabulary import Kind
from tests.decision import worlds
from tests.decision.worlds import Value


def quiet_answers(
    catalog: Catalog, answers: Mapping[str, Answer], *, hidden: bool = False
) -> list[Given]:
    """Return the answers of the assumed world that nobody gave.

    Of a main population that is not asked for there, only with `hidden`.
    """
    world = worlds.assumed_world(catalog, answers)
    here = worlds.worlds(catalog, answers)
    found: list[Given] = []
    for question in catalog.questions.values():
        asked = worlds.holds(catalog, world, question.when)
        if question.id == catalog.population_question and not asked and not hidden:
            continue
        value = world[question.id]
        if question.kind is Kind.SINGLE:
            if len({w[question.id] for w in here}) > 1:
                found.append(Given(question.id, "answer", str(value)))
            continue
        for option in question.option_ids:
            if len({contains(w[question.id], option) for w in here}) > 1:
                relation = "includes" if contains(value, option) else "excludes"
                found.append(Given(question.id, relation, option))
    return found


def contains(value: Value, option: str) -> bool:
    """Whether an option of a list holds."""
    return isinstance(value, frozenset) and option in value
