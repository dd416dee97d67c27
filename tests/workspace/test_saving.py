"""Saving assessments: only what changed changes, and nothing is ever lost."""

import difflib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor.model.assessment import Actor, Answer, Assessment, Override, Proposal
from advisor.model.catalog import Catalog
from advisor.workspace import AssessmentFile, read
from tests.workspace.conftest import TEXT

PROJECT = next(line for line in TEXT.splitlines() if line.startswith("project"))
Change = Callable[[Assessment], Assessment]


def answered(**answers: Answer | None) -> Change:
    """Return a change of answers; None removes one, and `__` stands for a hyphen."""

    def change(assessment: Assessment) -> Assessment:
        merged: dict[str, Answer | None] = {**assessment.answers}
        merged.update({key.replace("__", "-"): value for key, value in answers.items()})
        return replace(assessment, answers={k: v for k, v in merged.items() if v is not None})

    return change


def difference(path: Path, catalog: Catalog, change: Change) -> list[str]:
    """Save a change, read the file back, and return the lines that differ, as - and +."""
    before = path.read_text(encoding="utf-8")
    with AssessmentFile.open(path, catalog) as file:
        wanted = change(file.assessment)
        file.save(wanted)
        assert file.assessment == wanted
    # What did not change has not been given an id either.
    assert replace(read(path, catalog), id=wanted.id) == wanted
    after = path.read_text(encoding="utf-8")
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda a: a, []),
        (
            answered(platform=Answer("other")),
            [
                "-  platform: {value: cognito}  # seen in the console",
                "+  platform: {value: other}  # seen in the console",
            ],
        ),
        (
            answered(lifecycle=Answer("live")),
            ["+  lifecycle: {value: live}"],
        ),
        (
            answered(platform=None),
            ["-  platform: {value: cognito}  # seen in the console"],
        ),
        (
            answered(platform=Answer("cognito", note="one\ntwo: # three")),
            [
                "-  platform: {value: cognito}  # seen in the console",
                "+  platform:  # seen in the console",
                "+    value: cognito",
                "+    note: |-",
                "+      one",
                "+      two: # three",
            ],
        ),
        (
            answered(separate=Answer("done-elsewhere", note="first line\nsecond line")),
            ["-    value: here", "+    value: done-elsewhere"],
        ),
        (
            answered(separate=Answer(unknown=True, note="first line\nsecond line")),
            ["-    value: here", "+    unknown: true"],
        ),
        (
            answered(separate=Answer("here")),
            ["-    note: |-", "-      first line", "-      second line", '+    note: ""'],
        ),
        (
            lambda a: replace(a, project=replace(a.project, review_by=date(2028, 1, 2))),
            [
                f"-{PROJECT}",
                f"+{PROJECT.replace('2027-05-01', '2028-01-02')}",
            ],
        ),
        (
            lambda a: replace(a, actors=(*a.actors, Actor("portal", "customers", "web portal"))),
            ["+  - {id: portal, kind: customers, name: web portal}"],
        ),
        (
            lambda a: replace(a, actors=(Actor("portal", "customers", "web portal"), *a.actors)),
            ["+  - {id: portal, kind: customers, name: web portal}"],
        ),
        (
            lambda a: replace(a, actors=()),
            [
                "-actors:",
                "-  - {id: shoppers, kind: customers, status: in-use}",
                "-  # The ledger job is not ours.",
                "-  - {id: ledger, kind: own-workload, name: ledger job}  # Ann knows",
                "+# The ledger job is not ours.",
                "+actors: []  # Ann knows",
            ],
        ),
        (
            lambda a: replace(a, figures={"users": 0}),
            ["-  users: 45000", "+  users: 0"],
        ),
        (
            lambda a: replace(a, dates={"launch": date(2027, 2, 1)}),
            ["+dates:", "+  launch: 2027-02-01"],
        ),
        (
            lambda a: replace(a, overrides={"secrets": Override("vault", "ours")}),
            ["+overrides:", "+  secrets: {component: vault, reason: ours}"],
        ),
        (
            lambda a: replace(
                a, proposals=(Proposal("platform", "s", "observed", "here", value="other"),)
            ),
            [
                "+proposals:",
                "+  - {question: platform, signal: s, kind: observed, where: here, value: other}",
            ],
        ),
    ],
)  # fmt: skip
def test_only_what_changed_changes(
    change: Change, lines: list[str], path: Path, catalog: Catalog
) -> None:
    """One answer is one line in git; comments and layout stay as the team wrote them."""
    assert difference(path, catalog, change) == lines


