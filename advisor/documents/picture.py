"""The diagram: the recommended architecture inside its trust boundaries."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.architecture import LOGIN, Architecture
from advisor.documents.context import DocumentContext, in_place, is_platform
from advisor.documents.voice import Voice
from advisor.model.document import Diagram, Flow, Node, Zone
from advisor.stacks import Row

_ZONES = (
    Zone("outside", "People and outside parties"),
    Zone("front", "Public edge"),
    Zone("people", "Identity of people"),
    Zone("application", "Application"),
    Zone("programs", "Identity of programs and agents"),
    Zone("administration", "Administration"),
    Zone("oversight", "Oversight"),
)
_LAYER_ZONES = {
    "edge": "front",
    "api-protection": "front",
    "customer-identity": "people",
    "b2b-customer-identity": "people",
    "authorization-server": "people",
    "wallet-auth": "people",
    "proofing-and-fraud": "people",
    "authorization": "application",
    "application-security": "application",
    "aws-access-delegation": "application",
    "secrets": "application",
    "workload-identity": "programs",
    "m2m-tokens": "programs",
    "agent-identity": "programs",
    "device-identity": "programs",
    "workforce-identity": "administration",
    "privileged-access": "administration",
    "support-access": "administration",
    "device-trust": "administration",
    "detection-response": "oversight",
    "nhi-governance": "oversight",
    "infrastructure-security": "oversight",
}
# Layers that are properties of code or estate and have no call of their own to draw.
UNDRAWN = frozenset({"application-security", "infrastructure-security", "device-trust"})
# The product under review where no layer of the stack is filled by it any more.
_LEFT = "platform"
_CHANGES = {"new": "recommended", "moves": "moves", "removed": "ends"}
_GROUP_ZONES = {
    "people": "outside",
    "outside-callers": "outside",
    "key-holders": "outside",
    "outside-logins": "outside",
    "third-party-clients": "outside",
    "devices": "outside",
    "own-programs": "programs",
    "own-agents": "programs",
    "staff": "administration",
}


def picture(context: DocumentContext, voice: Voice) -> Diagram | None:
    """Return the diagram of the recommended stack, or None where there is no stack."""
    if not context.rows:
        return None
    architecture = Architecture(context, voice)
    flows = tuple(_flows(architecture))
    used = {end for flow in flows for end in (flow.source, flow.target)}
    nodes = tuple(node for node in _nodes(architecture, voice) if _drawn(node.id, used, context))
    zones = tuple(zone for zone in _ZONES if any(node.zone == zone.id for node in nodes))
    return Diagram(
        "architecture",
        f"Recommended architecture of {voice.project}",
        _alt(nodes, zones),
        zones,
        nodes,
        flows,
    )


def _drawn(part: str, used: set[str], context: DocumentContext) -> bool:
    return part in used or (context.row(part) is not None and part not in UNDRAWN)


def _nodes(architecture: Architecture, voice: Voice) -> Iterator[Node]:
    context = architecture.context
    for group in architecture.groups:
        moved = any(group == moving for moving, _ in architecture.removed())
        change = "moves" if moved else "stays"
        yield Node(group, architecture.title(group), _GROUP_ZONES[group], change)
    if architecture.has("outside-logins"):
        yield Node("outside-logins", "Outside logins", "outside")
    login = architecture.login
    if login:
        zone = "administration" if login.layer == "workforce-identity" else "people"
        yield Node(LOGIN, login.name, zone, _change(login), _layer_title(context, login))
    for line in context.rows:
        if not (login and line.layer == login.layer):
            zone = _LAYER_ZONES.get(line.layer, "application")
            title = _layer_title(context, line)
            yield Node(line.layer, line.name, zone, _change(line), title)
    yield Node("application", "Your application and APIs", "application")
    yield Node("cloud-resources", architecture.title("cloud-resources"), "application")
    if _platform(architecture) == _LEFT:
        yield Node(_LEFT, voice.platform, "people", "removed", "until the move is done")


def _platform(architecture: Architecture) -> str:
    """Return the node that is the product under review: the login, another layer, or one left."""
    login = architecture.login
    if login and is_platform(login):
        return LOGIN
    kept = (row.layer for row in architecture.context.rows if is_platform(row))
    return next(kept, _LEFT)


def _layer_title(context: DocumentContext, line: Row) -> str:
    layer = context.catalog.layers.get(line.layer)
    return layer.title if layer else line.layer


def _change(line: Row) -> str:
    return "stays" if in_place(line) else "new"


def _flows(architecture: Architecture) -> Iterator[Flow]:
    login = architecture.login
    for interface in architecture.interfaces:
        source, target = (
            LOGIN if login and end == login.layer else end
            for end in (interface.source, interface.target)
        )
        yield from _through_edge(architecture, Flow(source, target, interface.label))
    platform = _platform(architecture)
    for group, holds in architecture.removed():
        yield Flow(group, platform, f"ends: {holds}", "removed")
    if platform == _LEFT:
        for group in architecture.moving_people():
            yield Flow(group, platform, "ends after the move", "removed")


def _through_edge(architecture: Architecture, flow: Flow) -> Iterator[Flow]:
    """Yield a call of people by way of the edge, where there is one."""
    behind = {LOGIN: "sign-in", "api-protection": "access token"}
    if flow.source != "people" or flow.target not in behind or not architecture.has("edge"):
        yield flow
        return
    if flow.target == LOGIN:
        yield Flow("people", "edge", "sign-in and calls")
    yield Flow("edge", flow.target, flow.label)


def _alt(nodes: tuple[Node, ...], zones: tuple[Zone, ...]) -> str:
    parts = []
    for zone in zones:
        names = [_described(node) for node in nodes if node.zone == zone.id]
        parts.append(f"{zone.label}: {', '.join(names)}.")
    return " ".join(parts)


def _described(node: Node) -> str:
    return node.label if node.change == "stays" else f"{node.label} ({_CHANGES[node.change]})"
