"""What a data set holds and what one example is, in few words."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.datasets.registry import Card
from tutor.lab.tasks import JUDGED_GAMES


def held(card: Card, for_test: str = "to test") -> str:
    """The sizes of its three sets; of a game, how many are played.

    Args:
        card: of the data set.
        for_test: what the last set is for.
    """
    if card.target == "action":
        return f"new mazes in every epoch, {JUDGED_GAMES} others to judge by"
    return f"{card.train:,} to train, {card.validation:,} to validate, {card.test:,} {for_test}"


def shape(sizes: Sequence[int | None]) -> str:
    """A shape as `8×8×1`; a question mark stands for any length, which is None or 0."""
    return "×".join(str(size) if size else "?" for size in sizes)
