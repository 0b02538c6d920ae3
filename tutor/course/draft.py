"""Draft: the network and the training as a learner is building them, one edit at a time.

Pure data for any screen: rows to show, fields to change, layers to add and remove. Settings stay
the flat ones of the command line, so that what is built here can be typed there.
"""

from __future__ import annotations

from collections.abc import Mapping

from tutor.course.draft_rows import Field, Row
from tutor.course.lesson import Experiment
from tutor.course.own import adapted
from tutor.course.plan import complete, network
from tutor.datasets.registry import Card
from tutor.lab.architecture import layer_counts
from tutor.lab.knobs import COUNTS
from tutor.lab.network import Layer, Network
from tutor.lab.settings import (
    Scalar,
    Setting,
    SettingError,
    Settings,
    Value,
    check,
    each,
    stepped,
)
from tutor.lab.text.sets import shape as in_words

_GROUP_OF_COUNT = {
    "conv_layers": "conv",
    "recurrent_layers": "recurrent",
    "hidden_layers": "dense",
    "dense_layers": "dense",
}
_FIELDS = {
    "conv": ("filters", "kernel_size", "activation", "pooling"),
    "recurrent": ("cell", "units", "activation", "bidirectional"),
    "dense": ("units", "activation"),
}
_NOUNS = {
    "conv_layers": "convolutional layer",
    "recurrent_layers": "recurrent layer",
    "hidden_layers": "hidden layer",
    "dense_layers": "dense layer",
}
_POOLINGS = {"MaxPooling2D": "max", "AveragePooling2D": "average"}


class Draft:
    """The learner's settings for one experiment, always allowed ones.

    Attributes:
        experiment: what is being set; on own data without the settings that have no effect.
        own: the card of the learner's own data; None for the lesson's.
        settings: a value for every setting offered.
        network: the network they describe.
    """

    def __init__(
        self, experiment: Experiment, settings: Settings | None = None, own: Card | None = None
    ) -> None:
        """Begin with `settings`, or with the defaults.

        Args:
            experiment: of the lesson.
            settings: allowed ones; those without effect on own data are left out.
            own: the card of the learner's own data, in place of the lesson's.

        Raises:
            SettingError: the settings are not allowed, or the data don't fit.
        """
        self.own = own
        self.experiment = experiment if own is None else adapted(experiment, own)
        idle = set(experiment.offered) - set(self.experiment.offered)
        begun = {name: value for name, value in (settings or {}).items() if name not in idle}
        self.settings: Settings = complete(self.experiment, begun)
        self.network: Network = network(self.experiment, self.settings, own)
        self._kept: dict[str, set[Scalar]] = {}
        for name in begun:
            self._keep(name)

    @property
    def rows(self) -> list[Row]:
        """The network from input to output, then the settings of the training."""
        return [*self._layer_rows(), *self._setting_rows()]

    def step(self, field: Field, direction: int) -> None:
        """Move a field to its next (1) or previous (-1) value.

        Raises:
            SettingError: there is no further value, or its network cannot be.
        """
        setting = self.experiment.offered[field.setting]
        kept = self._kept.get(field.setting, ())
        value = stepped(setting, field.value, direction, kept)
        if value == field.value:
            raise SettingError(
                f"{setting.title} has no value beyond this one: allowed is {setting.told()}."
            )
        self._put(field, value)

    def put(self, field: Field, value: Scalar) -> None:
        """Give a field a value, which no later step leaps over.

        Raises:
            SettingError: the value is not allowed, or the network cannot be.
        """
        self._put(field, value)
        self._keep(field.setting)

    def _keep(self, name: str) -> None:
        """Have steps of a setting stop at what it is now."""
        value = self.settings[name]
        self._kept.setdefault(name, set()).update(value if isinstance(value, list) else [value])

    def _put(self, field: Field, value: Scalar) -> None:
        setting = self.experiment.offered[field.setting]
        check(setting, value)
        if field.index is None:
            self._accept({**self.settings, field.setting: value})
            return
        values = self._expanded(field.setting)
        values[field.index] = value
        self._accept({**self.settings, field.setting: _folded(values)})

    def adopt(self, change: Mapping[str, Value]) -> None:
        """Give several settings new values at once, as a remedy does.

        Raises:
            SettingError: a value is not allowed, or the network cannot be.
        """
        for name, value in change.items():
            if name not in self.experiment.offered:
                raise SettingError(f"This experiment does not offer {name}.")
            check(self.experiment.offered[name], value)
        self._accept({**self.settings, **change})
        for name in change:
            self._keep(name)

    def add(self, row: Row) -> None:
        """Add a layer like the row's after it; for an `empty` row, the first of its kind.

        Raises:
            SettingError: there are as many as the lesson allows, or the network cannot be.
        """
        self._resize(row, 1)

    def remove(self, row: Row) -> None:
        """Take the row's layer out.

        Raises:
            SettingError: the lesson demands as many layers, or the network cannot be.
        """
        self._resize(row, -1)

    def _resize(self, row: Row, change: int) -> None:
        setting = self.experiment.offered[row.count]
        number = _whole(self.settings[row.count]) + change
        try:
            check(setting, number)
        except SettingError:
            noun = _NOUNS[row.count]
            raise SettingError(
                f"This lesson allows {setting.low:g} to {setting.high:g} {noun}s."
            ) from None
        changed: Settings = {**self.settings, row.count: number}
        for name, offered in self.experiment.offered.items():
            place = self._place(offered, row)
            if place is None or not isinstance(self.settings[name], list):
                continue
            values = self._expanded(name)
            if change > 0:
                values.insert(place, values[min(place, len(values) - 1)])
            elif len(values) > 1:
                del values[place]
            changed[name] = _folded(values)
        self._accept(changed)

    def _place(self, setting: Setting, row: Row) -> int | None:
        """Where the row's layer stands in a per-layer setting's list; None where it doesn't."""
        group, counts = setting.knob.layers, layer_counts(self.settings)
        kind = _GROUP_OF_COUNT[row.count]
        before = {
            ("conv", "conv"): 0,
            ("recurrent", "recurrent"): 0,
            ("recurrent", "units"): 0,
            ("dense", "units"): counts["recurrent"],
            ("conv", "hidden"): 0,
            ("recurrent", "hidden"): counts["conv"],
            ("dense", "hidden"): counts["conv"] + counts["recurrent"],
        }.get((kind, group))
        return None if before is None or not setting.per_layer else before + row.place

    def _expanded(self, name: str) -> list[Scalar]:
        """A per-layer setting with one value for each of its layers."""
        group = self.experiment.offered[name].knob.layers
        return each(self.settings[name], max(layer_counts(self.settings)[group], 1))

    def _accept(self, settings: Settings) -> None:
        """Take the settings on, if their network can be."""
        self.network = network(self.experiment, settings, self.own)
        self.settings = settings

    def _layer_rows(self) -> list[Row]:
        rows = [Row("fixed", "input", note=_note(self.network.inputs.shape))]
        pending = [name for name in COUNTS if name in self.experiment.offered]
        numbers = dict.fromkeys(pending, 0)
        for layer in self.network.layers:
            count = _count_of(layer, pending)
            if layer.place is not None and count is not None:
                rows.append(self._layer_row(layer, count, numbers[count]))
                numbers[count] += 1
            elif layer.type in _FIXED:
                note, table = _note(layer.shape, layer.parameters), _table(layer)
                rows.append(Row("fixed", _FIXED[layer.type], note=note, more=table))
        last = self.network.layers[-1]
        rows.append(Row("fixed", "output", note=_note(last.shape, last.parameters)))
        for name in reversed(pending):
            if not numbers[name] and self.experiment.offered[name].high > 0:
                kind = "other dense layer" if name == "dense_layers" else _NOUNS[name]
                rows.insert(_stands(name, rows), Row("empty", f"no {kind}", count=name))
        return rows

    def _layer_row(self, layer: Layer, count: str, number: int) -> Row:
        kind = _GROUP_OF_COUNT[count]
        row = Row("layer", f"{kind} {number + 1}", count=count, place=number)
        fields = []
        for name in _FIELDS[kind]:
            setting = self.experiment.offered.get(name)
            place = None if setting is None else self._place(setting, row)
            if place is not None:
                value = self._expanded(name)[place]
                fields.append(Field(name, place, value, self._form(place)))
        pooling, shape = _pooled(self.network, layer)
        note = _note(shape, layer.parameters)
        more = "" if "pooling" in self.experiment.offered else pooling
        return Row("layer", row.title, tuple(fields), note, count, number, more)

    def _setting_rows(self) -> list[Row]:
        rows = [Row("heading", "training")]
        for name, setting in self.experiment.offered.items():
            value = self.settings[name]
            if setting.per_layer or setting.knob.layers == "count" or isinstance(value, list):
                continue
            rows.append(Row("setting", setting.title, (Field(name, None, value, self._form()),)))
        return rows

    def _form(self, place: int | None = None) -> str:
        """The shape of kernels in a layer, or in all; empty where they have several."""
        shapes = self.settings.get("kernel_shape", "square")
        if not isinstance(shapes, list):
            return str(shapes)
        return "" if place is None else str(self._expanded("kernel_shape")[place])


