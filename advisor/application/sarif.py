"""Gate findings as SARIF 2.1.0, the format that code hosts show beside the lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from advisor import __version__
from advisor.application.checking import GateFinding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def log(findings: Iterable[GateFinding]) -> dict[str, object]:
    """Return one SARIF log; the same findings give the same log."""
    listed = list(findings)
    rules = sorted({finding.rule for finding in listed})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "advisor",
                        "version": __version__,
                        "rules": [{"id": rule} for rule in rules],
                    }
                },
                "results": [_result(finding, rules.index(finding.rule)) for finding in listed],
            }
        ],
    }


def _result(finding: GateFinding, index: int) -> dict[str, object]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.level,
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": PurePath(finding.file).as_posix()},
                    "region": {"startLine": max(finding.line, 1)},
                }
            }
        ],
    }
