"""Single checks on hand-made catalogs: what files cannot show, and where a check stays silent."""

import pytest
from msgspec.structs import replace

from advisor.model.catalog import Catalog, Question, Rule
from advisor.model.conditions import All, Always, AnyOf, AtLeast, Condition, Holds, Not, PlansCount
from advisor.model.vocabulary import Target, Verdict
from advisor.reasoning.verify import FindingKind, verify
from tests.decision.small_catalogs import (
    TODAY,
    capability,
    catalog,
    is_,
    layer,
    multiple,
    rule,
    single,
)

SCALE = single("scale", "low", "middle", "high", ordered=True)
HAS = multiple("has", "things", "others")
SHOWN_WITH_THINGS = single("detail", "plain", "odd", when=Holds("has", "things"))


def small(*rules: Rule, questions: tuple[Question, ...] = (SCALE, HAS)) -> Catalog:
    """Build a catalog with one job that is always in use."""
    job = capability("job", Always(), verdicts=(Verdict.KEEP, Verdict.SPLIT))
    return catalog(questions, [job], rules, layers=[layer("here"), layer("there")])


def splits(id_: str, when: Condition, **more: str) -> Rule:
    """Build a rule that splits the job."""
    return rule(id_, "job", Verdict.SPLIT, when, **more)  # type: ignore[arg-type]  # exception only


def kinds(checked: Catalog, budget: int = 10_000) -> set[FindingKind]:
    """Return the kinds of findings, unread options left out."""
    found = {finding.kind for finding in verify(checked, TODAY, budget=budget).findings}
    return found - {FindingKind.OPTION_UNREAD}


def test_a_sound_catalog_has_no_findings() -> None:
    """A rule that fires from some option upwards is what a scale is for."""
    assert kinds(small(splits("high", is_("scale", "high")))) == set()


def test_a_verdict_that_is_not_declared_is_found() -> None:
    """A rule that proposes what its capability does not declare makes that verdict reachable."""
    over = replace(splits("over", is_("scale", "high")), verdict=Verdict.REPLACE)
    over = replace(over, target=Target.OTHER_PRODUCT)
    found = verify(small(over), TODAY).findings
    (finding,) = [item for item in found if item.kind is FindingKind.VERDICT_UNDECLARED]
    assert finding.ids == ("job", "replace")
    assert finding.answers is not None
    assert finding.answers["scale"].value == "high"


def test_a_job_that_is_never_in_use_reaches_no_verdict() -> None:
    """Each declared verdict of a job that cannot be in use is out of reach."""
    never = capability("job", AnyOf(()), verdicts=(Verdict.KEEP, Verdict.SPLIT))
    found = verify(catalog((SCALE,), [never]), TODAY).findings
    told = [item.ids for item in found if item.kind is FindingKind.VERDICT_UNREACHABLE]
    assert told == [("job", "keep"), ("job", "split")]


@pytest.mark.parametrize(
    "reads", [is_("hen", "a"), Not(is_("hen", "a")), AtLeast(1, (is_("hen", "a"),)), PlansCount()]
)
def test_a_circle_is_found_before_anything_else(reads: Condition) -> None:
    """However a question reads itself, nothing but the circle is reported."""
    hen = single("hen", "a", "b", when=is_("egg", "a"))
    egg = single("egg", "a", "b", when=reads)
    job = capability("job", Always(), verdicts=(Verdict.KEEP,))
    circle = catalog((hen, egg), [job], plans_count=is_("hen", "a"))
    (finding,) = verify(circle, TODAY).findings
    assert finding.kind is FindingKind.VISIBILITY_CYCLE
    assert set(finding.ids) == {"hen", "egg"}


def test_what_takes_too_many_steps_is_not_proven() -> None:
    """Past the budget a query says so by a finding; what it cannot prove it never claims."""
    risky = splits("risky", AnyOf((is_("scale", "high"), Holds("has", "things"))))
    assert kinds(small(risky), budget=0) == {FindingKind.NOT_PROVEN}
    assert kinds(small(risky)) == set()


def test_steps_are_the_same_every_time() -> None:
    """Two verifications take the same steps: the budget counts work, not time."""
    checked = small(splits("high", is_("scale", "high")), splits("things", Holds("has", "things")))
    assert verify(checked, TODAY).checked == verify(checked, TODAY).checked


def test_a_step_that_skips_an_option_is_found() -> None:
    """A rule that fires in the middle of a scale falls silent at its end."""
    found = verify(small(splits("middle", is_("scale", "middle"))), TODAY).findings
    told = {item.ids for item in found if item.kind is FindingKind.NOT_MONOTONE}
    assert told == {("middle", "job", "scale"), ("middle", "outcome", "scale")}


