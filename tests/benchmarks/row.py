"""Row: one measure of a report, and how it is printed."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

Table = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Row:
    """One measure.

    Attributes:
        name: what was measured.
        median: over the runs, or whatever one number stands for them.
        target: its bound.
        unit: empty for a ratio.
        values: of the single runs.
        least: whether the bound is the least that will do, not the most.
        note: what a reader must know of this run of it.
        table: pairs behind the number, where it is a fit to them.
    """

    name: str
    median: float
    target: float
    unit: str
    values: list[float]
    least: bool = False
    note: str = ""
    table: Table | None = None

    @property
    def met(self) -> bool:
        """Whether the median is within the bound."""
        return self.median >= self.target if self.least else self.median <= self.target

    def told(self) -> dict[str, object]:
        """All of it, for JSON."""
        return {**asdict(self), "met": self.met}

    def lines(self) -> Iterable[str]:
        """For people."""
        mark = "ok  " if self.met else "over" if not self.least else "less"
        bound = "at least" if self.least else "at most"
        note = f" {self.note}" if self.note else ""
        yield (
            f"{mark} {self.name:<52} {self.median:8.3f} {self.unit:<3} "
            f"({bound} {self.target:g}){note}"
        )
        for first, second in self.table or ():
            yield f"       {first:>12g} {second:10.4f}"


def row(name: str, values: Sequence[float], target: float, unit: str = "", note: str = "") -> Row:
    """A row from the values of single runs."""
    return Row(name, statistics.median(values), target, unit, list(values), note=note)


def worst(name: str, values: Sequence[float], target: float, unit: str = "") -> Row:
    """A row whose number is the greatest of the values."""
    return Row(name, max(values), target, unit, list(values), note=f"worst of {len(values)}")
