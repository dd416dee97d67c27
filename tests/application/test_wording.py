"""Short names of questions."""

import pytest

from advisor.application.wording import short_name
from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind


@pytest.mark.parametrize(
    ("authored", "subject", "name"),
    [
        ("refresh-lifetime", "", "Refresh lifetime"),
        ("sign-in-needs", "", "Sign-in needs"),
        ("third-party-apps", "", "Third-party apps"),
        ("api-client-conditions", "", "API client conditions"),
        ("mcp-servers", "", "MCP servers"),
        ("reach", "consented-ai-client", "Reach: consented AI client"),
        ("capital", "", "Capital"),
    ],
)
def test_an_id_reads_as_words(authored: str, subject: str, name: str) -> None:
    """Acronyms keep their capitals and compounds their hyphen."""
    question = Question(authored, "s", Kind.SINGLE, "?", (), authored=authored, subject=subject)
    assert short_name(question) == name
