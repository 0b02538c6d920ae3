"""The grid: configurations drawn by recipes, so that every name of the diagnosis is true of some.

Each frame (family, network, sizes: what has to be compiled) has three siblings that differ in
world, learning rate, epochs, label noise and dropout's rate. Everything follows from one seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from tests.benchmarks.diagnosis.configurations import Configuration
from tests.benchmarks.diagnosis.networks import (
    FAST,
    GOOD_RATES,
    Shape,
    layers,
    shape_of,
    world_of,
)
from tutor.lab.settings import Settings

SIBLINGS = 3
_SEED = 41_000
_TRAIN = (100, 160, 250, 400, 640, 1000, 1600, 2500, 4000, 6400, 10_000)
_VALIDATION = (50, 100, 200, 400, 1000, 2000, 5000)
_FAMILIES = ("dense", "pictures", "sequences", "dense", "pictures", "sequences", "own")
"""In turn; a seventh of the frames are the tutor's own data."""

Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A recipe: ranges that frames and siblings are drawn from.

    Attributes:
        frames: how many.
        train, validation: sizes, from a list of rounded ones.
        capacity: levels of `networks.layers`, 0 (tiny) to 4 (far too large).
        rate: the learning rate as a multiple of what suits the optimizer, log-uniform.
        epochs: T, log-uniform.
        noise: label noise, uniform, after `clean` of the siblings got none.
        clean: share of siblings without label noise.
        hardness: of the world, 0 (classes far apart) to 1.
        structure: of the world, 0 (simple) to 1 (needs capacity).
        dropout, l2: to choose from.
        optimizers, batches: to choose from.
        ratio: the commonest class over the rarest; 1 for equal shares.
    """

    frames: int
    train: Range = (400, 4000)
    validation: Range = (50, 5000)
    capacity: tuple[int, ...] = (1, 2, 3)
    rate: Range = (0.5, 2.0)
    epochs: Range = (8, 60)
    noise: Range = (0.0, 0.3)
    clean: float = 0.5
    hardness: Range = (0.2, 0.8)
    structure: Range = (0.0, 1.0)
    dropout: tuple[float, ...] = (0.0,)
    l2: tuple[float, ...] = (0.0,)
    optimizers: tuple[str, ...] = ("adam",)
    batches: tuple[int, ...] = (32, 64)
    ratio: Range = (1.0, 1.0)


_EVERY = ("adam", "adamw", "sgd", "momentum", "rmsprop", "nadam")

PROFILES: dict[str, Profile] = {
    "healthy": Profile(
        frames=30, train=(1000, 10_000), validation=(400, 5000), capacity=(1, 2), epochs=(12, 50),
        hardness=(0.3, 1.0), dropout=(0.0, 0.0, 0.2), noise=(0.02, 0.2),
    ),
    "floor": Profile(
        frames=16, train=(2500, 10_000), validation=(200, 5000), capacity=(1, 2), epochs=(12, 50),
        hardness=(0.5, 1.0), structure=(0.0, 0.2), clean=0.2, noise=(0.05, 0.3),
    ),
    "overfit": Profile(
        frames=16, train=(100, 640), validation=(100, 5000), capacity=(3, 4), epochs=(20, 100),
        rate=(0.7, 3.0), noise=(0.0, 0.3), optimizers=("adam", "adam", "momentum", "rmsprop"),
    ),
    "overfit-short": Profile(
        frames=12, train=(100, 640), validation=(100, 5000), capacity=(3, 4), epochs=(7, 19),
        rate=(1.0, 5.0), batches=(16, 32), noise=(0.05, 0.3),
    ),
    "unfinished": Profile(
        frames=18, train=(250, 10_000), rate=(0.03, 0.4), epochs=(5, 40), capacity=(1, 2, 3),
        optimizers=("adam", "sgd", "momentum"),
    ),
    "small": Profile(
        frames=18, train=(1000, 10_000), validation=(200, 5000), capacity=(0,), epochs=(25, 80),
        rate=(1.5, 4.0), structure=(0.6, 1.0), hardness=(0.0, 0.5), noise=(0.0, 0.1),
    ),
    "gap": Profile(
        frames=14, train=(100, 640), validation=(400, 5000), capacity=(2, 3), epochs=(10, 60),
        dropout=(0.2, 0.5, 0.5), l2=(0.0, 1e-3, 1e-2), rate=(0.5, 1.5),
    ),
    "nothing": Profile(
        frames=10, train=(100, 2500), hardness=(4.0, 6.0), epochs=(5, 30), capacity=(0, 1, 2),
        rate=(0.1, 1.0),
    ),
    "slow": Profile(frames=6, rate=(1e-4, 3e-3), epochs=(5, 40), optimizers=("adam", "sgd")),
    "wild": Profile(
        frames=10, rate=(10, 200), epochs=(10, 40), batches=(16, 32), train=(250, 2500),
        optimizers=("adam", "sgd", "momentum", "rmsprop"), capacity=(2, 3),
    ),
    "few-validated": Profile(
        frames=10, validation=(20, 50), rate=(2, 15), epochs=(10, 40), train=(640, 4000),
        batches=(16, 32), hardness=(0.0, 0.5), clean=0.8,
    ),
    "unequal": Profile(
        frames=10, ratio=(3, 20), train=(400, 4000), hardness=(0.3, 1.0), epochs=(10, 50),
        validation=(400, 5000),
    ),
    "little-evidence": Profile(
        frames=12, train=(1000, 6400), validation=(50, 100), capacity=(1, 2), epochs=(12, 40),
        hardness=(0.3, 1.0),
    ),
    "any": Profile(
        frames=24, train=(100, 10_000), capacity=(0, 1, 2, 3, 4), rate=(0.1, 10),
        epochs=(5, 100), dropout=(0.0, 0.2, 0.5), l2=(0.0, 0.0, 1e-3), optimizers=_EVERY,
        batches=(16, 32, 64, 128), hardness=(0.0, 1.0),
    ),
}  # fmt: skip


def configurations() -> list[Configuration]:
    """Every configuration without a fault, siblings side by side."""
    found: list[Configuration] = []
    turn = 0
    for place, (name, profile) in enumerate(PROFILES.items()):
        for number in range(profile.frames):
            generator = np.random.default_rng([_SEED, place, number])
            family = _FAMILIES[turn % len(_FAMILIES)]
            if profile.ratio[1] > 1 or name == "nothing":
                family = FAST[turn % len(FAST)]
            found += drawn(f"{name}-{number:02}", name, profile, family, generator)
            turn += 1
    return found


def drawn(
    name: str, kind: str, profile: Profile, family: str, generator: np.random.Generator,
    siblings: int = SIBLINGS,
) -> Iterator[Configuration]:  # fmt: skip
    """The siblings of one frame."""
    frame = _frame(profile, family, generator)
    for sibling in range(siblings):
        world = world_of(
            frame.shape, _uniform(profile.hardness, generator), _noise(profile, generator),
            _uniform(profile.ratio, generator), generator,
        )  # fmt: skip
        rate = GOOD_RATES[str(frame.settings["optimizer"])] * _log_uniform(profile.rate, generator)
        settings = frame.settings | {
            "learning_rate": float(f"{rate:.2g}"),
            "epochs": round(_log_uniform(frame.epochs, generator)),
        }
        if settings.get("dropout"):
            choices = [value for value in profile.dropout if value] or [0.2]
            settings["dropout"] = float(generator.choice(choices))
        yield Configuration(
            name=f"{name}{'abc'[sibling]}", frame=f"{frame.key} {name}", profile=kind, world=world,
            settings=settings, validation=frame.validation, embedding=frame.embedding,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What siblings share."""

    shape: Shape
    settings: Settings
    validation: int
    epochs: Range
    embedding: int = 8
    key: str = field(default="")


