"""Publishing from a session: where it can go, what it would change, and only then the writing."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import structs

from advisor.application.opening import Opened
from advisor.application.preview import as_opened
from advisor.application.publishing import Published, Request, Say, publish, report_of
from advisor.application.session import Session
from advisor.errors import InputError, WriteConflictError
from advisor.model.report import Report
from advisor.publish import config
from advisor.publish.reconcile import Take
from advisor.workspace import examine

_PASSWORD = re.compile(r"https?://[^/]*@|://[^/@]*:[^/@]*@", re.IGNORECASE)
_USER_INFO = re.compile(r"://[^/]*@")


@dataclass(frozen=True, slots=True)
class Offer:
    """The configured targets by name, and the one to begin with; it may be empty."""

    targets: Mapping[str, str]
    suggested: str


def offer(session: Session) -> Offer:
    """Return where a session can be published.

    A target is suggested by its name: an address that a file in a repository gives must not
    become one that a person typed, which the token of the environment may be sent to.

    Raises:
        InputError: The session is not in a file as it stands, or the configuration is not valid.
        FileAccessError: The configuration cannot be read.
    """
    settings = config.load(config.find(_file_of(session))).settings
    shown = {name: _USER_INFO.sub("://…@", one.to) for name, one in settings.targets.items()}
    only = next(iter(shown)) if len(shown) == 1 else ""
    default = settings.default if settings.default in shown else only
    suggested = os.environ.get("ADVISOR_PUBLISH_TO", "") or default
    return Offer(shown, "" if _PASSWORD.search(suggested) else suggested)


class Draft:
    """One assessment on its way out: its documents are built once, so all runs agree."""

    def __init__(self, session: Session) -> None:
        self._path = _file_of(session)
        # A copy, since the reader may go on while a thread builds.
        self._session = session.scratch()
        self._identify = session.identify
        self._documents: Report | None = None

    def preview(self, target: str, take: Take | None, say: Say) -> Published:
        """Return what publishing would change, and change nothing; raises like `publish`."""
        request = _request(target, take)
        return publish(self._path, self._built(say), replace(request, dry_run=True), say)

    def publish(self, target: str, take: Take | None, seen: Published, say: Say) -> Published:
        """Publish what was previewed.

        Where our text would overwrite somebody's, the wiki is compared with the preview first;
        had it changed, nothing is written and the new preview is returned.

        Raises:
            FindingsError: The file holds a secret or personal data; nothing has left.
            InputError: The target, its configuration or its credentials cannot be used.
            RemoteError: The wiki failed or refused.
            FileAccessError: A local file cannot be read or written.
        """
        if take is Take.OURS:
            now = self.preview(target, take, say)
            if now.report.lines != seen.report.lines:
                return now
        documents = self._built(say)
        return publish(self._path, documents, _request(target, take), say, self._identify)

    def _built(self, say: Say) -> Report:
        if self._documents is None:
            say("Working out the documents")
            self._documents = report_of(self._opened())
        return self._documents

    def _opened(self) -> Opened:
        """Return the file, which is what is searched for secrets, if it is what was shown."""
        reading = examine(self._path, self._session.shapes.catalog)
        shown = as_opened(self._session).reading.assessment
        if not reading.assessment.id:
            # The session knows which id the file will get.
            held = structs.replace(reading.assessment, id=shown.id)
            reading = structs.replace(reading, assessment=held)
        if reading.assessment != shown:
            raise WriteConflictError(
                f"{self._path} holds something else than what is shown.",
                hint="Another program changed it: open it again, then publish.",
            )
        return Opened(self._path, self._session.shapes, reading)


def _file_of(session: Session) -> Path:
    if session.path is None:
        raise InputError(
            "This assessment is in no file yet.",
            hint="Save it first (ctrl+s): what was published where is remembered beside it.",
        )
    if session.save_problem is not None:
        raise InputError(
            "The last edit is not in the file.",
            hint=f"Only what is saved is published. {session.save_problem.message}",
        )
    return session.path


def _request(target: str, take: Take | None) -> Request:
    if _PASSWORD.search(target):
        raise InputError(
            "An address must not hold a user name or password.",
            hint="Leave it out; set ADVISOR_PUBLISH_USER and ADVISOR_PUBLISH_TOKEN instead, "
            "or use keyring or .netrc.",
        )
    return Request(target, take=take)
