"""Proofs about a whole catalog, over every combination of answers.

Start at `run.py`. Each of the other modules holds one kind of check and yields queries; a query
is exact or not proven within its step budget. `worlds.py` explains how a check asks for a world
and how a world becomes an assessment that shows a finding.
"""

from advisor.reasoning.verify.findings import CatalogFinding, Checked, FindingKind, Verification
from advisor.reasoning.verify.run import verify, verify_compiled

__all__ = [
    "CatalogFinding",
    "Checked",
    "FindingKind",
    "Verification",
    "verify",
    "verify_compiled",
]
