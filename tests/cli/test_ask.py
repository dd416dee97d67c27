"""`advisor ask`: the interview as plain prompts."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.application.opening import edited
from advisor.cli.options import current_day
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
    ask("go subjects", "1,?4", "go beliefs", "0", "go detection", "d", "go channels", "x a trial")
    text = (tmp_path / "acme.yaml").read_text(encoding="utf-8")

    assert "subjects: {value: [customers], maybe: [own-workload]}" in text
    assert "beliefs: {value: []}" in text
    assert "detection: {unknown: true}" in text
    assert "channels: {not_applicable: a trial}" in text


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
    ask("1", "2", "go subjects", "1,4", "note nightly job")
    other = tmp_path / "other" / "acme.yaml"
    other.parent.mkdir()
    with edited(other, (), current_day()) as session:
        session.answer("platform", ["cognito"])
        session.answer("lifecycle", ["live"])
        session.answer("subjects", ["customers", "own-workload"])
        session.note("primary-population", "")
        session.note("subjects", "")

    written, expected = (
        re.sub(r"(?m)^id: [0-9a-f]{8}$", "id: made", path.read_text(encoding="utf-8"))
        for path in (tmp_path / "acme.yaml", other)
    )
    assert "\nid: made\n" in written
    assert expected.splitlines()[:6] == written.splitlines()[:6]


def test_asking_what_matters_says_why(ask: Ask) -> None:
    """After `next`, each question comes with its reason, and a skipped one waits."""
    run = ask("next", "1", "s", "q")

    assert "Asking in what matters most now." in run.out
    because = "Asked next because it can change the outcome and the verdicts of"
    assert run.out.count(because) == 2
    assert run.out.count("Who or what gets an identity from this platform?") == 1


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
