"""Which runs are in trouble, what the diagnosis advises for each, what could be done blindly."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.diagnosis.configurations import SEEDS
from tests.benchmarks.diagnosis.offered import Lesson, facts_in
from tests.benchmarks.diagnosis.record import About
from tests.benchmarks.diagnosis.truth import TROUBLE
from tests.benchmarks.diagnosis.verdicts import Run
from tests.benchmarks.diagnosis.views import seen
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.verdict import Value

MOST = 150
"""Runs of a half that are looked at."""
MOST_OF_ONE = 25
"""Of them with the same primary finding, so that none dominates."""

_BLIND_DROPOUT = 0.3

Change = dict[str, Value]


@dataclass(frozen=True, slots=True, eq=False)
class Advice:
    """What to do about a run.

    Attributes:
        run: seed 1 of an ordinary configuration, or the run with a planted fault.
        name: of the primary finding.
        text: the remedy in words.
        change: the same as settings; empty where no setting can express it.
    """

    run: Run
    name: str
    text: str
    change: Change = field(default_factory=dict)

    @property
    def seeds(self) -> tuple[int, int, int]:
        """With which the training is repeated: the run's own one first."""
        return seeds_of(self.run.about)


def seeds_of(about: About) -> tuple[int, int, int]:
    """Three seeds: those that are kept; of a run with a fault its own one and the two after it."""
    if about.role == "run":
        return SEEDS
    return about.seed, about.seed + 1, about.seed + 2


def advised(run: Run, lesson: Lesson) -> Advice:
    """The first remedy of the primary finding, in the settings that a lesson offers."""
    history, facts, examples, _ = seen(run.record, "everything")
    known = facts_in(lesson, run.about.configuration, facts)
    first = diagnose(history, known, examples).primary
    return Advice(run, first.name, first.remedy, first.change)


def in_trouble(
    runs: Sequence[Run], most: int = MOST, most_of_one: int = MOST_OF_ONE
) -> list[Advice]:
    """Runs whose primary finding is a trouble, with the advice of a lesson that offers everything.

    One for each configuration: seed 1 of an ordinary one, and the run with the fault where one was
    planted. They come in an order that has nothing to do with what they are.

    Args:
        runs: of one half.
        most: runs in all.
        most_of_one: runs with the same primary finding.
    """
    ours = [r for r in runs if r.about.role == "faulted" or (r.about.role, r.about.seed) == _FIRST]
    found: list[Advice] = []
    counts: Counter[str] = Counter()
    for run in sorted(ours, key=_drawn):
        if len(found) == most:
            break
        advice = advised(run, "whole")
        if advice.name in TROUBLE and counts[advice.name] < most_of_one:
            counts[advice.name] += 1
            found.append(advice)
    return found


_FIRST = ("run", SEEDS[0])


def _drawn(run: Run) -> bytes:
    name = run.about.configuration.name.encode()
    return hashlib.blake2b(name, digest_size=8, key=b"remedies").digest()


Policy = Callable[[Advice], Advice]
"""From the advice of the lesson that offers everything to what is done instead."""


def _blindly(change: Callable[[Run], Change]) -> Policy:
    return lambda advice: Advice(advice.run, advice.name, "", change(advice.run))


POLICIES: dict[str, Policy] = {
    "first remedy": lambda advice: advice,
    "first remedy in a plain lesson": lambda advice: advised(advice.run, "plain"),
    "half the epochs": _blindly(
        lambda run: {"epochs": -(-run.about.configuration.epochs // 2)}
    ),
    "half as many epochs again": _blindly(
        lambda run: {"epochs": run.about.configuration.longer}
    ),
    "the best epoch by val_loss": _blindly(
        lambda run: {"early_stopping": run.about.configuration.epochs}
    ),
    f"dropout {_BLIND_DROPOUT}": _blindly(lambda _run: {"dropout": _BLIND_DROPOUT}),
}  # fmt: skip
"""What is compared: the diagnosis's advice, and what takes no notice of the run."""

ADVISED = tuple(POLICIES)[:2]
