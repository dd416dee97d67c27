"""Files of schema 1: kinds that were ticked become rows, and nothing that was said is lost."""

from pathlib import Path

import pytest

from advisor.model.assessment import Actor, Answer
from advisor.model.catalog import Catalog
from advisor.workspace import AssessmentFile, parse

V1 = """\
schema_version: 1
answers:
  platform: {value: cognito}  # seen
  subjects: {value: [customers], maybe: [own-workload], note: ask Ann, evidence: ["main.tf:3"]}
  reach.customers: {value: own-data, note: checked}
  reach.own-workload: {value: infrastructure}
actors:
  - {name: ledger job, subject: own-workload, does: pays, owner: ledger-team, runs_on: ECS}
  - {name: export, subject: own-workload, credential: client secret}
"""


def test_each_kind_becomes_a_row_with_its_answers(catalog: Catalog) -> None:
    """Ticked is in use, maybe is suspected; answers, names, notes and evidence move along."""
    read = parse(V1, "a.yaml", catalog)
    assert read.answers == {"platform": Answer("cognito")}
    assert read.actors == (
        Actor(
            "customers",
            "customers",
            status="in-use",
            note="ask Ann",
            evidence=("main.tf:3",),
            answers={"reach": Answer("own-data", note="checked")},
        ),
        Actor(
            "own-workload",
            "own-workload",
            "ledger job, export",
            "suspected",
            does="pays",
            owner="ledger-team",
            where="ECS",
            note="export: credential client secret; 2 actors of one kind: split the row where"
            " they differ",
            answers={"reach": Answer("infrastructure")},
        ),
    )


def test_every_group_is_complete_as_assumed(catalog: Catalog) -> None:
    """Version 1 meant no by an unticked box, but nobody said so; a maybe is a row of its own."""
    assert set(parse(V1, "a.yaml", catalog).complete.values()) == {"assumed"}
    assert set(parse(V1, "a.yaml", catalog).complete) == set(catalog.groups)


@pytest.mark.parametrize("told", ["", "  roadmap-subjects: {unknown: true}\n"])
def test_a_new_system_without_plans_told_is_not_complete(catalog: Catalog, told: str) -> None:
    """Where plans decide and nobody told them, the file does not say who is not coming."""
    text = V1.replace("answers:\n", f"answers:\n  lifecycle: {{value: greenfield}}\n{told}", 1)
    assert parse(text, "a.yaml", catalog).complete == {}
    whole = text.replace("  platform", "  roadmap-subjects: {value: []}\n  platform")
    if not told:
        assert set(parse(whole, "a.yaml", catalog).complete) == set(catalog.groups)


def test_who_perhaps_comes_to_a_new_system_is_suspected(catalog: Catalog) -> None:
    """What is planned for a new system decides as what is there, and a maybe stays a maybe."""
    plans = (
        "  lifecycle: {value: greenfield}\n  roadmap-subjects: {value: [], maybe: [workforce]}\n"
    )
    text = V1.replace("answers:\n", f"answers:\n{plans}", 1)
    read = parse(text, "a.yaml", catalog)
    assert [a.status for a in read.actors if a.kind == "workforce"] == ["suspected"]


def test_a_named_actor_of_a_kind_that_was_left_unticked_is_not_served_here(
    catalog: Catalog,
) -> None:
    """Naming one decided nothing in version 1, so its row decides nothing either."""
    text = V1.replace("[customers], maybe: [own-workload]", "[customers]")
    read = parse(text, "a.yaml", catalog)
    assert [a.status for a in read.actors if a.kind == "own-workload"] == ["elsewhere"]


def test_perhaps_elsewhere_is_a_row_that_says_so(catalog: Catalog) -> None:
    """A maybe about the place of an identity is kept, in words."""
    text = V1.replace("[customers], maybe: [own-workload]", "[customers]").replace(
        "answers:\n", "answers:\n  separate-subjects: {value: [], maybe: [own-workload]}\n", 1
    )
    (row,) = (a for a in parse(text, "a.yaml", catalog).actors if a.kind == "own-workload")
    assert row.status == "elsewhere"
    assert row.note.startswith("not known whether its identity comes from elsewhere")


def test_what_was_not_asked_is_not_complete(catalog: Catalog) -> None:
    """A file that never said who is there says nothing about who is not."""
    text = "schema_version: 1\nanswers:\n  platform: {value: cognito}\n"
    assert parse(text, "a.yaml", catalog).complete == {}


def test_the_old_file_is_kept_when_the_new_one_is_saved(tmp_path: Path, catalog: Catalog) -> None:
    """A migration can be taken back."""
    path = tmp_path / "a.yaml"
    path.write_text(V1, encoding="utf-8")
    with AssessmentFile.open(path, catalog) as file:
        file.save(file.assessment)
        saved = file.assessment
    assert (tmp_path / "a.yaml.v1.bak").read_text(encoding="utf-8") == V1
    text = path.read_text(encoding="utf-8")
    assert text.startswith("schema_version: 2\n")
    assert "  platform: {value: cognito}  # seen\n" in text
    assert parse(text, "a.yaml", catalog) == saved


def test_the_roadmap_and_other_places_become_rows_too() -> None:
    """Planned within twelve months, elsewhere; who is here already need not come."""
    text = """\
schema_version: 1
answers:
  subjects: {value: [customers, own-workload]}
  separate-subjects: {value: [own-workload], note: cloud roles}
  roadmap-subjects: {value: [device, customers]}
"""
    from advisor.catalog import load

    rows = parse(text, "a.yaml", load()).actors
    assert [(row.id, row.kind, row.status, row.within, row.note) for row in rows] == [
        ("customers", "customers", "in-use", "", ""),
        ("own-workload", "own-workload", "in-use", "", ""),
        ("own-workload-2", "own-workload", "elsewhere", "", "cloud roles"),
        ("device", "device", "planned", "12-months", ""),
    ]