def _frame(profile: Profile, family: str, generator: np.random.Generator) -> _Frame:
    structure = _uniform(profile.structure, generator)
    variant, chosen, most_epochs = layers(family, int(generator.choice(profile.capacity)),
                                          generator)  # fmt: skip
    settings: Settings = {
        **chosen,
        "optimizer": str(generator.choice(profile.optimizers)),
        "batch_size": int(generator.choice(profile.batches)),
        "train_size": _size(_TRAIN, profile.train, generator),
    }
    dropout, l2 = float(generator.choice(profile.dropout)), float(generator.choice(profile.l2))
    if dropout:
        settings["dropout"] = dropout
    if l2:
        settings["l2"] = l2
    low, high = profile.epochs
    made = _Frame(
        shape=shape_of(variant, structure, generator), settings=settings,
        validation=_size(_VALIDATION, profile.validation, generator),
        epochs=(min(low, most_epochs), min(high, most_epochs)),
    )  # fmt: skip
    key = " ".join(f"{name}={value}" for name, value in sorted(settings.items()))
    return replace(made, key=f"{made.shape} {key} m={made.validation}")


def _size(sizes: tuple[int, ...], within: Range, generator: np.random.Generator) -> int:
    """One of the rounded sizes, log-uniform; the two ends stand for themselves."""
    wanted = _log_uniform(within, generator)
    allowed = [size for size in sizes if within[0] <= size <= within[1]] or [round(within[0])]
    return min(allowed, key=lambda size: abs(np.log(size / wanted)))


def _noise(profile: Profile, generator: np.random.Generator) -> float:
    if generator.random() < profile.clean:
        return 0.0
    return round(_uniform(profile.noise, generator), 3)


def _uniform(within: Range, generator: np.random.Generator) -> float:
    return float(generator.uniform(*within))


def _log_uniform(within: Range, generator: np.random.Generator) -> float:
    return float(np.exp(generator.uniform(np.log(within[0]), np.log(within[1]))))
