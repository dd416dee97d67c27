"""Lists actors in a session as a team that says the whole of it at once."""

from collections.abc import Iterable

from msgspec.structs import replace

from advisor.application.session import Session
from advisor.model.assessment import Actor


def lists(session: Session, kinds: Iterable[str], perhaps: Iterable[str] = ()) -> None:
    """Let the inventory hold one unnamed row of each kind, and nobody else."""
    held = {actor.id: actor for actor in session.assessment.actors}
    stated = [*((kind, "in-use") for kind in kinds), *((kind, "suspected") for kind in perhaps)]
    rows = tuple(
        replace(held.get(kind, Actor(kind, kind)), status=status) for kind, status in stated
    )
    complete = dict.fromkeys(session.shapes.catalog.groups, "complete")
    session.take(replace(session.assessment, actors=rows, complete=complete), "the whole list")
