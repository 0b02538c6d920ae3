"""What the course's networks reach: the settings of `references.toml`, several seeds each."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec

from tests.benchmarks.row import Row
from tests.benchmarks.trainings import Crew, carry_out, crew, make_order
from tutor.datasets import registry
from tutor.datasets.registry import Scalar
from tutor.lab.network import Parts
from tutor.lab.settings import Settings

SEEDS = 5
_FILE = Path(__file__).with_name("references.toml")


class Reference(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A network and what it must reach; one of `at_least`, `at_most` and `below` is given.

    Attributes:
        name: for people.
        dataset: its name.
        metric: of the finished run.
        settings: the learner's values.
        options: of the data.
        parts: what a lesson would fix of the network.
        at_least, at_most: the bound that the worst seed must keep.
        below: the name of a baseline, on the card or in the data's `extra`.
        share: of that baseline, which the metric must not exceed.
    """

    name: str
    dataset: str
    metric: str
    settings: Settings
    options: dict[str, Scalar] = {}
    parts: Parts = Parts()
    at_least: float | None = None
    at_most: float | None = None
    below: str = ""
    share: float = 1.0

    @property
    def bound(self) -> float:
        """The number that the metric is held against."""
        if self.at_least is not None:
            return self.at_least
        if self.at_most is not None:
            return self.at_most
        measured = registry.load(self.dataset, self.options).extra.get("baselines", {})
        written = registry.CARDS[self.dataset].baselines
        return self.share * {**written, **cast("dict[str, float]", measured)}[self.below]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reference: list[Reference]


def references() -> list[Reference]:
    """All of `references.toml`."""
    return msgspec.toml.decode(_FILE.read_bytes(), type=_Table).reference


def rows(*, quick: bool, only: str = "") -> Iterator[Row]:
    """Train every reference with five seeds, or with one where it is only to be seen that it works.

    Args:
        quick: one seed.
        only: a part of the names of those that are wanted.
    """
    seeds = 1 if quick else SEEDS
    with crew() as hired:
        for one in references():
            if only in one.name:
                yield _row(hired, one, seeds)


def _row(hired: Crew, reference: Reference, seeds: int) -> Row:
    """The worst seed against the bound; the median and the seconds are told beside it."""
    found, seconds = [], []
    for seed in range(1, seeds + 1):
        order = make_order(
            reference.dataset, reference.settings, options=reference.options,
            parts=reference.parts, seed=seed,
        )  # fmt: skip
        record = carry_out(hired, order)
        found.append(record.metrics[reference.metric])
        seconds.append(sum(record.history.seconds))
    least = reference.at_least is not None
    note = f"worst; median {statistics.median(found):.3f}, {statistics.median(seconds):.1f} s"
    return Row(
        f"{reference.name}, {reference.metric}", min(found) if least else max(found),
        reference.bound, "", found, least=least, note=note,
    )  # fmt: skip
