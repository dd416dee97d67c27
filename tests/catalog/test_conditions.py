"""Conditions: every shorthand, and what is said of those that cannot be read."""

import pytest

from advisor.catalog.comparisons import Asked, Names
from advisor.catalog.conditions import ConditionReader
from advisor.catalog.strict_yaml import parse
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    FactIs,
    Holds,
    Lacks,
    Not,
    PlansCount,
)
from tests.catalog.faults import problems, replaced

NAMED = """\
plans-count: {question: mode, is: a}
primary.login: {question: mode, is: b}
mode-a: {question: mode, is: a}
here: {condition: there}
there: {condition: here}
"""


def names() -> Names:
    """Return one question of each kind, one per subject, one fact, some named conditions."""
    named, _ = parse(NAMED.encode(), "named.yaml")
    assert isinstance(named.value, dict)
    return Names(
        questions={
            "mode": Asked("mode", multiple=False, ordered=False, options=("a", "b")),
            "life": Asked("life", multiple=False, ordered=True, options=("short", "mid", "long")),
            "who": Asked("who", multiple=True, ordered=False, options=("x", "y", "z")),
            "reach.x": Asked("reach.x", multiple=False, ordered=True, options=("low", "high")),
            "reach.y": Asked("reach.y", multiple=False, ordered=True, options=("low", "high")),
        },
        per_subject={"reach": ("x", "y")},
        facts={"scim": None},
        named={key: (raw, named, (key,)) for key, raw in named.value.items()},
        broken_questions={"torn"},
        broken_names={"torn-name"},
        broken_facts={"torn-fact"},
    )


def read(text: str, subject: str = "", capability: str = "") -> tuple[Condition, list[str]]:
    """Return the tree and the problems of one condition."""
    document, problems = parse(text.encode(), "f.yaml")
    assert problems == []
    reader = ConditionReader(names(), [])
    tree = reader.read(document.value, document, (), subject, capability)
    return tree, [str(problem) for problem in reader.problems]


def chosen(question: str, *options: str) -> Chosen:
    """Return a comparison of a single choice."""
    return Chosen(question, frozenset(options))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("{question: mode, is: a}", chosen("mode", "a")),
        ("{question: mode, in: [a, b]}", chosen("mode", "a", "b")),
        ("{question: life, at_least: mid}", chosen("life", "mid", "long")),
        ("{question: life, at_most: mid}", chosen("life", "short", "mid")),
        ("{question: who, includes: x}", Holds("who", "x")),
        ("{question: who, excludes: x}", Lacks("who", "x")),
        ("{question: who, includes_any: [x, y]}", AnyOf((Holds("who", "x"), Holds("who", "y")))),
        ("{question: who, includes_all: [x, y]}", All((Holds("who", "x"), Holds("who", "y")))),
        ("{question: who, excludes_all: [x, y]}", All((Lacks("who", "x"), Lacks("who", "y")))),
        ("{question: reach.x, is: high}", chosen("reach.x", "high")),
        ("{question: reach, of_any: [y], is: high}", AnyOf((chosen("reach.y", "high"),))),
        (
            "{question: reach, of_all: all-subjects, at_least: low}",
            All((chosen("reach.x", "low", "high"), chosen("reach.y", "low", "high"))),
        ),
        ("{fact: scim, is: stated-yes}", FactIs("scim", value=True)),
        ("{fact: scim, is: stated-no}", FactIs("scim", value=False)),
        ("{not: {fact: scim, is: stated-yes}}", Not(FactIs("scim", value=True))),
        ("{always: true}", Always()),
        ("{any: []}", AnyOf(())),
        ("{condition: mode-a}", chosen("mode", "a")),
        ("{plans: count}", PlansCount()),
        (
            "{at_least: {count: 2, of: [{always: true}, {question: mode, is: a}]}}",
            AtLeast(2, (Always(), chosen("mode", "a"))),
        ),
    ],
)
def test_every_shorthand_becomes_its_tree(text: str, tree: Condition) -> None:
    """What an author may write, and what the engine gets."""
    assert read(text) == (tree, [])


def test_a_placeholder_names_the_subject_of_a_question_asked_per_subject() -> None:
    """A question about one subject may depend on another question about the same subject."""
    text = '{question: "reach.{subject}", is: high}'
    assert read(text, subject="y") == (chosen("reach.y", "high"), [])


