"""The banner above a superseded record: a marked part of its own, before the record's."""

from __future__ import annotations

from advisor.publish.reconcile import fingerprinted
from advisor.publish.regions import (
    DamagedMarkersError,
    Parts,
    Region,
    Style,
    cut,
    marked,
    removed,
)


def with_notice(text: str, body: str, style: Style) -> str:
    """Return the page with the banner `body`, or without one where `body` is empty.

    A page whose marks are damaged, or that is not ours, is returned as it is.
    """
    try:
        notice = cut(text, "notice", style)
        record = cut(text, "record", style)
    except DamagedMarkersError:
        return text
    if not body:
        return removed(notice)
    region = fingerprinted(Region("notice", body))
    if notice.region is not None:
        if notice.region.attributes.get("digest") == region.attributes["digest"]:
            return text
        return f"{notice.before}{marked(region, style)}{notice.after}"
    if record.region is None:
        return text
    return _before_record(record, region, text, style)


def _before_record(record: Parts, region: Region, text: str, style: Style) -> str:
    rest = text[len(record.before) :]
    return f"{record.before}{marked(region, style)}\n\n{rest}"
