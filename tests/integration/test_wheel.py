"""An installed copy works anywhere, without the checkout."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def _run(*command: object, cwd: Path) -> str:
    clean = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "COV_", "PYTEST"))
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    """Build the wheel, install it into a fresh environment elsewhere, return the program.

    With the versions of the environment that runs the tests: neither the build nor what the
    package needs is fetched anew, so what is released tomorrow changes nothing here.
    """
    folder = tmp_path_factory.mktemp("elsewhere")
    options = ("-m", "pip", "--disable-pip-version-check", "--quiet")
    build = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, checkout)
    _run(sys.executable, *options, *build, cwd=folder)
    here = folder / "here.txt"
    here.write_text(_run(sys.executable, *options, "freeze", "--exclude-editable", cwd=folder))
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    (wheel,) = folder.glob("advisor-*.whl")
    python = environment / "bin" / "python"
    _run(python, *options, "install", "--constraint", here, wheel, cwd=folder)
    return environment / "bin" / "advisor"


def test_an_installed_copy_decides_an_example(installed: Path, tmp_path: Path) -> None:
    """The program from the wheel copies an example and decides it with the data it carries."""
    _run(installed, "examples", "b2b-growth", "--to", "growth.yaml", cwd=tmp_path)
    decided = json.loads(_run(installed, "decide", "growth.yaml", "--json", cwd=tmp_path))

    assert decided["outcome"] == "replace"


def test_an_installed_copy_writes_documents(installed: Path, tmp_path: Path) -> None:
    """The program from the wheel writes the default documents of an example."""
    _run(installed, "examples", "saas-dashboard", "--to", "saas.yaml", cwd=tmp_path)
    _run(installed, "document", "saas.yaml", "--to", "out", cwd=tmp_path)

    assert (tmp_path / "out" / "stack.html").stat().st_size > 0


def test_an_installed_copy_need_not_parse_its_catalog(installed: Path, tmp_path: Path) -> None:
    """The wheel carries the catalog in the form that loads fast, and it fits what it carries."""
    asked = "from advisor.catalog import shipped; print(shipped.read() is not None)"

    assert _run(installed.with_name("python"), "-c", asked, cwd=tmp_path).strip() == "True"
