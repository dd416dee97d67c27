"""The git command as a subprocess: no shell, no prompt, no hooks, no work tree, few protocols.

Nothing of the repository is ever checked out, so its links, attributes and hooks cannot act here.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from advisor.errors import InputError, RemoteError
from advisor.publish.credentials import Credentials
from advisor.publish.http import checked_url
from advisor.publish.names import visible

TIMEOUT = 180
# 512-byte blocks: no file that git writes may pass 1 GiB, whatever a server sends.
_FILE_LIMIT = 2_097_152
_SSH = re.compile(r"ssh://(?:[\w.][\w.-]*@)?[A-Za-z0-9][\w.-]*(?::\d+)?/\S*")
_SCP = re.compile(r"(?:[A-Za-z0-9_.][\w.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:(?!/)[\w./~][\w./~-]*")
_HELPER = (
    '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" '
    '"$ADVISOR_GIT_USER" "$ADVISOR_GIT_TOKEN"; }; f'
)


def checked_remote(where: str) -> str:
    """Return a repository address that may be used: https, ssh, or a path on this machine.

    Raises:
        InputError: it is none of these, or could be taken for an option or a helper.
    """
    if not where or where.startswith("-") or " " in where or not where.isprintable():
        raise InputError(f"Not a repository: {visible(where)[:200] or 'nothing'}")
    scheme = urlsplit(where).scheme
    if scheme in {"http", "https"}:
        return checked_url(where)
    if scheme == "ssh" and _SSH.fullmatch(where):
        return where
    if scheme == "file" and where.startswith("file:///"):
        return where
    if "://" not in where and "::" not in where:
        if where.startswith(("/", "./", "../", "~")) or ":" not in where:
            return str(Path(where).expanduser().absolute())
        if _SCP.fullmatch(where):
            return where
    raise InputError(
        f"Not a repository that can be used: {visible(where)[:200]}",
        hint="Use https://…, ssh://…, user@host:path or a path.",
    )


def remote_host(where: str) -> str:
    """Return the host that an http(s) repository is on; empty for any other."""
    parts = urlsplit(where)
    return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""


class Git:
    """Runs git in one bare repository of our own."""

    def __init__(self, folder: Path, remote: str, credentials: Credentials | None) -> None:
        self.folder = folder
        self.remote = remote
        self._environment = _environment(remote, credentials)
        self._secret = credentials.secret if credentials else ""

    def run(
        self, *arguments: str, data: bytes = b"", extra: Mapping[str, str] | None = None
    ) -> bytes:
        """Run one command and return its output.

        Raises:
            RemoteError: git failed; its words are quoted without the credential.
        """
        done = self.attempt(*arguments, data=data, extra=extra)
        if done.returncode != 0:
            raise RemoteError(f"git {arguments[0]} failed: {self.words(done)}")
        return done.stdout

    def attempt(
        self, *arguments: str, data: bytes = b"", extra: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run one command whose failure the caller understands."""
        command: Sequence[str] = (
            "sh",
            "-c",
            f'ulimit -f {_FILE_LIMIT}; exec "$@"',
            "sh",
            "git",
            "--git-dir",
            str(self.folder),
            *arguments,
        )
        try:
            return subprocess.run(
                command,
                input=data,
                capture_output=True,
                env={**self._environment, **(extra or {})},
                timeout=TIMEOUT,
                check=False,
            )
        except FileNotFoundError as error:
            raise InputError("git is not installed.", hint="Install git.") from error
        except subprocess.TimeoutExpired as error:
            raise RemoteError(
                f"git {arguments[0]} took more than {TIMEOUT} seconds.", hint="Run it again later."
            ) from error

    def words(self, done: subprocess.CompletedProcess[bytes]) -> str:
        """Return git's last complaint on one line, without the credential."""
        text = done.stderr.decode("utf-8", "replace")
        if self._secret:
            text = text.replace(self._secret, "…")
        lines = [line for line in text.splitlines() if line.strip()]
        telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:"))]
        return visible((telling or lines or ["no message"])[-1])[:300]


def _environment(remote: str, credentials: Credentials | None) -> dict[str, str]:
    """Return the environment: the user's own, less what could prompt, run hooks or leak."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "ADVISOR_")) or name in _USERS_CHOICE
    }
    local = "always" if not remote_host(remote) else "never"
    settings = [
        ("core.hooksPath", os.devnull),
        ("core.fsmonitor", "false"),
        ("protocol.allow", "never"),
        ("protocol.https.allow", "always"),
        ("protocol.ssh.allow", "always"),
        ("protocol.http.allow", "always"),
        ("protocol.file.allow", local),
        ("http.followRedirects", "false"),
        ("http.lowSpeedLimit", "1"),
        ("http.lowSpeedTime", "30"),
        ("fetch.fsckObjects", "true"),
        ("submodule.recurse", "false"),
        ("commit.gpgSign", "false"),
        ("gc.auto", "0"),
        ("maintenance.auto", "false"),
    ]
    if credentials is not None and remote_host(remote):
        parts = urlsplit(remote)
        # The empty helper first: the token is asked of us alone, and given to nobody's store.
        site = f"credential.{parts.scheme}://{parts.netloc}.helper"
        settings += [("credential.helper", ""), (site, ""), (site, _HELPER)]
        kept["ADVISOR_GIT_USER"] = credentials.user or "token"
        kept["ADVISOR_GIT_TOKEN"] = credentials.secret
    pairs = {"GIT_CONFIG_COUNT": str(len(settings))}
    for place, (key, value) in enumerate(settings):
        pairs[f"GIT_CONFIG_KEY_{place}"] = key
        pairs[f"GIT_CONFIG_VALUE_{place}"] = value
    if "GIT_SSH_COMMAND" not in kept and "GIT_SSH" not in kept:
        pairs["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes -o ConnectTimeout=20"
    return {**kept, **pairs, "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "LC_ALL": "C"}


# Who a person is and how they reach their hosts stays theirs.
_USERS_CHOICE = {
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
    "GIT_PROXY_SSL_CAINFO",
    "GIT_AUTHOR_NAME",
    "GIT_AUTHOR_EMAIL",
    "GIT_COMMITTER_NAME",
    "GIT_COMMITTER_EMAIL",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
}
