"""Whom a workshop tells of what it compiled, where one order comes upon another; prints JSON."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import cast

import numpy as np

from tests.training.orders import made
from tutor.lab.run import Order
from tutor.training.build import state_of
from tutor.training.prepare import Compiled, Workshop
from tutor.training.supervised import Supervised

FIRST, SECOND = (made("points", {"hidden_layers": 1, "units": units}) for units in (3, 5))
FASTER = made("points", {"hidden_layers": 1, "units": 5, "learning_rate": 0.1})


class Slow(Workshop):
    """Compiles nothing, but only when it is let."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.begun, self.let = (
            {order.run: threading.Event() for order in (FIRST, SECOND)} for _ in range(2)
        )
        self.threads: dict[str, threading.Thread] = {}
        super().__init__(lambda run, _seconds: self.told.append(run), lambda _run, _error: None)

    def _compile(self, order: Order, between: Callable[[], None] = lambda: None) -> Compiled:
        self.threads[order.run] = threading.current_thread()
        self.begun[order.run].set()
        self.let[order.run].wait()
        return cast("Compiled", object())

    def finish(self, order: Order) -> None:
        """Let one be compiled, and wait until its thread has ended."""
        self.begun[order.run].wait()
        self.let[order.run].set()
        self.threads[order.run].join()


def overtaken() -> list[list[str]]:
    """Whom is told after the first, obsolete one is compiled, and after the second."""
    workshop = Slow()
    workshop.prepare(FIRST)
    workshop.prepare(SECOND)
    found = []
    for order in (FIRST, SECOND):
        workshop.finish(order)
        found.append(list(workshop.told))
    return found


def joined() -> list[str]:
    """Whom is told where another order wants the network that is being compiled."""
    workshop = Slow()
    workshop.prepare(SECOND)
    workshop.prepare(FASTER)
    workshop.finish(SECOND)
    return workshop.told


def beginnings() -> list[bool]:
    """Whether each variable of a network compiled aside begins as that of a run does."""
    uneven = made("points", {"hidden_layers": 1, "units": 3, "batch_size": 32})
    workshop = Workshop(lambda _run, _seconds: None, lambda _run, _error: None)
    aside = workshop.aside(uneven, lambda: None)
    run, _seconds = workshop.get(uneven)
    return [bool(np.array_equal(*pair))
            for pair in zip(state_of(aside.model), state_of(run.model), strict=True)]  # fmt: skip


def continued() -> list[list[float]]:
    """Validation losses of nine epochs: of a run, and of one of six that goes on."""
    order = made("points", {"hidden_layers": 1, "units": 5, "batch_size": 32, "epochs": 6})
    workshop = Workshop(lambda _run, _seconds: None, lambda _run, _error: None)

    def losses(learner: Supervised, count: int) -> list[float]:
        return [learner.epochs(number + 1, 1)[0].metrics["val_loss"] for number in range(count)]

    whole = losses(Supervised(order, workshop.aside(order, lambda: None), None, _never), 9)
    parted = workshop.aside(order, lambda: None)
    begun = losses(Supervised(order, parted, None, _never), 6)
    return [whole, begun + losses(Supervised(order, parted, None, _never, done=6), 3)]


def _never() -> bool:
    return False


if __name__ == "__main__":
    names = {FIRST.run: "first", SECOND.run: "second", FASTER.run: "faster"}
    print(json.dumps({
        "overtaken": [[names[run] for run in told] for told in overtaken()],
        "joined": [names[run] for run in joined()],
        "beginnings": beginnings(),
        "continued": continued(),
    }))  # fmt: skip
