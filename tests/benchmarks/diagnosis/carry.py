"""From a configuration to its records: data, trainings, and what the fresh examples tell."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt

from tests.benchmarks.diagnosis.bench import Bench, Course
from tests.benchmarks.diagnosis.configurations import SEEDS, Configuration, larger, order_of
from tests.benchmarks.diagnosis.faults import FAULTS, Fault, faulted_world
from tests.benchmarks.diagnosis.linear import linear
from tests.benchmarks.diagnosis.record import GROUPS, About, Record, Role, rounded
from tests.benchmarks.diagnosis.worlds.world import World, WorldPlan, made
from tutor.datasets.arrays import Data, Part
from tutor.training.judged import Judged

FRESH = 20_000
_FRESH_STREAM = 3

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Done:
    """A training and what it was of."""

    configuration: Configuration
    world: World
    data: Data
    course: Course
    seed: int
    seconds: float
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Wider:
    """The larger network at its own best epoch: fresh and validation examples, training loss."""

    fresh: Judged
    seen: Judged
    train: float
    epoch: int


def records_of(configuration: Configuration, bench: Bench) -> list[Record]:
    """All trainings of a configuration: three seeds, or a faulted one and its twin."""
    if not configuration.fault:
        return [_whole(_plain(configuration, seed, bench), "run", bench) for seed in SEEDS]
    seed = 1 + int(configuration.name[-3:-1]) % 10
    twin, faulted = _plain(configuration, seed, bench), _faulted(configuration, seed, bench)
    spoilt = _wider(faulted, bench)
    return [
        _record(faulted, "faulted", _beside(faulted, twin), spoilt),
        _whole(twin, "twin", bench),
    ]


def _whole(done: _Done, role: Role, bench: Bench) -> Record:
    wider = _wider(done, bench)
    return _record(done, role, _larger(done, wider), wider)


def data_of(configuration: Configuration, seed: int) -> tuple[World, Data]:
    """The world of a configuration, and the data of one of its trainings."""
    world = made(configuration.world)
    train = world.part(configuration.train, 1, seed)
    validation = world.part(configuration.validation, 2, seed)
    return world, Data(train, validation, _fresh(configuration.world), "diagnosis-1")


def _fresh(plan: WorldPlan) -> Part:
    """The world's fresh examples: the same for all its trainings."""
    return _kept_fresh(msgspec.json.encode(plan))


@lru_cache(maxsize=4)
def _kept_fresh(plan: bytes) -> Part:
    return made(msgspec.json.decode(plan, type=WorldPlan)).part(FRESH, _FRESH_STREAM)


def _plain(configuration: Configuration, seed: int, bench: Bench) -> _Done:
    began = time.perf_counter()
    world, data = data_of(configuration, seed)
    order = order_of(configuration, seed)
    course = bench.train(order, data, configuration.longer, configuration.epochs)
    return _Done(configuration, world, data, course, seed, time.perf_counter() - began)


def _faulted(configuration: Configuration, seed: int, bench: Bench) -> _Done:
    began = time.perf_counter()
    fault, spoilt = FAULTS[configuration.fault], faulted_world(configuration)
    world, data = data_of(spoilt, seed)
    settings = fault.settings(dict(configuration.settings))
    order = order_of(
        spoilt, seed, settings=settings, network=fault.network(spoilt.network(settings))
    )
    spoilt = msgspec.structs.replace(spoilt, settings=settings)
    data = fault.data(data, world, seed)
    course = bench.train(order, data, spoilt.longer, spoilt.epochs, fault.model)
    return _Done(spoilt, world, data, course, seed, time.perf_counter() - began, fault)


def _wider(done: _Done, bench: Bench) -> _Wider:
    """The larger network on the same data, with the same fault if there is one."""
    configuration, settings = done.configuration, larger(done.configuration.settings)
    network, hook = configuration.network(settings), None
    if done.fault is not None:
        network, hook = done.fault.network(network), done.fault.model
    order = order_of(configuration, done.seed, settings=settings, network=network)
    return _Wider(*bench.to_best(order, done.data, configuration.epochs, hook))


def _larger(done: _Done, wider: _Wider) -> dict[str, float]:
    """How the larger network does, at its own best epoch."""
    fresh = wider.fresh.losses
    _, error = _compared(done, fresh)
    return {
        "larger_risk": float(fresh.mean(dtype=np.float64)), "larger_error": error,
        "larger_train": wider.train, "larger_epoch": float(wider.epoch),
    }  # fmt: skip


def _beside(faulted: _Done, twin: _Done) -> dict[str, float]:
    """What the fault did, and how its twin does at the end."""
    fault = FAULTS[faulted.configuration.fault]
    seen = min(twin.configuration.epochs, twin.course.epochs)
    found = {"planted": 1.0, "biased": float(fault.plants == "noisy_validation")}
    if fault.plants == "leakage":
        train = {row.tobytes() for row in faulted.data.train.x}
        rows = faulted.data.validation.x
        found["copies"] = sum(row.tobytes() in train for row in rows) / len(rows)
    if faulted.configuration.world == twin.configuration.world:
        found["twin_risk"], found["twin_error"] = _compared(faulted, twin.course.losses[seen])
        found["larger_risk"], found["larger_error"] = found["twin_risk"], found["twin_error"]
        column, penalty = twin.course.columns["train_loss"], twin.course.penalty
        found["larger_train"] = column[seen - 1] - penalty[seen - 1]
    return found


