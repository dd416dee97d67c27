"""The closed word lists: verdicts, targets, statuses, severities, horizons, efforts."""

from __future__ import annotations

from enum import Enum, IntEnum


class Verdict(IntEnum):
    """What becomes of one job of the platform; verdicts join by maximum."""

    NONE = 0
    KEEP = 1
    SPLIT = 2
    REPLACE = 3

    @property
    def id(self) -> str:
        """The word used in YAML, JSON, screens and documents."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Verdict:
        """Return the verdict named `word`; raises KeyError for any other word."""
        return cls[word.upper()]


class Target(IntEnum):
    """How far a job moves; the stack may not contradict it."""

    SAME_INSTANCE = 0
    SEPARATE_INSTANCE = 1
    OTHER_PRODUCT = 2

    @property
    def id(self) -> str:
        """The word used in YAML, JSON, screens and documents."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def of(cls, word: str) -> Target:
        """Return the target named `word`; raises KeyError for any other word."""
        return cls[word.upper().replace("-", "_")]


class Status(Enum):
    """Whether the platform does a job today."""

    IN_USE = "in-use"
    OPEN = "open"
    PLANNED = "planned"
    SEPARATE = "already-separate"
    NOT_USED = "not-used"


class Standing(Enum):
    """What may be said of a verdict: it is decided, assumed, or not decided."""

    SETTLED = "settled"
    PROVISIONAL = "provisional"
    UNDECIDED = "undecided"


class Severity(IntEnum):
    """How much a pitfall hurts."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def id(self) -> str:
        """The word used in YAML, JSON, screens and documents."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Severity:
        """Return the severity named `word`; raises KeyError for any other word."""
        return cls[word.upper()]


class Horizon(Enum):
    """When a plan step is due."""

    NOW = "now"
    BEFORE_LAUNCH = "before-launch"
    NEXT = "next"


class Effort(Enum):
    """Working time of one owner: S up to two days, M up to two weeks, L more."""

    SMALL = "S"
    MEDIUM = "M"
    LARGE = "L"


class Kind(Enum):
    """How many options of a question may hold."""

    SINGLE = "single"
    MULTIPLE = "multiple"


class SubjectKind(Enum):
    """Whom a capability serves; machine and agent capabilities are separated on suspicion."""

    PEOPLE = "people"
    MACHINE = "machine"
    AGENT = "agent"
    SHARED = "shared"


class ActorStatus(Enum):
    """What an actor is to the platform; `UNKNOWN` is a row that may or may not be there."""

    IN_USE = "in-use"
    REQUESTED = "requested"
    PLANNED = "planned"
    ELSEWHERE = "elsewhere"
    LEFTOVER = "leftover"
    SUSPECTED = "suspected"
    UNKNOWN = ""


class Coming(Enum):
    """When a planned actor comes; not known counts as later."""

    SOON = "12-months"
    LATER = "later"
    UNKNOWN = ""


class Completeness(Enum):
    """Whether the inventory lists everybody of a group; only the first makes absence a fact."""

    COMPLETE = "complete"
    ASSUMED = "assumed"
    INCOMPLETE = "incomplete"
