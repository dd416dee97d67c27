"""What answers allow, and which machine and agent jobs they make suspected."""

from advisor.decision import compile_catalog, decide, situation_of
from advisor.model.catalog import Hint
from advisor.model.conditions import All, Holds
from advisor.model.vocabulary import SubjectKind, Verdict
from tests.decision.small_catalogs import (
    TODAY,
    UNKNOWN,
    capability,
    catalog,
    chosen,
    is_,
    listed,
    multiple,
    single,
)

CATALOG = catalog(
    [multiple("subjects", "bot", "people"), single("hinted", "yes", "no")],
    [
        capability(
            "machines",
            Holds("subjects", "bot"),
            verdicts=(Verdict.SPLIT, Verdict.REPLACE),
            kind=SubjectKind.MACHINE,
            subjects=("bot",),
            hints=(Hint("hint", is_("hinted", "yes"), "A program signs in."),),
        ),
        capability("login", All((Holds("subjects", "people"),))),
    ],
)
COMPILED = compile_catalog(CATALOG, TODAY)


def test_a_subject_in_maybe_makes_its_job_suspected() -> None:
    """A suspected machine job is separated while keep stays possible for the outcome."""
    decision = decide(COMPILED, {"subjects": listed("people", maybe=("bot",))})
    machines = decision.capability("machines")
    assert machines.suspected
    assert (machines.verdict, machines.possible) == (Verdict.SPLIT, (Verdict.NONE, Verdict.SPLIT))
    assert (decision.outcome, decision.possible) == (Verdict.SPLIT, (Verdict.KEEP, Verdict.SPLIT))


def test_a_hint_that_holds_makes_its_job_suspected() -> None:
    """A forced hint names the job, an open one does not."""
    assert situation_of(COMPILED, {"hinted": chosen("yes")}).suspicion("machines") is not None
    assert situation_of(COMPILED, {"hinted": UNKNOWN}).suspicion("machines") is None


def test_answers_can_exclude_a_hint() -> None:
    """Where the answers rule the job out, the hint is a notice and no suspicion."""
    answers = {"hinted": chosen("yes"), "subjects": listed("people")}
    assert situation_of(COMPILED, answers).suspicion("machines") is None
    (notice,) = decide(COMPILED, answers).notices
    assert notice.kind == "excluded-hint"
    assert notice.text.endswith("none of these gets an identity here: “bot”.")


def test_open_questions_are_those_with_something_left_to_say() -> None:
    """Unknown answers and `maybe` options are open, the rest is not."""
    answers = {"hinted": UNKNOWN, "subjects": listed(maybe=("bot",))}
    assert situation_of(COMPILED, answers).open_questions == ("subjects", "hinted")
    assert (
        situation_of(COMPILED, {"hinted": chosen("no"), "subjects": listed()}).open_questions == ()
    )
