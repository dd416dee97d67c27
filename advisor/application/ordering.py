"""Asking what matters most: which question comes next, and the reason shown to the reader.

The given order is `interview.neighbour`; this one works from an explanation that is there already.
"""

from __future__ import annotations

from collections.abc import Collection

from advisor.application.explaining import Explained
from advisor.decision import Compiled, situation_of
from advisor.model.catalog import Catalog
from advisor.reasoning.next_question import Agenda, NextQuestion, agenda

_FEW = 2


def what_matters(compiled: Compiled, found: Explained, later: Collection[str] = ()) -> Agenda:
    """Return the question worth asking next for the answers that an explanation holds for.

    Questions in `later` were passed over: they come after all others.
    """
    situation = situation_of(compiled, found.answers)
    return agenda(situation, found.bearings.values(), found.answers, later=later)


def why_next(catalog: Catalog, chosen: NextQuestion) -> str:
    """Return why a question is asked next, to go on from `Asked next because it`."""
    if not chosen.bearing.proven:
        return "may still change a verdict (not proven)"
    jobs = [f"“{catalog.capabilities[id_].title}”" for id_ in chosen.bearing.capabilities]
    what = ["the outcome"] if chosen.bearing.outcome else []
    what += jobs if len(jobs) <= _FEW else [f"the verdicts of {len(jobs)} jobs"]
    can = "can change " + " and ".join([", ".join(what[:-1])] * bool(what[:-1]) + what[-1:])
    percent = round(100 * chosen.share)
    return f"{can}; the answer should settle about {percent} % of what is open" if percent else can
