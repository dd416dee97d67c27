"""The HTML page in a real browser: accessible, silent on the network, usable by keyboard."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from advisor.exports import html
from tests.documents.made import report_of
from tests.documents.small import small_report
from tests.exports.trees import HOSTILE, everything

pytestmark = pytest.mark.system
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-proxy-server"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium from the system's packages."""
    chromium = which("chromium")
    if chromium is None or find_spec("playwright") is None:
        pytest.skip("chromium or playwright is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


def pages() -> dict[str, str]:
    """One page of each kind: tiny, large, and full of hostile text."""
    return {
        "small": html.render(small_report().document),
        "example": html.render(report_of("b2b-growth").document),
        "hostile": html.render(everything(HOSTILE[0])),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["small", "example", "hostile"])
def test_axe_finds_no_violation(browser: Any, tmp_path: Path, name: str, scheme: str) -> None:
    """axe-core finds nothing to complain about, in light and dark."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    path = tmp_path / "page.html"
    path.write_text(pages()[name], encoding="utf-8")
    # The page's policy keeps scripts out, axe's own included.
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)
    page.goto(path.as_uri())

    found = axe.Axe().run(page).response["violations"]
    page.close()

    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_the_page_makes_no_request(browser: Any, tmp_path: Path) -> None:
    """Opening the page asks for the file itself and for nothing else."""
    path = tmp_path / "page.html"
    path.write_text(pages()["example"], encoding="utf-8")
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_timeout(200)
    page.close()

    assert asked == [path.as_uri()]


def test_the_first_tab_leads_past_the_contents(browser: Any, tmp_path: Path) -> None:
    """A keyboard user reaches the content with one key and Enter."""
    path = tmp_path / "page.html"
    path.write_text(pages()["small"], encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.id")
    page.close()

    assert focused == "content"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_does_not_scroll_sideways(browser: Any, tmp_path: Path, width: int) -> None:
    """Wide tables scroll inside themselves, on a phone and on a desktop."""
    path = tmp_path / "page.html"
    path.write_text(pages()["example"], encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(path.as_uri())
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.close()

    assert overflow <= 0
