"""What stands around a login in an AWS account: gateways, load balancers, detection, agents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from advisor.evidence.accounts.aws_client import ReadOnlyClients
from advisor.evidence.values import Value, items, lift, member, text

_NEXT: Final = ("NextToken", "NextToken")
_NEXT_LOWER: Final = ("nextToken", "nextToken")
_MARKER: Final = ("Marker", "NextMarker")
_AGENTS: Final = "bedrock-agentcore-control"
_BALANCERS: Final = "elbv2"


class Surroundings:
    """Reads them with the clients given, and hands each answer on."""

    def __init__(
        self,
        clients: ReadOnlyClients,
        add: Callable[[Value | None], None],
        progress: Callable[[str], None],
    ) -> None:
        self._clients = clients
        self._add = add
        self._progress = progress

    def read(self) -> None:
        """Read everything; what is refused is remembered by the clients."""
        for what, step in (
            ("gateways", self._gateways),
            ("load balancers", self._balancers),
            ("detection", self._detection),
            ("workload and agent identity", self._workloads),
        ):
            self._progress(what)
            step()

    def _gateways(self) -> None:
        for api in self._listed("apigateway", "get_rest_apis", ("position", "position"), "items"):
            name = text(member(api, "id"))
            for page in self._clients.pages(
                "apigateway", "get_authorizers", ("position", "position"), restApiId=name
            ):
                self._add(page)
        for api in self._listed("apigatewayv2", "get_apis", _NEXT, "Items"):
            name = text(member(api, "ApiId"))
            for page in self._clients.pages("apigatewayv2", "get_authorizers", _NEXT, ApiId=name):
                self._add(page)

    def _balancers(self) -> None:
        balancers = self._listed(_BALANCERS, "describe_load_balancers", _MARKER, "LoadBalancers")
        for balancer in balancers:
            # Only this kind can ask for a login.
            if text(member(balancer, "Type")) != "application":
                continue
            arn = text(member(balancer, "LoadBalancerArn"))
            for page in self._clients.pages(
                _BALANCERS, "describe_listeners", _MARKER, LoadBalancerArn=arn
            ):
                self._add(page)
                for listener in items(member(page, "Listeners")):
                    self._rules(text(member(listener, "ListenerArn")))

    def _rules(self, listener: str) -> None:
        for page in self._clients.pages(
            _BALANCERS, "describe_rules", _MARKER, ListenerArn=listener
        ):
            self._add(page)

    def _detection(self) -> None:
        pages = list(self._clients.pages("guardduty", "list_detectors", _NEXT))
        detectors = [text(name) for page in pages for name in items(member(page, "DetectorIds"))]
        for name in detectors:
            answer = self._clients.call("guardduty", "get_detector", DetectorId=name)
            self._add(answer)
        if pages and not detectors:
            none = {"Status": "DISABLED", "FindingPublishingFrequency": "", "DetectorId": "none"}
            self._add(lift(none))
        for page in self._clients.pages("accessanalyzer", "list_analyzers", _NEXT_LOWER):
            self._add(page)

    def _workloads(self) -> None:
        self._add(self._clients.call("iam", "list_open_id_connect_providers"))
        for operation in ("list_oauth2_credential_providers", "list_workload_identities"):
            for page in self._clients.pages(_AGENTS, operation, _NEXT_LOWER):
                self._add(page)
        for gateway in self._listed(_AGENTS, "list_gateways", _NEXT_LOWER, "items"):
            name = text(member(gateway, "gatewayId"))
            self._add(self._clients.call(_AGENTS, "get_gateway", gatewayIdentifier=name))

    def _listed(
        self, service: str, operation: str, token: tuple[str, str], key: str
    ) -> Iterator[Value]:
        for page in self._clients.pages(service, operation, token):
            yield from items(member(page, key))
