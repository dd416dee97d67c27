"""Where to publish and how: a TOML file that a team shares, overridden by the environment.

The file holds no credential. It is looked for as `advisor-publish.toml` beside the assessment and
in the folders above it up to the repository's root, then in the user's configuration folder.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from advisor.errors import FileAccessError, InputError, Problem
from advisor.publish.guard import Exemption, Rules, personal_patterns

FILE_NAME = "advisor-publish.toml"
MAX_BYTES = 200_000


class TargetSettings(BaseModel):
    """One place to publish to. Which fields matter depends on the kind of wiki."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str = ""
    user: str = Field(default="", max_length=200)
    index: str = Field(default="Identity decisions", min_length=1, max_length=120)
    folder: str | None = Field(default=None, max_length=200)
    branch: str = Field(default="", max_length=120, pattern=r"^[A-Za-z0-9._/-]*$")
    links: Literal["file", "wiki"] | None = None
    front_matter: bool | None = None
    sidebar: str = Field(default="", max_length=120)
    category: str = Field(default="Identity decisions", max_length=120)
    parent: str = Field(default="", max_length=200)
    edition: Literal["cloud", "data-center"] | None = None


class ExemptionSettings(BaseModel):
    """A find of the secret scan that the team has cleared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    kind: str
    reason: str = Field(min_length=1)


class Settings(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    default: str = ""
    personal_data: tuple[str, ...] = ()
    personal_patterns: dict[str, str] = Field(default_factory=dict)
    allow: tuple[ExemptionSettings, ...] = ()
    targets: dict[str, TargetSettings] = Field(default_factory=dict)

    def guard_rules(self) -> Rules:
        """Return what the scan before publishing looks for."""
        return Rules(
            personal_patterns(self.personal_data, self.personal_patterns),
            tuple(Exemption(one.question, one.kind, one.reason) for one in self.allow),
        )


@dataclass(frozen=True, slots=True)
class Configuration:
    """Settings, and the file they came from."""

    settings: Settings
    path: Path | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The target of one run. `trusted`: a person named it here, not a file found in a folder."""

    settings: TargetSettings
    trusted: bool


def find(assessment: Path | None) -> Path | None:
    """Return the configuration file that applies, or nothing."""
    named = os.environ.get("ADVISOR_PUBLISH_CONFIG", "")
    if named:
        return Path(named)
    if assessment is not None:
        for folder in assessment.resolve().parents:
            if (folder / FILE_NAME).is_file():
                return folder / FILE_NAME
            if (folder / ".git").exists():
                break
    own = user_path()
    return own if own.is_file() else None


def user_path() -> Path:
    """Return where a person's own configuration lies."""
    return platformdirs.user_config_path("advisor") / FILE_NAME


def load(path: Path | None) -> Configuration:
    """Read a configuration; nothing gives the defaults.

    Raises:
        InputError: the file is not valid; every problem is named.
        FileAccessError: the file cannot be read.
    """
    if path is None:
        return Configuration(Settings(), None)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileAccessError(f"{path}: cannot be read: {error.strerror}") from error
    if len(raw) > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES} bytes")
    try:
        return Configuration(Settings.model_validate(tomllib.loads(raw.decode())), path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    except ValidationError as error:
        problems = [
            Problem(str(path), 0, ".".join(str(part) for part in one["loc"]), one["msg"])
            for one in error.errors(include_url=False, include_input=False)
        ]
        raise InputError(f"{path} is not a valid configuration.", problems=problems) from None


def choose(configuration: Configuration, asked: str | None) -> Choice:
    """Return the target that was asked for, by name or in full, or the default one.

    Raises:
        InputError: nothing is configured, or the name is unknown.
    """
    settings = configuration.settings
    wanted = asked or os.environ.get("ADVISOR_PUBLISH_TO", "")
    if wanted in settings.targets:
        return Choice(settings.targets[wanted], trusted=configuration.path == user_path())
    if ":" in wanted:
        alike = [one for one in settings.targets.values() if one.to == wanted]
        chosen = alike[0] if alike else TargetSettings()
        return Choice(chosen.model_copy(update={"to": wanted}), trusted=True)
    if wanted:
        known = ", ".join(settings.targets) or "none"
        raise InputError(
            f"No target is called {wanted!r}.",
            hint=f"Configured: {known}. In full it reads like mediawiki:https://host/api.php.",
        )
    if settings.default in settings.targets:
        return Choice(settings.targets[settings.default], trusted=configuration.path == user_path())
    raise InputError(
        "No target was given.", hint="Use --to TARGET, or run `advisor publish --init` once."
    )
