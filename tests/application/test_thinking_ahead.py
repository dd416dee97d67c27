"""What the next answers lead to, worked out before one of them is given."""

from collections.abc import Iterator

from advisor.application.session import Session
from advisor.application.thinking_ahead import next_answers, think_ahead
from advisor.decision.budget import Budget
from advisor.model.assessment import Answer
from advisor.reasoning.changes import changes
from advisor.reasoning.learning import Learned


def test_the_next_answers_of_a_single_choice_are_its_other_options(session: Session) -> None:
    """The option that stands already is not thought about again."""
    question = session.question("lifecycle")
    every = set(question.option_ids)
    assert {answer.value for answer in next_answers(question, Answer())} == every
    others = {answer.value for answer in next_answers(question, Answer(value="live"))}
    assert others == every - {"live"}


def test_the_next_answers_of_a_multiple_choice_tick_one_option_more_or_less(
    session: Session,
) -> None:
    """Each option can be turned, and nothing can hold; doubts about other options stay."""
    question = session.question("kept-secrets")
    before = Answer(value=("database-passwords",), maybe=("signing-keys",))
    found = list(next_answers(question, before))
    assert Answer(value=(), maybe=("signing-keys",)) in found
    assert Answer(value=("database-passwords", "signing-keys")) in found
    assert Answer(value=()) in found
    assert len(found) == len(question.option_ids) + 1
    assert all(answer != before for answer in found)


def test_what_was_thought_ahead_needs_no_search_when_it_comes(session: Session) -> None:
    """Whatever of its options is picked, the nearest changes are there without a single step."""
    asked, answers = session.question("kept-secrets"), session.answers
    after = [{**answers, asked.id: answer} for answer in next_answers(asked, Answer())]
    learned = Learned()

    def proven() -> Iterator[bool]:
        for said in after:
            for which in (None, *session.catalog.capabilities):
                found = changes(session.compiled, said, which, budget=Budget(0), learned=learned)
                yield found.proven

    for _ in think_ahead(session.compiled, answers, asked.id, learned):
        pass
    assert all(proven())


def test_thinking_ahead_can_stop_after_each_step(session: Session) -> None:
    """There are steps for each next answer: the decision, what matters, and each verdict."""
    answers = session.answers
    steps = sum(1 for _ in think_ahead(session.compiled, answers, "kept-secrets", Learned()))
    nexts = len(list(next_answers(session.question("kept-secrets"), Answer())))
    assert steps == nexts * (3 + len(session.catalog.capabilities))
