"""Credentials in an assessment: told, withheld from every output, waived where they are none."""

import json
from datetime import date
from pathlib import Path

import pytest

from advisor.application.opening import edited
from advisor.exports import registry
from advisor.guard.search import WITHHELD
from tests.cli.conftest import Advisor
from tests.guard.made_up import CREDENTIALS, PLACED, PRIVATE_KEY

# Every place of an assessment that takes free text, each with another credential.
PLANTED = {
    "project.name": f"Acme {CREDENTIALS['vault']}",
    "project.owner": f"Team {CREDENTIALS['github']}",
    "project.status": CREDENTIALS["npm"],
    "answers.platform.note": f"see {CREDENTIALS['slack webhook']}",
    "answers.platform.evidence": f"infra/main.tf:3 {CREDENTIALS['aws id']}",
    "answers.lifecycle.note": "".join(PLACED["connection string"]),
    "answers.home-cloud.not_applicable": f"none, {CREDENTIALS['jwt']}",
    "actors.note": f"the key:\n{PRIVATE_KEY}\n",
    "actors.name": f"Night job {CREDENTIALS['gitlab']}",
    "actors.does": f"exports with {CREDENTIALS['aws key']}",
    "actors.owner": CREDENTIALS["sendgrid"],
    "actors.where": "".join(PLACED["basic auth"]),
    "actors.evidence": "".join(PLACED["generic"]),
    "actors.answers.reach.note": CREDENTIALS["google"],
    "products.PRODUCT": f"Gateway {CREDENTIALS['stripe']}",
    "overrides.OVERRIDE.component": f"ours-{CREDENTIALS['okta']}",
    "overrides.OVERRIDE.reason": f"we have it, {CREDENTIALS['google secret']}",
    "record.deciders": f"Ada {CREDENTIALS['slack']}",
    "record.supersedes": f"0001-{CREDENTIALS['atlassian']}.md",
}
SECRET_PARTS = [
    *(CREDENTIALS[name][-10:] for name in CREDENTIALS),
    *(value for _, value, _ in PLACED.values()),
    "MIIEowIBAAKCAQEAx9",
]


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """An assessment with a credential in every text."""
    say = {place: json.dumps(text) for place, text in PLANTED.items()}
    path = tmp_path / "acme.yaml"
    path.write_text(
        f"""\
schema_version: 2
project:
  name: {say["project.name"]}
  owner: {say["project.owner"]}
  status: {say["project.status"]}
answers:
  platform:
    value: cognito
    note: {say["answers.platform.note"]}
    evidence: [{say["answers.platform.evidence"]}]
  lifecycle: {{value: live, note: {say["answers.lifecycle.note"]}}}
  home-cloud: {{not_applicable: {say["answers.home-cloud.not_applicable"]}}}
actors:
  - {{id: customers, kind: customers, status: in-use}}
  - id: night-job
    name: {say["actors.name"]}
    kind: own-workload
    status: in-use
    does: {say["actors.does"]}
    owner: {say["actors.owner"]}
    where: {say["actors.where"]}
    evidence: [{say["actors.evidence"]}]
    note: |
      the key:
      {PRIVATE_KEY.replace(chr(10), chr(10) + "      ")}
    answers:
      reach: {{value: own-data, note: {say["actors.answers.reach.note"]}}}
products: {{customer-identity: {say["products.PRODUCT"]}}}
overrides:
  api-protection:
    component: {say["overrides.OVERRIDE.component"]}
    reason: {say["overrides.OVERRIDE.reason"]}
record:
  deciders: [{say["record.deciders"]}]
  supersedes: {say["record.supersedes"]}
""",
        encoding="utf-8",
    )
    return path


def places() -> set[str]:
    """Return the places in which something was planted."""
    named = {place.replace("PRODUCT", "customer-identity") for place in PLANTED}
    return {place.replace("OVERRIDE", "api-protection") for place in named}


def seen(text: str) -> list[str]:
    """Return the parts of credentials that can be read in a text."""
    return [part for part in SECRET_PARTS if part in text]


