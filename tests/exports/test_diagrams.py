"""Diagrams: source and pictures that show labels literally."""

import xml.etree.ElementTree as ET

import pytest

from advisor.errors import InputError
from advisor.exports import dot, mermaid
from advisor.exports.wiki_page import plain
from tests.exports.trees import HOSTILE, diagram


@pytest.fixture(params=["dot", "graphviz-pure"])
def program(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each program that can draw, where it is installed."""
    found = dot.programs().get(request.param)
    if not found:
        pytest.skip(f"{request.param} is not installed")
    monkeypatch.setattr(dot, "programs", lambda: {request.param: found})
    return str(request.param)


@pytest.mark.parametrize("text", HOSTILE)
def test_pictures_show_labels_literally(text: str, program: str) -> None:
    """Every label's words appear in the picture, and no text becomes an element."""
    root = ET.fromstring(dot.svg(diagram(text)))
    shown = "".join(root.itertext()).replace("\xa0", " ")
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}

    assert tags <= {"svg", "g", "title", "text", "path", "polygon", "ellipse", "polyline"}
    for word in plain(text).split():
        assert word[:10] in shown


def test_zones_nodes_and_flows_are_drawn(program: str) -> None:
    """A picture has one group per zone, node and flow."""
    root = ET.fromstring(dot.svg(diagram()))
    kinds = [element.get("class") for element in root.iter() if element.get("class")]

    assert (kinds.count("cluster"), kinds.count("node"), kinds.count("edge")) == (1, 4, 2)


def test_a_machine_that_cannot_draw_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any program the error names both ways to get one."""
    monkeypatch.setattr(dot, "programs", dict)

    assert dot.available() is False
    with pytest.raises(InputError) as caught:
        dot.svg(diagram("nowhere"))
    assert "advisor[diagram]" in caught.value.hint


def test_png_is_a_picture(program: str) -> None:
    """The PNG has the width asked for."""
    picture = dot.png(diagram(), width=640)

    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 640


@pytest.mark.parametrize("text", HOSTILE)
def test_mermaid_labels_hold_no_syntax(text: str) -> None:
    """A label in Mermaid source holds no quote, bracket, angle or line break."""
    label = mermaid.label(text)

    assert not set(label) & set('"<>[]{}|\n`&')


def test_mermaid_names_every_node_once() -> None:
    """Every node stands in its zone, and every flow joins two of them."""
    source = mermaid.source(diagram())

    assert source.count("Login") == 4 * 2 + 2 + 1
    assert source.count("-->") + source.count("-.->") == 2
