"""Knob: what a setting is, whichever lesson offers it; `KNOBS` is the whole vocabulary.

Names are Keras's where Keras has one. A lesson picks knobs and narrows their range; nothing outside
the vocabulary can be set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tutor.datasets.registry import Card, Kind, Target
from tutor.diagnosis.digits import in_digits
from tutor.lab.names import listed
from tutor.lab.schedule import SCHEDULES

ACTIVATIONS = (
    "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "tanh", "sigmoid", "softplus",
    "softsign", "mish", "relu6", "celu", "hard_tanh", "hard_sigmoid", "hard_silu", "linear",
)  # fmt: skip
OPTIMIZERS = ("adam", "adamw", "sgd", "momentum", "rmsprop", "nadam")
CELLS = ("SimpleRNN", "GRU", "LSTM")
KERNEL_SHAPES = ("square", "tall", "wide")
POOLINGS = ("max", "average", "none")
SCALINGS = ("none", "standard", "min-max")
AUGMENTATIONS = ("none", "shift", "rotate", "both")


FORMS = ("circles", "xor", "blobs", "spiral")
_NUMBERS: tuple[Kind, ...] = ("image", "vector", "sequence")


@dataclass(frozen=True, slots=True)
class Knob:
    """What a setting is, whichever lesson offers it.

    Attributes:
        kind: the type of one value.
        meaning: a short label for people.
        low, high: the widest range of a number, both ends included.
        choices: all values, where they are names.
        layers: `count` for a number of layers; the kind of layers (`conv`, `recurrent`, `units`
            for all with units, `hidden` for all hidden ones) that may each have their own value;
            empty where there is one value for the whole training.
        scale: how neighbouring values differ where a lesson gives neither choices nor a step:
            by a difference, by a factor of two, 1, 3, 10, 30, …, or 1, 2, 3, 5, 10, 15, 20, 30, …;
            a step of 1 does not change the last of these.
        kinds, targets: of the data it has an effect on; empty for all.
        data: whether it is an option of the data set, under the same name.
    """

    kind: Literal["int", "float", "choice", "bool"]
    meaning: str
    low: float = 0.0
    high: float = 0.0
    choices: tuple[str, ...] = ()
    layers: Literal["", "count", "conv", "recurrent", "units", "hidden"] = ""
    scale: Literal["linear", "double", "decade", "ladder"] = "linear"
    kinds: tuple[Kind, ...] = ()
    targets: tuple[Target, ...] = ()
    data: bool = False

    def misfit(self, card: Card) -> str:
        """Why the setting has no effect on data with this card; empty where it has one."""
        if self.kinds and card.kind not in self.kinds:
            return f"it is for {listed(self.kinds)} data, and {card.name} has kind {card.kind}"
        if self.targets and card.target not in self.targets:
            return f"it is for {listed(self.targets)} targets, and {card.name} has {card.target}"
        return ""


KNOBS: dict[str, Knob] = {
    "conv_layers": Knob("int", "convolutional layers", 0, 6, layers="count", kinds=("image",)),
    "recurrent_layers": Knob(
        "int", "recurrent layers", 0, 4, layers="count", kinds=("tokens", "sequence")
    ),
    "hidden_layers": Knob("int", "hidden layers", 0, 6, layers="count"),
    "dense_layers": Knob("int", "dense layers", 0, 4, layers="count"),
    "filters": Knob("int", "filters", 1, 512, layers="conv", scale="double"),
    "kernel_size": Knob("int", "kernel size", 1, 11, layers="conv"),
    "kernel_shape": Knob("choice", "shape of kernels", choices=KERNEL_SHAPES, layers="conv"),
    "pooling": Knob("choice", "pooling", choices=POOLINGS, layers="conv"),
    "cell": Knob("choice", "recurrent cell", choices=CELLS, layers="recurrent"),
    "bidirectional": Knob("bool", "reading", layers="recurrent"),
    "units": Knob("int", "units", 1, 1024, layers="units", scale="double"),
    "activation": Knob("choice", "activation", choices=ACTIVATIONS, layers="hidden"),
    "dropout": Knob("float", "dropout", 0.0, 0.9),
    "l2": Knob("float", "L2 penalty", 0.0, 1.0, scale="decade"),
    "batch_norm": Knob("bool", "batch normalization"),
    "optimizer": Knob("choice", "optimizer", choices=OPTIMIZERS),
    "learning_rate": Knob("float", "learning rate", 1e-6, 100.0, scale="decade"),
    "batch_size": Knob("int", "batch size", 1, 4096, scale="double"),
    "epochs": Knob("int", "epochs", 1, 10_000, scale="ladder"),
    "schedule": Knob("choice", "learning-rate schedule", choices=SCHEDULES),
    "early_stopping": Knob("int", "patience of early stopping (0: none)", 0, 10_000),
    "global_clipnorm": Knob(
        "float", "largest norm of a gradient (0: any)", 0.0, 1000.0, scale="decade"
    ),
    "train_size": Knob("int", "training examples", 1, 10_000_000, scale="double"),
    "label_noise": Knob("float", "share of wrong labels", 0.0, 1.0, targets=("class",)),
    "scaling": Knob("choice", "scaling of the data", choices=SCALINGS, kinds=_NUMBERS),
    "class_weights": Knob("bool", "rare classes count more", targets=("class",)),
    "remove_duplicates": Knob("bool", "copies removed"),
    "augmentation": Knob("choice", "augmentation", choices=AUGMENTATIONS, kinds=("image",)),
    "smoothing": Knob("int", "frames of smoothing", 1, 101, targets=("labels",)),
    "temperature": Knob("float", "temperature of sampling", 0.0, 3.0, targets=("next",)),
    "sequence_length": Knob("int", "length of a sequence", 2, 512, scale="double", data=True),
    "corridor_length": Knob("int", "length of the corridor", 1, 100, data=True),
    "form": Knob("choice", "form of the data", choices=FORMS, data=True),
    "noise": Knob("float", "noise in the data", 0.0, 1.0, data=True),
}

AFTER_TRAINING = ("smoothing", "temperature")
"""Settings of what is made of a network's answers: the network is the same for all their values."""

COUNTS = tuple(name for name, knob in KNOBS.items() if knob.layers == "count")
"""Names of the settings that count layers."""

WIDTHS = ("filters", "units")
"""Names of the settings that say how wide layers are."""


def called(name: str) -> str:
    """A setting as people call it, without the note on what a value means."""
    return KNOBS[name].meaning.partition(" (")[0] if name in KNOBS else name.replace("_", " ")


def plain_value(value: bool | int | float | str) -> str:
    """A value as people read it: `on` and `off`, numbers without needless digits."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return in_digits(value) if isinstance(value, float) else str(value)


def value_words(name: str, value: bool | int | float | str) -> str:
    """A value of a setting in the words of the screen."""
    if name == "bidirectional":
        return "both ways" if value else "one way"
    return plain_value(value)
