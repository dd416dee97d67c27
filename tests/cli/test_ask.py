"""`advisor ask`: the interview as plain prompts."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.application import inventory
from advisor.application.opening import edited
from advisor.cli.options import current_day
from advisor.model.vocabulary import ActorStatus, Completeness
from tests.cli.conftest import Advisor, Run

Ask = Callable[..., Run]


@pytest.fixture
def ask(advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Feed lines to the interview on a new file, or on the same one again."""

    def run(*lines: str) -> Run:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return advisor("ask", tmp_path / "acme.yaml")

    return run


def test_answers_by_number_and_by_id_are_saved(ask: Ask, tmp_path: Path) -> None:
    """Numbers and option ids both answer, and the file holds them when input ends."""
    run = ask("1", "live", "aws")
    text = (tmp_path / "acme.yaml").read_text(encoding="utf-8")

    assert run.code == 0
    assert [f"{q}: {{value: {v}}}" in text for q, v in _PAIRS] == [True, True, True]


_PAIRS = (("platform", "cognito"), ("lifecycle", "live"), ("home-cloud", "aws"))


def test_quitting_and_starting_again_resumes(ask: Ask) -> None:
    """A second run goes on at the first unanswered question."""
    ask("1", "2", "q")
    run = ask("q")

    assert "Where does most of what you run live?" in run.out
    assert "Which product is under review?" not in run.out


def test_maybe_none_unknown_and_not_applicable(ask: Ask, tmp_path: Path) -> None:
    """`?` marks what is not known, 0 means none, d don't know, x not applicable with a reason."""
    ask("go channels", "1,?4", "go beliefs", "0", "go detection", "d", "go lifecycle", "x a trial")
    text = (tmp_path / "acme.yaml").read_text(encoding="utf-8")

    assert "channels: {value: [server-web], maybe: [public-api]}" in text
    assert "beliefs: {value: []}" in text
    assert "detection: {unknown: true}" in text
    assert "lifecycle: {not_applicable: a trial}" in text


def test_not_applicable_needs_a_reason(ask: Ask, tmp_path: Path) -> None:
    """`x` alone asks for the reason and answers nothing."""
    run = ask("x", "q")

    assert "Say why it does not apply" in run.out
    assert "not_applicable" not in (tmp_path / "acme.yaml").read_text(encoding="utf-8")


def test_back_undo_and_notes(ask: Ask, tmp_path: Path) -> None:
    """Back puts the question before again, undo takes the last edit back, notes are kept."""
    run = ask("1", "b", "note ask Kim", "go lifecycle", "1", "u", "q")
    text = (tmp_path / "acme.yaml").read_text(encoding="utf-8")

    assert run.out.count("Which product is under review?") == 2
    assert "note: ask Kim" in text
    assert "lifecycle" not in text


def test_wrong_input_says_what_to_type(ask: Ask) -> None:
    """A wrong option is named with what can be typed, and nothing is answered."""
    run = ask("99", "1,2", "q")

    assert "'99' is no option" in run.out
    assert "takes exactly one option" in run.out


def test_help_shows_why_and_the_words(ask: Ask) -> None:
    """H shows why the question is asked, the options and what can be typed."""
    run = ask("h", "q")

    assert "Why we ask:" in run.out
    assert "does not apply; a reason follows" in run.out


def test_same_inputs_give_the_same_file_as_a_session(ask: Ask, tmp_path: Path) -> None:
    """What the prompts write equals what the same edits of a session write, but for the id."""
    ask(
        *("1", "2", "add 1 Shoppers", "add own-workload Ledger job", "is 2 planned"),
        *("add 9", "is 3 suspected", "drop shoppers", "u", "all people yes", "all agents no"),
        *("go reach.ledger-job", "2", "note nightly"),
    )
    other = tmp_path / "other" / "acme.yaml"
    other.parent.mkdir()
    with edited(other, (), current_day()) as session:
        session.answer("platform", ["cognito"])
        session.answer("lifecycle", ["live"])
        inventory.add(session, "customers", "Shoppers")
        inventory.add(session, "own-workload", "Ledger job", ActorStatus.PLANNED)
        inventory.add(session, "own-autonomous-agent", "", ActorStatus.SUSPECTED)
        inventory.set_complete(session, "people", Completeness.COMPLETE)
        inventory.set_complete(session, "agents", Completeness.INCOMPLETE)
        session.answer("reach.ledger-job", ["others-data"])
        session.note("reach.ledger-job", "nightly")

    written, expected = (
        re.sub(r"(?m)^id: [0-9a-f]{8}$", "id: made", path.read_text(encoding="utf-8"))
        for path in (tmp_path / "acme.yaml", other)
    )
    assert "\nid: made\n" in written
    assert expected == written


