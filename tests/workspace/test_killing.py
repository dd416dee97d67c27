"""A save that is killed at any moment leaves a whole file."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from advisor.model.catalog import Catalog
from advisor.workspace import AssessmentFile, read
from tests.workspace.conftest import TEXT

KILLS: Final = 50
# A process that starts savers, one after the other; starting is slow, forking is not. A saver says
# its number once it has begun, then saves as fast as it can; each save is another note.
SAVER: Final = """\
import os
import signal
import sys
from msgspec.structs import replace
from pathlib import Path

from advisor.model.assessment import Answer
from advisor.workspace import AssessmentFile
from tests.catalog.small import small_catalog

catalog = small_catalog()


def save_forever(path):
    with AssessmentFile.open(path, catalog) as file:
        number = 0
        while True:
            number += 1
            answer = Answer("cognito", note=f"{os.getpid()} {number} " + "x" * 5_000)
            answers = {**file.assessment.answers, "platform": answer}
            file.save(replace(file.assessment, answers=answers))
            if number == 1:
                os.write(1, f"{os.getpid()}\\n".encode())


while sys.stdin.readline():
    child = os.fork()
    if child == 0:
        signal.alarm(60)  # should the test die first
        save_forever(Path(sys.argv[1]))
    os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""


@pytest.mark.slow
def test_a_kill_at_any_moment_of_saving_leaves_a_valid_file(path: Path, catalog: Catalog) -> None:
    """At most the answer being saved is lost; the file always reads, with all its comments."""
    chance = random.Random(20261122)
    comments = [line.partition("#")[2] for line in TEXT.splitlines() if "#" in line]
    seen = set()
    with subprocess.Popen(
        [sys.executable, "-c", SAVER, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    ) as nursery:  # fmt: skip
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        for _ in range(KILLS):
            nursery.stdin.write("go\n")
            saver = int(nursery.stdout.readline())
            time.sleep(chance.random() * 0.03)
            os.kill(saver, signal.SIGKILL)
            assert nursery.stdout.readline() == "dead\n"
            answers = read(path, catalog).answers
            assert answers["platform"].note.startswith(f"{saver} ")
            assert answers["kept-secrets"].maybe == ("database-passwords",)
            text = path.read_text(encoding="utf-8")
            assert all(comment in text for comment in comments)
            seen.add(answers["platform"].note[:20])
        nursery.stdin.close()
    assert len(seen) == KILLS
    AssessmentFile.open(path, catalog).close()
    assert [entry.name for entry in path.parent.iterdir()] == ["acme.yaml"]
