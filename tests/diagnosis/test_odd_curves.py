"""Whatever stands in a log, of whatever length, there is an answer and no exception."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.diagnosis.history import History
from tutor.diagnosis.judge import diagnose, early
from tutor.diagnosis.statistics import Array
from tutor.diagnosis.verdict import NAMES

Random = np.random.Generator

KINDS: dict[str, Callable[[Random, int], Array]] = {
    "level": lambda random, n: np.full(n, random.normal()),
    "zero": lambda _random, n: np.zeros(n),
    "two values": lambda random, n: random.integers(0, 2, n).astype(np.float64),
    "falls": lambda random, n: np.exp(-np.arange(n) / (1 + n * random.random())),
    "falls by decades": lambda random, n: 10 ** (6 - 12 * np.linspace(0, random.random(), n)),
    "rises": lambda random, n: 1 + np.linspace(0, 3 * random.random(), n) ** 2,
    "turns": lambda random, n: (np.linspace(-1, 2, n) ** 2 + 0.1) * np.exp(random.normal(0, 9)),
    "jumps": lambda random, n: np.where(np.arange(n) < n * random.random(), 1.0, 1e-3),
    "below zero": lambda random, n: np.exp(-np.arange(n) / 9) - 3 + 0.01 * random.normal(size=n),
    "through zero": lambda random, n: np.linspace(1, -1, n) + 0.1 * random.normal(size=n),
    "percent": lambda random, n: np.clip(90 + 20 * random.normal(size=n), 0, 100),
    "noise": lambda random, n: random.normal(size=n),
    "heavy tails": lambda random, n: np.abs(random.standard_cauchy(n)),
    "huge": lambda random, n: 1e300 * random.random(n),
    "tiny": lambda random, n: 1e-308 * random.random(n),
    "lost at the end": lambda _random, n: np.where(np.arange(n) < n - 1, 1.0, np.nan),
    "infinite once": lambda random, n: np.where(np.arange(n) == n // 2, np.inf, random.random(n)),
    "minus infinity": lambda _random, n: np.full(n, -np.inf),
    "no number": lambda _random, n: np.full(n, np.nan),
}
COLUMNS = ("loss", "val_loss", "accuracy", "val_accuracy", "train_loss", "train_accuracy")
LENGTHS = st.integers(1, 70) | st.sampled_from([100, 199, 200, 999, 1000, 1001, 2003])


def assert_judged(made: History) -> None:
    found = diagnose(made)
    places = [NAMES.index(finding.name) for finding in found.findings]
    assert places
    assert places == sorted(set(places))
    for finding in found.findings:
        assert 0.0 <= finding.confidence < 1.0
        assert finding.evidence.endswith(".")
        assert finding.remedy.endswith(".")
        assert "nan" not in finding.evidence
        assert finding.epoch is None or 1 <= finding.epoch <= made.epochs
    early(made)


@given(
    st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from(sorted(KINDS)), min_size=1),
    LENGTHS,
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=300, deadline=None)
def test_any_curves_of_any_length_are_judged(kinds: dict[str, str], n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    assert_judged(History({name: KINDS[kind](random, n).tolist() for name, kind in kinds.items()}))


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_thousand_epochs_are_judged(kind: str) -> None:
    random = np.random.default_rng(1)
    curve, falling = (KINDS[name](random, 100_000).tolist() for name in (kind, "falls"))
    assert_judged(History({"loss": falling, "val_loss": curve, "val_accuracy": curve}))


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("kind", ["falls", "turns", "jumps", "heavy tails", "below zero"])
def test_the_unit_of_a_loss_changes_no_name(kind: str, scale: float) -> None:
    def names(factor: float) -> list[str]:
        random = np.random.default_rng(2)
        val = factor * KINDS[kind](random, 60)
        loss = factor * (KINDS["falls"](random, 60) + 0.1)
        found = diagnose(History({"loss": loss.tolist(), "val_loss": val.tolist()}))
        return [finding.name for finding in found.findings]

    assert names(scale) == names(1.0)
