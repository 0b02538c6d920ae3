"""How far networks remember, as a worker tells it."""

from __future__ import annotations

from tutor.lab.views.memory import AtDelay, Remembered


def remembered(cell: str, shares: list[float], left: float = 0.5) -> Remembered:
    """A network that answers these shares of 50 right, one delay each."""
    return Remembered(
        run="20260131-120000-1a2b3c", cell=cell, told=f"{cell} 32 · seed 1", chance=0.125,
        delays=[AtDelay(delay=n, right=round(50 * s), of=50) for n, s in enumerate(shares)],
        fading=[left**k for k in range(len(shares))], examples=32,
    )  # fmt: skip
