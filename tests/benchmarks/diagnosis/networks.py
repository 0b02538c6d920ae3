"""Networks of five sizes for each family, and worlds of any difficulty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tests.benchmarks.diagnosis.worlds.world import Scalar, WorldPlan
from tutor.datasets.registry import CARDS
from tutor.lab.settings import Settings

FAST = ("dense", "pictures", "sequences")

GOOD_RATES = {
    "adam": 0.004, "adamw": 0.004, "nadam": 0.004, "rmsprop": 0.003, "momentum": 0.03, "sgd": 0.2,
}  # fmt: skip
"""Learning rates that suit networks of this size."""

_DENSE: tuple[tuple[Settings, ...], ...] = (
    ({"hidden_layers": 0}, {"hidden_layers": 1, "units": 2}),
    ({"hidden_layers": 1, "units": 6}, {"hidden_layers": 1, "units": 8}),
    ({"hidden_layers": 1, "units": 24}, {"hidden_layers": 2, "units": 16}),
    ({"hidden_layers": 2, "units": 48}, {"hidden_layers": 1, "units": 96}),
    ({"hidden_layers": 3, "units": 96}, {"hidden_layers": 2, "units": 160}),
)
_PICTURES: tuple[tuple[Settings, ...], ...] = (
    ({"conv_layers": 1, "filters": 1}, {"conv_layers": 1, "filters": 2}),
    ({"conv_layers": 1, "filters": 4}, {"conv_layers": 1, "filters": 6}),
    ({"conv_layers": 2, "filters": 6}, {"conv_layers": 1, "filters": 6, "dense_layers": 1,
                                        "units": 16}),
    ({"conv_layers": 1, "filters": 8, "dense_layers": 1, "units": 48},
     {"conv_layers": 2, "filters": 8, "dense_layers": 1, "units": 32}),
    ({"conv_layers": 2, "filters": 12, "dense_layers": 1, "units": 96},),
)  # fmt: skip
_SEQUENCES: tuple[tuple[Settings, ...], ...] = (
    ({"recurrent_layers": 1, "units": 1}, {"recurrent_layers": 1, "units": 2}),
    ({"recurrent_layers": 1, "units": 4}, {"recurrent_layers": 1, "units": 6}),
    ({"recurrent_layers": 1, "units": 12}, {"recurrent_layers": 1, "units": 16}),
    ({"recurrent_layers": 1, "units": 24}, {"recurrent_layers": 1, "units": 32}),
    ({"recurrent_layers": 1, "units": 48},),
)
_CELLS = ("GRU", "GRU", "SimpleRNN", "LSTM")

_OWN = ("points", "recall", "points", "faces", "points", "recall", "vowels")
_MOST_EPOCHS = {"dense": 100, "pictures": 100, "sequences": 100, "points": 100, "recall": 60,
                "faces": 12, "vowels": 12}  # fmt: skip
"""Large pictures cost too much for longer runs."""


def layers(family: str, level: int, generator: np.random.Generator) -> tuple[str, Settings, int]:
    """A network for data of this family.

    Args:
        family: one of the world's families.
        level: 0 (tiny) to 4 (far too large).
        generator: draws among networks of that size.

    Returns:
        the family, of the tutor's own data the data set's name; settings; the most epochs.
    """
    name = str(generator.choice(_OWN)) if family == "own" else family
    table = {"points": _DENSE, "dense": _DENSE, "recall": _SEQUENCES,
             "sequences": _SEQUENCES}.get(name, _PICTURES)  # fmt: skip
    settings: Settings = dict(table[level][int(generator.integers(len(table[level])))])
    if table is _SEQUENCES:
        settings["cell"] = str(generator.choice(_CELLS))
    if name in {"faces", "vowels"}:
        settings |= {"conv_layers": 2, "pooling": "max"}
    return name, settings, _MOST_EPOCHS[name]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the worlds of one frame share: everything that changes a network's graph, and more.

    Attributes:
        family: as `layers` gave it.
        classes: how many.
        options: of the family, without those that make it hard.
    """

    family: str
    classes: int
    options: dict[str, Scalar]


def shape_of(family: str, structure: float, generator: np.random.Generator) -> Shape:
    """The shape of worlds.

    Args:
        family: as `layers` gave it.
        structure: 0 (one cloud, style or plain chain for each class) to 1 (many).
        generator: draws the rest.
    """
    if family in CARDS:
        return Shape(family, CARDS[family].outputs, {"dataset": family})
    classes = int(generator.integers(2, 4 + round(2 * structure)))
    options: dict[str, Scalar]
    match family:
        case "dense":
            wide = int(generator.integers(2, 9 + round(4 * structure)))
            options = {
                "size": wide, "clouds": 1 + round(4 * structure),
                "idle": int(generator.choice([0, 0, 4, 16])),
            }  # fmt: skip
        case "pictures":
            size = int(generator.choice([8, 8, 10]))
            options = {"size": size, "shape": 5, "styles": 1 + round(2 * structure)}
        case _:
            options = {
                "length": int(generator.choice([10, 12, 16, 20])),
                "tokens": int(generator.integers(5, 9)), "hidden": 4 if structure > 0.7 else 0,
            }  # fmt: skip
    return Shape(family, classes, options)


def world_of(
    shape: Shape, hardness: float, noise: float, ratio: float, generator: np.random.Generator
) -> WorldPlan:
    """A world of a shape.

    Args:
        shape: its family, classes and sizes.
        hardness: 0 (classes far apart) to 1 (they overlap); from 4 on there is nothing to learn.
        noise: label noise.
        ratio: the commonest class over the rarest.
        generator: draws the rest.
    """
    seed = int(generator.integers(1, 2**31))
    hard: dict[str, Scalar]
    match shape.family:
        case "dense":
            hard = {"apart": round(4.0 - 2.2 * hardness, 2) if hardness < 4 else 0.01}
        case "pictures":
            hard = {"spread": round(0.5 + hardness, 2) if hardness < 4 else 100.0}
        case "sequences":
            hard = {"contrast": round(1.3 - hardness, 2) if hardness < 4 else 0.0}
        case _:
            hard = _own_options(shape.family, generator)
    own = "dataset" in shape.options
    return WorldPlan(
        family="own" if own else shape.family, classes=shape.classes, seed=seed, noise=noise,
        shares=() if own else _shares(shape.classes, ratio), options={**shape.options, **hard},
    )  # fmt: skip


def _own_options(family: str, generator: np.random.Generator) -> dict[str, Scalar]:
    if family == "points":
        form = str(generator.choice(["spiral", "circles", "xor", "blobs"]))
        return {"form": form, "noise": float(generator.choice([0.06, 0.2, 0.4]))}
    return {"sequence_length": 10} if family == "recall" else {}


def _shares(classes: int, ratio: float) -> tuple[float, ...]:
    """Shares that fall by a constant factor from the commonest to the rarest; empty for equal."""
    if ratio <= 1.0:
        return ()
    sizes = ratio ** -np.linspace(0, 1, classes)
    return tuple(float(share) for share in sizes / sizes.sum())
