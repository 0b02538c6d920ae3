"""Bench: the tutor's own engine, in this process, on data that are handed to it.

There is one training path, and this goes along it: a `Workshop` compiles, `Supervised` carries out
one epoch after the other, `Epochs.judge` judges. The one seam is the workshop's shelf, which here
gives the data of the job in hand in place of a data set's. Whatever columns an epoch brings are
kept under their names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import keras
import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Data, Part
from tutor.lab.run import Order
from tutor.training.build import State, set_state, state_of
from tutor.training.judged import Judged
from tutor.training.patience import Patience
from tutor.training.prepare import Compiled, Workshop
from tutor.training.shelf import Shelf
from tutor.training.supervised import Supervised

HOPELESS = 3
"""After so many epochs without a finite loss a training ends, as the tutor's does."""

Singles = npt.NDArray[np.float32]


class _Counter(Shelf):
    """A shelf with what was put on it last."""

    def __init__(self) -> None:
        super().__init__()
        self.given: Data | None = None

    def data(self, order: Order) -> Data:
        """What was put here for this order."""
        assert self.given is not None, f"no data were given for {order.run}"
        return self.given


@dataclass(slots=True, eq=False)
class Course:
    """What became of a training, epoch by epoch.

    Attributes:
        columns: every metric by its name, one value an epoch.
        layers: what went on in the layers, likewise.
        losses, right: of the fresh examples, a row before the first step and after each epoch.
        seen_losses, seen_right: of the validation examples, a row after each epoch.
        penalty: what regularizers add to every loss, one value an epoch.
        first_train: the training examples that are judged, before the first step.
        at_end: the whole training set after epoch T.
        parameters: that training changes.
        output: the last layer's activation.
        dead: the largest share of units of a ReLU layer that are zero on 1,000 fresh examples.
    """

    columns: dict[str, list[float]] = field(default_factory=dict)
    layers: dict[str, list[float]] = field(default_factory=dict)
    losses: list[Singles] = field(default_factory=list)
    right: list[Singles] = field(default_factory=list)
    seen_losses: list[Singles] = field(default_factory=list)
    seen_right: list[Singles] = field(default_factory=list)
    penalty: list[float] = field(default_factory=list)
    first_train: float = 0.0
    at_end: Judged | None = None
    parameters: int = 0
    output: str = "softmax"
    dead: float = 0.0

    @property
    def epochs(self) -> int:
        """How many were trained."""
        return len(self.penalty)

    @property
    def hopeless(self) -> bool:
        """Whether the loss has not been finite for some epochs."""
        tail = self.columns.get("loss", [])[-HOPELESS:]
        return len(tail) == HOPELESS and not bool(np.isfinite(tail).any())


