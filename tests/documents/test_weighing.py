"""Which reason is told first."""

from msgspec.structs import replace

from advisor.documents.weighing import leading_first
from advisor.model.catalog import Rule
from advisor.model.conditions import All, AnyOf, AtLeast, Chosen, Condition, FactIs, Holds, Lacks
from advisor.model.decision import Given
from advisor.model.vocabulary import Verdict
from tests.documents import small, test_planning
from tests.documents.made import report_of

PROGRAMS = Given("subjects", "includes", "own-workload")


def rule(name: str, when: Condition, verdict: Verdict = Verdict.SPLIT) -> Rule:
    """A rule of the small catalog under another name."""
    known = small.context().catalog.rules[test_planning.PROGRAMS]
    return replace(known, id=name, when=when, verdict=verdict)


def order(*rules: Rule) -> list[str]:
    """The rules in the order in which a document tells them."""
    return [one.id for one in leading_first(rules, (PROGRAMS,))]


def test_the_proven_rule_leads() -> None:
    """Of rules with one verdict, that comes first which the smallest proof alone fires."""
    other = rule("a", Chosen("rotation", frozenset({"never"})))
    proven = rule("b", AnyOf((Holds("subjects", "own-workload"), Lacks("channels", "public-api"))))

    assert order(other, proven) == ["b", "a"]


def test_the_furthest_verdict_comes_before_the_proof() -> None:
    """A rule that replaces is told before a proven one that splits."""
    far = rule("a", Holds("subjects", "device"), Verdict.REPLACE)
    proven = rule("b", Holds("subjects", "own-workload"))

    assert order(proven, far) == ["a", "b"]


def test_product_facts_count_as_known() -> None:
    """A product fact beside the proven answers does not hold a rule back."""
    plain = rule("a", All((Holds("subjects", "own-workload"), Lacks("subjects", "device"))))
    fact = rule("b", AtLeast(2, (Holds("subjects", "own-workload"), FactIs("scim", value=False))))

    assert order(plain, fact) == ["b", "a"]


def test_a_final_verdict_is_told_before_a_working_one() -> None:
    """What is certain comes first; a suspected job follows, and its move waits for the proof."""
    made = report_of("ai-assistant")
    first = next(section for section in made.document.sections if section.id == "why").sections
    later = {step.id: step.do for step in made.plan}

    assert [one.id for one in first[:2]] == ["verdict-agent-identity", "verdict-workload-identity"]
    assert later["workload-move"].startswith("If the suspicion is confirmed: ")
    assert later["workload-register"].startswith("List every program")