def test_a_riskier_answer_that_takes_a_job_out_of_use_is_found() -> None:
    """None lies below keep, so a scale may not end a job's use either."""
    job = capability("job", is_("scale", "low"), verdicts=(Verdict.KEEP,))
    found = verify(catalog((SCALE,), [job]), TODAY).findings
    told = [item.ids for item in found if item.kind is FindingKind.NOT_MONOTONE]
    assert told == [("job", "scale"), ("outcome", "scale")]


def test_a_riskier_answer_that_hides_a_question_is_found() -> None:
    """A verdict that hangs on a detail falls when a riskier answer hides the detail."""
    detail = single("detail", "plain", "odd", when=is_("scale", "low"))
    checked = small(splits("odd", is_("detail", "odd")), questions=(SCALE, detail))
    assert FindingKind.NOT_MONOTONE in kinds(checked)


def test_a_justified_exception_is_accepted() -> None:
    """A rule that says why it stops firing is no finding; the same rule without a word is one."""
    middle = splits("middle", is_("scale", "middle"), exception="The end of the scale is harmless.")
    assert kinds(small(middle)) == set()
    assert kinds(small(replace(middle, monotone_exception=""))) == {FindingKind.NOT_MONOTONE}


def test_an_exception_excuses_its_own_rule_only() -> None:
    """What another rule raised must stay, also where an excused rule fires as well."""
    excused = splits("middle", is_("scale", "middle"), exception="On purpose.")
    other = splits("things", All((is_("scale", "middle"), Holds("has", "things"))))
    told = verify(small(excused, other), TODAY).findings
    assert FindingKind.NOT_MONOTONE in {item.kind for item in told}


def test_a_negation_is_fine_where_its_question_is_sure_to_be_asked() -> None:
    """`not` over a hidden question is found, unless the rest of the rule makes it visible."""
    questions = (SCALE, HAS, SHOWN_WITH_THINGS)
    careless = splits("careless", Not(is_("detail", "plain")))
    careful = splits("careful", All((Holds("has", "things"), Not(is_("detail", "plain")))))
    assert FindingKind.NEGATION_OF_HIDDEN in kinds(small(careless, questions=questions))
    assert FindingKind.NEGATION_OF_HIDDEN not in kinds(small(careful, questions=questions))


def test_a_double_negation_negates_nothing() -> None:
    """`not` of `not` is the comparison itself."""
    questions = (SCALE, HAS, SHOWN_WITH_THINGS)
    twice = splits("twice", Not(Not(is_("detail", "odd"))))
    assert FindingKind.NEGATION_OF_HIDDEN not in kinds(small(twice, questions=questions))


def test_a_negation_that_makes_no_difference_is_fine() -> None:
    """Where the rule fires for another reason anyway, a hidden negation silences nothing."""
    questions = (SCALE, HAS, SHOWN_WITH_THINGS)
    either = splits("either", AnyOf((Not(is_("detail", "plain")), Not(Holds("has", "things")))))
    assert FindingKind.NEGATION_OF_HIDDEN not in kinds(small(either, questions=questions))


def test_a_negation_inside_plans_counts() -> None:
    """`not: {plans: count}` negates the condition that the catalog states for plans."""
    questions = (SCALE, HAS, SHOWN_WITH_THINGS)
    unplanned = splits("unplanned", Not(PlansCount()))
    checked = replace(small(unplanned, questions=questions), plans_count=is_("detail", "plain"))
    told = {item.ids for item in verify(checked, TODAY).findings}
    assert ("unplanned", "detail") in told


def test_one_rule_can_clash_with_itself() -> None:
    """A rule that names two layers of an exclusive group needs no second one."""
    torn = replace(splits("torn", is_("scale", "high")), layers=("here", "there"))
    checked = replace(small(torn), exclusive_layers=(frozenset({"here", "there"}),))
    assert kinds(checked) == {FindingKind.LAYERS_EXCLUSIVE}


def test_options_for_prose_are_not_missed() -> None:
    """An option that only the document reads is fine once the question says so."""
    rules = (splits("high", is_("scale", "high")), splits("things", Holds("has", "things")))
    found = verify(small(*rules), TODAY).findings
    assert {item.ids for item in found} == {("scale", "middle"), ("has", "others")}
    told = (replace(SCALE, prose_only=("middle",)), replace(HAS, prose_only=("others",)))
    assert verify(small(*rules, questions=told), TODAY).findings == ()
