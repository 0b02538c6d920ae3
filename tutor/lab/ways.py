"""Ways: what leads from a run's network to others, where its diagnosis knows nothing better."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tutor.lab.architecture import describe, used
from tutor.lab.knobs import COUNTS, KNOBS, WIDTHS, called
from tutor.lab.run import Order
from tutor.lab.settings import Scalar, Setting, SettingError, Settings
from tutor.lab.trials import changed, fits, nearest, within
from tutor.lab.wider import TIMES_OF_WIDE, wider

_NAMED = ("kernel_shape", "cell", "pooling")
"""What decides which neighbours a layer brings together, and how long it remembers."""
_BACK = ("SimpleRNN",)
"""What leads back: the two cells with gates were made since this one forgets."""
_BENT = ("tanh", "relu", "gelu")
_HALVINGS = 8
_TINY_BATCH, _USUAL_BATCH, _USUAL_RATE = 16, 32, 0.001


@dataclass(frozen=True, slots=True)
class Ways:
    """Settings that lead on, each within what a lesson offers and its goal allows.

    Attributes:
        larger: of a larger network; empty where there is no room.
        smaller: of a smaller one, within the parameters of the goal; empty where there is none.
        quicker: trains the same network sooner, in larger batches; empty where these are not tiny.
        others: one change each, what may matter most first.
        rather: `deeper` or `wider`, as the lesson would have a network made larger; else empty.
        labels: how the lesson calls the settings that it has a name of its own for.
        aside: what can be set and is not what the step is about, so that advice leaves it alone.
    """

    larger: Settings = field(default_factory=dict)
    smaller: Settings = field(default_factory=dict)
    quicker: Settings = field(default_factory=dict)
    others: Sequence[Settings] = ()
    rather: Literal["", "deeper", "wider"] = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    aside: Collection[str] = ()

    def called(self, name: str) -> str:
        """A setting as the lesson calls it."""
        return self.labels.get(name) or called(name)


def ways(order: Order) -> Ways:
    """What leads on from the network of an order."""
    labels = {one.name: one.called for one in order.offered if one.label}
    return Ways(
        larger=larger(order), smaller=smaller(order), quicker=_quicker(order),
        others=tuple(_others(order)), rather=_preferred(order), labels=labels,
        aside=order.aside,
    )  # fmt: skip


def larger(order: Order) -> Settings:
    """What makes the network of an order larger: both directions, twice as wide, or deeper.

    Before that it reads longer sequences, where it predicts what follows. Deeper comes before wider
    where the lesson names layers first in what advice may change. Within what it offers and its
    goal allows; empty where there is no room.
    """
    further = _further(order)
    if further:
        return further
    both = within(order, {**order.settings, "bidirectional": True})
    read = changed(order.settings, both)
    if read and order.settings.get("recurrent_layers") and fits(order, both):
        return read
    ways = (_deeper, _wider) if _preferred(order) == "deeper" else (_wider, _deeper)
    return next(filter(None, (way(order) for way in ways)), {})


def _preferred(order: Order) -> Literal["", "deeper", "wider"]:
    """Whether the lesson names layers before widths in what advice may change, or after them."""
    for name in order.advice:
        if name in COUNTS or name in WIDTHS:
            return "deeper" if name in COUNTS else "wider"
    return ""


def _wider(order: Order) -> Settings:
    wide = within(order, wider(order.settings, "", TIMES_OF_WIDE))
    return changed(order.settings, wide) if fits(order, wide) else {}


def _deeper(order: Order) -> Settings:
    for setting in order.advisable:
        layers = order.settings.get(setting.name)
        if setting.name not in COUNTS or not isinstance(layers, int) or not layers:
            continue
        deeper: Settings = {setting.name: nearest(setting, layers, layers + 1)}
        if deeper[setting.name] != layers and fits(order, {**order.settings, **deeper}):
            return {**deeper, **_longer(order)}
    return {}


def _advisable(order: Order, name: str) -> Setting | None:
    """A setting that advice may change; None where it is not offered for that."""
    return next((one for one in order.advisable if one.name == name), None)


def _longer(order: Order) -> Settings:
    """Half as many epochs again, which a deeper network of filters takes to get as far.

    Empty where time is counted, or no more are to be had.
    """
    epochs = order.settings.get("epochs")
    offered = _advisable(order, "epochs")
    counted = order.budget.seconds is not None or not order.settings.get("conv_layers")
    if offered is None or counted or not isinstance(epochs, int):
        return {}
    more = nearest(offered, epochs, epochs + epochs // 2)
    return {} if more == epochs else {"epochs": more}


def _further(order: Order) -> Settings:
    """Twice as long a sequence to predict from; empty where that is not offered."""
    name = "sequence_length"
    length = order.settings.get(name)
    offered = _advisable(order, name)
    if order.task != "predict" or offered is None or not isinstance(length, int):
        return {}
    longer = nearest(offered, length, 2 * length)
    return {} if longer == length else {name: longer}


def smaller(order: Order) -> Settings:
    """Layers half as wide, and half of that again until the network is within the goal's limit."""
    for halvings in range(1, _HALVINGS + 1):
        wished = {
            name: [_halved(one, halvings) for one in value]
            if isinstance(value, list) else _halved(value, halvings)
            for name, value in order.settings.items() if name in WIDTHS
        }  # fmt: skip
        found = changed(order.settings, within(order, {**order.settings, **wished}))
        if found and _small_enough(order, {**order.settings, **found}):
            return found
    return {}


