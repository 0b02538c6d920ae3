"""Points: four forms that are what they are called, half of each class, in the range told."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from tutor.datasets import points, registry
from tutor.datasets.arrays import Data
from tutor.datasets.registry import CARDS, DataError

FORMS = ("circles", "xor", "blobs", "spiral")


def linear(data: Data) -> float:
    model = LogisticRegression().fit(data.train.x, data.train.y)
    return float(model.score(data.validation.x, data.validation.y))


def neighbours(data: Data) -> float:
    model = KNeighborsClassifier(3).fit(data.train.x, data.train.y)
    return float(model.score(data.validation.x, data.validation.y))


@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_the_sizes_of_the_card_and_half_of_each_class(form: str) -> None:
    data, card = points.load(form), CARDS["points"]
    for part, size in (
        (data.train, card.train), (data.validation, card.validation), (data.test, card.test),
    ):  # fmt: skip
        assert part.x.shape == (size, 2)
        assert np.bincount(part.y).tolist() == [size / 2, size / 2]


@pytest.mark.parametrize("form", FORMS)
def test_all_points_lie_in_the_range_that_is_told_and_nearly_fill_it(form: str) -> None:
    data = points.load(form)
    limits = data.extra["range"]
    assert isinstance(limits, tuple)
    low, high = limits
    greatest = max(float(np.abs(p.x).max()) for p in (data.train, data.validation, data.test))
    assert low == -high
    assert high - 0.1 <= greatest <= high < 2.5


def test_only_blobs_are_parted_by_a_line_and_all_forms_by_their_neighbours() -> None:
    assert linear(points.load("blobs")) > 0.98
    for form in ("circles", "xor", "spiral"):
        assert linear(points.load(form)) < 0.7
        assert neighbours(points.load(form)) > 0.95


def test_without_noise_every_form_obeys_its_formula() -> None:
    circles, xor = points.fresh(400, 1, "circles", 0), points.fresh(400, 1, "xor", 0)
    assert ((np.hypot(*circles.x.T) > 1.1) == (circles.y == 1)).all()
    assert ((xor.x[:, 0] * xor.x[:, 1] < 0) == (xor.y == 1)).all()
    spiral = points.fresh(400, 1, "spiral", 0.0)
    radius = np.hypot(*spiral.x.T)
    angle = 2 * np.pi * points.TURNS * radius / points.REACH + np.pi * spiral.y
    wanted = radius * np.array([np.cos(angle), np.sin(angle)])
    assert np.allclose(spiral.x.T, wanted, atol=1e-5)


def test_noise_is_what_is_added() -> None:
    exact, noisy = points.fresh(5000, 3, "xor", 0.0), points.fresh(5000, 3, "xor", 0.5)
    assert float((noisy.x - exact.x).std()) == pytest.approx(0.5, abs=0.02)
    assert neighbours(points.load("spiral", 0.5)) < neighbours(points.load("spiral", 0.06)) - 0.1


def test_the_baseline_of_the_card_is_what_a_line_reaches() -> None:
    assert linear(registry.load("points")) == pytest.approx(
        CARDS["points"].baselines["logistic regression"], abs=0.01
    )


def test_the_options_of_the_card_reach_the_generator() -> None:
    assert registry.load("points", {"form": "xor"}).extra["form"] == "xor"
    made = registry.fresh("points", 20, 1, {"form": "blobs", "noise": 0})
    assert made is not None
    assert (made.x == points.fresh(20, 1, "blobs", 0).x).all()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"form": "star"}, "no form 'star'; there are circles, xor, blobs, spiral"),
        ({"noise": 1.5}, "noise of the data set 'points' is 1.5; it must be a number from 0"),
        ({"noise": "much"}, "noise of the data set 'points' is 'much'; it must be"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_a_sentence(
    options: dict[str, registry.Scalar], sentence: str
) -> None:
    with pytest.raises(DataError, match=sentence):
        registry.load("points", options)
