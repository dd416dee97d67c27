"""The snippets of docs/guides/check-in-ci.md run as far as they run on this machine."""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from advisor.application.checking import parse_gate
from tests.cli.conftest import Advisor


def _blocks(checkout: Path) -> list[object]:
    text = (checkout / "docs" / "guides" / "check-in-ci.md").read_text(encoding="utf-8")
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]


def _commands(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("advisor check"):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _commands(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _commands(inner)


def test_the_commands_of_the_snippets_run(
    checkout: Path,
    advisor: Advisor,
    example: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each `advisor check` of a snippet runs on a real file and writes its SARIF log."""
    path = example("saas-dashboard")
    (tmp_path / "decisions").mkdir()
    for name in ("decisions/acme.yaml", "base.yaml"):
        (tmp_path / name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    commands = [command for block in _blocks(checkout) for command in _commands(block)]

    assert len(commands) == 2
    for command in commands:
        words = shlex.split(command.replace("decisions/*.yaml", "decisions/acme.yaml"))[1:]
        assert advisor(*words, "--today", "2026-11-22").code == 0
        assert (tmp_path / "findings.sarif").exists()
        (tmp_path / "findings.sarif").unlink()


def test_the_hook_and_its_arguments_exist(checkout: Path) -> None:
    """The hook that the guide names is published, and its gates are gates."""
    (published,) = yaml.safe_load((checkout / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (config,) = [
        block for block in _blocks(checkout) if isinstance(block, dict) and "repos" in block
    ]
    (hook,) = config["repos"][0]["hooks"]

    assert hook["id"] == published["id"]
    assert [parse_gate(word).kind for word in hook["args"] if word != "--fail-on"] == [
        "open",
        "pitfall",
    ]
