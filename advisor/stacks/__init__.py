"""Which security layers the verdicts call for, and which component fills each in the setting.

Start at `recommend.py`. `calls.py` says which layers appear and why, `boundary.py` what the
verdicts allow the platform to do in each, `setting.py` picks the reference stack, and
`choosing.py` one component per layer.
"""

from advisor.stacks.recommend import recommend
from advisor.stacks.recommendation import (
    Call,
    Origin,
    OverrideState,
    Recommendation,
    Row,
    RuledOut,
    Setting,
)

__all__ = [
    "Call",
    "Origin",
    "OverrideState",
    "Recommendation",
    "Row",
    "RuledOut",
    "Setting",
    "recommend",
]
