"""The games that a policy is judged by: always the same, so that players can be compared."""

from __future__ import annotations

from tutor.datasets.tmaze import Mazes
from tutor.lab.run import Order
from tutor.lab.tasks import JUDGED_GAMES
from tutor.training.scores import Set

_SEEDS = {"validation": 1_000_003, "test": 2_000_003}


def corridor(order: Order) -> int:
    """The length of the corridor that an order asks for."""
    return int(order.data_options.get("corridor_length", 5))


def judging(name: Set, order: Order) -> Mazes:
    """Games at their beginning, those to validate with or those of the last test."""
    return Mazes(JUDGED_GAMES, corridor(order), _SEEDS[name])
