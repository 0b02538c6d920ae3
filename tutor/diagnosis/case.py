"""A history made ready for judging: arrays, roles and sizes, the same for every finding."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History, UnevenHistoryError
from tutor.diagnosis.second_look import SecondLook
from tutor.diagnosis.shares import as_shares, examples_behind
from tutor.diagnosis.statistics import Array, running_median, thinned

LOSSES = ("loss", "train_loss", "val_loss")
ACCURACIES = ("accuracy", "train_accuracy", "val_accuracy")

_MOST_POINTS = 1000
_SHORT = 20
_FEWEST_GROUPS = 10
NEAR = 0.045
"""An `excess` below this leaves nothing worth having."""
_HUGE = 1e100
_WORTH = 0.05
"""The share of a loss, or of a perplexity, that is worth having."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """What the findings look at.

    Losses are finite here; a history with others is judged as diverged and goes no further. Long
    runs come as medians of blocks of epochs, at most 1,000 of them. All arrays that are there
    have the same length.

    Attributes:
        epochs: how many epochs the history has.
        trained: how many epochs the training took, those the history leaves out included.
        points: how many points the arrays have.
        block: how many epochs one point stands for.
        train: training loss, measured in inference mode where that was recorded.
        val: validation loss.
        train_accuracy, val_accuracy: shares from 0 to 1.
        first_loss, first_val: `train` and `val` before the first step, or after the first epoch
            where that is not known.
        loss_measured, accuracy_measured: whether the training side was measured in inference mode;
            Keras's running value lags by half an epoch and has dropout on.
        validation_examples: given, or read off the steps in which `val_accuracy` moves.
        examples: losses of groups of examples, where there are ten and a row for every epoch.
        facts: what else is known.
        second: what further trainings showed, where it has the groups of `examples`.
        layers: columns of `History.layers`, thinned as the others are.
        numbers: the number of each epoch, as people are told it.
    """

    epochs: int
    trained: int
    points: int
    block: int
    train: Array | None
    val: Array | None
    train_accuracy: Array | None
    val_accuracy: Array | None
    first_loss: float
    first_val: float
    loss_measured: bool
    accuracy_measured: bool
    validation_examples: int | None
    examples: Examples | None
    facts: Facts
    second: SecondLook | None
    layers: Mapping[str, Array]
    numbers: Sequence[int]

    def layers_of(self, kind: str) -> dict[str, Array]:
        """The columns of one kind, by the layers' names, the first layer first."""
        found = ((name.partition("/"), values) for name, values in self.layers.items())
        return {layer: values for (of, _, layer), values in found if of == kind}

    def epoch(self, point: int) -> int:
        """The number of the epoch that a point of the arrays stands for."""
        point = point % self.points
        index = self.epochs - 1 - (self.points - 1 - point) * self.block
        if point < self.points - 1:
            index -= (self.block - 1) // 2
        return int(self.numbers[index])

    def training_of(self, epochs: int) -> int:
        """How long a training has as many recorded epochs, if every so many are recorded."""
        return -(-epochs * self.trained // self.epochs) if self.epochs else epochs

    @property
    def training_examples(self) -> int | None:
        """How many examples the training accuracy is of, at least; None where that is unknown.

        One measured after the epoch is taken for one on as many as there are for validation.
        """
        given, known = self.facts.train_examples, self.validation_examples
        if given is None or given < 1:
            return None
        return min(given, known) if self.accuracy_measured and known is not None else given

    @property
    def width(self) -> int:
        """Over how many points curves are smoothed: a twentieth, an odd number.

        Where groups of examples tell how far chance reaches, single epochs of a short run count;
        else three points at least.
        """
        least = 1 if self.examples is not None and self.points < _SHORT else 3
        return max(least, (self.points // 20) | 1)

    def smooth(self, values: Array) -> Array:
        """The running median over `width` points."""
        return running_median(values, self.width)

    @property
    def worth(self) -> float:
        """The share of its loss at the end that is worth having: 5 %.

        Symbols leave a loss far from 0 whatever is learned; of theirs it is what lowers the
        perplexity, e to the power of the loss, by 5 %.
        """
        losses = self.val if self.val is not None else self.train
        if not self.facts.symbols or losses is None:
            return _WORTH
        return min(_WORTH, -math.log1p(-_WORTH) / max(self.end(losses), _WORTH))

    @property
    def val_error(self) -> float | None:
        """The standard error of the last validation loss; None where single ones are unknown."""
        if self.examples is None:
            return None
        losses = self.examples.losses[-1].astype(np.float64)
        return float(losses.std(ddof=1)) / math.sqrt(len(losses))

    def change_error(self, points: int) -> float:
        """The standard error, by the choice of examples, of the change over the last points.

        0 where no examples are known.
        """
        if self.examples is None:
            return 0.0
        losses = self.examples.losses
        first = max(0, len(losses) - 1 - (points - 1) * self.block)
        change = losses[-1].astype(np.float64) - losses[first]
        return float(change.std(ddof=1)) / math.sqrt(len(change))

    @property
    def excess(self) -> float | None:
        """By which share of it the risk is expected to stand above the least these inputs allow.

        A network that can express the truth, with p parameters fitted to n examples by maximum
        likelihood, has on average p / (2 n) nats more than the least risk. Source: H. Akaike, A new
        look at the statistical model identification, IEEE Trans. Autom. Control 19 (1974), 716–723.

        None where sizes are unknown, where there are more parameters than examples, for which that
        does not hold, or where the loss is no cross-entropy of classes as far as one can see.
        """
        facts, val = self.facts, self.val
        if facts.parameters is None or not facts.train_examples or val is None:
            return None
        end = self.end(val)
        if facts.parameters > facts.train_examples or facts.classes is None or end <= 0.0:
            return None
        return facts.parameters / (2 * facts.train_examples) / end

    @property
    def tail(self) -> int:
        """How many of the last points stand for the end: a tenth, three at least.

        One where groups of examples tell how far chance reaches and the run is short, or its last
        point is that of the weights that were kept.
        """
        if self.facts.after and self.examples is not None:
            return 1
        least = 1 if self.width == 1 else 3
        return min(self.points, max(least, self.points // 10))

    @property
    def lately(self) -> str:
        """How to say what `end` stands for; empty where it is the last epoch alone."""
        return self._lately("the median")

    @property
    def both_lately(self) -> str:
        """The same of two figures."""
        return self._lately("medians")

    def _lately(self, what: str) -> str:
        epochs = self.tail * self.block
        return f", {what} of the last {epochs:,} epochs" if epochs > 1 else ""

    def end(self, values: Array) -> float:
        """The median of the last points."""
        return float(np.median(values[-self.tail :]))


def columns(history: History) -> dict[str, Array]:
    """The recorded columns that the diagnosis knows, as arrays.

    Raises:
        UnevenHistoryError: recorded columns differ in length.
    """
    sizes = {name: len(column) for name, column in history.metrics.items() if len(column)}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} has {size}" for name, size in sizes.items())
        raise UnevenHistoryError(f"All columns need one value an epoch, but {listed}.")
    known = (name for name in (*LOSSES, *ACCURACIES) if name in sizes)
    return {name: np.asarray(history.metrics[name], dtype=np.float64) for name in known}


def prepare(
    history: History,
    arrays: dict[str, Array],
    facts: Facts,
    examples: Examples | None,
    second: SecondLook | None = None,
) -> Case:
    """Make a case of columns whose losses are all finite."""
    epochs = max((len(array) for array in arrays.values()), default=0)
    block = max(1, -(-epochs // _MOST_POINTS))
    accuracies = as_shares({n: a for n, a in arrays.items() if n in ACCURACIES})
    losses = {n: np.clip(a, -_HUGE, _HUGE) for n, a in arrays.items() if n in LOSSES}
    train, val = losses.get("train_loss", losses.get("loss")), losses.get("val_loss")
    thin = {name: thinned(array, block) for name, array in (losses | accuracies).items()}
    return Case(
        epochs=epochs,
        trained=history.trained,
        points=epochs // block,
        block=block,
        train=thin.get("train_loss", thin.get("loss")),
        val=thin.get("val_loss"),
        train_accuracy=thin.get("train_accuracy", thin.get("accuracy")),
        val_accuracy=thin.get("val_accuracy"),
        first_loss=_first(history, ("train_loss", "loss", "val_loss"), train),
        first_val=_first(history, ("val_loss", "train_loss"), val),
        loss_measured="train_loss" in thin,
        accuracy_measured="train_accuracy" in thin,
        validation_examples=_validation_examples(facts, accuracies.get("val_accuracy")),
        examples=(usable := _usable(examples, epochs)),
        facts=facts,
        second=_matching(second, usable),
        layers=_of_layers(history, epochs, block),
        numbers=history.counted,
    )


def _first(history: History, names: Sequence[str], losses: Array | None) -> float:
    known = [history.initial[name] for name in names if name in history.initial]
    finite = [value for value in known if np.isfinite(value)]
    if finite:
        return float(np.clip(finite[0], -_HUGE, _HUGE))
    return float(losses[0]) if losses is not None else 0.0


def _of_layers(history: History, epochs: int, block: int) -> dict[str, Array]:
    """The layers' columns that have a finite value for every epoch."""
    arrays = {name: np.asarray(values, np.float64) for name, values in history.layers.items()}
    return {
        name: thinned(array, block)
        for name, array in arrays.items()
        if len(array) == epochs and bool(np.isfinite(array).all())
    }


def _usable(examples: Examples | None, epochs: int) -> Examples | None:
    if examples is None or examples.losses.shape[0] != epochs:
        return None
    if examples.losses.shape[1] < _FEWEST_GROUPS:
        return None
    return examples if bool(np.isfinite(examples.losses).all()) else None


def _matching(second: SecondLook | None, examples: Examples | None) -> SecondLook | None:
    """What further trainings showed of these very groups, finite losses only."""
    if second is None or examples is None:
        return None
    groups = examples.losses.shape[1]
    later, wider = second.later, second.wider
    if later is not None and (later.shape[1] != groups or not bool(np.isfinite(later).all())):
        later = None
    if wider is not None and (len(wider) != groups or not bool(np.isfinite(wider).all())):
        wider = None
    return replace(second, later=later, wider=wider)


def _validation_examples(facts: Facts, accuracy: Array | None) -> int | None:
    if facts.validation_examples is not None and facts.validation_examples > 0:
        return facts.validation_examples
    return None if accuracy is None else examples_behind(accuracy)
