"""The picture of the architecture: its arrows join boxes that are there."""

from pathlib import Path

from advisor.application.documenting import context_of
from advisor.application.opening import Opened
from advisor.documents import report
from advisor.exports import dot, mermaid
from advisor.workspace.reading import examine_bytes
from tests.documents.made import desk

WITHOUT_PEOPLE = b"""schema_version: 1
answers:
  platform: {value: cognito}
  lifecycle: {value: live}
  home-cloud: {value: aws}
  subjects: {value: [consented-ai-client], maybe: [own-autonomous-agent]}
"""


def test_what_ends_ends_at_the_layer_that_the_product_keeps() -> None:
    """Without people the product may keep another layer than the login: jobs end there."""
    catalog = desk().catalog
    reading = examine_bytes(WITHOUT_PEOPLE, "acme.yaml", catalog)
    made = report(context_of(Opened(Path("acme.yaml"), desk().compiled, reading)))
    assert made.diagram is not None
    boxes = {node.id: node.label for node in made.diagram.nodes}
    ends = [flow.target for flow in made.diagram.flows if flow.change == "removed"]

    assert [boxes[end] for end in ends] == ["Amazon Cognito user pools"] * len(ends)
    assert ends
    assert mermaid.source(made.diagram)
    assert dot.source(made.diagram)