def _compared(done: _Done, other: npt.NDArray[np.float32]) -> tuple[float, float]:
    """The risk of another network, and the standard error by which it differs from T's."""
    end = done.course.losses[min(done.configuration.epochs, done.course.epochs)]
    difference = end.astype(np.float64) - other
    return float(other.mean(dtype=np.float64)), float(difference.std() / len(end) ** 0.5)


def _record(done: _Done, role: Role, measures: dict[str, float], wider: _Wider) -> Record:
    course, configuration = done.course, done.configuration
    epochs = min(configuration.epochs, course.epochs)
    with np.errstate(all="ignore"):
        arrays = {
            **_of_columns(course), **_of_groups(done, epochs, wider),
            **_of_fresh(course, epochs), **_of_classes(done, epochs),
        }  # fmt: skip
        measures = {**_measures(done, epochs), **measures, "wider_train": wider.train}
        if role == "faulted" and FAULTS[configuration.fault].strange:
            measures |= {"bayes": math.nan, "bayes_accuracy": math.nan}
    about = About(
        configuration=configuration, seed=done.seed, role=role, epochs=epochs,
        output=course.output,
        facts=_facts(done), measures={name: float(f"{v:.6g}") for name, v in measures.items()},
        seconds=round(done.seconds, 2),
    )  # fmt: skip
    return Record(about, {name: rounded(array, name) for name, array in arrays.items()})


def _of_columns(course: Course) -> dict[str, npt.ArrayLike]:
    columns = {**course.columns, "penalty": course.penalty}
    return {
        **{f"column/{name}": values for name, values in columns.items()},
        **{f"layer/{name}": values for name, values in course.layers.items()},
    }


def _of_groups(done: _Done, epochs: int, wider: _Wider) -> dict[str, npt.ArrayLike]:
    """Means over fixed random groups of the validation examples, of nearly equal size."""
    count = len(done.data.validation)
    order = np.random.default_rng([GROUPS, count]).permutation(count)
    groups = np.array_split(order, min(GROUPS, count))

    def means(rows: list[npt.NDArray[np.float32]]) -> npt.ArrayLike:
        whole = np.stack(rows)
        return np.stack([whole[:, group].mean(axis=1, dtype=np.float64) for group in groups], 1)

    return {
        "group/loss": means(done.course.seen_losses[:epochs]),
        "group/right": means(done.course.seen_right[:epochs]),
        "group/later": means(done.course.seen_losses[epochs - 1 :]),
        "group/wider": means([wider.seen.losses]),
        "group/size": [len(group) for group in groups],
    }


def _of_fresh(course: Course, epochs: int) -> dict[str, npt.ArrayLike]:
    """The true curves with their standard errors, and those of differences from T."""
    losses = np.stack(course.losses)
    right = np.stack(course.right)
    root = losses.shape[1] ** 0.5
    bent = np.full(len(losses), np.nan)
    between = losses[1:-1] - (losses[:-2] + losses[2:]) / 2
    bent[1:-1] = between.std(axis=1, dtype=np.float64)
    return {
        "true/loss": losses.mean(axis=1, dtype=np.float64),
        "true/loss_error": losses.std(axis=1, dtype=np.float64) / root,
        "true/accuracy": right.mean(axis=1, dtype=np.float64),
        "true/accuracy_error": right.std(axis=1, dtype=np.float64) / root,
        "true/to_end": (losses - losses[epochs]).std(axis=1, dtype=np.float64) / root,
        "true/right_to_end": (right - right[epochs]).std(axis=1, dtype=np.float64) / root,
        "true/wobble": bent,
    }


def _of_classes(done: _Done, epochs: int) -> dict[str, npt.ArrayLike]:
    """Sizes and recalls of each class, on fresh and on validation examples."""
    classes, course = done.world.classes, done.course

    def counted(part: Part, right: npt.NDArray[np.float32] | None = None) -> Doubles:
        return np.bincount(part.y, right, minlength=classes).astype(np.float64)

    fresh, validation = done.data.test, done.data.validation
    asked = counted(fresh)
    return {
        "class/shares": done.world.shares,
        "class/asked": asked,
        "class/recall": counted(fresh, course.right[epochs]) / np.maximum(asked, 1),
        "class/train": counted(done.data.train),
        "class/validation": counted(validation),
        "class/validation_right": counted(validation, course.seen_right[epochs - 1]),
    }


def _measures(done: _Done, epochs: int) -> dict[str, float]:
    course, world = done.course, done.world
    bayes, bayes_accuracy = world.bayes(done.data.test)
    at_end: Judged | None = course.at_end
    assert at_end is not None
    return {
        "entropy": world.entropy, "majority": float(world.shares.max()),
        "bayes": bayes, "bayes_accuracy": bayes_accuracy,
        "end_spread": float(course.losses[epochs].std(dtype=np.float64)),
        "train_loss": float(at_end.losses.mean(dtype=np.float64)),
        "train_accuracy": float(at_end.right.mean(dtype=np.float64)),
        "validation_risk": float(course.seen_losses[epochs - 1].mean(dtype=np.float64)),
        "dead": course.dead, "fresh": float(len(done.data.test)),
    }  # fmt: skip


def _facts(done: _Done) -> dict[str, float | int | list[int]]:
    """What the tutor knows of a run."""
    train, validation = done.data.train, done.data.validation
    known = {row.tobytes() for row in train.x}
    return {
        "train_examples": len(train), "validation_examples": len(validation),
        "classes": done.world.classes,
        "majority_share": float(np.bincount(validation.y).max() / len(validation)),
        **linear(train, validation, done.world),
        "parameters": done.course.parameters, "first_loss": done.course.first_train,
        "copies": sum(row.tobytes() in known for row in validation.x),
        "repeated": len(train) - len(known),
    }  # fmt: skip
