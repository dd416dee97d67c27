"""Take the README's pictures from the running program: `make pictures`.

Each picture is a real start of the terminal UI on a shipped example, driven by key presses and
drawn by Textual itself, so a picture cannot show what the program does not.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

EXAMPLE = "customer-portal"
PICTURES = Path(__file__).resolve().parent.parent / "pictures"
SECONDS_UNTIL_SETTLED = 3
SECONDS_UNTIL_STUCK = 60


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: its name, the keys that lead there, and the size of the terminal."""

    name: str
    keys: tuple[str, ...] = ()
    columns: int = 120
    lines: int = 36


SCENES = (
    Scene("interview"),
    Scene("interview-80x24", columns=80, lines=24),
    Scene("result", keys=("f4",)),
)


def take(scene: Scene, assessment: Path) -> Path:
    """Start the UI, press the keys, keep the picture."""
    drawn = PICTURES / f"{scene.name}.svg"
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment |= {
        "TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver",
        "TEXTUAL_PRESS": ",".join(scene.keys),
        "TEXTUAL_SCREENSHOT": str(SECONDS_UNTIL_SETTLED),
        "TEXTUAL_SCREENSHOT_LOCATION": str(PICTURES),
        "TEXTUAL_SCREENSHOT_FILENAME": drawn.name,
        "TEXTUAL_ANIMATIONS": "none",
        "COLUMNS": str(scene.columns),
        "LINES": str(scene.lines),
    }
    drawn.unlink(missing_ok=True)
    advisor("interview", str(assessment), environment=environment)
    if not drawn.exists():
        sys.exit(f"{scene.name}: the program ended without a picture")
    return drawn


def advisor(*arguments: str, environment: dict[str, str] | None = None) -> None:
    """Run one command of the program that stands beside this interpreter."""
    program = Path(sys.executable).with_name("advisor")
    subprocess.run(
        [program, *arguments],
        check=True,
        env=environment,
        timeout=SECONDS_UNTIL_STUCK,
        stdout=subprocess.DEVNULL,
    )


def main() -> None:
    """Take every picture, each from a fresh copy of the example."""
    PICTURES.mkdir(exist_ok=True)
    for scene in SCENES:
        with tempfile.TemporaryDirectory() as folder:
            assessment = Path(folder) / f"{EXAMPLE}.yaml"
            advisor("examples", EXAMPLE, "--to", str(assessment))
            print(take(scene, assessment).relative_to(Path.cwd()))


if __name__ == "__main__":
    main()
