"""From settings to a network: which layers, in which order, with which shapes and counts."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.lab.knobs import COUNTS, KNOBS, called
from tutor.lab.network import Inputs, Layer, Network, Parts, Shape, recurrent_parameters
from tutor.lab.settings import Scalar, SettingError, Settings, Value, each

FALLBACK: Settings = {
    "conv_layers": 0, "recurrent_layers": 0, "hidden_layers": 0, "dense_layers": 0,
    "filters": 16, "kernel_size": 3, "pooling": "max", "cell": "GRU", "bidirectional": False,
    "units": 32, "dropout": 0.0, "l2": 0.0, "batch_norm": False, "kernel_shape": "square",
    "augmentation": "none",
}  # fmt: skip
"""What holds for the parts of a network that an experiment does not offer."""

OUTPUT_ACTIVATIONS = {
    "class": "softmax", "labels": "sigmoid", "tags": "softmax", "next": "softmax",
    "number": "linear", "action": "softmax",
}  # fmt: skip
"""What makes an answer of the last layer's numbers, for each target."""

_SHIFT = 0.1
_TURN = 0.05
"""Augmentation: up to 10 % of the picture's size each way, up to 5 % of a full turn."""

_SHAPES = {"square": (1, 1), "tall": (1, 0), "wide": (0, 1)}
"""A kernel's extent down and across, in kernel sizes; none of it is one pixel."""


def layer_counts(settings: Mapping[str, Value]) -> dict[str, int]:
    """How many layers each per-layer group has: `conv`, `recurrent`, `units` and `hidden`."""
    number = {name: _integer(settings.get(name, 0)) for name in COUNTS}
    dense = number["dense_layers"] + number["hidden_layers"]
    return {
        "conv": number["conv_layers"],
        "recurrent": number["recurrent_layers"],
        "units": number["recurrent_layers"] + dense,
        "hidden": number["conv_layers"] + number["recurrent_layers"] + dense,
    }


_COUNTED: dict[str, tuple[str, ...]] = {
    "conv": ("conv_layers",),
    "recurrent": ("recurrent_layers",),
    "units": ("recurrent_layers", "hidden_layers", "dense_layers"),
    "hidden": COUNTS,
}
"""The counts of the layers that each per-layer group is of."""


def used(name: str, settings: Mapping[str, Value]) -> bool:
    """Whether some layer has a setting, or it is none of layers, as dropout.

    Where the settings count no layers of its kind, the lesson has fixed them: it is taken as used.
    """
    group = KNOBS[name].layers if name in KNOBS else ""
    counts = [settings[count] for count in _COUNTED.get(group, ()) if count in settings]
    return not counts or any(counts)


def check_lists(settings: Mapping[str, Value]) -> None:
    """Refuse a list with more values than there are layers for it.

    Raises:
        SettingError: with the setting, the values found and the layers there are.
    """
    counts = layer_counts(settings)
    for name, value in settings.items():
        if isinstance(value, list) and len(value) > max(counts[KNOBS[name].layers], 1):
            raise SettingError(
                f"{name} has {len(value)} values, but the network has "
                f"{counts[KNOBS[name].layers]} layers that take one."
            )


def describe(inputs: Inputs, settings: Mapping[str, Value], parts: Parts | None = None) -> Network:
    """The network that `settings` ask for.

    Augmentation comes first; then convolutional layers, each followed by its pooling; then the
    recurrent ones; then the dense ones (`hidden_layers` and `dense_layers` together); then the
    output. Dropout stands before each dense layer and before the output. Where each step of a
    sequence has an answer of its own, every layer keeps the steps.

    Args:
        inputs: what enters, and how many classes leave.
        settings: the learner's values; what is missing is taken from `FALLBACK`.
        parts: what the lesson fixes.

    Raises:
        SettingError: the layers asked for don't fit the data.
    """
    check_lists(settings)
    return Network(inputs=inputs, layers=_Stack(inputs, settings, parts or Parts()).build())