def test_new_answers_stand_in_the_order_of_the_catalog(path: Path, catalog: Catalog) -> None:
    """However a team jumps about, the same answers give the same file."""
    texts = []
    for order in (
        ("lifecycle", "unexplained-clients", "other-product"),
        ("other-product", "unexplained-clients", "lifecycle"),
    ):
        path.write_text(TEXT, encoding="utf-8")
        with AssessmentFile.open(path, catalog) as file:
            for key in order:
                answers = {**file.assessment.answers, key: Answer(unknown=True)}
                file.save(replace(file.assessment, answers=answers))
        texts.append(path.read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    keys = [line.strip().split(":")[0] for line in texts[0].splitlines() if line.startswith("  ")]
    found = [key for key in keys if key in catalog.questions]
    assert found == [
        "platform",
        "other-product",
        "lifecycle",
        "kept-secrets",
        "separate",
        "unexplained-clients",
    ]


LAYOUTS = {
    "flow answers": "schema_version: 2\nanswers: {platform: {value: cognito}} # c\n",
    "flow over lines": """\
schema_version: 2
answers:
  kept-secrets: {value: [database-passwords, # a
     signing-keys]} # b
  platform: {value: cognito}
""",
    "four blanks": """\
schema_version: 2
answers:
    platform:
        # x
        value: cognito # y
# z""",
    "no last line break": "schema_version: 2\nanswers:\n  platform: {value: cognito}",
    "no indent": """\
schema_version: 2
answers:
# zero
actors:
- id: x # who
  kind: customers
""",
    "nothing there": "schema_version: 2\nanswers: # none yet\n",
    "document marks": "---\nschema_version: 2\nanswers: {}\n...\n",
    "all flow": "{schema_version: 2, answers: {platform: {value: cognito}}}\n",
    "JSON": '{"schema_version": 2, "answers": {"platform": {"value": "cognito"}}}',
    "Windows": "schema_version: 2\r\nanswers:\r\n  platform: {value: cognito}  # crlf\r\n",
    "explicit keys": "? schema_version\n: 1\nanswers: {platform: {value: cognito}}\n",
    "quoted keys": """\
schema_version: 2
'answers':
  "platform":
    {value:
      cognito}
""",
    "kept line breaks": """\
schema_version: 2
answers:
  platform:
    value: cognito
    note: |+
      kept


  lifecycle: {value: live}
""",
    "folded text": """\
schema_version: 2
answers:
  platform:
    value: cognito
    note: >-  # folded
      a
      b
    # about evidence
    evidence:
      - main.tf:1  # one

      - main.tf:2
actors:

  -
    # empty line
    id: x
    kind: customers

""",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_any_layout_can_be_changed(text: str, tmp_path: Path, catalog: Catalog) -> None:
    """Whatever style a team writes YAML in, every change lands and every comment survives."""
    path = tmp_path / "a.yaml"
    changes: Mapping[str, Change] = {
        "replace": answered(platform=Answer("other", note="why\nnot")),
        "add": answered(kept__secrets=Answer(())),
        "several": answered(
            kept__secrets=Answer(("signing-keys",), ("database-passwords",), note="x")
        ),
        "remove": answered(platform=None),
        "actors": lambda a: replace(a, actors=(Actor("y", "customers"), *a.actors)),
    }
    for name, change in changes.items():
        path.write_bytes(text.encode())
        difference(path, catalog, change)
        after = path.read_bytes().decode()
        kept = [line.partition("#")[2].strip() for line in text.splitlines() if "#" in line]
        lost = [comment for comment in kept if f"# {comment}" not in after]
        # What stands within a removed answer goes with it; otherwise the old file is kept.
        assert not lost or name == "remove" or path.with_name("a.yaml.bak").exists()
        assert ("\r\n" in after) == ("\r\n" in text)


def test_a_layout_that_cannot_be_changed_in_place_is_kept_as_a_backup(
    tmp_path: Path, catalog: Catalog
) -> None:
    """If comments cannot be kept in the file, the old file is."""
    path = tmp_path / "a.yaml"
    text = "{schema_version: 2, # why\n answers: {platform: {value: cognito}}}\n"
    path.write_text(text, encoding="utf-8")
    with AssessmentFile.open(path, catalog) as file:
        file.save(answered(lifecycle=Answer("live"))(file.assessment))
        assert file.backup == tmp_path / "a.yaml.bak"
        file.save(answered(lifecycle=None)(file.assessment))
    assert (tmp_path / "a.yaml.bak").read_text(encoding="utf-8") == text
