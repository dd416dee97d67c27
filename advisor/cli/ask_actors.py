"""The words of `advisor ask` for the inventory: who is listed, added, dropped, and what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from advisor.application import inventory, inventory_table
from advisor.application.actors_table import COMPLETE, status_words
from advisor.application.inventory_table import STANDINGS, kinds_of
from advisor.application.session import Session
from advisor.application.wording import spoken
from advisor.errors import InputError
from advisor.model.assessment import Actor
from advisor.model.vocabulary import Completeness

# word -> what it does, for the help of the interview
WORDS: dict[str, str] = {
    "who": "who and what is listed, numbered",
    "kinds": "the kinds of actors and the groups they fall into, numbered",
    "add": "list an actor of a kind, with your name for it: add 4 ledger job",
    "is": "say its status: is 1 requested",
    "drop": "take a row away, with what is said of it: drop 1",
    "all": "say whether everybody of a group is listed: all people yes, no or ?",
}
NOBODY = "Nobody is listed yet: who or what gets, asked for, or may get an identity here?"
HOW = "Type add, a kind by its number, and your name for it: add 4 ledger job."
WHOLE = {"yes": Completeness.COMPLETE, "no": Completeness.INCOMPLETE, "?": None}


class ActorWords:
    """Acts on one word with what follows it; each word tells what it did."""

    def __init__(self, session: Session, say: Callable[[str], None]) -> None:
        self._session = session
        self._say = say
        self._acts: dict[str, Callable[[str], None]] = {
            "who": self._who,
            "kinds": self._kinds,
            "add": self._add,
            "is": self._is,
            "drop": self._drop,
            "all": self._all,
        }

    def act(self, word: str, text: str) -> None:
        """Do what one word of WORDS says; what cannot be done is said."""
        try:
            self._acts[word](text)
        except InputError as error:
            self._say(f"{error.message}. {error.hint}" if error.hint else f"{error.message}.")

    def introduce(self) -> None:
        """Say how to list somebody, where nobody is listed."""
        if not self._session.assessment.actors:
            self._say("")
            self._say(f"Who and what. {NOBODY}")
            self._kinds("")
            self._say(f"{HOW} Enter alone goes on; who lists them later.")

    def _who(self, _: str) -> None:
        session = self._session
        for number, row in enumerate(session.assessment.actors, 1):
            self._say(f"  {number}. {self._name(row)} ({spoken(row.kind)}): {status_words(row)}")
        if not session.assessment.actors:
            self._say(f"{NOBODY} {HOW}")
        for group in session.shapes.catalog.groups.values():
            self._say(f"  {group.id}: {COMPLETE[session.assessment.complete.get(group.id, '')]}")

    def _kinds(self, _: str) -> None:
        catalog = self._session.shapes.catalog
        kinds = kinds_of(catalog)
        for group in catalog.groups.values():
            self._say(f"  {group.id}: {group.title}")
            for number, kind in enumerate(kinds, 1):
                if kind.id in group.kinds:
                    example = f", for instance {kind.option.example}" if kind.option.example else ""
                    self._say(f"    {number}. {kind.option.label}{example}")

    def _add(self, text: str) -> None:
        wanted, _, name = text.partition(" ")
        ids = [kind.id for kind in kinds_of(self._session.shapes.catalog)]
        row = inventory.add(self._session, _one_of(wanted, ids, "kind"), name)
        actor = inventory.row_of(self._session, row)
        self._say(f"Listed as in use: {self._name(actor)} ({spoken(actor.kind)}).")

    def _is(self, text: str) -> None:
        wanted, _, status = text.partition(" ")
        row = self._row(wanted)
        words = "-".join(status.lower().split())
        by_label = {"-".join(one.label.lower().split()): one.id for one in STANDINGS}
        ids = [one.id for one in STANDINGS]
        meant = words if words in ids else by_label.get(words, words)
        inventory_table.set_standing(self._session, row.id, _one_of(meant, ids, "status"))
        after = inventory.row_of(self._session, row.id)
        self._say(f"{self._name(after)}: {status_words(after)}.")

    def _drop(self, text: str) -> None:
        row = self._row(text)
        name = self._name(row)
        inventory.remove(self._session, row.id)
        self._say(f"Not listed any more: {name}. u undoes it.")

    def _all(self, text: str) -> None:
        wanted, _, word = text.rpartition(" ")
        if word.lower() not in WHOLE:
            raise InputError(f"'{text}' says nothing", hint="Type all people yes, no or ?.")
        groups = self._session.shapes.catalog.groups
        group = _one_of(wanted.strip().lower(), groups, "group")
        inventory.set_complete(self._session, group, WHOLE[word.lower()])
        said = COMPLETE[self._session.assessment.complete.get(group, "")]
        self._say(f"{groups[group].title}: {said}.")

    def _row(self, text: str) -> Actor:
        rows = self._session.assessment.actors
        named = [row.id for row in rows if self._name(row).casefold() == text.casefold()]
        wanted = named[0] if len(named) == 1 else text
        return inventory.row_of(self._session, _one_of(wanted, [row.id for row in rows], "row"))

    def _name(self, row: Actor) -> str:
        return " ".join((row.name or self._session.catalog.subjects[row.id]).split())


def _one_of(wanted: str, ids: Iterable[str], what: str) -> str:
    """Return the id that is meant by its number, counted from 1, or by itself."""
    known = list(ids)
    if wanted.isdecimal() and 1 <= int(wanted) <= len(known):
        return known[int(wanted) - 1]
    if wanted in known:
        return wanted
    listed = ", ".join(f"{number} {id_}" for number, id_ in enumerate(known, 1))
    raise InputError(f"'{wanted}' is no {what}", hint=f"One of: {listed or 'none yet'}")
