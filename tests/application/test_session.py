"""One assessment being edited: answers, undo, and a file that is never lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.errors import AdvisorError, InputError, WriteConflictError
from advisor.model.assessment import Answer, Override
from advisor.model.vocabulary import Verdict
from advisor.workspace import read
from tests.listing import lists

SessionMaker = Callable[[], Session]


def test_an_answer_is_stored_in_the_order_of_the_options(session: Session) -> None:
    """Ticking in any order gives the same answer, so files do not differ by accident."""
    session.answer("kept-secrets", ["signing-keys", "database-passwords"])

    expected = Answer(value=("database-passwords", "signing-keys"))
    assert session.answer_to("kept-secrets") == expected


def test_answers_keep_the_order_of_the_catalog(session: Session) -> None:
    """Answering out of order still gives a file in the order of the interview."""
    session.answer("kept-secrets", [])
    session.answer("lifecycle", ["live"])

    assert list(session.assessment.answers) == ["platform", "lifecycle", "kept-secrets"]


def test_a_decision_follows_every_edit(session: Session) -> None:
    """The decision is always that of the answers as they stand."""
    lists(session, ["customers", "own-workload"])
    before = session.decision.outcome
    lists(session, [])

    assert before is Verdict.SPLIT
    assert session.decision.outcome is Verdict.NONE


def test_an_option_that_does_not_exist_is_refused(session: Session) -> None:
    """A wrong option changes nothing and says which ones there are."""
    with pytest.raises(InputError, match="no option mars") as refused:
        session.answer("lifecycle", ["mars"])

    assert "live" in refused.value.hint
    assert session.answer_to("lifecycle") == Answer()


@pytest.mark.parametrize("picked", [[], ["live", "greenfield"]])
def test_a_single_choice_takes_exactly_one_option(session: Session, picked: list[str]) -> None:
    """None or two options are refused for a single choice."""
    with pytest.raises(InputError, match="exactly one"):
        session.answer("lifecycle", picked)


def test_a_new_answer_keeps_note_and_evidence(session: Session) -> None:
    """Changing what is answered does not lose what was written about it."""
    session.answer("lifecycle", ["live"])
    session.note("lifecycle", " since March ")
    session.evidence("lifecycle", ["infra/main.tf:3", " "])
    session.unknown("lifecycle")

    assert session.answer_to("lifecycle") == Answer(
        unknown=True, note="since March", evidence=("infra/main.tf:3",)
    )


def test_a_note_on_an_unanswered_question_means_not_known(session: Session) -> None:
    """The file keeps a remark only on an answer, and not known decides like no answer."""
    before = session.decision
    session.note("lifecycle", "ask Kim")

    assert session.answer_to("lifecycle") == Answer(unknown=True, note="ask Kim")
    assert session.decision.possible == before.possible


def test_an_empty_note_on_an_unanswered_question_says_nothing(session: Session) -> None:
    """Opening and closing the note dialog leaves the question unanswered."""
    session.note("lifecycle", "  ")

    assert "lifecycle" not in session.assessment.answers
    assert session.undoable == ""


def test_not_applicable_keeps_the_reason(session: Session) -> None:
    """A question that does not apply says why."""
    session.not_applicable("lifecycle", " no system ")

    assert session.answer_to("lifecycle") == Answer(not_applicable="no system")


def test_undo_and_redo_walk_through_the_edits(session: Session) -> None:
    """Every edit can be taken back and made again, and says what it was."""
    session.answer("lifecycle", ["live"])
    session.answer("lifecycle", ["greenfield"])

    assert session.undo() == "answer to lifecycle"
    assert session.answer_to("lifecycle").value == "live"
    assert session.undo() == "answer to lifecycle"
    assert session.undo() == ""
    assert session.redo() == "answer to lifecycle"
    assert session.answer_to("lifecycle").value == "live"


def test_a_new_edit_ends_redo(session: Session) -> None:
    """After another edit, what was taken back cannot come back over it."""
    session.answer("lifecycle", ["live"])
    session.undo()
    session.answer("lifecycle", ["migrating"])

    assert session.redo() == ""
    assert session.answer_to("lifecycle").value == "migrating"


def test_the_same_answer_again_is_no_edit(session: Session) -> None:
    """Accepting what stands adds nothing to undo."""
    session.answer("lifecycle", ["live"])
    session.answer("lifecycle", ["live"])
    session.undo()

    assert session.answer_to("lifecycle") == Answer()


def test_changed_lists_answers_that_differ_from_the_start(session: Session) -> None:
    """What was changed and changed back does not count as changed."""
    session.answer("lifecycle", ["live"])
    session.answer("platform", ["keycloak"])
    session.answer("platform", ["cognito"])

    assert session.changed == ("lifecycle",)


def test_every_edit_is_in_the_file_at_once(desk: Desk, stored: SessionMaker) -> None:
    """After each edit the file reads as the session stands."""
    session = stored()
    lists(session, ["customers"], ["own-workload"])
    session.set_figure("users", 1200)
    session.set_override("secrets", Override("vault", "already run"))
    assert session.path is not None

    assert read(session.path, desk.catalog) == session.assessment
    session.undo()
    assert read(session.path, desk.catalog) == session.assessment


def test_a_foreign_change_is_not_overwritten(stored: SessionMaker) -> None:
    """When another program wrote the file, the edit stays in memory and says so."""
    session = stored()
    assert session.path is not None
    theirs = session.path.read_text(encoding="utf-8") + "# theirs\n"
    session.path.write_text(theirs, encoding="utf-8")
    session.answer("lifecycle", ["live"])

    assert isinstance(session.save_problem, WriteConflictError)
    assert session.path.read_text(encoding="utf-8") == theirs
    assert session.answer_to("lifecycle").value == "live"


def test_reload_takes_theirs_and_undo_brings_mine_back(stored: SessionMaker) -> None:
    """Taking the other program's version loses nothing for good."""
    session = stored()
    assert session.path is not None
    text = session.path.read_text(encoding="utf-8")
    session.path.write_text(text.replace("cognito", "keycloak"), encoding="utf-8")
    session.answer("lifecycle", ["live"])
    session.reload()

    assert session.answer_to("platform").value == "keycloak"
    assert session.answer_to("lifecycle") == Answer()
    assert session.save_problem is None
    session.undo()
    assert session.answer_to("lifecycle").value == "live"


