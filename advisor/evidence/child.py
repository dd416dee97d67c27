"""The reading process: parsers with native code run here, under limits, and nothing else does.

Reads one job as JSON from standard input, writes one answer to standard output. Between the two it
writes the name of each file before opening it, so that the parent knows which one ended it.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from advisor.evidence.gather import gather
from advisor.evidence.limits import Limits
from advisor.evidence.reading.files import Found
from advisor.evidence.wire import encode

FILE_MARK = "file "
ANSWER_MARK = "answer "


def main() -> int:
    """Read the job, gather, answer."""
    job: dict[str, Any] = json.load(sys.stdin)
    limits = Limits(**job["limits"])
    _confine(limits)
    wanted = {
        spelling: {kind: frozenset(names) for kind, names in kinds.items()}
        for spelling, kinds in job["wanted"].items()
    }
    files = [
        Found(Path(path), shown, Path(root), named) for path, shown, root, named in job["files"]
    ]
    gathered = gather(files, limits, wanted, progress=_say)
    sys.stdout.write(ANSWER_MARK)
    json.dump(encode(gathered), sys.stdout, ensure_ascii=True, separators=(",", ":"))
    sys.stdout.write("\n")
    return 0


def _say(name: str) -> None:
    sys.stdout.write(f"{FILE_MARK}{json.dumps(name)}\n")
    sys.stdout.flush()


def _confine(limits: Limits) -> None:
    """Cap memory and processor time; no core dumps, for they would hold what was read."""
    for kind, amount in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, int(limits.seconds) + 1),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        lower = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (lower, hard))


if __name__ == "__main__":
    sys.exit(main())
