"""What the classes, labels, tags or actions of a run's data are called."""

from __future__ import annotations

from typing import cast

from tutor.datasets.arrays import Data
from tutor.datasets.registry import CARDS
from tutor.lab.run import Order


def labels_of(order: Order, data: Data) -> list[str]:
    """What the classes of `data`, which `order` asks for, are called, in their numbers' order."""
    card = CARDS.get(order.dataset)
    if card is not None:
        return list(card.labels)
    return list(cast("tuple[str, ...]", data.extra.get("labels", ())))
