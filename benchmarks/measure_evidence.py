"""Evidence: accuracy on real files, and speed and memory on 10,000 resources.

The reference of speed is cfn-lint's reader and, where it is installed, tfparse: both read the same
files in the same run, each in a process of its own, and only read; we also judge.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from benchmarks import evidence_accuracy
from benchmarks.table import Row

FILES: Final = 400
PER_FILE: Final = 25
CORPUS: Final = (
    Path(os.environ.get("ADVISOR_REFERENCE", Path(__file__).parents[2] / "shared")) / "corpus"
)
_FOOT: Final = """
import json, resource
seconds = time.perf_counter() - start
whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
used = max(resource.getrusage(who).ru_maxrss for who in whose)
print(json.dumps({"seconds": seconds, "mebibytes": used / 1024, "read": read}))
"""
_OURS: Final = """
import sys, time
from pathlib import Path
from advisor.catalog import load
from advisor.evidence.examine import examine_paths
from advisor.evidence.signals.load import load_signals
catalog, book = load(), load_signals()
start = time.perf_counter()
result = examine_paths([Path(sys.argv[1])], book, catalog)
assert not result.problems, result.problems[:3]
read = result.resources
"""
_CFN_LINT: Final = """
import sys, time
from pathlib import Path
from cfnlint.decode import decode
start = time.perf_counter()
read = 0
for path in Path(sys.argv[1]).rglob("*.yaml"):
    template, problems = decode(str(path))
    assert not problems
    read += len(template["Resources"])
"""
_CFN_LINT_LINTS: Final = """
import sys, time
from pathlib import Path
from cfnlint.api import lint_file, ManualArgs
start = time.perf_counter()
read = 0
for path in sorted(Path(sys.argv[1]).rglob("*.yaml"))[:20]:
    lint_file(path, ManualArgs(regions=["eu-west-1"]))
    read += 1
"""
_TFPARSE: Final = """
import sys, time
from tfparse import load_from_path
start = time.perf_counter()
read = sum(
    len(items)
    for kind, items in load_from_path(sys.argv[1]).items()
    if kind.startswith("aws_")
)
"""


def measure() -> list[Row]:
    """Measure accuracy where the corpus is at hand, and speed everywhere."""
    return [*_accuracy(), *_speed()]


def _accuracy() -> list[Row]:
    if not (CORPUS / "expectations.yaml").is_file():
        return [Row("evidence: accuracy", "not measured", f"no corpus at {CORPUS}", 0.0)]
    result = evidence_accuracy.measure(CORPUS)
    total = result.total
    proposed = total.right + total.wrong
    precision = total.right / proposed if proposed else 0.0
    coverage = total.covered / total.answerable if total.answerable else 0.0
    seeded = result.found / result.seeded if result.seeded else 0.0
    return [
        Row(
            "evidence: proposals that are right",
            f"{total.right} right",
            f"of {proposed} scored",
            precision,
            ">= 0.95",
            precision >= evidence_accuracy.PRECISION_GOAL,
        ),
        Row(
            "evidence: answerable keys proposed",
            f"{total.covered} proposed",
            f"of {total.answerable} answerable",
            coverage,
            ">= 0.60",
            coverage >= evidence_accuracy.COVERAGE_GOAL,
        ),
        Row(
            "evidence: seeded contradictions found",
            f"{result.found} found",
            f"of {result.seeded} seeded",
            seeded,
            "= 1",
            result.found == result.seeded,
        ),
    ]


def _speed() -> list[Row]:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        templates, modules = Path(folder) / "cfn", Path(folder) / "tf"
        _write_templates(templates)
        _write_terraform(modules)
        rows += _compare("CloudFormation", templates, "cfn-lint's reader", _CFN_LINT)
        rows += _lint(templates)
        if find_spec("tfparse"):
            rows += _compare("Terraform", modules, "tfparse", _TFPARSE)
    return rows


def _compare(what: str, folder: Path, name: str, script: str) -> list[Row]:
    ours, theirs = _run(_OURS, folder), _run(script, folder)
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    count = int(ours["read"])
    return [
        Row(
            f"evidence: reading and judging {count} {what} resources",
            f"{files / ours['seconds']:.0f} files/s",
            f"{name} reads {files / theirs['seconds']:.0f} files/s",
            theirs["seconds"] / ours["seconds"],
        ),
        Row(
            f"evidence: peak memory of {count} {what} resources",
            f"{ours['mebibytes']:.0f} MiB",
            f"{name}: {theirs['mebibytes']:.0f} MiB",
            theirs["mebibytes"] / ours["mebibytes"],
        ),
    ]


def _lint(folder: Path) -> list[Row]:
    """Compare with cfn-lint reading and judging, on a sample: it takes seconds per file."""
    ours, theirs = _run(_OURS, folder), _run(_CFN_LINT_LINTS, folder)
    our_rate, their_rate = FILES / ours["seconds"], theirs["read"] / theirs["seconds"]
    return [
        Row(
            "evidence: reading and judging templates",
            f"{our_rate:.0f} files/s",
            f"cfn-lint lints {their_rate:.1f} files/s",
            our_rate / their_rate,
            ">= 1",
            our_rate >= their_rate,
        )
    ]


def _run(script: str, folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", script + _FOOT, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _write_templates(folder: Path) -> None:
    folder.mkdir()
    for number in range(FILES):
        lines = ["AWSTemplateFormatVersion: '2010-09-09'", "Resources:"]
        for index in range(PER_FILE):
            lines += [
                f"  Client{index}:",
                "    Type: AWS::Cognito::UserPoolClient",
                "    Properties:",
                f"      ClientName: !Sub '${{AWS::StackName}}-{index}'",
                "      UserPoolId: !ImportValue pool",
                "      AllowedOAuthFlows: [code]",
                "      AllowedOAuthFlowsUserPoolClient: true",
                "      RefreshTokenValidity: 30",
                "      CallbackURLs: ['https://app.example.org/callback']",
            ]
        (folder / f"t{number}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_terraform(folder: Path) -> None:
    folder.mkdir()
    for number in range(FILES):
        blocks = [
            f'resource "aws_cognito_user_pool_client" "c{number}_{index}" {{\n'
            f'  name                                 = "${{local.prefix}}-{index}"\n'
            "  user_pool_id                         = var.pool\n"
            '  allowed_oauth_flows                  = ["code"]\n'
            "  allowed_oauth_flows_user_pool_client = true\n"
            "  refresh_token_validity               = 30\n"
            '  callback_urls                        = ["https://app.example.org/callback"]\n'
            "}\n"
            for index in range(PER_FILE)
        ]
        (folder / f"c{number}.tf").write_text("".join(blocks), encoding="utf-8")
    head = 'variable "pool" {}\nlocals {\n  prefix = "shop"\n}\n'
    (folder / "main.tf").write_text(head, encoding="utf-8")
