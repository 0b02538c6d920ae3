"""Trains a configuration again, with a change of its settings, and tells how it ended."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np

from tests.benchmarks.diagnosis.bench import Bench, Ending
from tests.benchmarks.diagnosis.carry import data_of
from tests.benchmarks.diagnosis.configurations import Configuration, order_of
from tests.benchmarks.diagnosis.faults import FAULTS, Fault
from tests.benchmarks.diagnosis.margins import smoothing
from tests.benchmarks.diagnosis.offered import settings
from tests.benchmarks.diagnosis.outcomes import Outcome, finite
from tests.benchmarks.diagnosis.record import Role
from tests.benchmarks.diagnosis.worlds.world import World
from tutor.datasets.arrays import Data, Part
from tutor.datasets.preparation import prepare
from tutor.datasets.registry import DataError
from tutor.diagnosis.verdict import Value
from tutor.lab.settings import Settings

_FURTHER_STREAM = 5
"""Of the world's examples: those that a larger training set has beyond the run's own."""

_BY_HAND = ("remove_duplicates", "class_weights")
"""Settings that the engine carries out where it loads data, which here are handed to it."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A training to be repeated.

    Attributes:
        configuration: as it was trained: a planted fault has changed its settings and its world.
        role: an ordinary run, or one with its planted fault.
        seed: of the training.
        change: of the settings.
        finding: what advised it.
    """

    configuration: Configuration
    role: Role
    seed: int
    change: Mapping[str, Value]
    finding: str = ""


def repeated(repeat: Repeat, bench: Bench) -> Outcome:
    """Carry it out. A planted fault is still there: whoever changes a setting mends no program."""
    began = time.perf_counter()
    configuration = repeat.configuration
    fault = FAULTS[configuration.fault] if repeat.role == "faulted" else None
    chosen: Settings = settings(configuration) | dict(repeat.change)
    told = Outcome(
        configuration=configuration.name, role=repeat.role, seed=repeat.seed,
        change=dict(repeat.change), finding=repeat.finding,
    )  # fmt: skip
    try:
        world, data = _prepared(configuration, repeat.seed, chosen, fault)
    except DataError as error:
        return msgspec.structs.replace(told, failed=str(error))
    chosen["train_size"] = len(data.train)
    network = configuration.network(chosen)
    if fault is not None:
        network = fault.network(network)
    order = order_of(configuration, repeat.seed, settings=chosen, network=network)
    epochs = int(str(chosen["epochs"]))
    looks = smoothing(epochs) // 2 + 1
    ending = bench.to_end(order, data, epochs, looks, fault.model if fault else None)
    return msgspec.structs.replace(
        told, **_told(ending, world, data.test), epochs=ending.epochs, examples=len(data.train),
        seconds=round(time.perf_counter() - began, 2),
    )  # fmt: skip


def _prepared(
    configuration: Configuration, seed: int, chosen: Settings, fault: Fault | None
) -> tuple[World, Data]:
    """The data as the settings ask for them; a fault spoils whatever data there are.

    Raises:
        DataError: nothing is left to train on.
    """
    world, data = data_of(configuration, seed)
    wanted, had = int(str(chosen["train_size"])), len(data.train)
    if wanted < had:
        data = data.with_train(data.train.take(np.arange(wanted)))
    elif wanted > had:
        data = data.with_train(_joined(data.train, world.part(wanted - had, _FURTHER_STREAM, seed)))
    if fault is not None:
        data = fault.data(data, world, seed)
    asked = {name: chosen[name] for name in _BY_HAND}
    return world, prepare(data, asked, world.classes)


def _joined(first: Part, second: Part) -> Part:
    return Part(np.concatenate([first.x, second.x]), np.concatenate([first.y, second.y]))


def _told(ending: Ending, world: World, fresh: Part) -> dict[str, object]:
    """The figures that are kept; none where the loss was lost."""
    if not ending.fresh:
        return {}
    last = ending.fresh[-1]
    with np.errstate(all="ignore"):
        risks = [float(judged.losses.mean(dtype=np.float64)) for judged in ending.fresh]
        asked = np.bincount(fresh.y, minlength=world.classes)
        recall = np.bincount(fresh.y, last.right, world.classes) / np.maximum(asked, 1)
    numbers = [risk for risk in risks if not np.isnan(risk)]
    return {
        "risk": finite(float(np.median(numbers))) if numbers else None,
        "accuracy": float(f"{last.right.mean(dtype=np.float64):.6g}"),
        "recall": [float(f"{value:.4f}") for value in recall],
        "validation": finite(ending.validation), "train": finite(ending.train),
    }  # fmt: skip
