"""The guides say what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path

from advisor.evidence.accounts.aws_permissions import PERMISSIONS, policy
from advisor.evidence.limits import DEFAULT_LIMITS, MEBIBYTE
from advisor.evidence.signals.load import load_signals
from advisor.evidence.signals.records import AttributeRecord
from advisor.evidence.signals.when import OPERATORS
from tests.evidence.scene import book, write


def guide(checkout: Path, name: str) -> str:
    """Return the text of one guide."""
    return (checkout / "docs" / "guides" / f"evidence-{name}.md").read_text(encoding="utf-8")


def test_the_policy_in_the_guide_is_the_one_used(checkout: Path) -> None:
    """The policy that people copy allows exactly what the program calls."""
    text = guide(checkout, "aws-account")
    (printed,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert json.loads(printed) == policy()
    for permission, reason in PERMISSIONS.items():
        assert f"| `{permission}` | {reason} |" in text


def test_the_limits_in_the_guide_are_the_ones_set(checkout: Path) -> None:
    """The limits that people read are those that hold."""
    text = guide(checkout, "overview")
    assert f"| files per scan | {DEFAULT_LIMITS.files:,} |" in text
    assert f"| source file | {DEFAULT_LIMITS.source_bytes // MEBIBYTE} MiB |" in text
    assert f"{DEFAULT_LIMITS.state_bytes // MEBIBYTE} MiB" in text
    assert f"| nesting | {DEFAULT_LIMITS.depth} levels |" in text
    assert f"| time | {DEFAULT_LIMITS.seconds:.0f} seconds |" in text
    assert f"{DEFAULT_LIMITS.memory_bytes // MEBIBYTE // 1024} GiB" in text


def test_the_example_signal_loads(checkout: Path, tmp_path: Path) -> None:
    """The YAML of the guide is a signal that works."""
    parts = re.findall(r"```yaml\n(.*?)```", guide(checkout, "add-a-signal"), re.DOTALL)
    loaded = load_signals(write(tmp_path, {"questions/evidence/team.yaml": "".join(parts)}))
    assert len(loaded.signals) == len(book().signals) + 1


def test_every_condition_and_reading_is_explained(checkout: Path) -> None:
    """Nothing that a signal may say is left out of the guide."""
    text = guide(checkout, "add-a-signal")
    for operator in OPERATORS:
        assert f"`{operator}`" in text
    for word in re.findall(r"'(\w+)'", str(AttributeRecord.model_fields["read"].annotation)):
        assert f"`{word}`" in text


def test_every_source_has_a_guide(checkout: Path) -> None:
    """The overview leads to a guide for each source."""
    links = re.findall(r"\((evidence-[a-z0-9-]+\.md)\)", guide(checkout, "overview"))
    assert len(links) >= 8
    for link in links:
        assert (checkout / "docs" / "guides" / link).is_file()
