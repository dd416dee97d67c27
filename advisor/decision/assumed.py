"""The assumed world: the one completion in which every open question has its quiet answer.

Nobody is there who is not listed, with one exception: a machine or agent that the team suspects
(`maybe`), or that a hint of the catalog speaks of, is there. Where nobody said what the platform
is mainly for, it is for a kind of people that is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from advisor.decision.compile import Compiled
from advisor.decision.space import INCLUDES, Cube, Field
from advisor.decision.tautology import covers
from advisor.model.assessment import Answer
from advisor.model.catalog import Capability
from advisor.model.decision import Given
from advisor.model.vocabulary import SubjectKind

MAYBE = "maybe"
HINT = "hint"


class Suspicion(Struct, frozen=True):
    """Why a capability may be in use; `excluded` where the answers rule out what a hint says."""

    capability: str
    reasons: tuple[Given, ...]
    hints: tuple[str, ...]
    excluded: bool = False


def suspicions_of(
    compiled: Compiled, domain: Cube, answers: Mapping[str, Answer]
) -> tuple[tuple[Suspicion, ...], Cube]:
    """Return what is suspected, in id order, and the domain with all that being there."""
    question = compiled.catalog.subject_question
    visible = compiled.space.any_within(compiled.visible.get(question, ()), domain)
    answer = answers.get(question) if visible else None
    maybe = set(answer.maybe) if answer is not None and not answer.unknown else set()
    assumed = set(answer.assumed) if answer is not None else set()
    found: list[Suspicion] = []
    presumed = domain
    for capability in sorted(compiled.catalog.capabilities.values(), key=lambda item: item.id):
        if capability.kind not in (SubjectKind.MACHINE, SubjectKind.AGENT):
            continue
        named = tuple(
            id_
            for id_ in sorted(capability.subjects)
            if id_ in maybe and id_ not in compiled.catalog.unlisted
        )
        hints = tuple(
            hint.id
            for hint in sorted(capability.hints, key=lambda hint: hint.id)
            if covers(compiled.space, compiled.region(hint.when, f"hint {hint.id}"), domain)
        )
        if not named and not hints:
            continue
        reasons = tuple(Given(question, MAYBE, id_) for id_ in named)
        reasons += tuple(Given("", HINT, hint) for hint in hints)
        hinted = [id_ for id_ in _hinted(compiled, capability, domain) if id_ not in assumed]
        presumed = _with(compiled, presumed, named or hinted)
        found.append(Suspicion(capability.id, reasons, hints))
    return tuple(found), presumed


def assumed_world(compiled: Compiled, presumed: Cube) -> Cube:
    """Return the world of a domain, with what is suspected, where all that is open is quiet."""
    space = compiled.space
    undecided = space.undecided(presumed)
    world = presumed & ~undecided | presumed & undecided & compiled.quiet
    for field in space.empty_fields(world):
        # A restricted answer may leave out the quiet one: then the first that it leaves.
        left = presumed & field.mask
        world |= left & -left
    population = population_field(compiled)
    if population is None or not undecided & population.mask:
        return world
    main = _main_population(compiled, population, world)
    return world & ~population.mask | main if main & presumed else world


def population_field(compiled: Compiled) -> Field | None:
    """Return the field of the main population; None in a catalog that does not ask for it."""
    fields = compiled.space.of_question.get(compiled.catalog.population_question)
    return fields[0] if fields else None


def people(compiled: Compiled) -> Mapping[str, Field]:
    """Return the fields that say whether people are listed, by actor or kind, in catalog order."""
    catalog = compiled.catalog
    field = population_field(compiled)
    kinds = field.values[:-1] if field is not None else ()
    listed = compiled.space.of_question.get(catalog.subject_question, ())
    return {
        field.option: field
        for field in listed
        if catalog.kinds.get(field.option, field.option) in kinds
    }


def listed_people(compiled: Compiled, domain: Cube) -> tuple[str, ...]:
    """Return the kinds of people that are there all over a domain."""
    asked = compiled.visible.get(compiled.catalog.subject_question, ())
    if not covers(compiled.space, asked, domain):
        return ()
    kinds = (
        compiled.catalog.kinds.get(who, who)
        for who, field in people(compiled).items()
        if domain & field.mask == field.bit(INCLUDES)
    )
    return tuple(dict.fromkeys(kinds))


def _main_population(compiled: Compiled, field: Field, world: Cube) -> Cube:
    listed = listed_people(compiled, world)
    usual = compiled.catalog.questions[field.question].quiet_options[0]
    return field.bit(usual if usual in listed or not listed else listed[0])


def _hinted(compiled: Compiled, capability: Capability, domain: Cube) -> Iterable[str]:
    """Return whom a hint speaks of: nobody new where one of the job's subjects is listed."""
    question = compiled.catalog.subject_question
    allowed = {
        field.option: domain & field.mask == field.bit(INCLUDES)
        for field in compiled.space.of_question.get(question, ())
        if field.option in capability.subjects and domain & field.bit(INCLUDES)
    }
    if any(allowed.values()):
        return ()
    return sorted(allowed, key=capability.subjects.index)[:1]


def _with(compiled: Compiled, domain: Cube, subjects: Iterable[str]) -> Cube:
    """Return the worlds of a domain in which some subjects are there."""
    for subject in subjects:
        field = compiled.space.option_field(compiled.catalog.subject_question, subject)
        domain = domain & ~field.mask | field.bit(INCLUDES)
    return domain
