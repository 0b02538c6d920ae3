from __future__ import annotations

import numpy as np
import pytest

from tutor.datasets.arrays import Part
from tutor.diagnosis.second_look import Mean, SecondLook
from tutor.lab.network import Inputs
from tutor.training.likeness import likeness

VECTORS = Inputs(kind="vector", shape=(4,), classes=3, target="class")


def part(seed: int, count: int, spread: float = 1.0) -> Part:
    """Three clusters; their spread says how hard they are to tell apart."""
    random = np.random.default_rng(seed)
    y = random.integers(0, 3, count)
    centres = np.eye(3, 4) * 2
    x = centres[y] + spread * random.standard_normal((count, 4))
    return Part(x.astype(np.float32), y.astype(np.int32))


def unlike(simple: tuple[Mean, Mean] | None) -> float:
    found = SecondLook(simple=simple).unlike
    assert found is not None
    return found


def test_sets_drawn_alike_differ_by_chance_alone() -> None:
    values = [
        unlike(likeness(part(seed, 300), part(1000 + seed, 150), VECTORS)) for seed in range(30)
    ]
    assert abs(float(np.mean(values))) < 1.0
    assert 0.5 < float(np.std(values)) < 1.7
    assert max(map(abs, values)) < 4.0


@pytest.mark.parametrize(("spread", "sign"), [(2.0, 1), (0.3, -1)])
def test_harder_and_easier_validation_examples_are_told(spread: float, sign: int) -> None:
    found = unlike(likeness(part(1, 400), part(2, 300, spread), VECTORS))
    assert sign * found > 4.0


def test_tokens_are_counted_whatever_their_order() -> None:
    inputs = Inputs(kind="tokens", shape=(6,), classes=2, target="class", vocabulary=5)
    random = np.random.default_rng(3)

    def texts(count: int) -> Part:
        y = random.integers(0, 2, count)
        x = np.where(random.random((count, 6)) < 0.7, (1 + y)[:, None], 3)
        return Part(x.astype(np.int32), y.astype(np.int32))

    found = likeness(texts(200), texts(100), inputs)
    assert found is not None
    assert found[0].value < 0.3
    assert abs(unlike(found)) < 4.0


def test_examples_without_one_class_each_are_not_looked_at() -> None:
    labels = Inputs(kind="vector", shape=(4,), classes=3, target="labels")
    assert likeness(part(1, 100), part(2, 100), labels) is None
    assert likeness(part(1, 5), part(2, 100), VECTORS) is None


def test_it_is_given_up_between_two_fits() -> None:
    class EnoughError(Exception):
        pass

    calls = []

    def between() -> None:
        calls.append(1)
        if len(calls) == 3:
            raise EnoughError

    with pytest.raises(EnoughError):
        likeness(part(1, 100), part(2, 100), VECTORS, between)
