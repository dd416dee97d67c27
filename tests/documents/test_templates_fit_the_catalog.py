"""The prose data beside the code names only what the shipped catalog holds, and all of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.documents.context import DocumentContext
from advisor.documents.picture import picture
from advisor.documents.voice import Voice
from advisor.model.catalog import Catalog
from advisor.model.decision import Given
from advisor.model.vocabulary import Kind
from tests.documents.made import desk

TEMPLATES = Path(__file__).resolve().parents[2] / "advisor" / "documents" / "templates"
FIXED_PARTS = {"login", "application", "outside-logins", "cloud-resources"}
GROUPS = {
    *("people", "staff", "outside-callers", "key-holders", "own-programs", "own-agents"),
    *("third-party-clients", "devices"),
}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The shipped catalog."""
    return desk().catalog


def loaded(name: str) -> Any:
    """A data file of the templates, every scalar as a string."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)


def test_every_option_has_its_sentence(catalog: Catalog) -> None:
    """Each answer reads as a clause; a multiple choice has one for either way."""
    statements: Mapping[str, Mapping[str, Any]] = loaded("statements.yaml")["questions"]
    missing = []
    for question in catalog.questions.values():
        known = statements.get(question.authored or question.id, {})
        for option in question.options:
            entry = known.get(option.id)
            pair = isinstance(entry, list) and len(entry) == len(("yes", "no"))
            if entry is None or pair != (question.kind is Kind.MULTIPLE):
                missing.append(f"{question.id}.{option.id}")

    assert missing == []


def test_no_sentence_is_left_over(catalog: Catalog) -> None:
    """A sentence whose question or option is gone is removed."""
    options: dict[str, set[str]] = {}
    for question in catalog.questions.values():
        options.setdefault(question.authored or question.id, set()).update(question.option_ids)
    statements: Mapping[str, Mapping[str, Any]] = loaded("statements.yaml")["questions"]
    stray = {
        f"{name}.{option}"
        for name, entries in statements.items()
        for option in entries
        if option not in options.get(name, ())
    }

    assert stray == set()


def test_every_subject_and_platform_has_its_words(catalog: Catalog) -> None:
    """Each subject and each product has its noun."""
    statements = loaded("statements.yaml")
    platforms = set(catalog.questions[catalog.platform_question].option_ids)

    assert set(statements["subjects"]) == set(catalog.subjects)
    assert set(statements["instances"]) == platforms


def test_merged_steps_exist(catalog: Catalog) -> None:
    """A remedy is merged only into steps that rules have."""
    steps = {step.id for rule in catalog.rules.values() for step in rule.steps}
    entries: Mapping[str, list[str | list[str]]] = loaded("same_steps.yaml")
    ways = [way for named in entries.values() for way in named]

    assert set(entries) <= set(catalog.pitfalls)
    assert {step for way in ways for step in ([way] if isinstance(way, str) else way)} <= steps


def test_scopes_name_what_exists(catalog: Catalog) -> None:
    """Products and clouds that limit a source or an entry are answers, and each start is in use."""
    platforms = set(catalog.questions[catalog.platform_question].option_ids)
    clouds = set(catalog.questions["home-cloud"].option_ids)
    shelves: Mapping[str, list[Mapping[str, list[str]]]] = loaded("scopes.yaml")
    for shelf, known in (("sources", catalog.sources), ("controls", catalog.controls)):
        for entry in shelves[shelf]:
            assert set(entry.get("platforms", ())) <= platforms
            assert set(entry.get("clouds", ())) <= clouds
            assert all(any(name.startswith(start) for name in known) for start in entry["begins"])


def test_actors_take_part_in_steps_that_exist(catalog: Catalog) -> None:
    """Owners of actors are named with steps of rules about their subjects only."""
    for subject, named in loaded("taking_part.yaml").items():
        steps = {
            step.id
            for rule in catalog.rules.values()
            if subject in catalog.capabilities[rule.capability].subjects
            for step in rule.steps
        }
        assert set(named) <= steps


def test_what_a_job_holds_sends_it_to_a_layer_that_exists(catalog: Catalog) -> None:
    """A destination by answers names a job, options of a question, and a layer."""
    for job, entry in loaded("destinations.yaml").items():
        assert job in catalog.capabilities
        assert set(entry["only"]) <= set(catalog.questions[entry["question"]].option_ids)
        assert entry["layer"] in catalog.layers


def test_what_is_said_of_nothing_ticked_is_about_questions(catalog: Catalog) -> None:
    """Words for an empty answer belong to a multiple choice."""
    questions = [catalog.questions[name] for name in loaded("nothing_ticked.yaml")]
    assert {question.kind for question in questions} == {Kind.MULTIPLE}


def test_every_ai_rmf_entry_in_use_names_its_artefact(catalog: Catalog) -> None:
    """For NIST AI RMF the document says what an outcome is shown by."""
    named = [rule.controls for rule in catalog.rules.values()]
    named += [pitfall.controls for pitfall in catalog.pitfalls.values()]
    cited = {
        control
        for controls in named
        for control in controls
        if catalog.controls[control].standard == "nist-ai-rmf"
    }

    assert set(loaded("artefacts.yaml")) == cited


def test_interfaces_join_parts_that_exist(catalog: Catalog) -> None:
    """Both ends of a call are layers, groups of subjects, or fixed parts."""
    parts = {*catalog.layers, *FIXED_PARTS, *GROUPS}
    entries: list[Mapping[str, Any]] = loaded("interfaces.yaml")["interfaces"]
    named = {entry[end] for entry in entries for end in ("from", "to", "unless") if end in entry}
    components = {entry[key] for entry in entries for key in ("only", "not_with") if key in entry}

    named |= {part for entry in entries for part in entry.get("needs_any", ())}
    steps = {pitfall.remedy.id for pitfall in catalog.pitfalls.values()}

    assert named - parts == set()
    assert {step for entry in entries for step in entry.get("until", ())} <= steps
    assert components <= set(catalog.components)
    assert len({entry["id"] for entry in entries}) == len(entries)


def test_an_option_without_a_sentence_falls_back_to_its_label(catalog: Catalog) -> None:
    """A team's own question reads by its text and the option's label."""
    from tests.documents import small

    context: DocumentContext = small.context()
    said = Voice(context).clause(Given("kept-secrets", "excludes", "signing-keys"))

    assert said == "no answer to “Which credentials lie beside the login?” is “Signing keys”"
    assert picture(context, Voice(context)) is not None
