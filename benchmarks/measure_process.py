"""Whole processes against interpreters that do less, by processor time.

`decide`, `explain` and `check` are compared with an interpreter that imports the libraries which
the same command has loaded when it ends (all modules outside `advisor`, no others) and stops; the
goal is at most 1.5 times its time. Everything is compared with `python -c pass` too.

Both sides run from bytecode, as installed programs do, and take turns, so that load hits both.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from advisor.catalog import data_root, shipped
from advisor.catalog.loading import load_folders
from benchmarks.table import Row

EXAMPLES = Path(__file__).parents[1] / "advisor" / "examples"
EXAMPLE = str(EXAMPLES / "ai-assistant.yaml")
# `check` ends with 1 where it finds something, as a program that crashes does.
WITHOUT_FINDINGS = str(EXAMPLES / "saas-dashboard.yaml")
TODAY = ("--today", "2026-11-22")
COMMANDS = {
    "advisor decide FILE": ("decide", EXAMPLE, *TODAY),
    "advisor explain FILE": ("explain", EXAMPLE, *TODAY),
    "advisor check FILE": ("check", WITHOUT_FINDINGS, *TODAY),
    "advisor --help": ("--help",),
}
COMPARED = ("advisor decide FILE", "advisor explain FILE", "advisor check FILE")
ROUNDS = 9
GOAL = 1.5
_RUN = "from advisor.cli.main import main; main()"
_TOLD = """
import atexit, sys
start = set(sys.modules)
atexit.register(lambda: print(*(set(sys.modules) - start), file=open({file!r}, "w")))
"""
_IMPORT = """
for name in {names!r}:
    try:
        __import__(name)
    except ImportError:
        pass
"""


def measure() -> list[Row]:
    """Measure every command, what its libraries take, and a bare interpreter."""
    if shipped.read() is None:
        shipped.write(load_folders(data_root()))
    with tempfile.TemporaryDirectory() as folder:
        environment = {key: value for key, value in os.environ.items() if key not in _UNFAIR}
        environment |= {"PYTHONPYCACHEPREFIX": folder}
        scripts: dict[str, tuple[str, ...]] = {"pass": ("pass",)}
        for name, arguments in COMMANDS.items():
            scripts[name] = (_RUN, *arguments)
        for name in COMPARED:
            scripts[f"libraries of {name}"] = (_libraries(scripts[name], folder, environment),)
        for script in scripts.values():
            _cost(script, environment)
        costs: dict[str, list[float]] = {name: [] for name in scripts}
        for _ in range(ROUNDS):
            for name, script in scripts.items():
                costs[name].append(_cost(script, environment))
    return _rows({name: median(times) for name, times in costs.items()})


# A developer's settings that would let one side compile its modules at every start.
_UNFAIR = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "PYTHONDEVMODE"})


def _rows(costs: Mapping[str, float]) -> list[Row]:
    rows = []
    for name in COMPARED:
        ours, theirs = costs[name], costs[f"libraries of {name}"]
        goal = name == COMPARED[0]
        rows.append(
            Row(
                f"process `{name}`",
                f"{ours:.0f} ms",
                f"importing the same libraries, {theirs:.0f} ms",
                ours / theirs,
                f"at most {GOAL}" if goal else "",
                ours / theirs <= GOAL if goal else None,
            )
        )
    bare = costs["pass"]
    return rows + [
        Row(f"process `{name}`", f"{ours:.0f} ms", f"`python -c pass`, {bare:.0f} ms", ours / bare)
        for name, ours in costs.items()
        if name in COMMANDS
    ]


def _libraries(script: Sequence[str], folder: str, environment: Mapping[str, str]) -> str:
    """Return a program that imports what a command has loaded at its end, and nothing else."""
    told = _TOLD.format(file=f"{folder}/told")
    _cost((f"{told}{script[0]}", *script[1:]), environment)
    loaded = Path(folder, "told").read_text(encoding="utf-8").split()
    assert "yaml" in loaded
    assert "textual" not in loaded
    names = sorted(name for name in loaded if name.partition(".")[0] != "advisor")
    program = _IMPORT.format(names=names)
    _cost((f"{told}{program}",), environment)
    more = set(Path(folder, "told").read_text(encoding="utf-8").split()) - set(loaded)
    assert not more, f"the reference must not import more than the command: {sorted(more)}"
    return program


def _cost(script: Sequence[str], environment: Mapping[str, str]) -> float:
    """Run a program; return its processor time in milliseconds."""
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    command = [sys.executable, "-c", *script]
    child = os.posix_spawn(sys.executable, command, environment, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, script
    return 1000 * (usage.ru_utime + usage.ru_stime)