Hook = Callable[[keras.Model], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ending:
    """How a training ended.

    Attributes:
        fresh: the fresh examples after each of the last epochs, or under the weights that early
            stopping kept; empty where the loss was lost before.
        validation: the mean loss of the validation examples then, without penalties.
        train: the training loss in inference mode then, without penalties.
        epochs: that were trained.
    """

    fresh: tuple[Judged, ...]
    validation: float
    train: float
    epochs: int


class Bench:
    """Trains one order after the other; orders of one graph share what was compiled."""

    def __init__(self) -> None:
        """Begin with nothing compiled."""
        self._counter = _Counter()
        self._workshop = Workshop(
            lambda _run, _seconds: None, lambda _run, _error: None, self._counter
        )

    def train(
        self, order: Order, data: Data, epochs: int, visible: int, hook: Hook | None = None
    ) -> Course:
        """Train for `epochs` epochs and judge the fresh examples, `data.test`, after each.

        Args:
            order: the network and its settings; its number of epochs is not looked at.
            data: to train on, to validate with, and fresh ones.
            epochs: how many.
            visible: T, the epoch at which the whole training set is judged.
            hook: changes the model before the first step.
        """
        compiled, learner = self._begin(order, data, hook)
        output = order.network.layers[-1].activation or "linear"
        course = Course(parameters=compiled.trainable, output=output)
        first = compiled.epochs.judge(compiled.probe, once=True)
        course.first_train = first.loss - first.penalty
        self._look(compiled, course)
        for number in range(1, epochs + 1):
            if not self._epoch(learner, number, course):
                break
            self._look(compiled, course)
            if number == visible or (number < visible and course.hopeless):
                course.at_end = compiled.epochs.judge(data.train, once=True)
                course.dead = dead_share(compiled.model, data.test)
            if course.hopeless:
                break
        return course

    def to_best(
        self, order: Order, data: Data, epochs: int, hook: Hook | None = None
    ) -> tuple[Judged, Judged, float, int]:
        """Train and go back to the epoch of lowest validation loss.

        Returns:
            the fresh and the validation examples then, the training loss without penalty, and the
            epoch.
        """
        compiled, learner = self._begin(order, data, hook)
        course, best = Course(), np.inf
        state: State = state_of(compiled.model)
        epoch = 0
        for number in range(1, epochs + 1):
            if not self._epoch(learner, number, course) or course.hopeless:
                break
            if course.columns["val_loss"][-1] < best:
                best, epoch = course.columns["val_loss"][-1], number
                state = state_of(compiled.model)
        set_state(compiled.model, state)
        train = course.columns["train_loss"][epoch - 1] - course.penalty[epoch - 1]
        seen = compiled.epochs.judge(data.validation)
        return compiled.epochs.judge(data.test), seen, train, epoch

    def to_end(
        self, order: Order, data: Data, epochs: int, looks: int, hook: Hook | None = None
    ) -> Ending:
        """Train and judge the fresh examples at the end only.

        Args:
            order: the network and its settings; early stopping is that of the tutor, and its number
                of epochs is not looked at.
            data: to train on, to validate with, and fresh ones.
            epochs: how many.
            looks: after how many of the last epochs the fresh examples are judged; with early
                stopping they are judged once, under the weights that it keeps.
            hook: changes the model before the first step.
        """
        compiled, learner = self._begin(order, data, hook)
        patience = int(str(order.settings.get("early_stopping", 0)))
        course, stopper, fresh = Course(), Patience(patience), list[Judged]()
        for epoch in range(1, epochs + 1):
            if not self._epoch(learner, epoch, course) or course.hopeless:
                break
            if not patience and epoch > epochs - looks:
                fresh.append(compiled.epochs.judge(data.test))
            metrics = {"val_loss": course.columns["val_loss"][-1]}
            if stopper.over(epoch, metrics, compiled.model):
                break
        at = course.epochs
        if patience and not course.hopeless:
            at = stopper.best_epoch if stopper.restore(compiled.model) else at
            fresh.append(compiled.epochs.judge(data.test))
        return Ending(
            fresh=tuple(fresh),
            validation=float(course.seen_losses[at - 1].mean(dtype=np.float64)),
            train=course.columns["train_loss"][at - 1] - course.penalty[at - 1],
            epochs=course.epochs,
        )

    def _begin(self, order: Order, data: Data, hook: Hook | None) -> tuple[Compiled, Supervised]:
        self._counter.given = data
        compiled, _ = self._workshop.get(order)
        if hook is not None:
            hook(compiled.model)
        return compiled, Supervised(order, compiled, None, lambda: False)

    def _epoch(self, learner: Supervised, number: int, course: Course) -> bool:
        """One epoch more; False where it brought nothing."""
        carried_out = learner.epochs(number, 1)
        done = carried_out[0] if carried_out else None
        if done is None or done.judged is None:
            return False
        for kept, brought in ((course.columns, done.metrics), (course.layers, done.layers)):
            for name, value in brought.items():
                kept.setdefault(name, []).append(value)
        course.seen_losses.append(done.judged.losses)
        course.seen_right.append(done.judged.right)
        course.penalty.append(done.judged.penalty)
        return True

    def _look(self, compiled: Compiled, course: Course) -> None:
        fresh = compiled.epochs.judge(compiled.data.test)
        course.losses.append(fresh.losses)
        course.right.append(fresh.right)


def dead_share(model: keras.Model, fresh: Part) -> float:
    """The largest share of a ReLU layer's units that are zero on all of 1,000 fresh examples.

    Of a convolution a unit is a filter. Layers are called one after the other, as they stand.
    """
    value, worst = keras.ops.convert_to_tensor(fresh.x[:1000]), 0.0
    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    if not any(_relu(layer) for layer in layers):
        return 0.0
    for layer in layers:
        value = layer(value, training=False) if _has_mode(layer) else layer(value)
        if _relu(layer):
            array = np.asarray(keras.ops.convert_to_numpy(value))
            alive = (array > 0).any(axis=tuple(range(array.ndim - 1)))
            worst = max(worst, float(1 - alive.mean()))
    return worst


def _relu(layer: keras.layers.Layer) -> bool:
    return getattr(layer, "activation", None) is keras.activations.relu


def _has_mode(layer: keras.layers.Layer) -> bool:
    return isinstance(layer, keras.layers.Dropout | keras.layers.BatchNormalization)
