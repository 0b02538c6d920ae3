"""What the worker knows of a run beyond its curves, for the diagnosis."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from tutor.datasets import registry
from tutor.datasets.arrays import Data
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.verdict import Finding
from tutor.lab.run import Order
from tutor.lab.settings import Setting

_MOST_NUMBERS = 20_000_000
_FIRST_LOOK = 5
_LOOK_FACTOR = 1.15

Early = Callable[[History, Facts, Examples | None], Finding | None]


class Evidence:
    """Collects the validation losses of single examples, epoch by epoch, and the known facts."""

    def __init__(self, order: Order, data: Data, trainable: int) -> None:
        """Begin to collect for a run of `order` on `data`, of `trainable` parameters."""
        self._order = order
        self._data = data
        self._trainable = trainable
        self._losses: list[npt.NDArray[np.float32]] = []
        self._right: list[npt.NDArray[np.float32]] = []
        self._next_look = _FIRST_LOOK
        self._seen = ""

    def record(self, losses: npt.NDArray[np.float32], right: npt.NDArray[np.float32]) -> None:
        """Take an epoch's validation losses (n,) and shares of right answers (n,).

        Where all of them would fill the memory, the same leading examples of each epoch are kept.
        """
        epochs = self._order.settings["epochs"]
        room = _MOST_NUMBERS // max(int(epochs) if isinstance(epochs, int) else 1, 1)
        self._losses.append(losses[:room])
        self._right.append(right[:room])

    def examples(self) -> Examples | None:
        """What was collected, arrays of shape (epochs, n)."""
        if not self._losses or not len(self._losses[0]):
            return None
        return Examples(losses=np.stack(self._losses), correct=np.stack(self._right))

    def facts(self) -> Facts:
        """What is known of the data and the network."""
        inputs = self._order.network.inputs
        if inputs.target == "action":
            return Facts(parameters=self._trainable, settings=self._order.settings)
        labels = self._data.validation.y
        majority = None
        if inputs.target == "class":
            majority = float(np.bincount(labels).max() / max(len(labels), 1))
        return Facts(
            train_examples=len(self._data.train),
            validation_examples=len(labels),
            classes=inputs.classes if inputs.target == "class" else None,
            majority_share=majority,
            baseline_accuracy=self._baseline(),
            parameters=self._trainable,
            settings=self._order.settings,
            choices={setting.name: _choices(setting) for setting in self._order.offered},
        )

    def _baseline(self) -> float | None:
        """The accuracy of a simple method on these data; None where the card tells of none.

        A card speaks of the data as they are without options.
        """
        order = self._order
        card = registry.CARDS.get(order.dataset)
        if card is None or order.network.inputs.target != "class":
            return None
        if {**card.options, **order.data_options} != card.options:
            return None
        return max(card.baselines.values(), default=None)

    def early(self, history: History, look: Early) -> Finding | None:
        """Something that can be told before the end, each thing once.

        Looks at epochs that grow by a factor, so that its cost stays a small share of a long run.
        """
        if history.epochs < self._next_look:
            return None
        self._next_look = max(history.epochs + 1, int(history.epochs * _LOOK_FACTOR))
        finding = look(history, self.facts(), self.examples())
        if finding is None or finding.name == self._seen:
            return None
        self._seen = finding.name
        return finding


def _choices(setting: Setting) -> Sequence[object]:
    """Its values in order, or its lowest and highest."""
    values = setting.values
    return values if values is not None else (setting.low, setting.high)
