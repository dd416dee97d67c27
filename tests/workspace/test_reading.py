"""Reading assessments: what a file may hold, and what is said of everything else."""

from datetime import date
from pathlib import Path

import pytest

from advisor.catalog.strict_yaml import parse as parse_yaml
from advisor.errors import AssessmentError, FileAccessError
from advisor.model.assessment import Actor, Answer, Assessment, Override, Project, Proposal, Record
from advisor.model.catalog import Catalog
from advisor.workspace import examine, parse, read
from tests.catalog.small import CATALOG, small_catalog

PROPOSAL = """\
schema_version: 2
proposals: [{question: platform, signal: s, kind: observed, where: w, value: x}]
"""


def answers(text: str) -> str:
    """Return an assessment with these answers."""
    return f"schema_version: 2\nanswers:\n  {text}\n"


def refusals(text: str, catalog: Catalog) -> list[str]:
    """Return the problems of a text, which must have some."""
    with pytest.raises(AssessmentError) as caught:
        parse(text, "a.yaml", catalog)
    return [str(problem) for problem in caught.value.problems]


def test_a_whole_file_is_read(catalog: Catalog) -> None:
    """Every field of an assessment file arrives."""
    text = """\
schema_version: 2
catalog_version: "0.1.0"
project: {name: Acme, owner: me, review_by: 2027-05-01, status: final}
answers:
  platform: {value: cognito, note: seen, evidence: ["main.tf:3"]}
  kept-secrets: {value: []}
  lifecycle: {unknown: true, note: ask}
  separate: {not_applicable: no programs}
  other-product: {maybe: [scim]}
actors:
  - {id: shop, kind: customers, status: in-use, answers: {reach: {value: own-data}}}
  - {kind: own-workload, name: job, status: planned, within: later, by: 2027-03-01, count: 3,
     does: pays, owner: me, where: x, note: ask, evidence: [a]}
complete: {people: complete, own-programs: incomplete}
figures: {users: 0}
products: {secrets: Vault}
dates: {launch: 2027-02-01}
overrides: {workload-identity: {component: roles, reason: already run}}
record: {deciders: [Ann], supersedes: "0001"}
proposals:
  - {question: platform, signal: s, kind: observed, where: "main.tf:1", value: cognito}
  - question: subjects
    signal: t
    kind: inferred
    where: api
    includes: [customers]
    status: rejected
    reason: old
"""
    assert parse(text, "a.yaml", catalog) == Assessment(
        project=Project("Acme", "me", date(2027, 5, 1), "final"),
        catalog_version="0.1.0",
        answers={
            "platform": Answer("cognito", note="seen", evidence=("main.tf:3",)),
            "kept-secrets": Answer(()),
            "lifecycle": Answer(unknown=True, note="ask"),
            "separate": Answer(not_applicable="no programs"),
            "other-product": Answer((), ("scim",)),
        },
        actors=(
            Actor("shop", "customers", status="in-use", answers={"reach": Answer("own-data")}),
            Actor(
                "own-workload", "own-workload", "job", "planned", "later", date(2027, 3, 1), 3,
                "pays", "me", "x", "ask", ("a",),
            ),
        ),
        complete={"people": "complete", "own-programs": "incomplete"},
        figures={"users": 0},
        products={"secrets": "Vault"},
        dates={"launch": date(2027, 2, 1)},
        overrides={"workload-identity": Override("roles", "already run")},
        record=Record(("Ann",), "0001"),
        proposals=(
            Proposal("platform", "s", "observed", "main.tf:1", value="cognito"),
            Proposal(
                "subjects", "t", "inferred", "api", includes=("customers",), status="rejected",
                reason="old",
            ),
        ),
    )  # fmt: skip


def test_the_least_file_is_enough(catalog: Catalog) -> None:
    """Everything but the schema version may be left out, or left empty."""
    assert parse("schema_version: 2\n", "a.yaml", catalog) == Assessment()
    assert parse("schema_version: 2\nanswers:\nactors:\n", "a.yaml", catalog) == Assessment()


def test_an_answer_to_a_hidden_question_is_legal(catalog: Catalog) -> None:
    """Answers are kept when a question disappears, so that it may come back."""
    text = answers("other-product: {value: [scim]}\n  platform: {value: cognito}")
    assert "other-product" in parse(text, "a.yaml", catalog).answers


def wrong_answers() -> list[tuple[str, str]]:
    """Return answers that are wrong, and what must be said of each."""
    path = Path(__file__).with_name("wrong_answers.yaml")
    document, problems = parse_yaml(path.read_bytes(), path.name)
    assert not problems
    assert isinstance(document.value, list)
    return [(row["answer"], row["said"]) for row in document.value]


