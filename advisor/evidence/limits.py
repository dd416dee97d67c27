"""How much a scan reads before it says no."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one scan. What exceeds one is named and skipped; the rest is still read."""

    files: int = 20_000
    # Source code and templates; plan and state files are machine-written and may be far larger.
    source_bytes: int = 8 * MEBIBYTE
    state_bytes: int = 256 * MEBIBYTE
    depth: int = 100
    nodes: int = 2_000_000
    # Evaluation steps for all expressions of one module tree.
    steps: int = 500_000
    instances: int = 2_000
    module_depth: int = 20
    seconds: float = 120.0
    memory_bytes: int = 3 * 1024 * MEBIBYTE
    # How often a reader that died is started again without the file it died on.
    restarts: int = 20


DEFAULT_LIMITS = Limits()