def test_a_rule_means_the_named_condition_of_its_own_capability() -> None:
    """`primary` in a rule on login is `primary.login`."""
    assert read("{condition: primary}", capability="login") == (chosen("mode", "b"), [])
    assert "no condition is named" in read("{condition: primary}", capability="other")[1][0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a]", "a condition expected, not a list"),
        (
            "{qestion: mode, is: a}",
            'qestion: unknown part of a condition (did you mean "question"?)',
        ),
        ("{question: moda, is: a}", 'no question "moda" (did you mean "mode"?)'),
        ("{question: mode, is: c}", '"mode" has no option "c" (known: a, b)'),
        ("{question: mode, in: [a, c]}", 'in[1]: "mode" has no option "c"'),
        (
            "{question: mode, includes: a}",
            '"mode" is a single choice (use is, in, at_least, at_most)',
        ),
        ("{question: who, is: x}", '"who" is a multiple choice (use includes'),
        ("{question: mode, at_least: a}", 'the options of "mode" have no order'),
        ("{question: mode, equals: a}", "unknown comparison"),
        ("{question: mode}", "one comparison expected"),
        ("{question: mode, is: a, in: [a]}", "one comparison expected"),
        ("{question: mode, is: true}", "the id of an option expected"),
        ("{question: mode, in: a}", "a list of ids expected"),
        ("{question: mode, in: []}", "a list of ids expected"),
        ("{question: 3, is: a}", "the id of a question expected"),
        ("{question: reach, is: high}", '"reach" is asked per subject (name one, as in reach.x'),
        ("{question: reach, of_any: [z], is: high}", '"reach" is not asked for "z"'),
        ("{question: mode, of_any: [x], is: a}", '"mode" is not asked per subject'),
        ("{fact: skim, is: stated-yes}", 'no product fact "skim" (did you mean "scim"?)'),
        ("{fact: scim, is: yes}", "is: stated-yes or is: stated-no expected"),
        ("{fact: scim, is: stated-yes, on: 1}", "on: unknown part"),
        ("{condition: mode-b}", 'no condition is named "mode-b" (did you mean "mode-a"?)'),
        ("{condition: here}", "in a circle: here -> there -> here"),
        ("{all: [{always: true}], any: []}", "one of all, any, not... expected"),
        ("{all: {always: true}}", "a list of conditions expected"),
        ("{always: false}", "only true makes sense here"),
        ("{at_least: 2}", "count and of expected"),
        ("{at_least: {count: 3, of: [{always: true}]}}", "a number from 1 to 1 expected"),
        ("{plans: maybe}", "only `count` makes sense here"),
        ("{}", "one of all, any, not... expected"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_way_out(text: str, said: str) -> None:
    """A typing error is a located message, not a rule that silently never fires."""
    _, problems = read(text)
    assert len(problems) == 1
    assert said in problems[0]


@pytest.mark.parametrize(
    "text",
    ["{question: torn, is: a}", "{question: torn.x, is: a}", "{condition: torn-name}",
     "{fact: torn-fact, is: stated-no}", "{question: torn, of_any: all-subjects, is: a}"],
)  # fmt: skip
def test_what_could_not_be_read_elsewhere_is_not_reported_twice(text: str) -> None:
    """One typing error in a question does not flood the report."""
    assert read(text)[1] == []


def test_all_problems_of_one_condition_are_reported_at_their_lines() -> None:
    """Each part is read on its own."""
    text = "all:\n  - {question: moda, is: a}\n  - not:\n      question: mode\n      is: c\n"
    assert [problem.split(" (")[0] for problem in read(text)[1]] == [
        'f.yaml:2: all[0].question: no question "moda"',
        'f.yaml:5: all[1].not.is: "mode" has no option "c"',
    ]


def loaded(named: str) -> list[str]:
    """Return the problems of a catalog with these named conditions."""
    line = "people: {question: subjects, includes_any: [customers, workforce]}"
    changes = replaced("questions/catalog.yaml", line, f"{line}\n{named}")
    return [problem.partition(": ")[2] for problem in problems(changes)]


def test_conditions_that_grow_without_end_are_refused() -> None:
    """A few lines of named conditions could stand for more parts than there are atoms."""
    lines = ["  c0: {any: [{condition: people}, {condition: people}]}"]
    lines += [
        f"  c{n}: {{any: [{', '.join([f'{{condition: c{n - 1}}}'] * 9)}]}}" for n in range(1, 9)
    ]
    found = loaded("\n".join(lines))
    assert found[0].startswith("conditions.c3: the condition grows to")


def test_conditions_that_pile_up_are_refused() -> None:
    """Each is shallow; together they would overflow the stack of whoever walks the tree."""
    deep = "{not: " * 15 + "{condition: %s}" + "}" * 15
    lines = [f"  c{n}: {deep % (f'c{n - 1}' if n else 'people')}" for n in range(20)]
    assert "levels (at most 5000 on 60: simplify it)" in loaded("\n".join(lines))[0]
    chained = loaded("\n".join(lines[::-1]))
    assert any("named conditions stand within each other" in problem for problem in chained)


def test_the_condition_that_says_when_plans_count_cannot_mean_itself() -> None:
    """`plans: count` stands for it everywhere else."""
    assert loaded("  plans-count: {not: {plans: count}}") == [
        'conditions.plans-count.not.plans: "plans-count" refers to itself (write it out)'
    ]