def test_asking_what_matters_says_why(ask: Ask) -> None:
    """After `next`, each question comes with its reason, and a skipped one waits."""
    run = ask("next", "1", "s", "q")

    assert "Asking in what matters most now." in run.out
    because = "Asked next because it can change the outcome and "
    assert run.out.count(because) == 2


def test_a_note_after_an_answer_is_about_that_answer(ask: Ask, tmp_path: Path) -> None:
    """Though the next question is in front already; the prompt says which answer has the note."""
    run = ask("1", "2", "note ask Kim", "link main.tf:3", "q")
    text = (tmp_path / "acme.yaml").read_text(encoding="utf-8")

    assert "Noted on “Lifecycle”." in run.out
    assert 'lifecycle: {value: live, note: ask Kim, evidence: ["main.tf:3"]}' in text
    assert "home-cloud" not in text


def test_a_note_after_a_move_is_about_the_question_in_front(ask: Ask, tmp_path: Path) -> None:
    """Whoever goes to a question after an answer means that question."""
    run = ask("1", "go lifecycle", "note ask Kim", "q")
    text = (tmp_path / "acme.yaml").read_text(encoding="utf-8")

    assert "Noted on “Lifecycle”." in run.out
    assert "lifecycle: {unknown: true, note: ask Kim}" in text


def test_with_nobody_listed_it_says_how_to_list(ask: Ask) -> None:
    """At the start every kind has its number; once somebody is listed it begins with a question."""
    run = ask("add 4 ledger job", "q")
    assert "Nobody is listed yet" in run.out
    assert "4. Your own services, jobs, pipelines or test users" in run.out
    assert "Listed as in use: ledger job" in run.out

    assert "Nobody is listed yet" not in ask("q").out


def test_words_of_the_list_work_at_any_prompt(ask: Ask, tmp_path: Path) -> None:
    """Rows by number, id or name; what is wrong is said, and edits nothing."""
    run = ask(
        *("add 4 Ledger job", "add 1 Shoppers", "who", "kinds", "is ledger job elsewhere"),
        *("is 1 elsewhere", "is Shoppers planned later", "drop 9", "add robots x", "is 1 gone"),
        *("all robots yes", "all people perhaps", "add 1 " + "x" * 121, "q"),
    )
    text = (tmp_path / "acme.yaml").read_text(encoding="utf-8")

    assert "1. Ledger job (own workload): in use" in run.out
    assert "people: not known whether everybody is listed" in run.out
    assert "Ledger job: identity elsewhere." in run.out
    assert "Shoppers: planned later." in run.out
    for wrong in ("'9' is no row", "'robots' is no kind", "'gone' is no status"):
        assert wrong in run.out
    assert "'robots' is no group" in run.out
    assert "'people perhaps' says nothing" in run.out
    assert "at most 120 characters" in run.out
    assert text.count("kind:") == 2


def test_a_question_that_goes_with_its_row_is_left(ask: Ask) -> None:
    """Dropping the actor that is asked about goes on with another one's same question."""
    run = ask(
        *("add 4 tills", "add 4 ledger", "go reach.tills", "drop tills", "drop ledger", "q"),
    )

    assert "[" in run.out.split("Not listed any more: tills")[1]
    assert "can read or change?" not in run.out.split("Not listed any more: ledger")[1]


def test_what_the_list_says_is_not_asked(ask: Ask) -> None:
    """Going to it shows who is listed, and the order of what matters never asks it."""
    run = ask("add 4 tills", "go subjects", "next", *["s"] * 5, "q")

    assert "1. tills (own workload): in use" in run.out
    assert "Who or what gets an identity" not in run.out


def test_hostile_names_reach_no_terminal(ask: Ask) -> None:
    """Control characters in a name are spelt out wherever it is said."""
    run = ask("add 4 a\x1b[2Jb [red]", "who", "drop 1", "q")

    assert "\x1b" not in run.out
    assert "[red]" in run.out
