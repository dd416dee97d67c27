"""Calls to AWS: read operations only, every answer cleaned at once, every refusal remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from advisor.errors import InputError, RemoteError
from advisor.evidence.accounts.aws_permissions import PERMISSIONS
from advisor.evidence.redaction import clean
from advisor.evidence.values import Value, lift

_MAX_PAGES: Final = 2_000
# One permission per call: the operation's name with its first letter up, but for these.
_SERVICE_PREFIX: Final = {
    "accessanalyzer": "access-analyzer",
    "bedrock-agentcore-control": "bedrock-agentcore",
    "elbv2": "elasticloadbalancing",
}
# Gateways know one permission for all that is read.
_ONE_FOR_ALL: Final = {"apigateway": "apigateway:GET", "apigatewayv2": "apigateway:GET"}
# Every Region has these; without them there is nothing to scan.
_CORE: Final = frozenset({"cognito-idp", "cognito-identity"})
_REFUSED: Final = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "NotAuthorizedException",
        "UnauthorizedOperation",
        "UnauthorizedException",
    }
)
_BAD_IDENTITY: Final = frozenset(
    {
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)


@dataclass(slots=True)
class Refusals:
    """What could not be read, per permission, with the first reason."""

    reasons: dict[str, str] = field(default_factory=dict)

    def note(self, permission: str, reason: str) -> None:
        """Remember the first reason for a permission."""
        self.reasons.setdefault(permission, reason)


class ReadOnlyClients:
    """Makes the clients of one account and Region, and calls their read operations."""

    def __init__(self, profile: str | None, region: str, endpoint: str | None = None) -> None:
        self.region = region
        self.refusals = Refusals()
        self._endpoint = endpoint
        self._clients: dict[str, Any] = {}
        self._absent: set[str] = set()
        self._session = _session(profile, region)

    def call(self, service: str, operation: str, **arguments: object) -> Value | None:
        """Return the cleaned answer of one call; None where it was refused or does not exist."""
        answer = self._call(service, operation, arguments)
        return None if answer is None else clean(lift(_without_metadata(answer)))

    def pages(
        self, service: str, operation: str, token: tuple[str, str], **arguments: object
    ) -> Iterator[Value]:
        """Yield the cleaned pages of a list; `token` names the request's and the answer's token."""
        ask, answer_key = token
        following: object = None
        for _page in range(_MAX_PAGES):
            extra = {ask: following} if following else {}
            answer = self._call(service, operation, {**arguments, **extra})
            if answer is None:
                return
            yield clean(lift(_without_metadata(answer)))
            following = answer.get(answer_key)
            if not following:
                return

    def _call(
        self, service: str, operation: str, arguments: Mapping[str, object]
    ) -> Mapping[str, Any] | None:
        from botocore import exceptions

        permission = permission_of(service, operation)
        if permission not in PERMISSIONS:
            raise InputError(f"{permission} is not among the permissions that were named.")
        if service in self._absent:
            return None
        try:
            method = getattr(self._client(service), operation, None)
            if method is None:
                self.refusals.note(permission, "the installed botocore does not know the call")
                return None
            answer: Mapping[str, Any] = method(**arguments)
            return answer
        except exceptions.ClientError as error:
            self._refused(permission, error)
            return None
        except (
            exceptions.NoCredentialsError,
            exceptions.PartialCredentialsError,
            exceptions.TokenRetrievalError,
            exceptions.SSOTokenLoadError,
            exceptions.UnauthorizedSSOTokenError,
            exceptions.CredentialRetrievalError,
        ) as error:
            raise RemoteError(
                "AWS did not accept the credentials, or there are none.",
                hint="Sign in with the AWS command line, or name another --profile.",
            ) from error
        except (exceptions.EndpointConnectionError, exceptions.HTTPClientError) as error:
            if service not in _CORE:
                self._absent.add(service)
                self.refusals.note(permission, f"{service} does not answer in {self.region}")
                return None
            raise RemoteError(
                f"AWS cannot be reached in {self.region}.", hint="Check the network and --region."
            ) from error
        except exceptions.BotoCoreError:
            self.refusals.note(permission, "the call failed")
            return None

    def _refused(self, permission: str, error: Any) -> None:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in _BAD_IDENTITY:
            raise RemoteError(
                "AWS did not accept the credentials.",
                hint="Sign in again with the AWS command line, or name another --profile.",
            ) from error
        if code in _REFUSED:
            self.refusals.note(permission, "not allowed")
        elif "NotFound" not in code and "NoSuchEntity" not in code:
            # The code is a word of AWS's own; the message could quote the account.
            self.refusals.note(permission, code or "failed")

    def _client(self, service: str) -> Any:
        if service not in self._clients:
            from botocore.config import Config
            from botocore.exceptions import BotoCoreError

            # `standard` backs off when AWS throttles; the adaptive mode would hide long waits.
            config = Config(
                retries={"mode": "standard", "max_attempts": 5},
                connect_timeout=10,
                read_timeout=30,
            )
            try:
                self._clients[service] = self._session.client(
                    service, region_name=self.region, config=config, endpoint_url=self._endpoint
                )
            except (BotoCoreError, ValueError) as error:
                raise InputError(
                    f"AWS has no {service} in {self.region}.", hint="Name a Region like eu-west-1."
                ) from error
        return self._clients[service]


def permission_of(service: str, operation: str) -> str:
    """Return the IAM action of a call."""
    if service in _ONE_FOR_ALL:
        return _ONE_FOR_ALL[service]
    words = "".join(part.capitalize() for part in operation.split("_"))
    return f"{_SERVICE_PREFIX.get(service, service)}:{_ACRONYMS.get(words, words)}"


_ACRONYMS: Final = {
    "GetWebAclForResource": "GetWebACLForResource",
    "ListOpenIdConnectProviders": "ListOpenIDConnectProviders",
}


def _session(profile: str | None, region: str) -> Any:
    try:
        # 100 ms: only a live scan pays for it.
        import boto3
        from botocore.exceptions import BotoCoreError
    except ModuleNotFoundError as error:
        raise InputError(
            "Reading an AWS account needs the extra `evidence`.",
            hint="Install it: pip install 'advisor[evidence]'",
        ) from error
    try:
        return boto3.Session(profile_name=profile, region_name=region)
    except BotoCoreError as error:
        raise InputError(
            f"The AWS profile {profile} cannot be used.", hint="See ~/.aws/config for its name."
        ) from error


def _without_metadata(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in answer.items() if key != "ResponseMetadata"}