@pytest.mark.parametrize(
    "arguments",
    [
        ["decide", "FILE"],
        ["decide", "FILE", "--json"],
        ["explain", "FILE"],
        ["explain", "FILE", "--json"],
        ["check", "FILE", "--fail-on", "open"],
        ["check", "FILE", "--json", "--sarif", "SARIF"],
        ["diff", "FILE", "OTHER"],
        ["diff", "OTHER", "FILE", "--json"],
        ["publish", "FILE", "--to", "folder:FOLDER"],
    ],
    ids=" ".join,
)
def test_no_command_prints_a_credential(
    arguments: list[str], planted: Path, advisor: Advisor, tmp_path: Path
) -> None:
    """Nothing of what was planted is on either stream or in the files; its places are."""
    other = tmp_path / "other.yaml"
    other.write_text(planted.read_text().replace("value: live", "value: greenfield"), "utf-8")
    sarif = tmp_path / "found.sarif"
    names = {"FILE": str(planted), "OTHER": str(other), "SARIF": str(sarif)}
    names["folder:FOLDER"] = f"folder:{tmp_path / 'wiki'}"
    run = advisor(*(names.get(word, word) for word in arguments))

    said = run.out + run.err + (sarif.read_text("utf-8") if sarif.exists() else "")
    assert seen(said) == []
    assert "answers.platform.note" in said or "platform: looks like" in said
    assert "Traceback" not in said
    assert not (tmp_path / "wiki").exists()


def test_no_document_holds_a_credential(planted: Path, advisor: Advisor, tmp_path: Path) -> None:
    """Documents of every text format say that something was withheld, and not what."""
    before = planted.read_bytes()
    formats = [name for name in registry.FORMATS if name not in {"pdf", "docx"}]
    run = advisor("document", planted, "--to", tmp_path / "out", "--format", ",".join(formats))

    assert run.code == 0
    files = [path for path in (tmp_path / "out").rglob("*") if path.suffix not in {"", ".png"}]
    texts = {path.name: path.read_text("utf-8") for path in files}
    assert {name: seen(name + text) for name, text in texts.items() if seen(name + text)} == {}
    assert WITHHELD in texts[next(name for name in texts if name.endswith(".md"))]
    assert seen(run.out + run.err) == []
    assert f"{planted}:9: answers.platform.note: looks like a credential (Slack webhook)" in run.err
    assert planted.read_bytes() == before


def test_a_word_document_holds_none(planted: Path, advisor: Advisor, tmp_path: Path) -> None:
    """What is compressed is read as its readers do."""
    docx = pytest.importorskip("docx")
    assert advisor("document", planted, "--to", tmp_path / "out", "--format", "docx").code == 0
    (path,) = (tmp_path / "out").iterdir()
    text = "".join(part.text or "" for part in docx.Document(str(path)).element.iter())
    assert WITHHELD in text
    assert seen(text) == []


def test_check_fails_on_every_credential_with_question_and_line(
    planted: Path, advisor: Advisor
) -> None:
    """The gate names place, kind and line of each, whatever else it was asked for."""
    run = advisor("check", planted, "--json")

    found = [item for item in json.loads(run.out)["findings"] if item["rule"] == "credential"]
    assert run.code == 1
    assert {item["message"].partition(":")[0] for item in found} == places()
    lines = planted.read_text("utf-8").splitlines()
    by_place = {item["message"].partition(":")[0]: item["line"] for item in found}
    assert "hooks.slack" in lines[by_place["answers.platform.note"] - 1]
    assert "BEGIN RSA" in lines[by_place["actors.note"] - 1]
    assert "AKIA" in lines[by_place["answers.platform.evidence"] - 1]


def test_a_credential_in_the_wrong_place_is_not_quoted_by_the_error(
    tmp_path: Path, advisor: Advisor
) -> None:
    """A file that does not load is explained without what it gives away."""
    secret = CREDENTIALS["github"]
    path = tmp_path / "acme.yaml"
    path.write_text(
        f"schema_version: 1\nanswers:\n  platform: {{value: {secret}}}\n  {secret}: {{value: a}}\n"
        f"figures: {{{secret}: 3}}\n",
        encoding="utf-8",
    )
    run = advisor("decide", path)

    assert run.code == 2
    assert f"{path}:3" in run.err
    assert seen(run.out + run.err) == []


