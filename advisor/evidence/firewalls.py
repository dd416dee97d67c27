"""Firewall rules that only count calls let everything through: they are left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from advisor.evidence.resources import CLOUDFORMATION, TERRAFORM, RawResource
from advisor.evidence.values import Value, items, mapping, member

# Per spelling: the resource, its rules, and where a rule says that it only counts.
_SPELLED: Final = {
    TERRAFORM: ("aws_wafv2_web_acl", "rule", ("action", "override_action"), "count"),
    CLOUDFORMATION: ("AWS::WAFv2::WebACL", "Rules", ("Action", "OverrideAction"), "Count"),
}


def acting(raw: RawResource) -> RawResource:
    """Return a firewall with the rules that act; anything else as it is."""
    kind, rules, actions, counts = _SPELLED.get(raw.spelling, ("", "", (), ""))
    listed = member(raw.body, rules) if raw.type == kind else None
    if listed is None:
        return raw
    kept = tuple(rule for rule in items(listed) if not _only_counts(rule, actions, counts))
    body = {**mapping(raw.body), rules: listed.holding(kept)}
    return replace(raw, body=raw.body.holding(body))


def _only_counts(rule: Value, actions: tuple[str, ...], counts: str) -> bool:
    return any(
        member(action, counts) is not None
        for name in actions
        for action in items(member(rule, name))
    )
