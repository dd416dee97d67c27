"""Every error that `advisor` raises on purpose.

```
AdvisorError                      exit 2 unless a subclass says otherwise
├── InputError (ValueError)       2  wrong usage or bad input
│   ├── CatalogError              2  questions/ or reference_stacks/ do not load
│   └── AssessmentError           2  an assessment file does not load
├── FileAccessError (OSError)     2  a local file cannot be read or written
│   └── WriteConflictError        2  another process changed the file first
├── FindingsError                 1  a gate, verification, lint or secret finding
└── RemoteError (OSError)         3  a remote system failed
    └── RemoteConflictError       3  a remote page changed under us
```

Every message is safe to show: it names file, line, field and the fix, never a secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

EXIT_DONE = 0
EXIT_FINDINGS = 1
EXIT_BAD_INPUT = 2
EXIT_REMOTE = 3
# What shells report for a process that a signal ended: this and the signal's number.
EXIT_BY_SIGNAL = 128


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One located problem in one input file.

    `line` counts from 1; 0 means that the file as a whole is meant.
    """

    file: str
    line: int
    field: str
    problem: str
    fix: str = ""

    def __str__(self) -> str:
        """Return `file:line: field: problem (fix)` on one line."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        field = f"{self.field}: " if self.field else ""
        fix = f" ({self.fix})" if self.fix else ""
        return f"{where}: {field}{self.problem}{fix}"


class AdvisorError(Exception):
    """Base of all; `message` says what is wrong, `hint` how to go on."""

    exit_code: ClassVar[int] = EXIT_BAD_INPUT

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(AdvisorError, ValueError):
    """Wrong usage or bad input; carries every located problem found."""

    def __init__(self, message: str, *, hint: str = "", problems: Iterable[Problem] = ()) -> None:
        super().__init__(message, hint=hint)
        self.problems = tuple(sorted(problems))


class CatalogError(InputError):
    """The catalog does not load; `problems` holds all of them."""


class AssessmentError(InputError):
    """An assessment file does not load; `problems` holds all of them."""


class FileAccessError(AdvisorError, OSError):
    """A local file cannot be read or written."""


class WriteConflictError(FileAccessError):
    """The file changed on disk since it was read; nothing was overwritten."""


class FindingsError(AdvisorError):
    """A gate, verification, lint or secret check has findings."""

    exit_code = EXIT_FINDINGS


class RemoteError(AdvisorError, OSError):
    """A remote system failed or refused."""

    exit_code = EXIT_REMOTE


class RemoteConflictError(RemoteError):
    """A remote page changed since it was read; nothing was overwritten."""
