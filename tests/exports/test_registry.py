"""The registry of formats."""

import sys

import pytest

from advisor.errors import InputError
from advisor.exports import registry


def test_formats_are_chosen_once_each_in_order() -> None:
    """Words may be separated by commas or given one by one."""
    assert registry.chosen(["html,md", "html"]) == ("html", "md")


def test_an_unknown_format_is_refused_with_the_list() -> None:
    """The error names the word and every format there is."""
    with pytest.raises(InputError) as caught:
        registry.chosen(["docs"])

    assert "docs" in caught.value.message
    assert "html" in caught.value.hint


def test_every_format_has_a_writer() -> None:
    """Each line of the registry leads to a module that writes."""
    assert all(callable(registry.writer(name)) for name in registry.FORMATS)


def test_a_missing_package_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a format's library is not installed, the error says how to get it."""
    for entry in registry.FORMATS.values():
        if not entry.extra:
            continue
        monkeypatch.setitem(sys.modules, f"advisor.exports.{entry.module}", None)
        with pytest.raises(InputError) as caught:
            registry.writer(entry.id)
        assert f"advisor[{entry.extra}]" in caught.value.hint


def test_a_missing_system_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a package finds no library of the system, the error says what to install."""

    def fail(name: str) -> None:
        raise OSError(f"cannot load library for {name}")

    monkeypatch.setattr(registry, "import_module", fail)

    with pytest.raises(InputError) as caught:
        registry.writer("pdf")
    assert "libpango" in caught.value.hint