@pytest.mark.parametrize(("text", "said"), wrong_answers())
def test_each_wrong_answer_is_said_at_its_line(text: str, said: str, catalog: Catalog) -> None:
    """What a person may mistype in an answer, with the way out."""
    found = refusals(answers(text), catalog)
    assert len(found) == 1
    assert said in found[0]
    assert found[0].startswith(("a.yaml:3: answers", "a.yaml:4: answers"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a.yaml:1: the file is empty (start it with schema_version: 2)"),
        ("# nothing\n# at all\n", "a.yaml:1: the file is empty"),
        ("- a\n", "a.yaml:1: no assessment: a mapping of fields expected"),
        ("answers: {}\n", "schema_version: is missing (add schema_version: 2)"),
        ("schema_version: one\n", "schema_version: a whole number expected"),
        ("schema_version: 3\n", "(install an advisor that reads schema version 3)"),
        ("schema_version: 2\nanwsers: {}\n", 'anwsers: unknown field (did you mean "answers"?)'),
        ("schema_version: 2\nactors: [{id: x, kind: robots}]\n", 'no kind "robots"'),
        ("schema_version: 2\nactors: [{id: x}]\n", "actors[0].kind: is missing"),
        ("schema_version: 2\nactors: [{id: X, kind: customers}]\n", '"X" cannot be an id'),
        ("schema_version: 2\nactors: [{id: unlisted-x, kind: customers}]\n", "cannot be an id"),
        ("schema_version: 2\nactors: [{id: workforce, kind: customers}]\n",
         'actors[0].id: "workforce" is the name of another kind'),
        ("schema_version: 2\nactors: [{id: x, kind: customers}, {id: x, kind: workforce}]\n",
         'actors[1].id: two rows have the id "x"'),
        ("schema_version: 2\nactors:\n" + "  - {kind: customers}\n" * 31,
         "a.yaml:33: actors[30]: 31 rows, and 30 are the most (list alike actors as one row"),
        ("schema_version: 2\nactors: [{id: x, kind: customers, status: gone}]\n", "not allowed"),
        ("schema_version: 2\nactors: [{id: x, kind: customers, within: later}]\n",
         '"within" is for what is planned or requested'),
        ("schema_version: 2\nactors: [{id: x, kind: workforce, answers: {reach: {value: a}}}]\n",
         '"reach" is not asked of workforce'),
        ("schema_version: 2\nactors: [{id: x, kind: customers, answers: {platform: {value: a}}}]\n",
         '"platform" is asked of the platform, not of an actor (move it to answers'),
        ("schema_version: 2\ncomplete: {peple: complete}\n", 'no group "peple" (did you mean'),
        ("schema_version: 2\ncomplete: {people: yes}\n", "complete.people"),
        ("schema_version: 2\nfigures: {users: -1}\n", '"-1" is too small (write 0 or more)'),
        ("schema_version: 2\nfigures: {users: many}\n", "figures.users: a whole number expected"),
        ("schema_version: 2\nfigures: {user: 1}\n", 'no figure "user" (did you mean "users"?)'),
        ("schema_version: 2\ndates: {launch: soon}\n", "a date as YYYY-MM-DD expected"),
        ("schema_version: 2\ndates: {lunch: 2027-01-01}\n", 'no date "lunch"'),
        ("schema_version: 2\nproducts: {vault: x}\n", 'no layer "vault"'),
        ("schema_version: 2\noverrides: {secrets: {component: x}}\n", "reason: is missing"),
        ("schema_version: 2\noverrides: {secrets: {component: roles, reason: x}}\n",
         '"roles" is a component of "workload-identity"'),
        ("schema_version: 2\nproposals: [{question: x, signal: s, kind: seen, where: w}]\n",
         '"seen" is not allowed here'),
        (PROPOSAL, '"platform" has no option "x"'),
        ("schema_version: 2\nproject: {name: [a\n", "not YAML"),
        ("schema_version: 2\nproject: &p {name: a}\nrecord: *p\n", "anchor &p is not allowed"),
        ("schema_version: 2\nproject: {name: \x00}\n", "control character U+0000"),
        ("schema_version: 2\nproject: {name: \ud800}\n", "is not UTF-8"),
    ],
)  # fmt: skip
def test_each_wrong_file_is_said(text: str, said: str, catalog: Catalog) -> None:
    """Truncated, hostile and mistyped files get a located message."""
    assert [problem for problem in refusals(text, catalog) if said in problem]


