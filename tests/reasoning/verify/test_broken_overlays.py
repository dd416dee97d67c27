"""One broken overlay per kind of finding, laid over the shipped catalog, and what is made of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from advisor.application import verifying
from advisor.cli.main import main
from advisor.decision import Compiled, compile_catalog, decide, kind_answers, situation_of
from advisor.errors import FileAccessError
from advisor.model.decision import Decision
from advisor.model.vocabulary import Status, Verdict
from advisor.reasoning.verify import CatalogFinding, FindingKind
from advisor.workspace import read
from tests.decision.small_catalogs import TODAY

FOLDERS = Path(__file__).parent / "broken"
CYCLE = FOLDERS / FindingKind.VISIBILITY_CYCLE.value
OVERLAYS = tuple(sorted(folder for folder in FOLDERS.iterdir() if folder != CYCLE))

# What each overlay is about: the ids that its findings name.
EXPECTED = {
    "case-fails": [{"acme-wrong-case"}],
    "condition-unreachable": [{"acme-kept-nowhere"}, {"acme-calls-nothing"}],
    "exception-unused": [{"acme-rises"}],
    "layers-exclusive": [
        {"acme-two-places", "acme-duplicate"},
        {"acme-two-places", "acting-as-the-customer"},
        {"acme-two-places", "staff-accounts-beside-customers"},
    ],
    "negation-of-hidden": [{"acme-unless", "journeys"}],
    "not-monotone": [{"acme-falls", "device-identity", "support"}],
    "option-unread": [{"acme-colours", "blue"}, {"acme-shape", "flat"}],
    "pitfall-dead": [{"acme-pitfall-dead"}],
    "pitfall-duplicate": [{"acme-pitfall-duplicate", "passwords-alone"}],
    "pitfall-subsumed": [{"acme-pitfall-subsumed", "acme-pitfall-duplicate"}],
    "question-unreachable": [{"acme-never-asked"}],
    "rule-dead": [{"acme-dead"}],
    "rule-duplicate": [{"acme-duplicate", "staff-accounts-beside-customers"}],
    "rule-subsumed": [{"acme-subsumed", "device-holds-own-credential"}],
    "target-too-low": [{"acme-stays-here"}],
    "verdict-unreachable": [{"acme-badges", "replace"}],
}
# Kinds that no files can show, because loading refuses them or it takes a tiny step budget.
ELSEWHERE = {"verdict-undeclared", "visibility-cycle", "not-proven"}


@dataclass(frozen=True)
class Shown:
    """A finding, and the decision on the assessment that shows it."""

    finding: CatalogFinding
    decision: Decision
    then: Decision | None


@cache
def report() -> verifying.Report:
    """Verify the catalog with every broken overlay laid over it."""
    return verifying.verify_catalog(OVERLAYS, TODAY)


@cache
def compiled() -> Compiled:
    """Compile the catalog with every broken overlay laid over it."""
    return compile_catalog(report().catalog, TODAY)


def shown(kind: str) -> list[Shown]:
    """Return the findings of a kind with the decisions on their assessments."""
    return [
        Shown(
            finding,
            decide(compiled(), finding.answers or {}),
            None if finding.then is None else decide(compiled(), finding.then),
        )
        for finding in report().findings
        if finding.kind.value == kind
    ]


def test_every_kind_of_finding_has_its_overlay() -> None:
    """Each kind is shown by an overlay here, or by a test that says why it cannot be."""
    kinds = {kind.value for kind in FindingKind}
    assert kinds == EXPECTED.keys() | ELSEWHERE
    assert {folder.name for folder in OVERLAYS} == EXPECTED.keys()


@pytest.mark.parametrize("kind", sorted(EXPECTED))
def test_an_overlay_is_found_out(kind: str) -> None:
    """Each overlay leads to the findings that it was broken for, and each of its kind is meant."""
    found = [set(finding.ids) for finding in report().findings if finding.kind.value == kind]
    assert sorted(map(sorted, found)) == sorted(map(sorted, EXPECTED[kind]))


def test_a_finding_names_its_file() -> None:
    """Each finding leads to the line where its first record is written."""
    for finding in verifying.as_json(report())["findings"]:  # type: ignore[attr-defined]  # plain data
        assert finding["line"] > 0
        assert finding["file"].endswith(".yaml")


def test_an_assessment_answers_what_is_asked_and_nothing_else() -> None:
    """Counterexamples answer exactly the visible questions; a rule's own case is as written."""
    for finding in report().findings:
        for answers in (finding.answers, finding.then):
            if answers is not None and finding.kind is not FindingKind.CASE_FAILS:
                situation = situation_of(compiled(), answers)
                assert situation.hidden_answers == ()
                assert situation.open_questions == ()


def test_the_files_open(tmp_path: Path) -> None:
    """Each counterexample is written as a file that reads as the answers it came from."""
    paths = verifying.write_counterexamples(report(), tmp_path / "shown")
    wanted = [
        answers
        for finding in report().findings
        for answers in (finding.answers, finding.then)
        if answers is not None
    ]
    catalog = report().catalog
    for path, answers in zip(paths, wanted, strict=True):
        found = kind_answers(catalog, read(path, catalog))
        # A file that lists everybody says of each list that nobody else stands in it.
        nobody = {id_ for id_ in found.keys() - answers.keys() if found[id_].value == ()}
        assert nobody <= catalog.rosters
        assert {id_: found[id_] for id_ in found if id_ not in nobody} == dict(answers)


