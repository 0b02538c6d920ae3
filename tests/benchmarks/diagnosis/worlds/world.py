"""World: an endless source of examples whose posterior is known, so that the best risk is too.

A world first draws a class by its shares, then an example by the class's own law, then spoils the
label: with the chance `noise` it becomes one of the others. Label noise and shares are part of the
law that training, validation and fresh examples all follow, so they are part of the posterior.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import msgspec
import numpy as np
import numpy.typing as npt

from tests.benchmarks.diagnosis.worlds import chains, mixtures, own, templates
from tutor.datasets.arrays import Array, Integers, Part
from tutor.lab.network import Inputs

Floats = npt.NDArray[np.float64]
Scalar = bool | int | float | str

FAMILIES = ("dense", "pictures", "sequences", "own")


class Law(Protocol):
    """How examples of each class come about."""

    @property
    def inputs(self) -> Inputs:
        """What enters a network."""
        ...

    def draw(self, n: int, shares: Floats, seed: tuple[int, ...]) -> tuple[Array, Integers]:
        """`n` examples and their classes, (n,), before labels are spoilt."""
        ...

    def log_likelihood(self, x: Array) -> Floats | None:
        """log p(x | class), (n, classes), up to a constant of each row; None where unknown."""
        ...


class WorldPlan(msgspec.Struct, frozen=True, kw_only=True):
    """All that makes a world: two worlds of one plan are the same.

    Attributes:
        family: one of `FAMILIES`.
        classes: how many; those of the data set for `own`.
        seed: of what is drawn once for the world, such as the places of clouds.
        noise: the chance that a label is wrong.
        shares: of the classes before label noise; equal where empty.
        options: of the family.
    """

    family: str
    classes: int
    seed: int
    noise: float = 0.0
    shares: tuple[float, ...] = ()
    options: dict[str, Scalar] = {}


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A plan carried out."""

    plan: WorldPlan
    law: Law

    @property
    def classes(self) -> int:
        """How many there are."""
        return self.law.inputs.classes

    @property
    def clean_shares(self) -> Floats:
        """Of the classes before label noise, (K,)."""
        if self.plan.shares:
            return np.asarray(self.plan.shares, dtype=np.float64)
        return np.full(self.classes, 1 / self.classes)

    @property
    def shares(self) -> Floats:
        """Of the labels, (K,)."""
        return self._spoilt(self.clean_shares)

    @property
    def entropy(self) -> float:
        """Of the labels: the risk of an answer that knows the shares alone."""
        shares = self.shares
        return float(-(shares * np.log(shares)).sum())

    def part(self, n: int, *seed: int) -> Part:
        """`n` independent examples; other seeds give others."""
        x, y = self.law.draw(n, self.clean_shares, (self.plan.seed, *seed))
        generator = np.random.default_rng([self.plan.seed, *seed, 1])
        wrong = generator.random(n) < self.plan.noise
        shift = generator.integers(1, self.classes, n)
        labels = np.where(wrong, (y + shift) % self.classes, y)
        return Part(x, labels.astype(np.int32))

    def posterior(self, x: Array) -> Floats | None:
        """The chance of each label given `x`, (n, K), label noise included; None where unknown."""
        likelihood = self.law.log_likelihood(x)
        if likelihood is None:
            return None
        joint = likelihood + np.log(self.clean_shares)
        joint -= joint.max(axis=1, keepdims=True)
        clean = np.exp(joint)
        return self._spoilt(clean / clean.sum(axis=1, keepdims=True))

    def bayes(self, part: Part) -> tuple[float, float]:
        """Cross-entropy and accuracy of the posterior on some examples; NaN where unknown."""
        posterior = self.posterior(part.x)
        if posterior is None:
            return float("nan"), float("nan")
        of_label = posterior[np.arange(len(part)), part.y]
        right = posterior.argmax(axis=1) == part.y
        return float(-np.log(np.maximum(of_label, 1e-300)).mean()), float(right.mean())

    def _spoilt(self, chances: Floats) -> Floats:
        """Chances of labels from chances of classes, along the last axis."""
        noise = self.plan.noise
        others = noise / max(self.classes - 1, 1)
        return np.asarray((1 - noise) * chances + others * (1 - chances))


@lru_cache(maxsize=4)
def _law(family: str, classes: int, seed: int, options: tuple[tuple[str, Scalar], ...]) -> Law:
    chosen = dict(options)
    match family:
        case "dense":
            return mixtures.Mixtures(classes, seed, **chosen)  # type: ignore[arg-type]
        case "pictures":
            return templates.Templates(classes, seed, **chosen)  # type: ignore[arg-type]
        case "sequences":
            return chains.Chains(classes, seed, **chosen)  # type: ignore[arg-type]
        case "own":
            return own.Own(**chosen)  # type: ignore[arg-type]
    raise ValueError(f"there is no family {family!r}; there are {', '.join(FAMILIES)}")


def made(plan: WorldPlan) -> World:
    """The world of a plan.

    Raises:
        ValueError: an unknown family.
    """
    law = _law(plan.family, plan.classes, plan.seed, tuple(sorted(plan.options.items())))
    return World(plan, law)