def test_a_file_can_be_open_in_one_session_only(desk: Desk, stored: SessionMaker) -> None:
    """A second session on the same file is refused until the first has ended."""
    session = stored()
    path = session.path
    assert path is not None
    with pytest.raises(AdvisorError, match="open in another"):
        desk.open(path)
    session.close()

    desk.open(path).close()


def test_a_folder_that_vanishes_does_not_lose_the_answer(stored: SessionMaker) -> None:
    """When the disk refuses, the answer stands in memory and is written once it can be."""
    session = stored()
    assert session.path is not None
    folder = session.path.parent
    hidden = folder.with_name("hidden")
    folder.rename(hidden)
    session.answer("lifecycle", ["live"])
    with pytest.raises(AdvisorError):
        session.save()
    hidden.rename(folder)
    session.save()

    assert "live" in session.path.read_text(encoding="utf-8")


def test_saving_elsewhere_leaves_the_former_file(desk: Desk, stored: SessionMaker) -> None:
    """Save as goes on in a new file; the first keeps what it had."""
    session = stored()
    first = session.path
    assert first is not None
    second = first.with_name("other.yaml")
    desk.save_as(session, second)
    session.answer("lifecycle", ["live"])

    assert "live" not in first.read_text(encoding="utf-8")
    assert "live" in second.read_text(encoding="utf-8")
    desk.open(first).close()


def test_saving_elsewhere_never_overwrites(desk: Desk, session: Session, tmp_path: Path) -> None:
    """Save as refuses a name that is taken."""
    taken = tmp_path / "taken.yaml"
    taken.write_text("mine", encoding="utf-8")

    with pytest.raises(AdvisorError, match="exists"):
        desk.save_as(session, taken)
    assert taken.read_text(encoding="utf-8") == "mine"


def test_a_scratch_copy_does_not_touch_the_session(stored: SessionMaker) -> None:
    """What is tried in a scratch copy stays there."""
    session = stored()
    scratch = session.scratch()
    scratch.answer("lifecycle", ["live"])

    assert session.answer_to("lifecycle") == Answer()
    assert scratch.path is None
