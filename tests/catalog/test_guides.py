"""The guides for people who change the catalog: their examples work as printed."""

import re
from pathlib import Path

import pytest

from advisor.catalog import lint, load

GUIDES = ("add-a-question", "add-a-rule", "add-a-pitfall", "add-a-component", "verify-a-catalog")
BLOCK = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("guide", GUIDES)
def test_the_examples_of_a_guide_load_and_leave_nothing_to_lint(
    guide: str, checkout: Path, tmp_path: Path
) -> None:
    """What a guide shows, laid over the catalog as it says, loads and is without findings."""
    text = (checkout / "docs" / "guides" / f"{guide}.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert blocks
    for name, content in blocks:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    findings = [
        finding for finding in lint(load(tmp_path)) if finding.file.startswith(str(tmp_path))
    ]
    # A question is read by the rules that come after it.
    unread = [finding for finding in findings if "no condition" in finding.problem]
    assert findings == (unread if guide == "add-a-question" else [])


@pytest.mark.parametrize("guide", GUIDES)
def test_every_field_of_the_records_is_known_to_the_guides(guide: str, checkout: Path) -> None:
    """Links between guides and the words of their tables are real."""
    folder = checkout / "docs" / "guides"
    text = (folder / f"{guide}.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)", text):
        assert (folder / target).is_file(), target