QUOTED = """\
schema_version: 2
project: {name: Shop, owner: web}
answers:
  platform: {value: cognito, note: 'we call it "customer-identity-platform-2026" here'}
"""


def test_a_quoted_word_is_no_credential(
    tmp_path: Path, advisor: Advisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note with words in quotes publishes, and no gate fails on it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "shop.yaml"
    path.write_text(QUOTED, encoding="utf-8")

    assert advisor("check", path).code == 0
    assert advisor("publish", path, "--to", f"folder:{tmp_path / 'wiki'}").code == 0


WAIVED = f"""\
schema_version: 2
project: {{name: Shop, owner: web}}
answers:
  platform:
    value: cognito
    note: as in the manual, {CREDENTIALS["aws id"]}
  lifecycle: {{value: live, note: 'and {CREDENTIALS["aws id"]}'}}
waivers:
  - place: answers.platform.note
    kind: AWS Access Key
    reason: the key of the manual, which opens nothing
"""


def test_a_waiver_holds_for_its_place_and_kind_alone(tmp_path: Path, advisor: Advisor) -> None:
    """The waived text is written as it stands; the same find elsewhere is still withheld."""
    path = tmp_path / "shop.yaml"
    path.write_text(WAIVED, encoding="utf-8")
    run = advisor("check", path, "--json")

    assert run.code == 1
    findings = json.loads(run.out)["findings"]
    assert [(item["rule"], item["line"]) for item in findings] == [("credential", 7)]
    advisor("document", path, "--to", tmp_path / "out", "--format", "json")
    (written,) = (tmp_path / "out").glob("*.json")
    answers = json.loads(written.read_text("utf-8"))["assessment"]["answers"]
    assert answers["platform"]["note"] == f"as in the manual, {CREDENTIALS['aws id']}"
    assert answers["lifecycle"]["note"] == f"and {WITHHELD}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("answers.platform.note", "answers.plattform.note", 'no text is called "answers.platt'),
        ("answers.platform.note", "the note", 'no text is called "the note"'),
        ("kind: AWS Access Key", "kind: AWS Acess Key", 'did you mean "AWS Access Key"'),
        ("reason: the key of the manual, which opens nothing", "reason: ''", "reason"),
    ],
)
def test_a_waiver_that_can_name_nothing_is_refused(
    old: str, new: str, said: str, tmp_path: Path, advisor: Advisor
) -> None:
    """A misspelt waiver is a located error and not a switch that does nothing."""
    path = tmp_path / "shop.yaml"
    path.write_text(WAIVED.replace(old, new), encoding="utf-8")
    run = advisor("decide", path)

    assert run.code == 2
    assert f"{path}:{9 + ['p', 'k', 'r'].index(old[0].replace('a', 'p'))}" in run.err
    assert said in run.err


def test_a_waiver_that_waives_nothing_any_more_fails_the_check(
    tmp_path: Path, advisor: Advisor
) -> None:
    """What was waived is gone: the waiver would hide the next credential there."""
    path = tmp_path / "shop.yaml"
    path.write_text(WAIVED.replace(CREDENTIALS["aws id"], "AKIA…"), encoding="utf-8")
    run = advisor("check", path)

    assert run.code == 1
    assert f"{path}:9: error: waivers: nothing in answers.platform.note looks like" in run.out
    assert advisor("decide", path).code == 0


def test_a_waiver_stays_in_the_file_when_answers_change(tmp_path: Path) -> None:
    """The interview keeps waivers and the credential itself: the file is its author's."""
    path = tmp_path / "shop.yaml"
    path.write_text(WAIVED, encoding="utf-8")
    with edited(path, (), date(2026, 11, 22)) as session:
        session.answer("lifecycle", ["live"])
        assert session.save_problem is None
    text = path.read_text("utf-8")
    assert WAIVED.partition("waivers:")[2] in text
    assert text.count(CREDENTIALS["aws id"]) == 2
