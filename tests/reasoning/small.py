"""One small catalog that the unit tests of the reasoning share."""

from advisor.decision import compile_catalog
from advisor.model.conditions import Holds
from advisor.model.vocabulary import Verdict
from tests.decision.small_catalogs import (
    TODAY,
    capability,
    catalog,
    is_,
    multiple,
    pitfall,
    rule,
    single,
)

CATALOG = catalog(
    [
        single("a", "x", "y"),
        multiple("b", "p", "q", actionable=True),
        single("c", "u", "v", growth=True),
    ],
    [capability("login", is_("a", "x"))],
    [
        rule("split-p", "login", Verdict.SPLIT, Holds("b", "p")),
        rule("replace-q", "login", Verdict.REPLACE, Holds("b", "q")),
    ],
    pitfalls={"careless": pitfall("careless", is_("c", "u"))},
)
COMPILED = compile_catalog(CATALOG, TODAY)
