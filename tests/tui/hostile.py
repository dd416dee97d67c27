"""A catalog and an assessment whose every text is hostile or innocent markup."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from advisor.model.assessment import Actor, Answer, Assessment, Override, Project, Proposal
from advisor.model.catalog import Catalog

STRINGS = (
    "[bold]x[/bold] plain",
    "[red]",
    "[/nope]",
    "a[b]c",
    "[@click=app.quit]go[/]",
    "Costs [EUR]",
    "arr[0]",
    "[link='x",
    "[#zz]q",
    "$100 [50%]",
    "a\\[b]",
    "$title {name} %s",
)
EVERY = " | ".join(STRINGS)
SHORT = " | ".join(STRINGS[3:8])
TEXTS = frozenset(
    {
        *("title", "text", "why", "help", "look_up", "label", "example", "job", "keep_text"),
        *("says", "rationale", "impact", "false_alarm", "finding", "do", "owner", "check"),
        *("name", "pick_when", "avoid_when", "gloss", "reason", "vendor"),
    }
)


def spoiled(value: Any) -> Any:
    """Return a catalog, or a part of one, with every shown text replaced by all the strings."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: spoiled(item) for key, item in value.items()})
    if isinstance(value, tuple):
        return tuple(spoiled(item) for item in value)
    if isinstance(value, Struct):
        changed = {
            name: _spoiled_field(name, getattr(value, name)) for name in value.__struct_fields__
        }
        return replace(value, **changed)
    return value


def spoiled_catalog(catalog: Catalog) -> Catalog:
    """Return the catalog with hostile texts; its sections, subjects and figures too."""
    named = {
        name: MappingProxyType(dict.fromkeys(getattr(catalog, name), EVERY))
        for name in ("sections", "subjects", "figures", "dates")
    }
    questions = dict(spoiled(catalog.questions))
    lifecycle = questions["lifecycle"]
    # One string per option, each on a line of its own.
    options = tuple(
        replace(lifecycle.options[0], id=f"o{place}", label=text)
        for place, text in enumerate(STRINGS)
    )
    questions["lifecycle"] = replace(lifecycle, options=options)
    changed: Catalog = replace(spoiled(catalog), questions=MappingProxyType(questions), **named)
    return changed


def hostile_assessment() -> Assessment:
    """Return an assessment with the strings wherever a person may write."""
    return Assessment(
        project=Project(name=EVERY, owner=EVERY, status=EVERY),
        catalog_version="0.1.0",
        answers=MappingProxyType(
            {
                "platform": Answer(value="cognito", note=EVERY, evidence=(EVERY,)),
                "separate": Answer(not_applicable=EVERY),
                "kept-secrets": Answer(value=("database-passwords",)),
            }
        ),
        actors=(
            Actor("one", "customers", EVERY, "in-use", does=EVERY, owner=EVERY, note=EVERY),
            Actor("two", "own-workload", EVERY, "elsewhere", where=EVERY),
            Actor("three", "own-workload", EVERY, "in-use"),
        ),
        products=MappingProxyType({"secrets": EVERY}),
        dates=MappingProxyType({"launch": date(2027, 2, 1)}),
        overrides=MappingProxyType({"workload-identity": Override("roles", SHORT)}),
        proposals=(
            Proposal("lifecycle", EVERY, "observed", EVERY, read=EVERY, value="o1", says=EVERY),
        ),
    )


def _spoiled_field(name: str, value: Any) -> Any:
    if name in TEXTS and isinstance(value, str):
        return EVERY
    if name in {"must", "must_not"}:
        return (EVERY,)
    if name in {"when", "met", "in_use", "planned", "separate", "excluded", "fits"}:
        return value
    return spoiled(value)
