"""Configuration: all that makes a training, its data included, but for the seed."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from tests.benchmarks.diagnosis.worlds.world import WorldPlan, made
from tutor.lab.architecture import describe
from tutor.lab.network import Network, Parts
from tutor.lab.run import Order
from tutor.lab.settings import Settings
from tutor.lab.wider import wider

Half = Literal["tune", "report"]
HALVES: tuple[Half, ...] = ("tune", "report")

_SALT = "335"
"""Fixed so that each recipe and each family has a third of its frames at least in either half."""

SEEDS = (1, 2, 3)
LONGER = 1.5


class Configuration(msgspec.Struct, frozen=True, kw_only=True):
    """A training to be made with several seeds.

    Attributes:
        name: unique.
        frame: what it shares with its siblings, as text: family, network, sizes.
        profile: the recipe it was drawn by.
        world: where its examples come from.
        settings: of the network and its training; `epochs` is T, `train_size` is n.
        validation: m.
        embedding: numbers that a token becomes.
        fault: the planted fault; empty without one.
    """

    name: str
    frame: str
    profile: str
    world: WorldPlan
    settings: Settings
    validation: int
    embedding: int = 8
    fault: str = ""

    @property
    def half(self) -> Half:
        """The half that the frame belongs to, by its hash."""
        return HALVES[hashlib.sha256(f"{_SALT} {self.frame}".encode()).digest()[0] % 2]

    @property
    def epochs(self) -> int:
        """T."""
        return _whole(self.settings["epochs"])

    @property
    def train(self) -> int:
        """n."""
        return _whole(self.settings["train_size"])

    @property
    def longer(self) -> int:
        """T': half as many epochs again."""
        return -(-3 * self.epochs // 2)

    def network(self, settings: Settings | None = None) -> Network:
        """Its layers, or those of other settings."""
        inputs = made(self.world).law.inputs
        return describe(inputs, settings or self.settings, Parts(embedding=self.embedding))


def _whole(value: object) -> int:
    assert isinstance(value, int), value
    return value


def order_of(
    configuration: Configuration,
    seed: int,
    *,
    settings: Settings | None = None,
    network: Network | None = None,
) -> Order:
    """The order that the engine takes, with other settings or another network where given."""
    chosen = settings or configuration.settings
    return Order(
        run=f"{configuration.name}-{seed}", lesson="benchmark", experiment="diagnosis",
        task="classify", dataset=configuration.world.family, settings=chosen,
        network=network or configuration.network(chosen), seed=seed,
    )  # fmt: skip


def larger(settings: Settings) -> Settings:
    """The settings of the larger network, which is the tutor's own idea of one."""
    return wider(settings)
