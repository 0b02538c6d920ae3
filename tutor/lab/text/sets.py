"""What a data set holds and what one example is, in few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tutor.datasets.registry import Card
from tutor.lab.tasks import JUDGED_GAMES

_NONE: Mapping[str, object] = {}


def held(card: Card, for_test: str = "to test", settings: Mapping[str, object] = _NONE) -> str:
    """The sizes of its three sets; of a game, how many are played.

    Args:
        card: of the data set.
        for_test: what the last set is for.
        settings: the learner's, of which some leave examples out of the training.
    """
    if card.target == "action":
        return f"new mazes in every epoch, {JUDGED_GAMES} others to judge by"
    used = _used(card, settings)
    return f"{used}, {card.validation:,} to validate, {card.test:,} {for_test}"


def _used(card: Card, settings: Mapping[str, object]) -> str:
    """How many examples are trained on; how many copies there are, only the data themselves tell.

    Copies are removed before the set is cut to size, so that it may have fewer than that.
    """
    size, copies = settings.get("train_size"), bool(settings.get("remove_duplicates"))
    if isinstance(size, int) and size < card.train:
        told = f"{size:,} of {card.train:,} to train"
        return f"at most {told}, copies removed" if copies else told
    return f"{card.train:,} to train{' before copies are removed' if copies else ''}"


def shape(sizes: Sequence[int | None]) -> str:
    """A shape as `8×8×1`; where any number of steps will do, which is None or 0, it says so."""
    return "×".join(str(size) if size else "steps" for size in sizes)
