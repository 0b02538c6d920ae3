"""What the worker knows of a run beyond its curves, for the diagnosis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Array, Data
from tutor.datasets.registry import Target
from tutor.diagnosis.examples import Examples, Grouping
from tutor.diagnosis.history import Facts, History, Output
from tutor.diagnosis.judge import FIRST_LOOK, next_look
from tutor.diagnosis.limits import Limit
from tutor.diagnosis.verdict import Finding
from tutor.lab import events
from tutor.lab.limits import limit_of
from tutor.lab.network import Network
from tutor.lab.numbers import encode
from tutor.lab.run import Order
from tutor.lab.settings import Setting, Value, called, number
from tutor.lab.tasks import JUDGED_GAMES
from tutor.lab.trials import fits
from tutor.training import guessing
from tutor.training.answers import baseline_of, independent, known_answers
from tutor.training.copies import new, repeated
from tutor.training.drawn_together import Clusters, witnesses_by
from tutor.training.judged import Judged
from tutor.training.judging import judging

_OF_STEPS = {"tags": "sentences", "next": "windows"}
"""What the answers of one example share where it has one for each step, by their meaning."""
_SURELY = 0.9
"""Of a budget of seconds: epochs of one run take longer than those of another."""
_LOSSES: dict[Target, str] = {"labels": "binary_crossentropy", "number": "mean_squared_error"}

Early = Callable[[History, Facts, Examples | None], Finding | None]


class Evidence:
    """Collects validation losses, epoch by epoch, and the known facts."""

    def __init__(self, order: Order, data: Data, trainable: int) -> None:
        """Begin to collect for a run of `order` on `data`, of `trainable` parameters."""
        self._order = order
        self._data = data
        self._trainable = trainable
        self._grouping: Grouping | None = None
        self._last: Judged | None = None
        self._kept: Judged | None = None
        self._losses: list[npt.NDArray[np.float32]] = []
        self._right: list[npt.NDArray[np.float32]] = []
        self._next_look = FIRST_LOOK
        self._seen = ""
        self._seconds = 0.0
        self._epochs = 0

    def took(self, seconds: float) -> None:
        """Take how long an epoch took, since a budget of seconds allows only so many."""
        self._seconds += seconds
        self._epochs += 1

    def record(self, judged: Judged) -> None:
        """Take what became of the validation set in an epoch."""
        if not len(judged.losses):
            return
        if self._grouping is None:
            self._grouping = Grouping(len(judged.losses), self._drawn[1])
        self._losses.append(self._grouping.means(judged.losses, judged.counts))
        self._right.append(self._grouping.means(judged.right, judged.counts))
        self._last = judged

    def keep(self) -> None:
        """Take the weights of the last epoch for those that will be kept."""
        self._kept = self._last

    @cached_property
    def _drawn(self) -> tuple[str, Clusters | None]:
        """By what validation examples were drawn together, and which; None where nobody knows."""
        target = self._order.network.inputs.target
        return witnesses_by(self._data) or (_OF_STEPS.get(target, ""), None)

    @cached_property
    def _new(self) -> npt.NDArray[np.bool_]:
        """Which validation examples are new; looked up once, not before there is an epoch."""
        return new(self._data.train.x, self._data.validation.x)

    def _copies(self, judged: Judged | None) -> dict[str, Any]:
        """The share of copies and, where there are some, the loss on the others."""
        count = int(self._new.sum())
        share = 1 - count / max(len(self._new), 1) if len(self._new) else 0.0
        if judged is None or not 0 < count < len(self._new):
            return {"copied": share}
        return {"copied": share, "loss_of_new": (judged.only(self._new).loss, count)}

    @cached_property
    def _repeated(self) -> float:
        return repeated(self._data.train.x)

    @cached_property
    def limit(self) -> Limit:
        """What the network can't overcome, however long it trains; looked up once."""
        return limit_of(self._order.network, size_of(self._data.train.x))

    def examples(self) -> Examples | None:
        """What was collected, arrays of shape (epochs, groups)."""
        if not self._losses:
            return None
        return Examples(losses=np.stack(self._losses), correct=np.stack(self._right))

    def facts(self, *, kept: bool = False) -> Facts:
        """What is known of the data and the network.

        Args:
            kept: whether it is the network that is kept, not that of the last epoch.
        """
        judged = (self._kept if kept else None) or self._last
        inputs = self._order.network.inputs
        if inputs.target == "action":
            return self._of_games()
        train = self._data.train
        drawn_by, clusters = self._drawn
        return Facts(
            train_examples=len(train),
            symbols=inputs.target == "next",
            **known_answers(self._order, self._data, judged, clusters),
            drawn_by=drawn_by,
            baseline_accuracy=baseline_of(self._order),
            **self._copies(judged),
            repeated=self._repeated,
            output=output_of(self._order.network, train.y),
            parameters=self._trainable,
            limit=self.limit,
            settings=self._order.settings,
            choices=self._offered,
            aside=self._order.aside,
            affordable=self._affordable,
            defaults=self._defaults,
            labels=self._labels,
            fits=lambda change: fits(self._order, {**self._order.settings, **change}),
        )

    def _of_games(self) -> Facts:
        """What is known where a policy plays."""
        order = self._order
        return Facts(
            played_games=int(number(order.settings, "batch_size", 32)),
            judged_games=JUDGED_GAMES,
            guess_success=guessing.of_ways(judging("validation", order).clue),
            parameters=self._trainable,
            settings=order.settings,
            choices=self._offered,
            aside=order.aside,
            labels=self._labels,
            fits=lambda change: fits(order, {**order.settings, **change}),
        )

    @property
    def _defaults(self) -> dict[str, Value]:
        """What the lesson begins with."""
        return {one.name: one.default for one in self._order.offered}

    @property
    def _labels(self) -> dict[str, str]:
        """How the lesson calls the settings that it has a name of its own for."""
        offered = self._order.offered
        return {one.name: called(one.name, offered) for one in offered if one.label}

    @property
    def _offered(self) -> dict[str, Sequence[object]]:
        """The values that are allowed, epochs as far as the budget of seconds reaches.

        What the step is not about may go back to the lesson's own value, where the learner left it.
        """
        found = {setting.name: _choices(setting) for setting in self._order.advisable}
        found |= {setting.name: [setting.default] for setting in self._order.left}
        most = self._affordable
        if most is None or not isinstance(found.get("epochs"), tuple):
            return found
        low, high = (value for value in found["epochs"] if isinstance(value, int | float))
        return found | {"epochs": (low, max(low, min(high, most)))}

    @property
    def _affordable(self) -> int | None:
        """How many epochs the budget of seconds is surely enough for; None where there is none."""
        limit = self._order.budget.seconds
        if limit is None or self._seconds <= 0.0:
            return None
        return int(_SURELY * limit / (self._seconds / self._epochs))

    def early(self, history: History, look: Early) -> Finding | None:
        """Something that can be told before the end, each thing once.

        Looks at epochs that grow by a factor, so that its cost stays a small share of a long run.
        """
        if history.epochs < self._next_look:
            return None
        self._next_look = next_look(history.epochs)
        finding = look(history, self.facts(), self.examples())
        if finding is None or finding.name == self._seen:
            return None
        self._seen = finding.name
        return finding

    def validated(self, epoch: int) -> events.Validated | None:
        """What the groups met after an epoch, counted from 1; None where there are no examples."""
        if not 0 < epoch <= len(self._losses):
            return None
        losses, right = (
            [encode(float(f"{value:.6g}")) for value in rows[epoch - 1].tolist()]
            for rows in (self._losses, self._right)
        )
        judged = self._last if epoch == len(self._losses) else self._kept
        worth = independent(self._order, judged, self._drawn[1])
        return events.Validated(epoch=epoch, losses=losses, right=right, independent=worth)


def size_of(x: Array) -> float:
    """The root mean square of the largest column of inputs, (n, ..., columns); of tokens 1."""
    if not x.size or x.ndim < 2 or not np.issubdtype(x.dtype, np.floating):
        return 1.0
    axes = tuple(range(x.ndim - 1))
    return float(np.sqrt(np.square(x, dtype=np.float64).mean(axis=axes)).max())


def output_of(network: Network, labels: Array) -> Output:
    """The last layer of a network of ours, its loss, and the labels it is held against."""
    last, target = network.layers[-1], network.inputs.target
    many = target in {"labels", "number"}
    return Output(
        activation=last.activation or "linear",
        units=int(last.shape[-1] or 0),
        loss=_LOSSES.get(target, "sparse_categorical_crossentropy"),
        labels=(float(labels.min()), float(labels.max())) if labels.size else None,
        label_size=int(labels.shape[-1]) if many else 1,
        whole=bool((labels == np.rint(labels)).all()),
    )


def _choices(setting: Setting) -> Sequence[object]:
    """Its values in order, or its lowest and highest."""
    values = setting.values
    return values if values is not None else (setting.low, setting.high)
