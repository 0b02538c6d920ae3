"""What a training left behind: one value per epoch and metric, and what is known of the data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from tutor.diagnosis.limits import Limit
from tutor.diagnosis.verdict import Value

MOVING = ("gradient_norm", "gradient_peak", "update_ratio")
"""What is known of each layer with weights after an epoch: the mean and the greatest norm of its
gradient over the epoch's steps, and how far a step moved its weights on the way from the epoch's
first to its last, as a share of their own norm."""

ZERO_UNITS = "zero_units"
"""The share of a ReLU layer's units that were zero on every training example looked at."""


def layer_column(kind: str, layer: str) -> str:
    """The name of a column in `History.layers`."""
    return f"{kind}/{layer}"


class UnevenHistoryError(ValueError):
    """Columns of a history that should be equally long are not."""


@dataclass(slots=True)
class History:
    """Metrics of each epoch, in order.

    Attributes:
        metrics: for each metric's name, its value in every epoch. Names are Keras's: `loss`,
            `accuracy`, `val_loss`, `val_accuracy`; `train_loss` and `train_accuracy` are measured
            in inference mode after the epoch, on a fixed part of the training set.
        seconds: wall time of each epoch; empty where unknown.
        numbers: the epochs' own numbers, where some epochs are left out (a log that was validated
            every fifth epoch, say) or the first has an unusual one; else empty.
        layers: for each kind and layer, as `layer_column` names them, a value an epoch, the layers
            in their order; empty where the training was not looked into.
        initial: metrics before the first step; empty where unknown.
        first: the number that its writer gives a training's first epoch: 1, or 0 as Keras's
            CSVLogger does.
    """

    metrics: dict[str, list[float]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    layers: dict[str, list[float]] = field(default_factory=dict)
    initial: dict[str, float] = field(default_factory=dict)
    first: int = 1

    @property
    def counted(self) -> Sequence[int]:
        """The number of each epoch, as people are told it."""
        if len(self.numbers) == self.epochs:
            return self.numbers
        return range(self.first, self.first + self.epochs)

    @property
    def trained(self) -> int:
        """How many epochs the training took, those left out included."""
        counted = self.counted
        return max(counted[-1] + 1 - self.first, len(counted)) if counted else 0

    @property
    def epochs(self) -> int:
        """How many epochs have been recorded."""
        return max((len(column) for column in self.metrics.values()), default=0)

    def column(self, name: str) -> list[float]:
        """The values of `name`, one an epoch; empty where it was not recorded."""
        return self.metrics.get(name, [])

    def last(self) -> dict[str, float]:
        """Every metric's newest value."""
        return {name: column[-1] for name, column in self.metrics.items() if column}

    def extend(
        self,
        metrics: Mapping[str, Sequence[float]],
        seconds: Sequence[float] = (),
        layers: Mapping[str, Sequence[float]] = MappingProxyType({}),
    ) -> None:
        """Append one or more epochs.

        Args:
            metrics: for each metric, its values in the new epochs, equally long.
            seconds: wall time of each new epoch.
            layers: as many values for each column of `layers`.

        Raises:
            UnevenHistoryError: the new columns differ in length.
        """
        columns = {**metrics, **layers}
        if len({len(values) for values in columns.values()}) > 1:
            sizes = ", ".join(f"{name}: {len(values)}" for name, values in columns.items())
            raise UnevenHistoryError(f"columns of one event differ in length ({sizes})")
        for kept, added in ((self.metrics, metrics), (self.layers, layers)):
            for name, values in added.items():
                kept.setdefault(name, []).extend(values)
        self.seconds.extend(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a network gives and what it is held against.

    Attributes:
        activation: of the last layer, as Keras names it.
        units: of the last layer.
        loss: its name as Keras writes it in full, such as `sparse_categorical_crossentropy`.
        from_logits: whether the loss applies the activation itself.
        labels: the least and the greatest label, or number to be estimated.
        label_size: numbers in a label: 1 for a class's number, K for one of K given as one-hot.
        whole: whether all labels are whole numbers.
    """

    activation: str
    units: int
    loss: str
    from_logits: bool = False
    labels: tuple[float, float] | None = None
    label_size: int | None = None
    whole: bool | None = None


_WIDTHS = {
    "units": ("hidden_layers", "dense_layers", "recurrent_layers"),
    "filters": ("conv_layers",),
}
"""Settings that are widths, and the counts of layers that have them."""


def _any_size(_change: Mapping[str, Value]) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a training beside its curves; everything may be unknown.

    Attributes:
        train_examples: examples in the training set.
        validation_examples: examples in the validation set.
        answers: how many answers the validation set asks for, where some of them go together:
            `validation_examples` is then how many independent ones tell as much. Else 0.
        drawn_by: what some of these share and are then often wrong together, such as `speakers`;
            empty where nobody knows.
        symbols: whether each answer is the symbol that follows in a text or a melody. How
            undecided that has to stay nobody knows, but it is far from 0.
        classes: number of classes, where the task is classification.
        majority_share: validation accuracy of always answering the commonest class or, of labels,
            each as it mostly is.
        guess_loss: validation loss of answering with the training set's shares of the classes, or
            of each label, alone.
        baseline_accuracy: validation accuracy of a simple (linear) model on the same data.
        class_names: what the classes are called, in the order of their numbers; else empty.
        class_counts: training examples of each class.
        class_right: for each class the validation examples that are answered right at the end,
            and all of them.
        copied: share of the validation examples that stand in the training set as well.
        loss_of_new: validation loss at the end on those alone that don't, and how many these are.
        repeated: share of the training examples that stand there more than once, the first aside:
            where inputs are few and simple, copies are no leakage.
        played_games: games that a policy plays in each epoch to learn from.
        judged_games: games that it is judged by after each epoch, always the same.
        guess_success: the most of those that are won by doing the same whatever is seen.
        output: the network's last layer, its loss and the labels.
        parameters: trainable parameters.
        limit: what the network can't overcome, however long it trains.
        settings: the learner's values by name, so that remedies can speak of them.
        choices: what the lesson lets the learner set: for each name the allowed values in order
            (a list), or `(minimum, maximum)`.
        defaults: what the lesson begins with, of what can be set.
        affordable: epochs that the time allowed is enough for, where that bounds `choices`.
        aside: what it lets the learner set too, and keeps advice from, save back to its own value:
            its step is about others.
        labels: how the lesson calls settings that it has a name of its own for.
        fits: whether the network is still small enough for the goal after a change of settings.
        after: epochs that the training went on for after those of the history, in vain: the weights
            that were kept are those of the history's last epoch.
    """

    train_examples: int | None = None
    validation_examples: int | None = None
    answers: int = 0
    drawn_by: str = ""
    symbols: bool = False
    classes: int | None = None
    majority_share: float | None = None
    guess_loss: float | None = None
    baseline_accuracy: float | None = None
    class_names: Sequence[str] = ()
    class_counts: Sequence[int] | None = None
    class_right: Sequence[tuple[int, int]] | None = None
    copied: float | None = None
    loss_of_new: tuple[float, int] | None = None
    repeated: float | None = None
    played_games: int | None = None
    judged_games: int | None = None
    guess_success: float | None = None
    output: Output | None = None
    parameters: int | None = None
    limit: Limit = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    choices: Mapping[str, Sequence[object]] = field(default_factory=dict)
    defaults: Mapping[str, object] = field(default_factory=dict)
    aside: Collection[str] = ()
    affordable: int | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    fits: Callable[[Mapping[str, Value]], bool] = _any_size
    after: int = 0

    def in_time(self, times: float) -> bool:
        """Whether the time allowed is enough where each epoch takes so many times as long."""
        epochs = self.settings.get("epochs")
        if self.affordable is None or not isinstance(epochs, int):
            return True
        return self.affordable >= times * epochs

    @property
    def right_labels(self) -> float:
        """The share of the training labels that are right, where others were made wrong; else 1.

        Validation labels are always right.
        """
        wrong = self.settings.get("label_noise")
        return 1.0 - wrong if isinstance(wrong, int | float) and 0.0 < wrong < 1.0 else 1.0

    @property
    def narrowest(self) -> int | None:
        """The width of the narrowest hidden layer; None where there is none, or none is known."""
        widths: list[int] = []
        for name, counts in _WIDTHS.items():
            numbers = (self.settings.get(count) for count in counts)
            there = any(isinstance(number, int) and number > 0 for number in numbers)
            given = self.settings.get(name)
            values = given if isinstance(given, list | tuple) else [given]
            widths += [value for value in values if there and isinstance(value, int)]
        return min(widths, default=None)

    @property
    def dense(self) -> bool:
        """Whether all hidden layers are dense, as far as the settings tell."""
        others = (self.settings.get(name) for name in ("conv_layers", "recurrent_layers"))
        return not any(others)

    def judged(self, known: int) -> str:
        """What a network was judged by, in words, where `known` independent examples tell as much.

        That are examples or, where each asks for several, answers; a list of labels is one.
        """
        labels = self.output is not None and self.output.activation == "sigmoid"
        noun = "examples" if self.classes or labels else "answers"
        if self.answers <= known:
            return f"{known:,} {'answers' if self.answers else 'validation examples'}"
        many = self.drawn_by or "sources"
        alike = f"often wrong together within one {many.removesuffix('s')}"
        return f"{self.answers:,} {noun}, {alike} and so worth {known:,} from different {many}"
