"""The recommended architecture as parts and calls: the source of the diagram and the interfaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from advisor.documents.context import DocumentContext
from advisor.documents.phrases import capital, listing, lower
from advisor.documents.tables import table
from advisor.documents.voice import Voice
from advisor.stacks import Row

_PLACE = re.compile(r"\{(?:login|session|layer:([a-z0-9-]+)|today:([a-z0-9.-]+))\}")

LOGIN = "login"
LOGIN_LAYERS = ("b2b-customer-identity", "customer-identity", "workforce-identity")
_SIGN_IN: Mapping[str, str] = {
    "customers": "sign-in-customer",
    "organisation-people": "sign-in-organisation",
    "workforce": "sign-in-workforce",
}
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "outside-callers": ("outside-system", "outside-agent"),
    "key-holders": ("personal-key",),
    "own-programs": ("own-workload",),
    "own-agents": ("own-assistant", "own-autonomous-agent"),
    "third-party-clients": ("consented-ai-client",),
    "devices": ("device",),
}


@dataclass(frozen=True, slots=True)
class Interface:
    """One call between two parts; a step of `until` changes it to what `then` says."""

    id: str
    source: str
    target: str
    label: str
    carries: str
    audience: str
    lifetime: str
    checks: str
    until: tuple[str, ...] = ()
    then: str = ""


class Architecture:
    """The parts that the recommended stack has, and the calls between them."""

    def __init__(self, context: DocumentContext, voice: Voice) -> None:
        self.context = context
        self._voice = voice
        self.login = self._login()
        self.groups = self._groups()

    def _login(self) -> Row | None:
        """Return the line that signs outside people in; the broker's place where it replaces."""
        lines = [self.context.row(layer) for layer in LOGIN_LAYERS]
        return next((line for line in lines if line), None)

    def _groups(self) -> Mapping[str, tuple[str, ...]]:
        groups = {
            "people": self.context.of_kinds(kind for kind in _SIGN_IN if self._signs_in(kind)),
            "staff": self.context.of_kinds(["workforce"]),
        }
        for group, members in _GROUPS.items():
            groups[group] = self.context.of_kinds(members)
        if not groups["staff"] and (self.has("privileged-access") or self.has("support-access")):
            groups["staff"] = ("workforce",)
        return {group: members for group, members in groups.items() if members}

    def _signs_in(self, subject: str) -> bool:
        """Whether people of this kind sign in at the login, not at the workforce layer."""
        if subject not in _SIGN_IN:
            return False
        return subject != "workforce" or self.has("workforce-identity") is False

    def has(self, part: str) -> bool:
        """Whether a part exists: a layer with a component, a group, or a fixed part."""
        if part == LOGIN:
            return self.login is not None
        if part in {"application", "cloud-resources"}:
            return True
        if part == "outside-logins":
            return bool(self.context.holds("external-logins"))
        return self.context.row(part) is not None or part in getattr(self, "groups", {})

    def name(self, part: str) -> str:
        """Return a part as it is called in tables and pictures."""
        if part == LOGIN:
            return self.login.name if self.login else ""
        fixed = {
            "application": "your application and APIs",
            "cloud-resources": self._resources(),
            "outside-logins": "outside logins",
        }
        if part in fixed:
            return fixed[part]
        if part in self.groups:
            return listing([self._voice.subject(name) for name in self.groups[part]])
        line = self.context.row(part)
        return line.name if line else part

    def _resources(self) -> str:
        own = self.context.value("home-cloud") == "own-hardware"
        return "your servers and network" if own else "your cloud resources"

    @property
    def interfaces(self) -> tuple[Interface, ...]:
        """Return the calls whose two ends both exist and differ."""
        return tuple(self._interfaces())

    def _interfaces(self) -> Iterator[Interface]:
        for entry in _entries():
            source, target = entry["from"], entry["to"]
            if not (self.has(source) and self.has(target) and self._fits(entry)):
                continue
            if self.login and LOGIN in {source, target} and self.login.layer in {source, target}:
                continue
            words = {key: self._filled(entry[key]) for key in _TEXTS}
            until, then = tuple(entry.get("until", ())), entry.get("then", "")
            yield Interface(entry["id"], source, target, **words, until=until, then=then)

    def _fits(self, entry: Mapping[str, Any]) -> bool:
        """Whether the stack has what an entry asks for, and nothing that leaves it out."""
        components = {row.component for row in self.context.rows if row.component}
        ends = [self._row(end) for end in (entry["from"], entry["to"])]
        if all(ends) and len({row.name for row in ends if row}) == 1:
            return False  # one product that fills both layers calls itself
        if self.has(entry.get("unless", "")) or entry.get("not_with") in components:
            return False
        if "needs_any" in entry and not any(self.has(part) for part in entry["needs_any"]):
            return False
        if "sessions" in entry and (entry["sessions"] == "server") is not self._server_sessions():
            return False
        return "only" not in entry or entry["only"] in components

    def _server_sessions(self) -> bool:
        """Whether people reach you by pages only whose server holds the session, and no token."""
        channels = frozenset(self.context.holds("channels"))
        return "server-web" in channels and not channels & {"browser-app", "mobile-app"}

    def _row(self, part: str) -> Row | None:
        return self.login if part == LOGIN else self.context.row(part)

    def _filled(self, text: str) -> str:
        """Return a text with its places filled, in one pass."""
        return _PLACE.sub(lambda found: self._place(found[0]), text)

    def _place(self, place: str) -> str:
        if place == "{session}":
            return self._session()
        found = _PLACE.fullmatch(place)
        if found and found[2]:
            return self._today(found[2])
        return self.name((found[1] if found else None) or LOGIN)

    def _today(self, question_id: str) -> str:
        """Return what the team answered to a question as an addition, or nothing.

        A question that is asked of each actor is named by kind; equal answers stand once.
        """
        authored, _, kind = question_id.partition(".")
        rows = self.context.of_kinds([kind]) if kind else ()
        asked = [f"{authored}.{row}" for row in rows] if kind else [question_id]
        told = [
            lower(question.option(chosen).label)
            for name in asked
            if (question := self.context.catalog.questions.get(name))
            and (chosen := self.context.value(name))
        ]
        return f"; today: {listing(list(dict.fromkeys(told)))}" if told else ""

    def _session(self) -> str:
        """Return how long a session lasts today, in the team's own answer."""
        question = self.context.catalog.questions.get("refresh-lifetime")
        chosen = self.context.value("refresh-lifetime")
        if question is None or not chosen:
            return "session lifetime not known yet"
        return f"session today: {lower(question.option(chosen).label)}"

    def removed(self) -> tuple[tuple[str, str], ...]:
        """Return what ends at the platform: the group whose job leaves, and what it holds today."""
        ends = (
            ("workload-identity", "own-programs", "client secret or password"),
            ("agent-identity", "own-agents", "platform token"),
            ("api-clients", "outside-callers", "platform client"),
            ("api-clients", "key-holders", "platform key"),
            ("device-identity", "devices", "platform credential"),
            ("delegated-authorization", "third-party-clients", "platform client"),
        )
        leaving = {job.id for job in self.context.leaving}
        return tuple(
            (group, holds) for job, group, holds in ends if job in leaving and group in self.groups
        )

    def moving_people(self) -> tuple[str, ...]:
        """Return the groups of people whose sign-in leaves the product under review."""
        leaving = {job.id for job in self.context.leaving}
        moving = {name for name, job in _SIGN_IN.items() if job in leaving}
        return tuple(
            group for group in ("people", "staff") if moving & set(self.groups.get(group, ()))
        )

    def title(self, part: str) -> str:
        """Return a part's name as a label of its own."""
        return capital(self.name(part))


_TEXTS = ("label", "carries", "audience", "lifetime", "checks")


def _entries() -> tuple[Mapping[str, Any], ...]:
    return tuple(table("interfaces")["interfaces"])
