"""The data in `reference_stacks/` is complete, consistent and honest about what was verified."""

import re
from itertools import chain

import pytest

from advisor.model.catalog import Component, Stack
from tests.stacks.shipped import catalog

SETTINGS = {
    "aws-native",
    "aws-with-authorization-service",
    "azure",
    "gcp",
    "vendor-neutral",
    "hybrid",
}
LONGEST_SENTENCE = 40


def products(layer: str) -> list[Component]:
    """Return the products of a layer."""
    return [
        component
        for component in catalog().components.values()
        if component.layer == layer and component.kind == "product"
    ]


def test_there_are_twenty_two_layers_and_six_settings() -> None:
    """The layers and settings are those that the product promises."""
    assert len(catalog().layers) == 22
    assert set(catalog().stacks) == SETTINGS


def test_each_layer_says_what_it_must_and_must_not_do() -> None:
    """Two to four duties and two to four prohibitions tell what a layer is."""
    for layer in catalog().layers.values():
        assert 2 <= len(layer.must) <= 4, layer.id
        assert 2 <= len(layer.must_not) <= 4, layer.id


@pytest.mark.parametrize("setting", sorted(SETTINGS))
def test_every_layer_has_a_product_in_every_setting(setting: str) -> None:
    """No team meets a layer without a product for its setting."""
    for layer in catalog().layers:
        assert any(setting in product.settings for product in products(layer)), layer


@pytest.mark.parametrize("setting", sorted(SETTINGS))
def test_a_stack_chooses_one_product_of_its_setting_per_layer_and_says_why(setting: str) -> None:
    """A reference stack is complete and its choices belong to it."""
    stack: Stack = catalog().stacks[setting]
    assert list(stack.choices) == list(catalog().layers)
    assert set(stack.why) == set(stack.choices)
    for layer, component_id in stack.choices.items():
        component = catalog().components[component_id]
        assert component.kind == "product", component_id
        assert component.layer == layer, component_id
        assert setting in component.settings, component_id


def test_reasons_of_a_stack_are_its_own() -> None:
    """A reason repeated within a stack explains nothing."""
    for stack in catalog().stacks.values():
        assert len(set(stack.why.values())) == len(stack.why), stack.id


def test_every_product_can_be_reached() -> None:
    """A product is a default, fits somewhere, stands beside as an alternative, or is the login."""
    for component in catalog().components.values():
        if component.kind == "product" and not component.settings:
            assert component.platform, component.id


def test_one_product_per_entry() -> None:
    """A slot is filled by one product, so no name is a list."""
    for component in catalog().components.values():
        if component.kind == "product":
            assert not re.search(r", (?!a |for |standalone|multi)| / | or ", component.name)


def test_what_nothing_verifies_asks_to_be_confirmed() -> None:
    """A product known from memory alone is marked `confirm`."""
    for component in catalog().components.values():
        verified = any(fact.verified != "from-memory" for fact in component.facts)
        if component.kind == "product" and component.settings and not component.facts:
            assert component.confirm or component.platform, component.id
        if component.facts:
            assert verified or component.confirm, component.id


def test_every_component_says_when_to_pick_and_when_to_avoid_it() -> None:
    """Alternatives are of use only with both."""
    for component in catalog().components.values():
        assert component.pick_when, component.id
        assert component.avoid_when, component.id


def test_every_fact_has_a_date_and_a_source() -> None:
    """Facts about products age, so each is dated and sourced."""
    facts = chain.from_iterable(
        ((component.id, fact) for fact in component.facts)
        for component in catalog().components.values()
    )
    for component_id, fact in facts:
        assert fact.as_of, component_id
        assert fact.sources, component_id


def test_platforms_answer_every_product_fact() -> None:
    """Each of the seven platforms says yes, no or not stated to each fact that rules may ask."""
    assert len(catalog().platforms) == 7
    for platform in catalog().platforms.values():
        assert set(platform.facts) == set(catalog().product_facts), platform.id


def test_a_stated_fact_has_a_source_and_memory_states_nothing() -> None:
    """Only what was read, or follows from what was read, has a value."""
    for platform in catalog().platforms.values():
        for key, fact in platform.facts.items():
            if fact.value is not None or fact.on is not None:
                assert fact.verified in {"yes", "partial", "inferred"}, (platform.id, key)
                assert fact.sources, (platform.id, key)


def test_a_quota_never_has_a_maximum_below_its_default() -> None:
    """A limit can be raised, not lowered."""
    for platform in catalog().platforms.values():
        for quota in platform.quotas:
            assert quota.default is not None or quota.maximum is not None
            if quota.default is not None and quota.maximum is not None:
                assert quota.default <= quota.maximum, quota.id


def test_each_platform_is_a_product_that_a_kept_login_can_name() -> None:
    """The component of a platform belongs to that platform."""
    for platform in catalog().platforms.values():
        assert catalog().components[platform.component].platform == platform.id


def test_no_sentence_is_longer_than_forty_words() -> None:
    """What a document prints stays readable."""
    texts = [layer.job for layer in catalog().layers.values()]
    texts += [
        text for layer in catalog().layers.values() for text in (*layer.must, *layer.must_not)
    ]
    texts += [rule.reason for rule in catalog().stack_rules.values()]
    texts += [why for stack in catalog().stacks.values() for why in stack.why.values()]
    for component in catalog().components.values():
        texts += [component.pick_when, component.avoid_when]
        texts += [fact.text for fact in component.facts]
    for platform in catalog().platforms.values():
        texts += [fact.text for fact in platform.facts.values()]
        texts += [text for text, _ in platform.limits]
    for text in texts:
        assert all(len(part.split()) <= LONGEST_SENTENCE for part in text.split(". ")), text
        assert text.endswith("."), text


def test_reasons_of_stack_rules_are_not_repeated() -> None:
    """Two rules with the same reason would print the same sentence twice."""
    reasons = [rule.reason for rule in catalog().stack_rules.values()]
    assert len(reasons) == len(set(reasons))
