"""The picture of the architecture: its arrows join boxes that are there."""

from pathlib import Path

from advisor.application.documenting import context_of
from advisor.application.opening import Opened
from advisor.documents import report
from advisor.exports import dot, mermaid
from advisor.model.document import Diagram
from advisor.workspace.reading import examine_bytes
from tests.documents.made import desk

WITHOUT_PEOPLE = b"""schema_version: 1
answers:
  platform: {value: cognito}
  lifecycle: {value: live}
  home-cloud: {value: aws}
  subjects: {value: [consented-ai-client], maybe: [own-autonomous-agent]}
"""


ONLY_SUSPECTED = WITHOUT_PEOPLE.replace(b"[consented-ai-client]", b"[device]").replace(
    b"[own-autonomous-agent]", b"[organisation-people]"
)


def drawn(text: bytes) -> Diagram:
    """Return the picture of an assessment."""
    reading = examine_bytes(text, "acme.yaml", desk().catalog)
    diagram = report(context_of(Opened(Path("acme.yaml"), desk().shapes, reading))).diagram
    assert diagram is not None
    return diagram


def test_what_ends_ends_at_the_layer_that_the_product_keeps() -> None:
    """Without people the product may keep another layer than the login: jobs end there."""
    diagram = drawn(WITHOUT_PEOPLE)
    boxes = {node.id: node.label for node in diagram.nodes}
    ends = [flow.target for flow in diagram.flows if flow.change == "removed"]

    assert [boxes[end] for end in ends] == ["Amazon Cognito user pools"] * len(ends)
    assert ends
    assert mermaid.source(diagram)
    assert dot.source(diagram)


def test_the_product_ends_for_nobody_who_is_only_suspected() -> None:
    """People of whom nothing is decided are not drawn as leaving the product."""
    assert [flow for flow in drawn(ONLY_SUSPECTED).flows if flow.change == "removed"] == []
