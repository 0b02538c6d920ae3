"""Faults: twelve ways to spoil a training, each in twenty contexts, beside its unfaulted twin.

Where `Network` and settings cannot say it, the data are spoilt, or the weights are changed after
the model was built and before its first step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tests.benchmarks.diagnosis.configurations import Configuration
from tests.benchmarks.diagnosis.grid import Profile, drawn
from tests.benchmarks.diagnosis.networks import FAST
from tests.benchmarks.diagnosis.worlds.world import World
from tutor.datasets.arrays import Data, Part
from tutor.lab.network import Network
from tutor.lab.settings import Settings

if TYPE_CHECKING:  # whoever scores loads no Keras
    import keras

CONTEXTS = 20
_SEED = 42_000
_SPOILT = ("diverged", "exploding_gradients", "unstable", "not_learning")

SOUND = Profile(
    frames=CONTEXTS, train=(400, 2500), validation=(400, 2000), capacity=(1, 2), rate=(0.7, 1.5),
    epochs=(12, 30), clean=0.7, hardness=(0.0, 0.6),
)  # fmt: skip
_LEARNT_BY_HEART = replace(SOUND, train=(250, 1000), capacity=(3,), clean=0.0, noise=(0.05, 0.2))
_DEEP = replace(SOUND, capacity=(2,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to spoil a training.

    Attributes:
        found: the findings that count as having found it.
        plants: the name that it makes true where it has a consequence; empty where the ordinary
            definitions name it.
        context: the recipe of its contexts.
        families: of the contexts, in turn.
        context_settings: what every context has.
        settings: what it changes of the settings.
        network: what it changes of the network.
        data: what it changes of the data; given the fresh examples as `test`, and a seed.
        model: what it changes of the model before its first step.
        strange: whether inputs are not the world's any more, so that its posterior is none here.
    """

    found: tuple[str, ...]
    plants: str = ""
    context: Profile = SOUND
    families: tuple[str, ...] = FAST
    context_settings: Callable[[Settings], Settings] = lambda settings: settings
    settings: Callable[[Settings], Settings] = lambda settings: settings
    network: Callable[[Network], Network] = lambda network: network
    data: Callable[[Data, World, int], Data] = lambda data, _world, _seed: data
    model: Callable[[keras.Model], None] | None = None
    strange: bool = False


def faulted_configurations() -> list[Configuration]:
    """Every context of every fault."""
    found: list[Configuration] = []
    for place, (name, fault) in enumerate(FAULTS.items()):
        for number in range(CONTEXTS):
            generator = np.random.default_rng([_SEED, place, number])
            family = fault.families[number % len(fault.families)]
            [context] = drawn(
                f"{name}-{number:02}", "fault", fault.context, family, generator, siblings=1
            )
            settings = fault.context_settings(dict(context.settings))
            found.append(msgspec.structs.replace(context, fault=name, settings=settings))
    return found


def _rate(factor: float) -> Callable[[Settings], Settings]:
    def changed(settings: Settings) -> Settings:
        rate = settings["learning_rate"]
        assert isinstance(rate, float)
        return settings | {"learning_rate": rate * factor}

    return changed


def _output(activation: str) -> Callable[[Network], Network]:
    def changed(network: Network) -> Network:
        *layers, last = network.layers
        other = msgspec.structs.replace(last, activation=activation)
        return msgspec.structs.replace(network, layers=[*layers, other])

    return changed


def _shuffled(data: Data, _world: World, seed: int) -> Data:
    """Labels of the training set dealt out anew."""
    y = np.random.default_rng([seed, 11]).permutation(data.train.y)
    return data.with_train(Part(data.train.x, y))


def _unscaled(data: Data, _world: World, _seed: int) -> Data:
    """Inputs in thousandths of their unit."""
    parts = (data.train, data.validation, data.test)
    train, validation, test = (Part((1000 * part.x).astype(np.float32), part.y) for part in parts)
    return replace(data, train=train, validation=validation, test=test)


