"""What docs/guides/verify-a-catalog.md says about verification is what verification does."""

import re
import shlex
from pathlib import Path

import pytest

from advisor.reasoning.verify import FindingKind
from tests.cli.conftest import Advisor

NAME = "01-not-monotone-acme-quiet-support"


@pytest.fixture
def guide(checkout: Path) -> str:
    """The text of the guide."""
    return (checkout / "docs" / "guides" / "verify-a-catalog.md").read_text(encoding="utf-8")


def _overlay(guide: str, folder: Path) -> None:
    """Write the rule that the guide shows into an overlay."""
    ((name, content),) = re.findall(r"```yaml\n# (\S+\.yaml)\n(.*?)```", guide, re.DOTALL)
    path = folder / "acme" / name
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")


def test_the_commands_say_what_the_guide_says(
    guide: str, advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule shown lints clean, leads to the finding shown, and its files open and differ."""
    _overlay(guide, tmp_path)
    monkeypatch.chdir(tmp_path)
    (said,) = re.findall(r"```text\n(.*?)\n```", guide, re.DOTALL)
    lines = "".join(re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)).splitlines()
    lint, verify, decide, diff = (shlex.split(line)[1:] for line in lines)
    assert advisor(*lint).code == 0
    verified = advisor(*verify, "--today", "2026-11-22")
    assert verified.code == 1
    assert said in verified.out
    assert {path.name for path in Path("shown").iterdir()} == {f"{NAME}.yaml", f"{NAME}-then.yaml"}
    assert "Customer sign-in: split" in advisor(*decide).out
    assert "support" in advisor(*diff).out


def test_the_cure_of_the_guide_leaves_nothing_to_find(
    guide: str, advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the comparison that the guide names instead, the overlay verifies clean."""
    (cure,) = re.findall(r"cure is `([^`]+)`", guide)
    _overlay(guide.replace("is: staff-accounts-here}\n", f"{cure}}}\n", 1), tmp_path)
    monkeypatch.chdir(tmp_path)
    verified = advisor("catalog", "verify", "--catalog", "acme", "--today", "2026-11-22")
    assert "Nothing is wrong." in verified.out
    assert verified.code == 0


def test_the_guide_explains_every_finding(guide: str) -> None:
    """Each kind of finding has its row in the table, and no row is about another."""
    rows = re.findall(r"^\| (`[^|]+`) \|", guide, re.MULTILINE)
    explained = {word for row in rows for word in re.findall(r"`([^`]+)`", row)}
    assert explained == {kind.value for kind in FindingKind}
