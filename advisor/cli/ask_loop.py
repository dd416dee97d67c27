"""The interview as plain prompts: one question at a time, no cursor tricks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from advisor.application import interview, wording
from advisor.application.noticing import Before, turned
from advisor.application.ordering import why_next
from advisor.application.session import Session
from advisor.cli.ask_actors import WORDS as ACTOR_WORDS
from advisor.cli.ask_actors import ActorWords
from advisor.cli.ask_input import WORDS, Reply, parse
from advisor.errors import InputError
from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind
from advisor.reasoning.next_question import next_question

Say = Callable[[str], None]
Action = Callable[[str, Question], bool]


class PromptInterview:
    """Asks until the reader quits, the input ends, or every question has been put once."""

    def __init__(self, session: Session, say: Say) -> None:
        self._session = session
        self._say = say
        self._what_matters = False
        self._later: set[str] = set()
        self._over = False
        self._current = interview.first_unanswered(session)
        self._just_answered = ""
        self._before = Before.of(session)
        self._actors = ActorWords(session, say)
        self._actions: dict[str, Action] = {
            "d": self._unknown,
            "x": self._not_applicable,
            "note": self._note,
            "link": self._link,
            "h": self._help,
            "s": self._advance,
            "empty": self._advance,
            "b": self._back,
            "go": self._go,
            "find": self._find,
            "u": self._undo,
            "clear": self._clear,
            "next": self._order,
            "r": self._result,
            "q": self._quit,
            "wrong": self._repeat,
        }

    def run(self, lines: Iterator[str]) -> None:
        """Ask and take lines until the end."""
        self._say("Type h for help, q to quit. Every answer is saved at once.")
        self._actors.introduce()
        self._put(self._session.question(self._current))
        for line in lines:
            question = self._session.question(self._current)
            reply = parse(line, question)
            moved = self._take(reply, question)
            if self._over:
                return
            moved |= self._stood_in()
            if moved:
                self._put(self._session.question(self._current))

    def _put(self, question: Question) -> None:
        session = self._session
        asked = interview.asked(session)
        place = asked.index(question.id) + 1 if question.id in asked else 0
        section = session.catalog.sections[question.section]
        self._say("")
        self._say(f"[{place} of {interview.counted(session)}] {section}: {question.text}")
        for number, option in enumerate(question.options, 1):
            self._say(f"  {number}. {option.label}")
        said = wording.say_answer(question, session.answer_to(question.id))
        if said:
            self._say(f"  Answer now: {said}")
        if question.kind is Kind.MULTIPLE:
            self._say("  Several may hold: 1,3. Not known: ?2. None of them: 0.")

    def _take(self, reply: Reply, question: Question) -> bool:
        """Act on one reply; True when the next question is to be put."""
        if reply.word == "pick":
            return self._pick(reply, question)
        if reply.word in ACTOR_WORDS:
            return self._list(reply)
        return self._actions[reply.word](reply.text, question)

    def _list(self, reply: Reply) -> bool:
        before = self._session.assessment
        self._actors.act(reply.word, reply.text)
        if self._session.assessment is not before:
            self._just_answered = ""
            self._check_saved()
            self._tell_turn("u undoes it.")
        return False

    def _stood_in(self) -> bool:
        """Go on elsewhere where the question in front went with its actor; True if so."""
        before = self._current
        self._current = interview.standing(self._session, before)
        return self._current != before

    def _check_saved(self) -> None:
        if self._session.save_problem is not None:
            raise self._session.save_problem

    def _pick(self, reply: Reply, question: Question) -> bool:
        self._session.answer(question.id, reply.picked, reply.maybe)
        return self._answered(question)

    def _unknown(self, _: str, question: Question) -> bool:
        self._session.unknown(question.id)
        return self._answered(question)

    def _not_applicable(self, reason: str, question: Question) -> bool:
        if not reason:
            self._say("Say why it does not apply: x no mobile app")
            return False
        self._session.not_applicable(question.id, reason)
        return self._answered(question)

    def _quit(self, _: str, __: Question) -> bool:
        self._over = True
        return False

    def _note(self, text: str, question: Question) -> bool:
        about = self._just_answered or question.id
        self._session.note(about, text)
        return self._saved(f"Noted on “{self._name(about)}”.")

    def _link(self, text: str, question: Question) -> bool:
        about = self._just_answered or question.id
        links = self._session.answer_to(about).evidence
        self._session.evidence(about, (*links, text))
        return self._saved(f"Linked to “{self._name(about)}”.")

    def _name(self, question_id: str) -> str:
        return wording.short_name(self._session.question(question_id))

    def _clear(self, _: str, question: Question) -> bool:
        self._session.clear(question.id)
        return self._saved("Cleared.")

    def _undo(self, _: str, __: Question) -> bool:
        self._just_answered = ""
        undone = self._session.undo()
        return self._saved(f"Undone: {undone}." if undone else "Nothing to undo.")

    def _order(self, _: str, __: Question) -> bool:
        self._what_matters = not self._what_matters
        order = "what matters most" if self._what_matters else "the given order"
        self._say(f"Asking in {order} now.")
        return False

    def _repeat(self, text: str, _: Question) -> bool:
        self._say(text)
        return False

    def _answered(self, question: Question) -> bool:
        self._check_saved()
        self._tell_turn("u undoes it.")
        moved = self._advance("", question)
        self._just_answered = question.id
        return moved

    def _tell_turn(self, hint: str = "") -> None:
        """Say that the last edit has made the outcome `replace`, or no longer that."""
        turn = turned(self._before, self._session)
        self._before = Before.of(self._session)
        if turn:
            self._say(f"{turn}. {hint}".strip())

    def _saved(self, said: str) -> bool:
        self._check_saved()
        self._say(said)
        self._tell_turn()
        return False

    def _advance(self, _: str, question: Question) -> bool:
        self._just_answered = ""
        following = interview.neighbour(self._session, question.id, 1)
        if self._what_matters:
            following = self._most_telling(question.id)
        following = following or self._left_over()
        if following is None:
            self._over = True
            self._say("Every question has been put.")
            return self._result("", None)
        self._current = following
        return True

    def _most_telling(self, passed: str) -> str | None:
        """Return the question worth asking next, and say why; None once all were passed over."""
        session = self._session
        if interview.state_of(session.answer_to(passed)) is interview.State.UNANSWERED:
            self._later.add(passed)
        agenda = next_question(
            session.compiled, session.answers, later=self._later | interview.rosters(session)
        )
        if agenda.ask is None:
            self._say(f"{wording.SETTLED if agenda.settled else wording.WAITING}.")
            return None
        if session.question(agenda.ask.question).roster:
            self._say("Only who else there is can still change a verdict: add, all and who say it.")
            return None
        if agenda.ask.question == passed:
            return None
        self._say(f"Asked next because it {why_next(session.catalog, agenda.ask)}.")
        return agenda.ask.question

    def _left_over(self) -> str | None:
        """Return the first question that was passed over, at the end of the list."""
        first = interview.first_unanswered(self._session)
        state = interview.state_of(self._session.answer_to(first))
        if state is not interview.State.UNANSWERED:
            return None
        self._say("That was the last question; going on with those passed over. q quits.")
        return first

    def _back(self, _: str, question: Question) -> bool:
        before = interview.neighbour(self._session, question.id, -1)
        if before is None:
            self._say("This is the first question.")
            return False
        self._just_answered = ""
        self._current = before
        return True

    def _go(self, wanted: str, _: Question) -> bool:
        question = self._session.catalog.questions.get(wanted)
        if question is not None and question.roster:
            return self._list(Reply("who"))
        if question is None or question.unlisted:
            found = interview.search(self._session, wanted)
            if len(found) != 1:
                return self._find(wanted, found[0] if found else None)
            wanted = found[0].id
        self._just_answered = ""
        self._current = wanted
        return True

    def _find(self, wanted: str, _: Question | None) -> bool:
        found = interview.search(self._session, wanted)
        for question in found:
            self._say(f"  {question.id}: {question.text}")
        if not found:
            self._say("No question has these words.")
        return False

    def _help(self, _: str, question: Question) -> bool:
        for line in _help(question):
            self._say(line)
        return False

    def _result(self, _: str, __: Question | None) -> bool:
        decision = self._session.decision
        said = wording.say_outcome(decision)
        self._say(f"Outcome: {decision.outcome.id}, {decision.standing.value} ({said}).")
        if not decision.settled:
            self._say(f"Still possible: {wording.say_possible(decision.possible)}.")
        for capability in decision.capabilities:
            if capability.verdict:
                title = self._session.catalog.capabilities[capability.id].title
                self._say(f"  {title}: {capability.verdict.id}")
        return False


def _help(question: Question) -> Iterator[str]:
    yield f"Why we ask: {question.why}"
    for text in (question.help, question.look_up and f"Where to look: {question.look_up}"):
        if text:
            yield text
    for number, option in enumerate(question.options, 1):
        detail = " ".join(part for part in (option.help, option.example) if part)
        yield f"  {number}. {option.label}{': ' + detail if detail else ''}"
    for word, does in {**WORDS, **ACTOR_WORDS}.items():
        yield f"  {word:<6} {does}"


def run(session: Session, lines: Iterator[str], say: Say) -> None:
    """Run the interview on a session.

    Raises:
        InputError: there is nothing to ask.
        FileAccessError: an answer could not be saved.
    """
    if not interview.asked(session):
        raise InputError("the catalog asks nothing")
    PromptInterview(session, say).run(lines)
