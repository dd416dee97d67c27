"""From answers to a decision: compile a catalog, decide, list the visible questions.

Start at `decide.py`; `space.py` explains how answers become bits. Rules of thumb for the whole
package: exact, pure, and independent of the order of rules and answers.
"""

from advisor.decision.compile import Compiled, compile_catalog
from advisor.decision.decide import decide, decide_once, visible
from advisor.decision.flat import flat_answers, kind_answers
from advisor.decision.shaped import Shaped, Shapes
from advisor.decision.situation import Situation, situation_of

__all__ = [
    "Compiled",
    "Shaped",
    "Shapes",
    "Situation",
    "compile_catalog",
    "decide",
    "decide_once",
    "flat_answers",
    "kind_answers",
    "situation_of",
    "visible",
]
