"""Schema 1 to 2: kinds that were ticked become rows of the inventory with their own answers.

Version 1 asked about kinds, and what was left unticked meant no. Each kind ticked becomes one row;
named actors of the kind join its name. Maybe becomes suspected, elsewhere stays elsewhere, the
roadmap becomes planned within twelve months. Every group counts as complete, as assumed: nobody
has said so. It does not while plans count and nobody told them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

Plain = dict[str, Any]

_GROUPS: Final = {
    "people": ("customers", "organisation-people", "workforce"),
    "own-programs": ("own-workload",),
    "outside": ("outside-system", "personal-key", "device"),
    "agents": ("own-assistant", "own-autonomous-agent", "outside-agent", "consented-ai-client"),
}
_KINDS: Final = tuple(kind for kinds in _GROUPS.values() for kind in kinds)
_PERHAPS: Final = "not known whether its identity comes from elsewhere"
_ROSTERS: Final = ("subjects", "separate-subjects", "roadmap-subjects")


def kinds_to_actors(value: Plain) -> Plain:
    """Return a file of schema 1 as one of schema 2; what is not understood stays as it is."""
    answers, named = value.get("answers"), value.get("actors", [])
    if not isinstance(answers, dict):
        answers = {}
    if not (isinstance(named, list) and all(isinstance(actor, dict) for actor in named)):
        return dict(value)
    if not all(_readable(answers.get(roster)) for roster in _ROSTERS):
        return dict(value)
    rows = _rows(answers)
    _take_answers(rows, answers)
    _take_names(rows, named, unsaid="suspected" if _open(answers) else "elsewhere")
    _take_remarks(rows, answers)
    new = {key: held for key, held in value.items() if key not in {"answers", "actors"}}
    new["answers"] = {
        key: answer
        for key, answer in answers.items()
        if key not in _ROSTERS and _about(key)[1] not in _KINDS
    }
    if rows:
        new["actors"] = rows
    if complete := _complete(answers):
        new["complete"] = complete
    return new


def _readable(answer: object) -> bool:
    """Whether an answer to a roster is what version 1 wrote; else it is reported at its line."""
    if answer is None:
        return True
    if not isinstance(answer, dict):
        return False
    return all(
        isinstance(answer.get(name, []), list)
        and all(isinstance(kind, str) for kind in answer.get(name, []))
        for name in ("value", "maybe")
    )


def _rows(answers: Plain) -> list[Plain]:
    stated = (
        ("subjects", "value", {"status": "in-use"}),
        ("subjects", "maybe", {"status": "suspected"}),
        ("separate-subjects", "value", {"status": "elsewhere"}),
        ("separate-subjects", "maybe", {"status": "elsewhere", "note": _PERHAPS}),
        ("roadmap-subjects", "value", {"status": "planned", "within": "12-months"}),
        *((("roadmap-subjects", "maybe", {"status": "suspected"}),) if _new(answers) else ()),
    )
    rows: list[Plain] = []
    for roster, name, status in stated:
        for kind in (answers.get(roster) or {}).get(name, []):
            same = sum(row["kind"] == kind for row in rows)
            held = roster == "roadmap-subjects" and any(
                row["kind"] == kind and row["status"] in {"in-use", "suspected"} for row in rows
            )
            if not held:  # who is here already need not come
                id_ = kind if not same else f"{kind}-{same + 1}"
                rows.append({"id": id_, "kind": kind, **status})
    return rows


def _about(key: str) -> tuple[str, str]:
    question, _, kind = key.partition(".")
    return question, kind


def _take_answers(rows: list[Plain], answers: Plain) -> None:
    """Give each row what was said about its kind; of several rows the first stands for it."""
    for key, answer in answers.items():
        question, kind = _about(key)
        if kind not in _KINDS:
            continue
        row = next((row for row in rows if row["kind"] == kind), None)
        if row is not None:  # else said about nobody: it had no effect, and the backup keeps it
            row.setdefault("answers", {})[question] = answer


def _take_names(rows: list[Plain], named: list[Plain], *, unsaid: str) -> None:
    by_kind: dict[object, list[Plain]] = {}
    for actor in named:
        by_kind.setdefault(actor.get("subject"), []).append(actor)
    for kind, actors in by_kind.items():
        row = next((row for row in rows if row["kind"] == kind), None)
        if row is None:
            row = {"id": kind, "kind": kind, "status": unsaid}
            rows.append(row)
        row["name"] = ", ".join(str(actor.get("name", "")) for actor in actors)
        for old, new in (("does", "does"), ("owner", "owner"), ("runs_on", "where")):
            said = [str(actor[old]) for actor in actors if actor.get(old)]
            if said:
                row[new] = "; ".join(dict.fromkeys(said))
        notes = [*filter(None, [row.get("note")]), *_actor_notes(actors)]
        if len(actors) > 1:
            notes.append(f"{len(actors)} actors of one kind: split the row where they differ")
        if notes:
            row["note"] = "; ".join(notes)


def _actor_notes(actors: list[Plain]) -> Iterator[str]:
    for actor in actors:
        for field in ("credential", "reach"):
            if actor.get(field):
                yield f"{actor.get('name', '')}: {field} {actor[field]}"


def _take_remarks(rows: list[Plain], answers: Plain) -> None:
    """Keep notes and evidence of the rosters on the first row that they speak of."""
    for roster, statuses in (
        ("subjects", {"in-use", "suspected"}),
        ("separate-subjects", {"elsewhere"}),
        ("roadmap-subjects", {"planned"}),
    ):
        answer = answers.get(roster) or {}
        row = next((row for row in rows if row["status"] in statuses), None)
        if row is None:
            continue
        if answer.get("note"):
            notes = [note for note in (row.get("note"), answer["note"]) if note]
            row["note"] = "; ".join(notes)
        if answer.get("evidence"):
            row["evidence"] = [*row.get("evidence", []), *answer["evidence"]]


def _complete(answers: Plain) -> dict[str, str]:
    if _open(answers) or (_new(answers) and not _told(answers.get("roadmap-subjects"))):
        return {}
    return dict.fromkeys(_GROUPS, "assumed")


def _open(answers: Plain) -> bool:
    """Whether nobody said who gets an identity here."""
    return not _told(answers.get("subjects"))


def _told(answer: Plain | None) -> bool:
    return answer is not None and ("value" in answer or "maybe" in answer)


def _new(answers: Plain) -> bool:
    """Whether plans count: what is planned for a new system decides as what is there."""
    lifecycle = answers.get("lifecycle")
    return isinstance(lifecycle, dict) and lifecycle.get("value") == "greenfield"