_FIXED = {
    "Dropout": "dropout",
    "Flatten": "flatten",
    "BatchNormalization": "normalize",
    "Embedding": "embedding",
    "GlobalMaxPooling2D": "global max",
    "GlobalAveragePooling2D": "average",
    "GlobalAveragePooling1D": "average",
}
"""What a row is called whose layer cannot be changed, by the type of the layer."""


def _count_of(layer: Layer, counts: list[str]) -> str | None:
    """The offered setting that counts layers of this one's kind."""
    kind = {"Conv2D": "conv", "Dense": "dense"}.get(layer.type, "recurrent")
    return next((name for name in counts if _GROUP_OF_COUNT[name] == kind), None)


def _folded(values: list[Scalar]) -> Value:
    """One value where all layers agree."""
    return values[0] if all(value == values[0] for value in values) else values


def _pooled(network: Network, layer: Layer) -> tuple[str, tuple[int | None, ...]]:
    """The pooling that follows a layer, empty for none, and the shape that leaves both."""
    after = network.layers[network.layers.index(layer) + 1]
    word = _POOLINGS.get(after.type)
    return ("", layer.shape) if word is None else (f"{word} pool 2×2", after.shape)


def _table(layer: Layer) -> str:
    """What an embedding's parameters are: so many numbers for each token; empty for others."""
    if layer.type != "Embedding":
        return ""
    return f"{layer.options['input_dim']:,} tokens × {layer.options['output_dim']}"


def _note(shape: tuple[int | None, ...], parameters: int = 0) -> str:
    """The shape that leaves a layer and its parameters, in columns; zero is left out."""
    return f"{in_words(shape):>8} {f'{parameters:,}' if parameters else '':>9}"


def _whole(value: Value) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _stands(count: str, rows: list[Row]) -> int:
    """Where a layer of a kind that the network has none of would stand."""
    if _GROUP_OF_COUNT[count] == "dense":
        return len(rows) - 1
    return 2 if rows[1].title == _FIXED["Embedding"] else 1