def _quicker(order: Order) -> Settings:
    """Batches of a usual size where they are so small that each step is mostly its start."""
    batch = order.settings.get("batch_size")
    offered = _advisable(order, "batch_size")
    if offered is None or not isinstance(batch, int) or batch >= _TINY_BATCH or order.task == "act":
        return {}
    usual = nearest(offered, batch, _USUAL_BATCH)
    return {} if usual == batch else {"batch_size": usual}


def _halved(width: Scalar, halvings: int) -> Scalar:
    return max(1, width >> halvings) if isinstance(width, int) else width


def _small_enough(order: Order, settings: Settings) -> bool:
    try:
        parameters = describe(order.network.inputs, settings, order.parts).parameters
    except SettingError:
        return False
    return order.most_parameters is None or parameters <= order.most_parameters


def _others(order: Order) -> Iterator[Settings]:
    """What else can be set: how answers are smoothed, a schedule, more layers, which, how fast."""
    offered = {setting.name: setting for setting in order.advisable}
    for name, wished in _wished(order):
        present = order.settings.get(name)
        if name not in offered or present is None or not used(name, order.settings):
            continue
        there = present if isinstance(present, list) else [present]
        value = nearest(offered[name], there[0], wished)
        named = not isinstance(wished, str) or value == wished
        if named and {value} != set(there) and fits(order, {**order.settings, name: value}):
            yield {name: value}


def _wished(order: Order) -> Iterator[tuple[str, Scalar]]:
    settings = order.settings
    smoothing = settings.get("smoothing")
    if isinstance(smoothing, int):
        yield from (("smoothing", smoothing // 2), ("smoothing", smoothing * 2))
    rate, rates = settings.get("learning_rate"), list[float]()
    if isinstance(rate, int | float):
        rates = [float(f"{rate * times:.3g}") for times in (3, 1 / 3)]
        if order.budget.seconds is not None and rate <= _USUAL_RATE:
            yield "learning_rate", rates.pop(0)  # where time is short, steps have to go further
    if settings.get("schedule") == "constant":
        yield "schedule", "cosine"
    for name in COUNTS:
        count = settings.get(name)
        if isinstance(count, int) and count:
            yield name, count + 1
    for name in _NAMED:
        yield from ((name, word) for word in KNOBS[name].choices if word not in _BACK)
    yield from (("learning_rate", one) for one in rates)
    yield from (("activation", word) for word in _BENT)