def test_one_reading_reports_all_problems(catalog: Catalog) -> None:
    """Nobody mends one answer to be shown the next."""
    text = answers(
        "platfrom: {value: x}\n  platform: {value: congito}\n  kept-secrets: {value: x}\n"
        "figures: {user: 1}\nactors: [{id: a, kind: b}]\nnonsense: 1\nactors: []"
    )
    assert len(refusals(text, catalog)) == 7


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "the file is UTF-16"),
        (b"\xef\xbb\xbfschema_version: 2\n", "byte order mark"),
        (b"\x89PNG\r\n\x1a\n\x00", "byte 0x89 is not UTF-8"),
        (b"schema_version: 2\n#" + b"x" * 5_000_000, "the most that is read"),
        (b"schema_version: 2\nanswers: " + b"[" * 100_000, "nested deeper"),
    ],
)
def test_files_that_are_no_assessment_at_all_are_refused(
    content: bytes, said: str, tmp_path: Path, catalog: Catalog
) -> None:
    """Binary, huge and absurd files neither crash nor hang."""
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    with pytest.raises(AssessmentError) as caught:
        read(path, catalog)
    assert said in str(caught.value.problems[0])
    assert caught.value.problems[0].file == str(path)


def test_a_missing_file_a_folder_and_an_unreadable_file_are_said(
    tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The three ways in which there is nothing to read."""
    with pytest.raises(FileAccessError, match="There is no file"):
        read(tmp_path / "none.yaml", catalog)
    with pytest.raises(FileAccessError, match="is a folder"):
        read(tmp_path, catalog)
    path = tmp_path / "a.yaml"
    path.write_text("schema_version: 2\n", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileAccessError, match="Permission denied"):
        read(path, catalog)


def test_another_catalog_version_is_a_warning(tmp_path: Path, catalog: Catalog) -> None:
    """The installed catalog decides, and the reader is told."""
    path = tmp_path / "a.yaml"
    path.write_text('schema_version: 2\ncatalog_version: "0.0.9"\n', encoding="utf-8")
    (warning,) = examine(path, catalog).warnings
    assert warning.problem == "answered with catalog 0.0.9; decided with catalog 0.1.0"
    assert warning.line == 2


def test_a_renamed_question_is_followed_with_a_warning(catalog: Catalog) -> None:
    """Old files go on working when a question gets a better name."""
    assert parse(answers("product: {value: cognito}"), "a.yaml", catalog).answers == {
        "platform": Answer("cognito")
    }


def test_renames_are_followed_through_several_steps_and_per_subject() -> None:
    """A question may be renamed twice, also one that is asked per subject."""
    text = CATALOG.replace("product: platform", "a: b\n  b: platform\n  power: reach")
    catalog = small_catalog({"questions/catalog.yaml": text})
    row = "{id: x, kind: customers, answers: {power: {value: own-data}}}"
    read_back = parse(answers(f"a: {{value: cognito}}\nactors: [{row}]"), "a.yaml", catalog)
    assert list(read_back.answers) == ["platform"]
    assert list(read_back.actors[0].answers) == ["reach"]


def test_a_component_that_the_catalog_does_not_know_is_a_warning(
    tmp_path: Path, catalog: Catalog
) -> None:
    """A team may run a product of its own."""
    path = tmp_path / "a.yaml"
    text = "schema_version: 2\noverrides: {secrets: {component: our-vault, reason: ours}}\n"
    path.write_text(text, encoding="utf-8")
    reading = examine(path, catalog)
    assert reading.assessment.overrides["secrets"] == Override("our-vault", "ours")
    assert "taken as your own product" in reading.warnings[0].problem


def test_a_team_may_give_its_reason_in_full(catalog: Catalog) -> None:
    """The reason of an override is a text and not a name: several sentences fit."""
    reason = "Our platform team runs it already, with an on-call rota." + " It is audited." * 20
    text = f"schema_version: 2\noverrides: {{secrets: {{component: own, reason: '{reason}'}}}}\n"
    assert parse(text, "a.yaml", catalog).overrides["secrets"] == Override("own", reason)


def test_version_0_is_migrated_on_reading(catalog: Catalog) -> None:
    """Bare values become answers, null becomes not known, notes move to their answers."""
    text = """\
schema_version: 0
project: Acme
answers: {platform: cognito, subjects: [customers], lifecycle: null}
notes: {platform: seen}
"""
    assert parse(text, "a.yaml", catalog) == Assessment(
        project=Project("Acme"),
        actors=(Actor("customers", "customers", status="in-use"),),
        complete={"people": "assumed", "own-programs": "assumed"},
        answers={
            "platform": Answer("cognito", note="seen"),
            "lifecycle": Answer(unknown=True),
        },
    )


def test_problems_of_a_migrated_file_point_into_the_file_as_it_stands(catalog: Catalog) -> None:
    """A person sees their own line, not the migrated one."""
    text = "schema_version: 0\nanswers:\n  platform: congito\n"
    assert refusals(text, catalog)[0].startswith("a.yaml:3: answers.platform.value")
