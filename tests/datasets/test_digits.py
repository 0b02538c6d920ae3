"""The digits: real, split by class, nothing of one set in another, and the card is true."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from tutor.datasets import registry
from tutor.datasets.arrays import Data, Part


@pytest.fixture(scope="module")
def digits() -> Data:
    return registry.load("digits")


def test_the_card_tells_the_truth(digits: Data) -> None:
    card = registry.CARDS["digits"]
    assert (len(digits.train), len(digits.validation), len(digits.test)) == (
        card.train, card.validation, card.test,
    )  # fmt: skip
    assert digits.train.x.shape[1:] == card.shape
    assert digits.train.x.dtype == np.float32
    assert (digits.train.x.min(), digits.train.x.max()) == (0.0, 1.0)
    assert set(np.unique(digits.train.y)) == set(range(len(card.labels)))


def test_nothing_of_one_set_stands_in_another(digits: Data) -> None:
    def pictures(part: Part) -> set[bytes]:
        return {picture.tobytes() for picture in part.x}

    sets = [pictures(part) for part in (digits.train, digits.validation, digits.test)]
    assert sum(map(len, sets)) == 1797
    assert not sets[0] & sets[1]
    assert not sets[0] & sets[2]
    assert not sets[1] & sets[2]


def test_every_class_has_its_share_in_every_set(digits: Data) -> None:
    whole = (
        np.bincount(digits.train.y) + np.bincount(digits.validation.y) + np.bincount(digits.test.y)
    )
    assert np.abs(np.bincount(digits.validation.y) - whole / 5).max() <= 1
    assert np.abs(np.bincount(digits.test.y) - whole / 5).max() <= 1


def test_the_split_never_changes(digits: Data) -> None:
    again = registry.load("digits")
    assert (again.train.x == digits.train.x).all()
    assert digits.train.y[:12].tolist() == again.train.y[:12].tolist()


def test_the_baseline_of_the_card_is_what_a_linear_model_reaches(digits: Data) -> None:
    def flat(part: Part) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return part.x.reshape(len(part), -1).astype(np.float32)

    model = LogisticRegression(max_iter=2000).fit(flat(digits.train), digits.train.y)
    reached = model.score(flat(digits.validation), digits.validation.y)
    assert abs(reached - registry.CARDS["digits"].baselines["logistic regression"]) < 0.01


def test_what_does_not_exist_is_refused_in_a_sentence() -> None:
    with pytest.raises(registry.DataError, match=r"no data set .digit.; there are .*digits"):
        registry.load("digit")
    with pytest.raises(registry.DataError, match="no option size"):
        registry.load("digits", {"size": 3})
