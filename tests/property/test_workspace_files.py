"""Laws of assessment files: what is saved is read, whatever the texts; nothing else moves."""

from collections.abc import Mapping
from datetime import date

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from ruamel.yaml import YAML

from advisor.errors import AssessmentError, Problem
from advisor.model.assessment import (
    Actor,
    Answer,
    Assessment,
    Override,
    Project,
    Proposal,
    Record,
)
from advisor.model.catalog import Question
from advisor.model.vocabulary import ActorStatus, Coming, Completeness, Kind
from advisor.workspace import dump, parse
from advisor.workspace.reading import examine_bytes
from advisor.workspace.writing import change
from tests.catalog.small import small_catalog
from tests.workspace.conftest import TEXT

CATALOG = small_catalog()

HOSTILE = st.sampled_from(
    ["no", "on", "~", "null", "true", "12:30", "0x1F", "1e3", "2026-11-22", "- a", "a: b", "# x",
     "a # b", "&a", "*a", "!!int 1", "{a: b}", "[a]", "|", ">-", "'", '"', "\\", "%TAG", "---",
     "...", "@x", "`x`", "=", "<<", "\t", "\n", "\r\n", " lead", "trail ", "a\n b", "\n\n", "a\n",
     "a\n\nb", "\x00", "\x07\x1b[31m", "\x85", "\u2028", "\u2029", "\ufeff", "\u200b",
     "\U0001f600", "[/red]", "[@click=app.quit]x[/]", "<script>", "x" * 10_000, "ä: ö", "\u0301",
     "?", "? a", ":", "a:", "é\n# b"]
)  # fmt: skip
TEXTS = HOSTILE | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WORDS = TEXTS.filter(lambda text: 0 < len(text.strip()) <= 120)


def answer_to(question: Question) -> st.SearchStrategy[Answer]:
    """Return answers that fit a question."""
    options = st.sampled_from(question.option_ids)
    if question.kind is Kind.SINGLE:
        given_ = options.map(Answer)
    else:
        given_ = st.lists(options, unique=True).flatmap(
            lambda listed: st.integers(0, len(listed)).map(
                lambda n: Answer(tuple(listed[:n]), tuple(listed[n:]))
            )
        )
    reason = TEXTS.filter(str.strip).map(lambda text: Answer(not_applicable=text))
    return st.builds(
        lambda answer, note, evidence: replace(answer, note=note, evidence=tuple(evidence)),
        given_ | st.just(Answer(unknown=True)) | reason,
        st.just("") | TEXTS,
        st.lists(TEXTS, max_size=2),
    )


OF_PLATFORM = [
    q for q in CATALOG.questions.values() if not q.subject and q.id not in CATALOG.rosters
]


@st.composite
def answers(draw: st.DrawFn, kind: str = "") -> Mapping[str, Answer]:
    """Draw answers to some questions about the platform, or about an actor, in any order."""
    of_kind = {q.authored: q for q in CATALOG.questions.values() if q.subject == kind}
    fitting = of_kind if kind else {q.id: q for q in OF_PLATFORM}
    asked = draw(st.lists(st.sampled_from(list(fitting)), unique=True)) if fitting else []
    return {key: draw(answer_to(fitting[key])) for key in asked}


@st.composite
def actors(draw: st.DrawFn) -> tuple[Actor, ...]:
    """Draw rows of an inventory, in any order."""
    ids = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True).filter(
        lambda id_: id_ not in CATALOG.subjects and not id_.startswith("unlisted-")
    )
    rows = []
    for id_ in draw(st.lists(ids, max_size=3, unique=True)):
        kind = draw(st.sampled_from(list(CATALOG.subjects)))
        status = draw(st.sampled_from([status.value for status in ActorStatus]))
        planned = status == ActorStatus.PLANNED.value
        coming = st.sampled_from([coming.value for coming in Coming])
        dated = planned or status == ActorStatus.REQUESTED.value
        rows.append(
            Actor(
                id=id_,
                kind=kind,
                name=draw(st.just("") | WORDS.map(str.strip)),
                status=status,
                within=draw(coming) if planned else "",
                by=draw(st.none() | DATES) if dated else None,
                count=draw(st.none() | st.integers(0, 10**9)),
                **{field: draw(TEXTS) for field in ("does", "owner", "where", "note")},
                evidence=tuple(draw(st.lists(TEXTS, max_size=2))),
                answers=draw(answers(kind)),
            )
        )
    return tuple(rows)


def fields(*names: str) -> Mapping[str, st.SearchStrategy[str]]:
    """Return a strategy of texts for each name."""
    return dict.fromkeys(names, TEXTS)


