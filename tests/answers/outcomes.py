"""Outcomes of sets, as workers give them, for the tests that show them."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.lab.views.outcomes import Held, Mistake, Outcomes
from tutor.lab.views.shown import Columns, Pixels, Shown, Words


def picture(height: int = 8, width: int = 8, channels: int = 1) -> Pixels:
    """A picture that grows lighter to the right."""
    shades = bytes(255 * x // max(width - 1, 1) for _y in range(height) for x in range(width)
                   for _c in range(channels))  # fmt: skip
    return Pixels(height=height, width=width, channels=channels, shades=shades)


WORDS = Words(
    tokens=["a", "long", "walk", "and", "not", "a", "dull", "step", "in", "three", "hours"]
)
ROW = Columns(names=["proline", "hue", "ash"], values=[1680.0, 0.57, 2.38], away=[2.9, -1.7, -0.1])


def mistake(
    true: int, told: int, sure: float = 0.9, example: Shown | None = None, index: int = 0
) -> Mistake:
    """One that the network was sure of."""
    return Mistake(
        index=index, true=true, told=told, sure=sure, true_share=0.05,
        leading=[(told, sure), (true, 0.05)], example=example or picture(),
    )  # fmt: skip


def outcomes(
    counts: Sequence[Sequence[int]],
    labels: Sequence[str] = (),
    *,
    mistakes: Sequence[Mistake] = (),
    part: Held = "validation",
    note: str = "",
) -> Outcomes:
    """A set's; the labels are numbers where they are not given."""
    return Outcomes(
        part=part, labels=list(labels) or [str(n) for n in range(len(counts))],
        counts=[list(row) for row in counts], mistakes=list(mistakes), note=note,
    )  # fmt: skip


def digits(part: Held = "validation") -> Outcomes:
    """Ten classes, of which 4 is taken for 9 three times and 8 for 1 once."""
    counts = [[36 * (row == column) for column in range(10)] for row in range(10)]
    counts[4][4], counts[4][9] = 33, 3
    counts[8][8], counts[8][1] = 35, 1
    found = [mistake(4, 9, 0.9), mistake(4, 9, 0.7), mistake(8, 1, 0.6), mistake(4, 9, 0.5)]
    return outcomes(counts, mistakes=found, part=part)
