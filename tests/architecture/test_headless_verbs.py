"""Commands other than the terminal UI start without loading it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEADLESS_VERBS = [
    "ask",
    "decide",
    "explain",
    "document",
    "check",
    "diff",
    "scan",
    "publish",
    "catalog",
    "examples",
]
DECIDING_VERBS = ["decide", "explain", "document", "check"]

# Runs the command line in a fresh interpreter, then prints which UI modules it has loaded.
PROBE = """
import sys
from advisor.cli.main import main
try:
    main()
except SystemExit as stop:
    code = stop.code or 0
else:
    code = 0
loaded = sorted({name.partition(".")[0] for name in sys.modules} & {"textual", "rich"})
print(f"loaded UI modules: {loaded}", file=sys.stderr)
sys.exit(code)
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def example(folder: Path) -> Path:
    """Write the first shipped example into the folder."""
    listed = run("examples", "--json")
    assert listed.returncode == 0, listed.stderr
    name = json.loads(listed.stdout)["examples"][0]["id"]
    path = folder / "example.yaml"
    run("examples", name, "--to", str(path))
    return path


@pytest.mark.parametrize("verb", HEADLESS_VERBS)
def test_help_of_a_headless_verb_does_not_load_the_ui(verb: str) -> None:
    """Asking a verb for help loads neither Textual nor Rich."""
    result = run(verb, "--help")

    assert result.returncode == 0, result.stderr
    assert "loaded UI modules: []" in result.stderr


@pytest.mark.parametrize("verb", DECIDING_VERBS)
def test_a_deciding_verb_does_its_work_without_the_ui(verb: str, tmp_path: Path) -> None:
    """Deciding, explaining, documenting and checking an example load neither Textual nor Rich."""
    arguments = [verb, str(example(tmp_path))]
    if verb == "document":
        arguments += ["--to", str(tmp_path / "out")]

    result = run(*arguments)

    assert result.returncode == 0, result.stderr
    assert "loaded UI modules: []" in result.stderr