def _integer(value: Value) -> int:
    return int(value) if isinstance(value, int | float) else 0


class _Stack:
    """Builds the list of layers from the input upwards, keeping the running shape."""

    def __init__(self, inputs: Inputs, settings: Mapping[str, Value], parts: Parts) -> None:
        self.inputs = inputs
        self.parts = parts
        self.settings: dict[str, Value] = {**FALLBACK, **settings}
        self.counts = layer_counts(self.settings)
        self.layers: list[Layer] = []
        self.shape: Shape = inputs.shape
        self.place = 0

    def build(self) -> list[Layer]:
        kind = self.inputs.kind
        self._fits("conv", kind == "image", "no pictures")
        self._fits("recurrent", kind in {"tokens", "sequence"}, "no sequences")
        if kind == "tokens":
            self._embedding()
        if kind == "image":
            self._augmentation()
        for index in range(self.counts["conv"]):
            self._convolution(index)
        for index in range(self.counts["recurrent"]):
            self._recurrent(index)
        self._head()
        for index in range(self.counts["recurrent"], self.counts["units"]):
            self._dense(index)
        self._dropout("output_dropout")
        self._output()
        return self.layers

    def _fits(self, group: str, fitting: bool, why: str) -> None:
        if self.counts[group] and not fitting:
            raise SettingError(
                f"{group}_layers is {self.counts[group]}, but these data are {why}; allowed is 0.",
                f"{called(f'{group}_layers')} are not allowed: these data are {why}.",
            )

    def _output(self) -> None:
        units = self.inputs.classes
        self._add(
            "Dense", "output", (*self.shape[:-1], units), self._dense_parameters(units),
            activation=OUTPUT_ACTIVATIONS[self.inputs.target], units=units,
        )  # fmt: skip

    def _augmentation(self) -> None:
        """Layers that move the picture a little each time it is trained on."""
        asked = self.settings["augmentation"]
        if asked in {"shift", "both"}:
            self._add(
                "RandomTranslation", "shift", self.shape, height_factor=_SHIFT,
                width_factor=_SHIFT, fill_mode="constant",
            )  # fmt: skip
        if asked in {"rotate", "both"}:
            self._add("RandomRotation", "rotate", self.shape, factor=_TURN, fill_mode="constant")

    def _add(
        self,
        kind: str,
        name: str,
        shape: Shape,
        parameters: int = 0,
        *,
        activation: str | None = None,
        place: int | None = None,
        **options: object,
    ) -> None:
        layer = Layer(
            type=kind, name=name, shape=shape, activation=activation, parameters=parameters,
            options=options, place=place,
        )  # fmt: skip
        self.layers.append(layer)
        self.shape = shape

    def _one(self, name: str, index: int) -> Scalar:
        """The value of a per-layer setting for layer `index` of its group."""
        return each(self.settings[name], index + 1)[index]

    def _activation(self, usual: str) -> str:
        """The activation of the hidden layer that is being added."""
        if "activation" not in self.settings:
            return usual
        return str(self._one("activation", self.place))

    def _regularized(self) -> dict[str, object]:
        value = self.settings["l2"]
        return {"l2": value} if value else {}

    def _number(self, name: str) -> float:
        value = self.settings[name]
        return float(value) if isinstance(value, int | float) else 0.0

    def _dropout(self, name: str) -> None:
        if self._number("dropout") > 0.0:
            self._add("Dropout", name, self.shape, rate=self._number("dropout"))

    def _dense_parameters(self, units: int) -> int:
        return (int(self.shape[-1] or 0) + 1) * units

    def _embedding(self) -> None:
        size = self.parts.embedding
        self._add(
            "Embedding", "embedding", (*self.inputs.shape, size), self.inputs.vocabulary * size,
            input_dim=self.inputs.vocabulary, output_dim=size, mask_zero=self.inputs.padded,
        )  # fmt: skip

    def _normalized(self, name: str) -> None:
        if self.settings["batch_norm"]:
            self._add("BatchNormalization", name, self.shape, 4 * int(self.shape[-1] or 0))

    def _convolution(self, index: int) -> None:
        filters = int(self._one("filters", index))
        kernel = int(self._one("kernel_size", index))
        down, across = _SHAPES[str(self._one("kernel_shape", index))]
        down, across = max(down * kernel, 1), max(across * kernel, 1)
        height, width, channels = (int(size or 0) for size in self.shape)
        if self.parts.padding == "valid":
            height, width = height - down + 1, width - across + 1
        if min(height, width) < 1:
            raise SettingError(
                f"kernel_size is {kernel} in convolutional layer {index + 1}, where the picture is "
                f"only {self.shape[0]}×{self.shape[1]}."
            )
        self._add(
            "Conv2D", f"conv{index + 1}", (height, width, filters),
            (down * across * channels + 1) * filters, activation=self._activation("relu"),
            place=self.place, filters=filters, kernel_size=[down, across],
            padding=self.parts.padding,
            **self._regularized(),
        )  # fmt: skip
        self.place += 1
        self._normalized(f"norm{self.place}")
        self._pool(index)

    def _pool(self, index: int) -> None:
        """Halve the picture where the learner asks for it and it is still larger than one pixel."""
        pooling = str(self._one("pooling", index))
        height, width, channels = (int(size or 0) for size in self.shape)
        if pooling == "none" or min(height, width) < 2:
            return
        kind = "MaxPooling2D" if pooling == "max" else "AveragePooling2D"
        self._add(kind, f"pool{index + 1}", (height // 2, width // 2, channels), pool_size=2)

    def _recurrent(self, index: int) -> None:
        units, cell = int(self._one("units", index)), str(self._one("cell", index))
        both = bool(self._one("bidirectional", index))
        if both and self.inputs.target in {"next", "action"}:
            raise SettingError(
                "bidirectional is true, but a network that reads backwards would see what it is "
                "to predict; allowed is false.",
                "Both directions are not allowed: a network that reads backwards would see what "
                "it is to predict.",
            )
        width = int(self.shape[-1] or 0)
        whole = self.inputs.stepwise or index < self.counts["recurrent"] - 1
        parameters = recurrent_parameters(cell, width, units) * (2 if both else 1)
        size = units * (2 if both else 1)
        self._add(
            "Bidirectional" if both else cell, f"recurrent{index + 1}",
            (*self.shape[:-1], size) if whole else (size,), parameters,
            activation=self._activation("tanh"), place=self.place, units=units,
            return_sequences=whole, **({"cell": cell} if both else {}), **self._regularized(),
        )  # fmt: skip
        self.place += 1

    def _head(self) -> None:
        """Make a vector of what is not one yet, unless each step has its own answer."""
        if len(self.shape) == 1 or self.inputs.stepwise:
            return
        if self.inputs.kind == "tokens":
            self._add("GlobalAveragePooling1D", "average", (self.shape[-1],))
        elif self.parts.head == "flatten" or self.inputs.kind == "sequence":
            total = 1
            for size in self.shape:
                total *= int(size or 1)
            self._add("Flatten", "flatten", (total,))
        else:
            kind = "Average" if self.parts.head == "global_average" else "Max"
            self._add(f"Global{kind}Pooling2D", "head", (self.shape[-1],))

    def _dense(self, index: int) -> None:
        units = int(self._one("units", index))
        number = index - self.counts["recurrent"] + 1
        if number > 1 or len(self.layers) > 0:
            self._dropout(f"dropout{number}")
        self._add(
            "Dense", f"dense{number}", (*self.shape[:-1], units), self._dense_parameters(units),
            activation=self._activation("relu"), place=self.place, units=units,
            **self._regularized(),
        )  # fmt: skip
        self.place += 1
        self._normalized(f"norm{self.place}")