def _copied(data: Data, _world: World, seed: int) -> Data:
    """Validation examples replaced by training examples, all but a fifth of them."""
    generator = np.random.default_rng([seed, 12])
    n, m = len(data.train), len(data.validation)
    count = min(4 * m // 5, n)
    chosen, kept = generator.choice(n, count, replace=False), m - count
    x = np.concatenate([data.train.x[chosen], data.validation.x[:kept]])
    y = np.concatenate([data.train.y[chosen], data.validation.y[:kept]])
    order = generator.permutation(m)
    return replace(data, validation=Part(x[order], y[order]))


def _biased(data: Data, world: World, seed: int) -> Data:
    """A validation set of the easy examples alone, or of the hard ones: the surer half of many."""
    m = len(data.validation)
    many = world.part(2 * m, 4, seed)
    posterior = world.posterior(many.x)
    assert posterior is not None
    sure = posterior[np.arange(2 * m), many.y]
    order = np.argsort(sure if seed % 2 else -sure, kind="stable")[:m]
    chosen = np.random.default_rng([seed, 13]).permutation(order)
    return replace(data, validation=many.take(chosen))


def _biases(value: float) -> Callable[[keras.Model], None]:
    """Biases of the hidden layers set to a value."""

    def changed(model: keras.Model) -> None:
        for layer in model.layers[:-1]:
            if getattr(layer, "bias", None) is not None:
                layer.bias.assign(np.full(layer.bias.shape, value, np.float32))

    return changed


def _grown(model: keras.Model) -> None:
    """Recurrent weights multiplied, so that every step multiplies the state."""
    for layer in model.layers:
        if hasattr(layer, "cell"):
            kernel = layer.cell.recurrent_kernel
            kernel.assign(4.0 * kernel)


def _deep(settings: Settings) -> Settings:
    """Ten hidden layers that learn well."""
    count = "hidden_layers" if "hidden_layers" in settings else "dense_layers"
    return settings | {
        count: 10, "units": 24, "activation": "elu", "optimizer": "adam", "learning_rate": 0.002,
    }  # fmt: skip


def _flat(settings: Settings) -> Settings:
    return settings | {"activation": "sigmoid", "optimizer": "sgd", "learning_rate": 0.05}


def _simple_cell(settings: Settings) -> Settings:
    return settings | {
        "cell": "SimpleRNN", "activation": "relu", "optimizer": "sgd", "learning_rate": 0.03,
    }  # fmt: skip


def _hidden_relu(settings: Settings) -> Settings:
    """At least one hidden layer that the fault can reach."""
    reached = settings.get("hidden_layers") or settings.get("conv_layers")
    return settings if reached else settings | {"dense_layers": 1}


FAULTS: dict[str, Fault] = {
    "rate-too-high": Fault(found=(*_SPOILT, "dead_relu"), settings=_rate(300)),
    "rate-too-low": Fault(
        found=("not_learning", "still_improving", "underfitting"), settings=_rate(1e-3)
    ),
    "labels-shuffled": Fault(found=("not_learning", "overfitting", "large_gap"), data=_shuffled),
    "output-linear": Fault(
        found=("wrong_output",), plants="wrong_output", network=_output("linear")
    ),
    "output-relu": Fault(found=("wrong_output",), plants="wrong_output", network=_output("relu")),
    "dead-units": Fault(
        found=("dead_relu", "not_learning"), plants="dead_relu", families=("dense", "pictures"),
        context_settings=_hidden_relu, model=_biases(-10.0),
    ),
    "gradients-vanish": Fault(
        found=("vanishing_gradients", "not_learning"), plants="vanishing_gradients",
        context=_DEEP, families=("dense", "pictures"), context_settings=_deep, settings=_flat,
    ),
    "gradients-explode": Fault(
        found=_SPOILT, plants="exploding_gradients", families=("sequences",),
        context_settings=_simple_cell, model=_grown,
    ),
    "copies-validated": Fault(
        found=("leakage",), plants="leakage", context=_LEARNT_BY_HEART, data=_copied
    ),
    "biased-split": Fault(found=("noisy_validation",), plants="noisy_validation", data=_biased),
    "classes-unequal": Fault(found=("class_imbalance", "not_learning"), plants="class_imbalance"),
    "unscaled": Fault(
        found=(*_SPOILT, "dead_relu", "wrong_output"), families=("dense", "pictures"),
        data=_unscaled, strange=True,
    ),
}  # fmt: skip
"""All faults by name. `classes-unequal` changes the world: twenty to one, see `faulted_world`.

A sigmoid in place of the softmax is none of them: Keras 3 takes the numbers before either for
logits, so that training is the same to the last bit.
"""


def faulted_world(configuration: Configuration) -> Configuration:
    """The configuration in its fault's world."""
    if configuration.fault != "classes-unequal":
        return configuration
    count = configuration.world.classes
    sizes = 20.0 ** -np.linspace(0, 1, count)
    shares = tuple(float(share) for share in sizes / sizes.sum())
    world = msgspec.structs.replace(configuration.world, shares=shares)
    return msgspec.structs.replace(configuration, world=world)
