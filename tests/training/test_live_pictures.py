"""The plane that holds the examples, and the film of pictures taken in it."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.datasets.arrays import Data, Part
from tutor.datasets.points import load
from tutor.training import film
from tutor.training.film import Film
from tutor.training.plane import plane_of


def data(x: list[list[float]], y: list[int]) -> Data:
    part = Part(np.array(x, np.float32), np.array(y, np.int32))
    return Data(part, part, part, "made-1")


def test_every_example_lies_in_the_plane_where_its_bytes_say() -> None:
    found = load("spiral")
    plane = plane_of(found)
    assert plane.high[0] - plane.low[0] == pytest.approx(plane.high[1] - plane.low[1])
    for points, part in zip(plane.points, (found.train, found.validation), strict=True):
        told = np.frombuffer(points.places, np.uint8).reshape(-1, 3)
        assert points.total == len(part)
        assert (told[:, 2] == part.y).all()
        low, high = np.array(plane.low), np.array(plane.high)
        right = low[0] + told[:, 0] / 255 * (high[0] - low[0])
        up = high[1] - told[:, 1] / 255 * (high[1] - low[1])
        assert np.abs(np.stack([right, up], axis=1) - part.x).max() < 0.01


def test_axes_that_differ_much_keep_their_own_scales() -> None:
    plane = plane_of(data([[0.0, 0.0], [1.0, 1000.0]], [0, 1]))
    assert plane.low == pytest.approx((-0.05, -50.0))
    assert plane.high == pytest.approx((1.05, 1050.0))


def test_examples_that_are_all_alike_have_a_plane_too() -> None:
    plane = plane_of(data([[3.0, 4.0], [3.0, 4.0]], [0, 1]))
    assert plane.low[0] < 3.0 < plane.high[0]
    assert plane.low[1] < 4.0 < plane.high[1]


def test_the_grid_begins_upper_left() -> None:
    plane = plane_of(data([[0.0, 0.0], [1.0, 1.0]], [0, 1]))
    grid = plane.grid(3)
    assert grid.shape == (9, 2)
    assert grid[0, 0] < grid[2, 0]
    assert grid[0, 1] > grid[8, 1]


def test_a_long_film_is_thinned_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film, "_SHARE", 1e9)
    taken = Film(1000)
    for epoch in range(1001):
        taken.take(epoch, lambda: b"x")
    shown = taken.shown(1000, b"last")
    assert 20 <= len(shown.epochs) <= 42
    assert shown.epochs[0] == 0
    assert shown.epochs[-1] == 1000
    assert shown.fields[-1] == b"last"
    steps = np.diff(shown.epochs[:-1])
    assert steps.min() == steps.max()


def test_a_film_ends_with_the_weights_that_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film, "_SHARE", 1e9)
    taken = Film(10)
    for epoch in range(10):
        taken.take(epoch, lambda: b"x")
    assert taken.shown(6, b"kept").epochs == [0, 1, 2, 3, 4, 5, 6]


def test_a_short_training_has_as_many_pictures_as_a_long_one() -> None:
    for epochs in (40, 150, 4000):
        taken = Film(epochs)
        for epoch in range(epochs + 1):  # in no time at all
            taken.take(epoch, lambda: b"x")
        shown = taken.shown(epochs, b"last").epochs
        assert 20 <= len(shown) <= 42
        assert np.ptp(np.diff(shown[:-1])) == 0


def test_a_picture_that_takes_long_is_taken_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(np.arange(0.0, 1000.0, 0.05))
    monkeypatch.setattr("time.perf_counter", lambda: float(next(clock)))
    taken = Film(100)
    for epoch in range(101):
        taken.take(epoch, lambda: b"x")
    assert len(taken.shown(100, b"last").epochs) < 10
