"""Laws of the recommendation over all kinds of answers."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.decision import situation_of
from advisor.model.assessment import Answer, Assessment
from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind, SubjectKind, Target, Verdict
from advisor.stacks import Origin
from tests.stacks.shipped import catalog, compiled, decided, listed, recommended, shapes

# Asked often, so that most drawn assessments have a platform, people and limits.
LEADING = ("platform", "lifecycle", "home-cloud", "subjects", "stated-limits", "team-appetite")


def answer_to(question: Question) -> st.SearchStrategy[Answer]:
    """Return a strategy for any answer to a question."""
    options = st.sampled_from(question.option_ids)
    if question.kind is Kind.SINGLE:
        return st.one_of(options.map(lambda id_: Answer(value=id_)), st.just(Answer(unknown=True)))
    return st.tuples(st.sets(options), st.sets(options, max_size=1)).map(
        lambda picked: Answer(
            value=tuple(id_ for id_ in question.option_ids if id_ in picked[0]),
            maybe=tuple(id_ for id_ in question.option_ids if id_ in picked[1] - picked[0]),
        )
    )


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Draw an assessment with some questions answered."""
    questions = catalog().questions
    others = st.sets(st.sampled_from(sorted(questions)), max_size=12)
    chosen = [*LEADING, *sorted(draw(others) - set(LEADING))]
    drawn: Mapping[str, Answer] = {
        id_: draw(answer_to(questions[id_]))
        for id_ in chosen
        if draw(st.booleans()) or id_ in LEADING
    }
    return Assessment(answers=drawn)


@given(assessments())
@settings(max_examples=40)
def test_no_excluded_product_is_ever_recommended(assessment: Assessment) -> None:
    """Whatever is answered, only a login that stays may be one that is excluded for new work.

    Where outside callers stay on the platform, the layer is chosen for the others alone.
    """
    situation = situation_of(compiled(), assessment.answers)
    for row in recommended(assessment).rows:
        if row.beside:
            continue
        offered = [] if row.origin is Origin.PLATFORM else [row.component]
        for component_id in [*offered, *row.alternatives]:
            if component_id is not None:
                assert not situation.forced(catalog().components[component_id].excluded)


@given(assessments())
@settings(max_examples=40)
def test_what_moves_to_another_product_never_stays_on_the_platform(assessment: Assessment) -> None:
    """The target of a verdict is respected in every layer that it names."""
    decision = decided(assessment)
    platform = assessment.answers["platform"].value
    for row in recommended(assessment).rows:
        component = catalog().components.get(row.component or "")
        if component is None or component.platform != platform or not component.platform:
            continue
        for capability in decision.capabilities:
            people = catalog().capabilities[capability.id].kind is SubjectKind.PEOPLE
            leaves = capability.target is Target.OTHER_PRODUCT and row.layer in capability.layers
            stays = row.origin is Origin.PLATFORM and people
            assert not (leaves and capability.verdict > Verdict.KEEP) or stays


@given(assessments())
@settings(max_examples=40)
def test_each_layer_appears_once_with_a_reason(assessment: Assessment) -> None:
    """No layer is repeated, and none stands without someone who calls for it."""
    rows = recommended(assessment).rows
    assert len({row.layer for row in rows}) == len(rows)
    for row in rows:
        assert row.calls
        assert row.because
        assert row.why


@given(assessments())
@settings(max_examples=40)
def test_a_component_fills_its_own_layer_and_is_a_product(assessment: Assessment) -> None:
    """Only products fill a slot; only the login itself may stand in a layer of what it keeps."""
    for row in recommended(assessment).rows:
        if row.component is None:
            assert row.origin in {Origin.NOTHING, Origin.PLATFORM}
            continue
        component = catalog().components[row.component]
        assert component.kind == "product"
        assert component.layer == row.layer or row.origin is Origin.PLATFORM


@given(assessments())
@settings(max_examples=40)
def test_reasons_are_facts_that_the_team_gave(assessment: Assessment) -> None:
    """No row leans on a fact that nobody stated."""
    shaped = shapes().of(listed(assessment))
    given_facts = {fact.given for fact in situation_of(shaped.compiled, shaped.answers).facts}
    for row in recommended(assessment).rows:
        for fact in (*row.because, *row.chosen_because):
            assert fact in given_facts or fact.relation in {"maybe", "hint"}


@given(assessments())
@settings(max_examples=25)
def test_the_same_input_gives_the_same_stack(assessment: Assessment) -> None:
    """Nothing outside the assessment decides, not even the order of the answers."""
    rows = listed(assessment)
    answers = dict(reversed(list(rows.answers.items())))
    backwards = replace(rows, answers=answers, actors=rows.actors[::-1])
    assert recommended(rows) == recommended(backwards)
