"""Builds what is recommended: platforms, layers, components, stacks, controls."""

from __future__ import annotations

from typing import Final

from advisor.catalog.conditions import ConditionReader
from advisor.catalog.shelves import Entry, Shelves
from advisor.catalog.stack_records import ComponentRecord, PlatformRecord
from advisor.model.catalog import (
    Component,
    ComponentFact,
    Control,
    Layer,
    Platform,
    Quota,
    Source,
    Stack,
    StackRule,
    Standard,
    StatedFact,
)
from advisor.model.conditions import AnyOf

_NEVER: Final = AnyOf(())


def build_sources(shelves: Shelves) -> dict[str, Source]:
    """Return every cited source."""
    return {
        key: Source(
            key, entry.record.title, entry.record.url, entry.record.read_on, entry.record.verified
        )
        for key, entry in shelves.sources.items()
    }


def build_layers(shelves: Shelves) -> dict[str, Layer]:
    """Return the security layers in the order of `layers.yaml`."""
    return {
        key: Layer(r.id, r.title, r.job, r.must, r.must_not, r.owner)
        for key, r in ((key, entry.record) for key, entry in shelves.layers.items())
    }


def build_components(shelves: Shelves, reader: ConditionReader) -> dict[str, Component]:
    """Return the components; without a condition one is never excluded and never preferred."""

    def build(entry: Entry[ComponentRecord]) -> Component:
        record, document, path = entry.record, entry.document, entry.path
        excluded, fits = record.excluded, record.fits
        return Component(
            id=record.id,
            layer=entry.owner,
            name=record.name,
            kind=record.kind,
            serves=record.serves,
            settings=record.settings,
            pick_when=record.pick_when,
            avoid_when=record.avoid_when.strip(),
            excluded=(
                _NEVER if excluded is None else reader.read(excluded, document, (*path, "excluded"))
            ),
            fits=_NEVER if fits is None else reader.read(fits, document, (*path, "fits")),
            rank=record.rank,
            facts=tuple(
                ComponentFact(fact.text, fact.as_of, fact.sources, fact.verified)
                for fact in record.facts
            ),
            confirm=record.confirm,
            platform=record.platform,
        )

    return {key: build(entry) for key, entry in shelves.components.items()}


def build_platforms(shelves: Shelves) -> dict[str, Platform]:
    """Return the products under review with their dated facts."""
    return {key: _platform(entry.record) for key, entry in shelves.platforms.items()}


def _platform(record: PlatformRecord) -> Platform:
    return Platform(
        id=record.id,
        title=record.title,
        vendor=record.vendor,
        facts={
            key: StatedFact(fact.value, fact.on, fact.as_of, fact.sources, fact.text, fact.verified)
            for key, fact in record.facts.items()
        },
        quotas=tuple(
            Quota(
                id=quota.id,
                title=quota.title,
                default=quota.default,
                maximum=quota.maximum,
                unit=quota.unit,
                figure=quota.figure,
                as_of=quota.as_of,
                sources=quota.sources,
                verified=quota.verified,
                note=quota.note.strip(),
            )
            for quota in record.quotas
        ),
        limits=tuple((limit.text, limit.sources) for limit in record.limits),
        component=record.component,
        pricing_unit=record.pricing_unit.strip(),
    )


def build_stack_rules(shelves: Shelves, reader: ConditionReader) -> dict[str, StackRule]:
    """Return the conditions that call for layers."""
    return {
        key: StackRule(
            id=entry.record.id,
            layer=entry.record.layer,
            when=reader.read(entry.record.when, entry.document, (*entry.path, "when")),
            reason=entry.record.reason,
            sources=entry.record.sources,
        )
        for key, entry in shelves.stack_rules.items()
    }


def build_stacks(shelves: Shelves, reader: ConditionReader) -> dict[str, Stack]:
    """Return the settings in the order of their files."""
    return {
        key: Stack(
            id=entry.record.id,
            title=entry.record.title,
            when=reader.read(entry.record.when, entry.document, ("when",)),
            choices=entry.record.choices,
            why=entry.record.why,
        )
        for key, entry in shelves.stacks.items()
    }


def build_standards(shelves: Shelves) -> dict[str, Standard]:
    """Return the standards whose entries are cited."""
    return {
        key: Standard(r.id, r.title, r.publisher, r.edition, r.url, r.note.strip())
        for key, r in ((key, entry.record) for key, entry in shelves.standards.items())
    }


def build_controls(shelves: Shelves) -> dict[str, Control]:
    """Return the entries of all standards, as cited."""
    return {
        key: Control(
            id=entry.record.id,
            standard=entry.owner,
            title=entry.record.title,
            gloss=entry.record.gloss,
            label=entry.record.label,
            url=entry.record.url,
            verified=entry.record.verified,
        )
        for key, entry in shelves.controls.items()
    }
