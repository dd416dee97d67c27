"""The shipped catalog in the form that loads fast: equal to the YAML, and never outdated."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import ValidationError, structs

from advisor import catalog as catalogs
from advisor.catalog import data_root, find, shipped
from advisor.catalog.loading import load_folders
from advisor.model.catalog import Case, Catalog, Source
from advisor.model.conditions import All, AnyOf, Chosen, Condition, Holds, Not
from advisor.model.vocabulary import Verdict
from tests.catalog.small import small_catalog, write


@pytest.fixture(scope="module")
def authored() -> Catalog:
    """Load the shipped catalog from its YAML."""
    return load_folders(data_root())


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the small catalog be the shipped one, in a folder of its own, with its fast form."""
    folder = tmp_path / "shipped"
    write(folder)
    monkeypatch.setattr(shipped, "data_root", lambda: folder)
    shipped.write(load_folders(folder), folder / "catalog.msgpack")
    return folder


def test_the_fast_form_holds_the_whole_catalog(authored: Catalog) -> None:
    """Every field is equal after the round trip, in the same order, with the same places."""
    again = shipped.decode(shipped.encode(authored))

    for name in Catalog.__struct_fields__:
        one, other = getattr(authored, name), getattr(again, name)
        assert one == other, name
        if isinstance(one, dict):
            assert list(one) == list(other), name
    assert shipped.encode(again) == shipped.encode(authored)


def test_the_same_catalog_gives_the_same_bytes(authored: Catalog) -> None:
    """Two loads of the same files are written alike, whatever order sets have."""
    assert shipped.encode(load_folders(data_root())) == shipped.encode(authored)


def test_the_fast_form_is_read_where_it_is_fresh(own: Path) -> None:
    """What was written for these files is what is read."""
    assert shipped.read(own / "catalog.msgpack") == small_catalog()


def test_a_missing_form_is_no_problem(own: Path) -> None:
    """Without it the YAML is the only source."""
    assert shipped.read(own / "missing.msgpack") is None


@pytest.mark.parametrize("change", ["edited", "added", "deleted", "renamed"])
def test_an_outdated_form_is_not_read(own: Path, change: str) -> None:
    """A changed, new, missing or renamed YAML file makes the fast form outdated."""
    file = next((own / "questions" / "sections").glob("*.yaml"))
    match change:
        case "edited":
            file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        case "added":
            (file.parent / "99-more.yaml").write_text("section: more\n", encoding="utf-8")
        case "deleted":
            file.unlink()
        case _:
            file.rename(file.parent / "98-other.yaml")

    assert shipped.read(own / "catalog.msgpack") is None


def test_other_code_makes_the_form_outdated(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older program wrote is not read by one that may load the files otherwise."""
    code = find.code_files()
    edited = [structs.replace(code[0], content=code[0].content + b"\n"), *code[1:]]
    monkeypatch.setattr(shipped, "code_files", lambda: edited)

    assert shipped.read(own / "catalog.msgpack") is None


def test_the_code_of_the_digest_is_the_code_that_loads() -> None:
    """The reader, the records and the model all count."""
    names = {file.name for file in find.code_files()}

    assert {"catalog/strict_yaml.py", "catalog/shipped.py", "model/conditions.py"} <= names


def test_loading_prefers_the_fast_form(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without overlays the fresh form is used; with another base or an overlay the YAML is."""
    fast = shipped.read(own / "catalog.msgpack")
    monkeypatch.setattr(catalogs, "read_shipped", lambda: fast)

    assert catalogs.load() is fast
    assert catalogs.load(base=own) is not fast
    assert catalogs.load(own, base=own) is not fast


words = st.text(max_size=6)
leaves = st.one_of(
    st.builds(Holds, words, words),
    st.builds(Chosen, words, st.frozensets(words, max_size=3)),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)
plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), words),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=8,
)
cases = st.builds(
    Case,
    words,
    st.dictionaries(words, plain, max_size=3),
    st.booleans(),
    verdict=st.none() | st.sampled_from(Verdict),
    unless=st.lists(st.dictionaries(words, plain, max_size=2), max_size=2).map(tuple),
)


@given(trees, st.lists(cases, max_size=3), st.dates())
def test_values_come_back_as_they_were(when: Condition, some: list[Case], day: date) -> None:
    """Law: decode(encode(x)) == x, with every type kept, whatever texts say."""
    small = small_catalog()
    id_, rule = next(iter(small.rules.items()))
    source = Source("dated", "A page", read_on=day)
    catalog = structs.replace(
        small,
        rules={id_: structs.replace(rule, when=when, cases=tuple(some))},
        sources={"dated": source},
    )
    again = shipped.decode(shipped.encode(catalog))

    assert again == catalog
    # Equality alone would take 1 for True.
    assert repr(again.rules[id_].cases) == repr(catalog.rules[id_].cases)


def test_text_that_looks_like_a_type_stays_text() -> None:
    """An answer of a case cannot name a type to be made."""
    forged = Case("forged", {"type": "Not", "part": {"type": "Always"}}, fires=True)
    small = small_catalog()
    rules = {id_: structs.replace(rule, cases=(forged,)) for id_, rule in small.rules.items()}
    catalog = structs.replace(small, rules=rules)

    assert shipped.decode(shipped.encode(catalog)) == catalog


def test_what_is_no_value_of_the_model_is_refused() -> None:
    """Only the types that the model declares are ever read."""
    wrong = structs.replace(small_catalog(), version=("not", "a", "text"))

    with pytest.raises(ValidationError, match="`str`, got `array`"):
        shipped.decode(shipped.encode(wrong))
