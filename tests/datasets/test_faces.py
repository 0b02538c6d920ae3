"""Drawn faces: their moods are evenly mixed, and the masks say where the parts are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.linear_model import RidgeClassifier

from tutor.datasets import faces, registry
from tutor.datasets.arrays import Data, Part
from tutor.datasets.registry import CARDS

Masks = npt.NDArray[np.uint8]
PARTS = ("eye", "mouth", "nose", "outline")


@pytest.fixture(scope="module")
def data() -> Data:
    return registry.load("faces")


@pytest.fixture(scope="module")
def masks(data: Data) -> Masks:
    found = data.extra["validation_masks"]
    assert isinstance(found, np.ndarray)
    return found


def heights(mask: Masks) -> npt.NDArray[np.float64]:
    """The mean row of each mask, which has the shape (n, 32, 32)."""
    rows = np.arange(32)[:, np.newaxis]
    return np.asarray((mask * rows).sum((1, 2)) / mask.sum((1, 2)))


def test_moods_are_equally_frequent(data: Data) -> None:
    for part in (data.train, data.validation, data.test):
        counts = np.bincount(part.y, minlength=6)
        assert counts.max() - counts.min() <= 1
    assert CARDS["faces"].labels == faces.MOODS


def test_shades_are_bytes_from_black_to_white_and_contrast_is_good(data: Data) -> None:
    assert (data.train.x.min(), data.train.x.max()) == (0.0, 1.0)
    assert np.allclose(data.train.x * 255, np.round(data.train.x * 255), atol=1e-4)
    assert float(data.train.x.std(axis=(1, 2, 3)).min()) > 0.05


def test_masks_belong_to_validation_and_test(data: Data) -> None:
    assert data.extra["parts"] == PARTS
    for name, part in (("validation", data.validation), ("test", data.test)):
        found = data.extra[f"{name}_masks"]
        assert isinstance(found, np.ndarray)
        assert found.dtype == np.uint8
        assert found.shape == (len(part), 32, 32, 4)
        assert set(np.unique(found)) == {0, 1}


def test_every_face_has_every_part(masks: Masks) -> None:
    pixels = masks.sum((1, 2))
    assert (pixels.min(axis=0) >= (4, 2, 1, 15)).all()
    assert (pixels.max(axis=0) <= (120, 60, 20, 160)).all()


def test_eyes_are_above_noses_and_noses_above_mouths(masks: Masks) -> None:
    eye, mouth, nose, _ = (heights(masks[..., part]) for part in range(4))
    assert (eye < nose).all()
    assert (nose < mouth).all()


def test_parts_are_darker_than_what_surrounds_them(data: Data, masks: Masks) -> None:
    pictures = data.validation.x[..., 0]
    for part in (1, 2, 3):
        inside = masks[..., part] > 0
        near = np.zeros_like(inside)
        for axis, step in ((1, 1), (1, -1), (2, 1), (2, -1)):
            near |= np.roll(inside, 2 * step, axis)
        near &= ~masks.any(axis=-1)
        assert float(pictures[inside].mean()) < float(pictures[near].mean()) - 0.08


def test_fresh_faces_come_with_masks() -> None:
    part, masks = faces.fresh_with_masks(12, 5)
    assert (part.x == faces.fresh(12, 5).x).all()
    assert masks.shape == (12, 32, 32, 4)
    assert np.bincount(part.y).tolist() == [2] * 6


def test_few_and_many_faces_can_be_drawn() -> None:
    for n in (1, 50, 51):
        made = faces.fresh(n, 1)
        assert made.x.shape == (n, 32, 32, 1)
        assert made.y.shape == (n,)


def test_the_baseline_of_the_card_is_what_a_linear_classifier_reaches(data: Data) -> None:
    def flat(part: Part) -> npt.NDArray[np.float32]:
        return part.x.reshape(len(part), -1).astype(np.float32)

    model = RidgeClassifier(30).fit(flat(data.train), data.train.y)
    reached = model.score(flat(data.validation), data.validation.y)
    assert abs(reached - CARDS["faces"].baselines["linear (ridge)"]) < 0.015
