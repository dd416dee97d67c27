"""The standard library's frozen, slotted `dataclass`, made in about half the time.

Making the classes of the model took longer than deciding with them: each generated method is text
that Python compiles. Comparison, hash and repr need no text of their own. To type checkers and to
readers this is `dataclasses.dataclass`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from collections.abc import Callable
    from operator import attrgetter
    from typing import Any

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Return the decorator; only frozen, slotted classes are made here."""
        if not (frozen and slots):
            raise TypeError("use dataclasses.dataclass for a class that is not frozen and slotted")
        return _made

    def _made(cls: type) -> type:
        kind = dataclasses.dataclass(frozen=True, slots=True, eq=False, repr=False)(cls)
        fields = dataclasses.fields(kind)
        key = _getter([field.name for field in fields if field.compare])
        shown = [field.name for field in fields if field.repr]

        def equal(self: Any, other: object) -> bool:
            return key(self) == key(other) if other.__class__ is kind else NotImplemented

        def hashed(self: Any) -> int:
            return hash(key(self))

        def text(self: Any) -> str:
            parts = (f"{name}={getattr(self, name)!r}" for name in shown)
            return f"{kind.__qualname__}({', '.join(parts)})"

        kind.__eq__, kind.__hash__, kind.__repr__ = equal, hashed, text
        return kind

    def _getter(names: list[str]) -> Callable[[Any], object]:
        if len(names) > 1:
            return attrgetter(*names)
        return lambda value: tuple(getattr(value, name) for name in names)


__all__ = ["dataclass"]