DATES = st.dates(date(1, 1, 1))
ASSESSMENTS = st.builds(
    Assessment,
    project=st.builds(Project, review_by=st.none() | DATES, **fields("name", "owner", "status")),
    catalog_version=TEXTS,
    answers=answers(),
    actors=actors(),
    complete=st.dictionaries(
        st.sampled_from(list(CATALOG.groups)),
        st.sampled_from([word.value for word in Completeness]),
    ),
    figures=st.dictionaries(st.sampled_from(list(CATALOG.figures)), st.integers(0, 10**17)),
    products=st.dictionaries(st.sampled_from(list(CATALOG.layers)), TEXTS),
    dates=st.dictionaries(st.sampled_from(list(CATALOG.dates)), DATES),
    overrides=st.dictionaries(
        st.just("secrets"), st.builds(Override, WORDS.map(str.strip).filter(
            lambda word: word not in CATALOG.components), WORDS.map(str.strip)), max_size=1
    ),
    record=st.builds(
        Record, st.lists(TEXTS, max_size=2).map(tuple), st.none() | TEXTS
    ),
    proposals=st.lists(
        st.builds(
            Proposal,
            question=st.just("platform"),
            kind=st.sampled_from(["observed", "inferred", "contradicted", "not-visible"]),
            value=st.none() | st.sampled_from(CATALOG.questions["platform"].option_ids),
            confidence=st.sampled_from(["low", "medium", "high"]),
            status=st.sampled_from(["pending", "rejected"]),
            **fields("signal", "where", "read", "says", "reason"),
        ),
        max_size=2,
    ).map(tuple),
)  # fmt: skip

slow = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(ASSESSMENTS)
@example(Assessment(project=Project("x" * 10_000), figures={"users": 0}))
def test_what_is_dumped_is_read_back(assessment: Assessment) -> None:
    """parse(dump(a)) == a, for every assessment."""
    assert parse(dump(assessment), "a.yaml", CATALOG) == assessment


@slow
@given(ASSESSMENTS)
def test_every_parser_reads_the_same_texts(assessment: Assessment) -> None:
    """No other YAML parser takes a text for a number, a boolean, a date or a comment."""
    text = dump(assessment)
    ours = {key: (a.note, a.not_applicable) for key, a in assessment.answers.items()}
    for loaded in (yaml.safe_load(text), YAML(typ="safe", pure=True).load(text)):
        theirs = {
            key: (a.get("note", ""), a.get("not_applicable"))
            for key, a in (loaded["answers"] or {}).items()
        }
        assert theirs == ours
        assert loaded["project"].get("name", "") == assessment.project.name


@slow
@given(st.lists(ASSESSMENTS, min_size=1, max_size=4))
def test_any_sequence_of_changes_lands_in_the_file(steps: list[Assessment]) -> None:
    """Saving over a file with comments gives exactly the new assessment, every time."""
    text = TEXT
    for assessment in steps:
        reading = examine_bytes(text.encode(), "a.yaml", CATALOG)
        text = change(reading, assessment, "a.yaml", CATALOG).reading.text
        assert parse(text, "a.yaml", CATALOG) == assessment
    assert text.startswith("# Assessed in November.\n")


@slow
@given(answers())
def test_changing_answers_touches_nothing_else(given_: Mapping[str, Answer]) -> None:
    """Lines that do not belong to a changed answer stay byte for byte."""
    reading = examine_bytes(TEXT.encode(), "a.yaml", CATALOG)
    wanted = replace(reading.assessment, answers={**reading.assessment.answers, **given_})
    written = change(reading, wanted, "a.yaml", CATALOG)
    assert not written.comments_lost
    head, _, rest = TEXT.partition("answers:\n")
    tail = rest[rest.index("figures:\n") :]
    text = written.reading.text
    assert text.startswith(head)
    assert text.endswith(tail)
    assert "# The ledger job is not ours." in text


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_lone_surrogate_is_refused_and_any_other_text_is_written(one: str, two: str) -> None:
    """No text breaks the writer; what no file can hold is refused in words."""
    assessment = Assessment(project=Project(one, two))
    lone = any("\ud800" <= character <= "\udfff" for character in one + two)
    try:
        text = dump(assessment)
    except AssessmentError:
        assert lone
    else:
        assert not lone
        assert parse(text, "a.yaml", CATALOG) == assessment


@slow
@given(
    place=st.integers(0, len(TEXT)),
    length=st.integers(0, 30),
    token=st.sampled_from(["", "\x00", "{", "]", ": ", "\n", "&a ", "*a", "  ", "true", "- "]),
)
def test_a_damaged_file_is_read_or_refused(place: int, length: int, token: str) -> None:
    """Truncated or scrambled, a file gives an assessment or located problems."""
    damaged = TEXT[:place] + token + TEXT[place + length :]
    problems: tuple[Problem, ...] = ()
    try:
        parse(damaged, "a.yaml", CATALOG)
    except AssessmentError as error:
        problems = error.problems
    assert all(problem.file == "a.yaml" for problem in problems)