def test_a_dead_rule_stays_silent_beside_its_job() -> None:
    """The nearest assessment to a dead rule has its capability in use, and the rule silent."""
    (case,) = shown("rule-dead")
    job = case.decision.capability("device-identity")
    assert job.status is Status.IN_USE
    assert "acme-dead" not in job.rules


@pytest.mark.parametrize("kind", ["rule-subsumed", "rule-duplicate", "layers-exclusive"])
def test_rules_that_clash_fire_together(kind: str) -> None:
    """The assessment makes every rule that the finding names fire."""
    for case in shown(kind):
        fired = {rule for job in case.decision.capabilities for rule in job.rules}
        assert set(case.finding.ids) <= fired


def test_layers_that_exclude_each_other_stand_together() -> None:
    """The assessment shows one job in two layers of an exclusive group."""
    for case in shown("layers-exclusive"):
        job = case.decision.capability("support-access")
        assert {"support-access", "wallet-auth"} <= set(job.layers)


@pytest.mark.parametrize("kind", ["pitfall-duplicate", "pitfall-subsumed"])
def test_pitfalls_that_clash_fire_together(kind: str) -> None:
    """The assessment makes both pitfalls fire."""
    (case,) = shown(kind)
    assert set(case.finding.ids) <= {finding.pitfall for finding in case.decision.findings}


def test_an_undeclared_way_leads_elsewhere() -> None:
    """The assessment has the capability in use, with a verdict other than the one out of reach."""
    (case,) = shown("verdict-unreachable")
    assert case.decision.capability("acme-badges").verdict is Verdict.KEEP


def test_a_riskier_answer_lowers_the_verdict() -> None:
    """The second assessment differs in the riskier answer, and its verdict is lower."""
    (case,) = shown("not-monotone")
    before, after = case.finding.answers, case.finding.then
    assert before is not None
    assert after is not None
    assert case.then is not None
    assert {id_ for id_ in before if before[id_] != after.get(id_)} == {"support"}
    assert case.decision.capability("device-identity").verdict is Verdict.SPLIT
    assert case.then.capability("device-identity").verdict is Verdict.KEEP


def test_a_negation_fails_where_its_question_is_hidden() -> None:
    """The assessment hides the negated question, and the rule is silent."""
    (case,) = shown("negation-of-hidden")
    assert "journeys" not in case.decision.visible
    assert "acme-unless" not in case.decision.capability("device-identity").rules


@pytest.mark.parametrize("kind", ["target-too-low", "exception-unused"])
def test_the_rule_meant_fires(kind: str) -> None:
    """The assessment makes the rule fire that the finding names."""
    (case,) = shown(kind)
    assert set(case.finding.ids) <= set(case.decision.capability("device-identity").rules)


def advisor(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int | str | None, str, str]]:
    """Return a caller of the command line."""

    def run(*arguments: object) -> tuple[int | str | None, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return stopped.value.code, printed.out, printed.err

    return run


def test_the_command_shows_a_finding_and_its_file_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`advisor catalog verify` exits 1 and writes a file that `advisor decide` opens."""
    overlay = ("--catalog", FOLDERS / "target-too-low", "--today", TODAY)
    run = advisor(capsys)
    code, out, err = run("catalog", "verify", *overlay, "--to", tmp_path / "shown")
    assert code == 1
    assert "acme-stays-here proposes split but aims only at same-instance" in out
    (written,) = (tmp_path / "shown").iterdir()
    assert str(written) in err
    code, out, _ = run("decide", written, *overlay, "--json")
    assert code in (None, 0)
    jobs = {job["id"]: job for job in json.loads(out)["capabilities"]}
    assert "acme-stays-here" in jobs["device-identity"]["rules"]


def test_the_command_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` gives kind, ids, sentence, place and counterexample of each finding."""
    run = advisor(capsys)
    code, out, _ = run("catalog", "verify", "--catalog", FOLDERS / "rule-dead", "--json")
    assert code == 1
    (finding,) = json.loads(out)["findings"]
    assert finding["kind"] == "rule-dead"
    assert finding["ids"] == ["acme-dead"]
    assert finding["counterexample"]["subjects"] == {"value": ["device"]}


def test_a_circle_is_refused_when_loading(capsys: pytest.CaptureFixture[str]) -> None:
    """Questions that make each other visible never get as far as verification."""
    code, _, err = advisor(capsys)("catalog", "verify", "--catalog", CYCLE)
    assert code == 2
    assert "acme-hen -> acme-egg -> acme-hen" in err


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """Writing counterexamples where one exists already is refused, and nothing is written."""
    first, *others = verifying.write_counterexamples(report(), tmp_path)
    for path in others:
        path.unlink()
    first.write_text("mine", encoding="utf-8")
    with pytest.raises(FileAccessError, match="exists already"):
        verifying.write_counterexamples(report(), tmp_path)
    assert list(tmp_path.iterdir()) == [first]
    assert first.read_text(encoding="utf-8") == "mine"
