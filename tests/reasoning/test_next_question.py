"""Which question is asked next, on small catalogs."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.decision import compile_catalog, decide, visible
from advisor.decision.budget import Budget
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog
from advisor.model.conditions import AnyOf
from advisor.model.vocabulary import Kind, Verdict
from advisor.reasoning.next_question import Agenda, next_question
from advisor.reasoning.relevance import bearings
from tests.decision import worlds
from tests.decision.random_catalogs import Shape
from tests.decision.small_catalogs import (
    TODAY,
    UNKNOWN,
    capability,
    catalog,
    chosen,
    is_,
    listed,
    rule,
    single,
)
from tests.reasoning.small import COMPILED


def asked(agenda: Agenda) -> str:
    """Return the question to ask; empty for none."""
    return "" if agenda.ask is None else agenda.ask.question


def test_what_tells_most_is_asked_first() -> None:
    """Whether the job is in use tells more than the options behind it; the rest is never asked."""
    first = next_question(COMPILED, {})
    assert asked(first) == "a"
    assert first.ask is not None
    assert first.ask.among == 2
    assert 0 < first.ask.share <= 1
    assert asked(next_question(COMPILED, {"a": chosen("x")})) == "b"


def test_settled_says_that_there_is_nothing_to_ask() -> None:
    """Once no open question can change a verdict, none is asked."""
    done = next_question(COMPILED, {"a": chosen("y")})
    assert done == Agenda(None, ())
    assert done.settled


def test_what_nobody_knows_is_not_asked_again() -> None:
    """A question answered with "don't know" is listed, not asked; the verdict stays open."""
    waiting = next_question(COMPILED, {"a": UNKNOWN, "b": listed("p")})
    assert waiting == Agenda(None, ("a",))
    assert not waiting.settled
    partly = next_question(COMPILED, {"a": chosen("x"), "b": listed("p", maybe=["q"])})
    assert partly == Agenda(None, ("b",))


def test_an_empty_record_is_no_answer() -> None:
    """An answer that only carries a note is still asked for."""
    assert asked(next_question(COMPILED, {"a": Answer(note="ask Ann")})) == "a"


def test_what_was_passed_over_comes_last() -> None:
    """A skipped question is asked when all others are answered."""
    assert asked(next_question(COMPILED, {}, later={"a"})) == "b"
    assert asked(next_question(COMPILED, {"b": listed("q")}, later={"a"})) == "a"


def test_what_can_change_the_outcome_goes_first() -> None:
    """A question about one job waits where that job cannot change the outcome any more."""
    questions = [single("small", "u", "v"), single("big", *"abcdefgh")]
    compiled = compile_catalog(
        catalog(
            questions,
            [
                capability("raised", is_("small", "u", "v")),
                capability(
                    "split-only",
                    AnyOf((is_("small", "u"), is_("big", *"aceg"))),
                    verdicts=(Verdict.KEEP, Verdict.SPLIT),
                ),
            ],
            [rule("up", "raised", Verdict.SPLIT, is_("big", "a"))],
        ),
        TODAY,
    )
    found = {item.question: item for item in bearings(compiled, {})}
    assert not found["small"].outcome
    assert not found["small"].can_be_skipped
    assert asked(next_question(compiled, {})) == "big"


def test_a_question_that_may_be_hidden_waits() -> None:
    """What decides whether a question is asked comes before it, however little it tells itself."""
    questions = [
        single("gated", "u", "v", when=is_("gate", *"abcdefg")),
        single("gate", *"abcdefgh"),
    ]
    compiled = compile_catalog(
        catalog(
            questions,
            [capability("job", is_("gate", *"abcdefgh"))],
            [rule("up", "job", Verdict.SPLIT, is_("gated", "u"))],
        ),
        TODAY,
    )
    assert asked(next_question(compiled, {})) == "gate"
    assert asked(next_question(compiled, {"gate": UNKNOWN})) == "gated"


def test_past_the_budget_questions_are_still_asked() -> None:
    """Without a proof nothing is skipped, so nothing is called settled either."""
    found = next_question(COMPILED, {"a": chosen("x")}, budget=Budget(0))
    assert found.ask is not None
    assert not found.settled


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=150)
def test_an_interview_by_what_matters_ends_at_the_full_verdict(seed: int) -> None:
    """Each question is certainly visible, relevant and put once; the end has every verdict."""
    shape = Shape(seed)
    small = shape.catalog(5)
    compiled = compile_catalog(small, TODAY)
    everything = complete(small, Random(seed))
    answers: dict[str, Answer] = {}
    while (agenda := next_question(compiled, answers)).ask is not None:
        question = agenda.ask.question
        assert question not in answers
        assert agenda.ask.bearing in bearings(compiled, answers)
        assert not agenda.ask.bearing.can_be_skipped
        assert all(
            worlds.holds(small, world, small.questions[question].when)
            for world in worlds.worlds(small, answers)
        )
        answers[question] = everything[question]
    assert agenda.settled
    short, full = decide(compiled, answers), decide(compiled, everything)
    assert short.settled
    assert short.outcome == full.outcome
    assert [job.possible for job in short.capabilities] == [(j.verdict,) for j in full.capabilities]


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_an_interview_with_unknowns_ends_waiting_for_them_only(seed: int) -> None:
    """What can still change a verdict at the end was answered with "don't know"."""
    shape = Shape(seed)
    small = shape.catalog(5)
    compiled = compile_catalog(small, TODAY)
    answers: dict[str, Answer] = {}
    while (agenda := next_question(compiled, answers)).ask is not None:
        question = agenda.ask.question
        assert question not in answers
        answers[question] = shape.answer(small.questions[question]) or UNKNOWN
    deciding = {item.question for item in bearings(compiled, answers) if not item.can_be_skipped}
    assert set(agenda.unknown) == deciding
    assert deciding <= set(answers) & set(visible(compiled, answers))


def complete(small: Catalog, random: Random) -> dict[str, Answer]:
    """Return an answer to every question."""
    return {
        question.id: chosen(random.choice(question.option_ids))
        if question.kind is Kind.SINGLE
        else listed(*(option for option in question.option_ids if random.random() < 0.4))
        for question in small.questions.values()
    }
