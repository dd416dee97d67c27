"""Mutants of the shipped catalog: one small mistake each, made in one of its files.

Every condition of a rule, of a capability being in use, and of a question being visible is
changed, and the named conditions that these refer to. A mutant is loaded like any other catalog.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any
from unittest import mock

import yaml
from msgspec.structs import replace

from advisor.catalog import collect, data_root, strict_yaml
from advisor.catalog.find import SourceFile, read_folder
from advisor.catalog.loading import load_files
from advisor.model.catalog import Catalog
from tests.acceptance.slips import Raw, Slip, loosened, slips

# Ten times faster than the pure Python ones, where PyYAML was built with them.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# Our catalog refuses aliases: what occurs twice is written twice.
PLAIN = type("Plain", (DUMPER,), {"ignore_aliases": lambda self, data: True})
OTHER_VERDICT = {"split": "replace", "replace": "split"}
DROPPED = None

Path = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class Mutant:
    """A catalog with one mistake: by which operator, in what, and which.

    `changed` stands at `path` of file `at`, instead of what the shipped catalog says there; without
    a path, the file is gone.
    """

    operator: str
    kind: str
    id: str
    what: str
    at: int
    path: Path = ()
    changed: Raw = DROPPED

    @property
    def place(self) -> str:
        """What has the mistake."""
        return f"{self.kind} {self.id}"

    def load(self) -> Catalog:
        """Return the catalog with the mistake.

        Raises:
            CatalogError: when the mistake is found by loading.
        """
        return loaded({self.at: _text(self.at, self.path, self.changed) if self.path else None})


def pool() -> list[Mutant]:
    """Return every mutant of the shipped catalog, in a stable order."""
    mutants: list[Mutant] = []
    for at, source in enumerate(sources()):
        if source.place[:2] == ("questions", "rules"):
            mutants += _rule(at)
        elif source.place[:2] == ("questions", "sections"):
            mutants += _section(at)
        elif source.place == ("questions", "catalog.yaml"):
            mutants += _header(at)
    return mutants


def unchanged() -> Catalog:
    """Return the shipped catalog, every changeable file written anew as mutants are."""
    places = {("questions", "rules"), ("questions", "sections"), ("questions", "catalog.yaml")}
    return loaded(
        {at: _text(at) for at, source in enumerate(sources()) if source.place[:2] in places}
    )


def _rule(at: int) -> Iterator[Mutant]:
    rule = tree(at)
    id_, verdict = rule["id"], rule["verdict"]
    for slip in slips(rule["when"], _options()):
        yield _mutant(slip, "rule", id_, at, ("when",))
    other = OTHER_VERDICT[verdict]
    operator = "lower the verdict" if other == "split" else "raise the verdict"
    yield Mutant(operator, "rule", id_, f"{verdict} to {other}", at, ("verdict",), other)
    yield Mutant("drop a rule", "rule", id_, "no file", at)


def _header(at: int) -> Iterator[Mutant]:
    header = tree(at)
    for name, condition in header["conditions"].items():
        for slip in slips(condition, _options()):
            yield _mutant(slip, "condition", name, at, ("conditions", name))
    for number, capability in enumerate(header["capabilities"]):
        used = capability["in_use"]
        for slip in (*slips(used, _options()), *loosened(used, _options())):
            path = ("capabilities", number, "in_use")
            yield _mutant(slip, "in use", capability["id"], at, path)


def _section(at: int) -> Iterator[Mutant]:
    for number, question in enumerate(tree(at)["questions"]):
        path = ("questions", number)
        if "when" in question:
            for slip in slips(question["when"], _options()):
                yield _mutant(slip, "visibility", question["id"], at, (*path, "when"))
        options = question["options"] if question.get("ordered") else ()
        for first in range(len(options) - 1):
            swapped = [*options]
            swapped[first : first + 2] = reversed(options[first : first + 2])
            less, more = (option["id"] for option in options[first : first + 2])
            slip = Slip("break an order", f"{more} before {less}", swapped)
            yield _mutant(slip, "question", question["id"], at, (*path, "options"))


def _mutant(slip: Slip, kind: str, id_: str, at: int, path: Path) -> Mutant:
    return Mutant(slip.operator, kind, id_, slip.what, at, path, slip.changed)


def loaded(texts: Mapping[int, bytes | None], more: Mapping[str, bytes] | None = None) -> Catalog:
    """Load the catalog with some files replaced (None: removed) and others added.

    A file is parsed only once, however often a catalog is loaded.
    """
    files = [
        replace(source, content=texts[at] or b"") if at in texts else source
        for at, source in enumerate(sources())
        if texts.get(at, b"") is not None
    ]
    files += [SourceFile(tuple(name.split("/")), name, text) for name, text in (more or {}).items()]
    with mock.patch.object(collect, "parse", _parsed):
        return load_files([files])


def dumped(value: Any) -> bytes:
    """Return plain data as YAML."""
    text = yaml.dump(value, Dumper=PLAIN, sort_keys=False, allow_unicode=True)
    return str(text).encode()


def _text(at: int, path: Path = (), changed: Raw = None) -> bytes:
    """Return a file written anew, with the value at a path changed."""
    whole: Any = deepcopy(tree(at))
    if path:
        *above, last = path
        inner: Any = whole
        for key in above:
            inner = inner[key]
        inner[last] = changed
    return dumped(whole)


@cache
def sources() -> tuple[SourceFile, ...]:
    """Return the files of the shipped catalog."""
    return tuple(read_folder(data_root()))


@cache
def tree(at: int) -> dict[str, Any]:
    """Return the data of one file."""
    data = yaml.load(sources()[at].content, Loader=LOADER)
    assert isinstance(data, dict)
    return data


@cache
def _options() -> Mapping[str, list[str]]:
    """Return the option ids of each question, in order."""
    return {
        question["id"]: [option["id"] for option in question["options"]]
        for at, source in enumerate(sources())
        if source.place[:2] == ("questions", "sections")
        for question in tree(at)["questions"]
    }


_parsed = cache(strict_yaml.parse)
