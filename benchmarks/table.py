"""The row that every benchmark reports, and the table they make together."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured comparison.

    Attributes:
        claim: What is measured, in words a reader understands without the code.
        ours: Our figure with its unit.
        reference: What it is compared with, and that figure.
        ratio: The comparison as a plain number, in the direction that the goal states.
        goal: The goal as text, empty where the figure is only for information.
        held: Whether the goal was reached; None without a goal.
    """

    claim: str
    ours: str
    reference: str
    ratio: float
    goal: str = ""
    held: bool | None = None


def markdown(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    verdicts = {True: "held", False: "MISSED", None: ""}
    lines = [
        "| what | ours | compared with | ratio | goal | |",
        "| --- | --- | --- | ---: | --- | --- |",
        *(
            f"| {row.claim} | {row.ours} | {row.reference} | {row.ratio:.2f} "
            f"| {row.goal} | {verdicts[row.held]} |"
            for row in rows
        ),
    ]
    return "\n".join(lines)
