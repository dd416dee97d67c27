"""Credentials: from the environment, the keyring or .netrc, bound to one host, never shown.

A target named only by a file in a repository gets credentials of the environment only when
`ADVISOR_PUBLISH_HOST` names its host: whoever can change that file must not be able to send a
token elsewhere. Keyring and .netrc entries are bound to their host anyway.
"""

from __future__ import annotations

import netrc
import os
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

from advisor.errors import InputError

SERVICE = "advisor"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name, which may be empty, and a secret that no representation shows."""

    user: str
    secret: str = field(repr=False)

    def header(self) -> dict[str, str]:
        """Return the header that presents them: Basic with a user name, else Bearer."""
        if not self.user:
            return {"Authorization": f"Bearer {self.secret}"}
        pair = b64encode(f"{self.user}:{self.secret}".encode()).decode("ascii")
        return {"Authorization": f"Basic {pair}"}


def find(host: str, user: str, *, trusted: bool) -> Credentials | None:
    """Return the credentials for a host, or nothing.

    Raises:
        InputError: a file of credentials cannot be understood.
    """
    return _environment(host, user, trusted=trusted) or _keyring(host, user) or _netrc(host, user)


def store(host: str, user: str, secret: str) -> None:
    """Keep a secret in the keyring.

    Raises:
        InputError: this machine has no keyring.
    """
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        raise InputError(
            "The keyring package is not installed.", hint="pip install 'advisor[publish]'"
        ) from error
    try:
        keyring.set_password(f"{SERVICE}:{host}", user or "token", secret)
    except keyring.errors.KeyringError as error:
        raise InputError(
            "This machine has no keyring that can be used.",
            hint="Set ADVISOR_PUBLISH_TOKEN, or add the host to ~/.netrc.",
        ) from error


def _environment(host: str, user: str, *, trusted: bool) -> Credentials | None:
    secret = os.environ.get("ADVISOR_PUBLISH_TOKEN", "")
    bound = os.environ.get("ADVISOR_PUBLISH_HOST", "")
    if not secret:
        return None
    if bound and bound.lower() != host.lower():
        return None
    if not bound and not trusted:
        raise InputError(
            f"{host} comes from a file in the repository, so the token of the environment "
            "is not sent to it.",
            hint=f"Set ADVISOR_PUBLISH_HOST={host} if that is where it belongs.",
        )
    return Credentials(os.environ.get("ADVISOR_PUBLISH_USER", "") or user, secret)


def _keyring(host: str, user: str) -> Credentials | None:
    try:
        # Deferred: looking for a keyring costs 100 ms.
        import keyring
        import keyring.errors
    except ImportError:
        return None
    try:
        secret = keyring.get_password(f"{SERVICE}:{host}", user or "token")
    except keyring.errors.KeyringError:
        # No keyring on this machine is an ordinary state: the next source is asked.
        return None
    return Credentials(user, secret) if secret else None


def _netrc(host: str, user: str) -> Credentials | None:
    path = Path(os.environ.get("NETRC", "") or Path.home() / ".netrc")
    if not path.is_file():
        return None
    try:
        found = netrc.netrc(str(path)).authenticators(host)
    except netrc.NetrcParseError as error:
        # The parser's own words may quote a password.
        raise InputError(f"{path}:{error.lineno}: this line is not understood") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    if found is None or not found[2]:
        return None
    login = found[0] or ""
    return Credentials("" if login in {"", "token"} and not user else login or user, found[2])
