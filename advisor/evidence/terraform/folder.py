"""The blocks of one Terraform folder, with override files merged the way Terraform merges them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from advisor.evidence.terraform.expressions import Block, Body, Expression

# `override.tf` and `*_override.tf` are laid over the other files, in the order of their names.
_OVERRIDE: Final = re.compile(r"(?:.*_)?override\.(?:tf|tofu)(?:\.json)?")


@dataclass(slots=True)
class Located:
    """A block and the file it stands in."""

    block: Block
    file: str


@dataclass(slots=True)
class Folder:
    """The blocks of all files of one folder.

    `reported` is how the path of the folder reads below the scanned root.
    """

    reported: str = ""
    variables: dict[str, Body] = field(default_factory=dict)
    locals: dict[str, Expression] = field(default_factory=dict)
    outputs: dict[str, Body] = field(default_factory=dict)
    resources: dict[tuple[str, str], Located] = field(default_factory=dict)
    data: dict[tuple[str, str], Located] = field(default_factory=dict)
    calls: dict[str, Located] = field(default_factory=dict)
    settings: dict[str, Expression] = field(default_factory=dict)
    _files: dict[str, tuple[Body, str]] = field(default_factory=dict)
    _settings: dict[str, Body] = field(default_factory=dict)

    def add(self, name: str, body: Body, shown: str) -> None:
        """Add one file; nothing is read from it before `merge`."""
        self._files[name] = (body, shown)

    def add_settings(self, name: str, body: Body) -> None:
        """Add one file of variable values; nothing is read from it before `merge`."""
        self._settings[name] = body

    def merge(self) -> None:
        """Read the files in the order in which they count."""
        # terraform.tfvars counts first, whatever its name sorts as.
        for name in sorted(self._settings, key=lambda name: (".auto." in name, name)):
            self.settings.update(self._settings[name].attributes)
        for _name, body, shown in self._ordered():
            for block in body.blocks:
                self._take(block, shown)
        self._files.clear()
        self._settings.clear()

    def _ordered(self) -> Iterator[tuple[str, Body, str]]:
        names = sorted(self._files, key=lambda name: (bool(_OVERRIDE.fullmatch(name)), name))
        for name in names:
            # OpenTofu reads main.tofu in place of main.tf.
            stem, dot, rest = name.partition(".tf")
            if dot and f"{stem}.tofu{rest}" in self._files:
                continue
            yield (name, *self._files[name])

    def _take(self, block: Block, file: str) -> None:
        labels = block.labels
        if block.type == "locals":
            self.locals.update(block.body.attributes)
        elif block.type in {"variable", "output"} and labels:
            bodies = self.variables if block.type == "variable" else self.outputs
            held = bodies.get(labels[0])
            bodies[labels[0]] = _laid_over(held, block.body, file) if held else block.body
        elif block.type == "module" and labels:
            self.calls[labels[0]] = _merged(self.calls.get(labels[0]), block, file)
        elif block.type in {"resource", "data"} and len(labels) > 1:
            table = self.resources if block.type == "resource" else self.data
            key = labels[0], labels[1]
            table[key] = _merged(table.get(key), block, file)


def _merged(base: Located | None, block: Block, file: str) -> Located:
    if base is None:
        return Located(block, file)
    body = _laid_over(base.block.body, block.body, "" if file == base.file else file)
    held = base.block
    return Located(Block(held.type, held.labels, body, held.line, held.file), base.file)


def _laid_over(base: Body, over: Body, file: str) -> Body:
    """Return a body in which attributes replace those of a name, and blocks those of a type."""
    # In the JSON syntax blocks read as attributes.
    replaced = {_block_name(block) for block in over.blocks} | over.attributes.keys()
    kept = [block for block in base.blocks if _block_name(block) not in replaced]
    attributes = {name: e for name, e in base.attributes.items() if name not in replaced}
    return Body(
        attributes={**attributes, **over.attributes},
        lines={**base.lines, **over.lines},
        blocks=[*kept, *_from(over.blocks, file)],
        repeated={**base.repeated, **over.repeated},
        files={**base.files, **dict.fromkeys(over.attributes, file)},
    )


def _from(blocks: Iterable[Block], file: str) -> Iterator[Block]:
    return (Block(block.type, block.labels, block.body, block.line, file) for block in blocks)


def _block_name(block: Block) -> str:
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type
