"""The planted faults: exactly the copies that are told leak, the test set is clean, each can go."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.datasets import load_breast_cancer, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

from tutor.datasets import registry
from tutor.datasets.arrays import Data, Part
from tutor.datasets.registry import CARDS

NAMES = ("wine", "breast-cancer")
CHOICES = list(product(NAMES, (True, False), (True, False)))
WHOLE = {"wine": load_wine, "breast-cancer": load_breast_cancer}


def loaded(name: str, imbalanced: bool = True, duplicates: bool = True) -> Data:
    return registry.load(name, {"imbalanced": imbalanced, "duplicates": duplicates})


def rows(part: Part) -> list[bytes]:
    return [example.tobytes() for example in part.x]


def planted(data: Data) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    train, validation = data.extra["planted_train"], data.extra["planted_validation"]
    assert isinstance(train, np.ndarray)
    assert isinstance(validation, np.ndarray)
    return train, validation


def genuine(data: Data) -> Part:
    return data.train.take(np.setdiff1d(np.arange(len(data.train)), planted(data)[0]))


def rare(data: Data) -> int:
    label = data.extra["rare_class"]
    assert isinstance(label, int)
    return label


@pytest.mark.parametrize(("name", "imbalanced", "duplicates"), CHOICES)
def test_exactly_the_planted_examples_leak_with_their_labels(
    name: str, imbalanced: bool, duplicates: bool
) -> None:
    data = loaded(name, imbalanced, duplicates)
    copies, origins = planted(data)
    train, validation = rows(data.train), rows(data.validation)
    assert {train[row] for row in copies} == set(train) & set(validation)
    assert [train[row] for row in copies] == [validation[row] for row in origins]
    assert (data.train.y[copies] == data.validation.y[origins]).all()
    assert len(set(copies)) == len(set(origins)) == len(copies)
    assert len(copies) == pytest.approx(len(validation) / 2 * duplicates, abs=1)
    assert len(set(train)) == len(train)


@pytest.mark.parametrize(("name", "imbalanced", "duplicates"), CHOICES)
def test_nothing_of_the_test_set_leaks(name: str, imbalanced: bool, duplicates: bool) -> None:
    data = loaded(name, imbalanced, duplicates)
    assert not set(rows(data.test)) & {*rows(data.train), *rows(data.validation)}
    assert len(set(rows(data.test))) == len(data.test)


@pytest.mark.parametrize(("name", "imbalanced", "duplicates"), CHOICES)
def test_sizes_and_what_judges_do_not_depend_on_the_faults(
    name: str, imbalanced: bool, duplicates: bool
) -> None:
    data, card, other = loaded(name, imbalanced, duplicates), CARDS[name], loaded(name)
    assert len(data.train) == card.train
    assert (data.validation.x == other.validation.x).all()
    assert (data.test.x == other.test.x).all()
    assert (data.test.y == other.test.y).all()


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_one_of_the_table_unscaled_with_its_label(name: str) -> None:
    bunch = WHOLE[name]()
    known = {
        row.tobytes(): int(label)
        for row, label in zip(bunch.data.astype(np.float32), bunch.target, strict=True)
    }
    data = loaded(name)
    for part in (data.train, data.validation, data.test):
        assert [known[row] for row in rows(part)] == part.y.tolist()
    spread = data.train.x.std(axis=0)
    assert spread.max() > 1000 * spread.min()
    assert data.extra["feature_names"] == tuple(
        str(column).replace("_", " ") for column in bunch.feature_names
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_rare_class_is_thinned_out_in_the_training_set_alone(name: str) -> None:
    thin, whole = loaded(name), loaded(name, imbalanced=False)
    label = rare(thin)
    counts = np.bincount(genuine(thin).y)
    others = np.delete(counts, label)
    assert 3 * counts[label] <= others.min()
    natural = np.bincount(WHOLE[name]().target)[label] / len(WHOLE[name]().target)
    for part in (thin.validation, thin.test, genuine(whole)):
        assert float((part.y == label).mean()) == pytest.approx(natural, abs=0.03)


@pytest.mark.parametrize(("name", "imbalanced", "duplicates"), CHOICES)
def test_classes_are_counted(name: str, imbalanced: bool, duplicates: bool) -> None:
    data = loaded(name, imbalanced, duplicates)
    parts = {"train": data.train, "validation": data.validation, "test": data.test}
    assert data.extra["class_counts"] == {
        key: tuple(np.bincount(part.y).tolist()) for key, part in parts.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_who_learns_by_heart_looks_better_than_they_are_until_copies_go(name: str) -> None:
    def scores(data: Data, train: Part) -> tuple[float, float]:
        scale = StandardScaler().fit(train.x)
        model = KNeighborsClassifier(1).fit(scale.transform(train.x), train.y)
        sets = (data.validation, data.test)
        first, second = (float(model.score(scale.transform(p.x), p.y)) for p in sets)
        return first, second

    data = loaded(name)
    praised, honest = scores(data, data.train)
    assert praised > honest + 0.02
    mended, still = scores(data, genuine(data))
    assert mended < praised - 0.05
    assert abs(mended - still) < 0.05


@pytest.mark.parametrize("name", NAMES)
def test_class_weights_find_more_of_the_rare_class(name: str) -> None:
    data = loaded(name)
    train, label = genuine(data), rare(data)
    scale = StandardScaler().fit(train.x)
    found = []
    for weights in (None, "balanced"):
        model = LogisticRegression(C=0.05, max_iter=1000, class_weight=weights)
        model.fit(scale.transform(train.x), train.y)
        which = data.test.y == label
        found.append(float(model.score(scale.transform(data.test.x[which]), data.test.y[which])))
    assert found[1] > found[0] + 0.1


@pytest.mark.parametrize("name", NAMES)
def test_the_baselines_of_the_card_are_true(name: str) -> None:
    data, baselines = loaded(name), CARDS[name].baselines
    train = genuine(data)
    scale = StandardScaler().fit(train.x)
    model = LogisticRegression(max_iter=1000).fit(scale.transform(train.x), train.y)
    reached = model.score(scale.transform(data.validation.x), data.validation.y)
    assert reached == pytest.approx(baselines["logistic regression, scaled, no copies"], abs=0.015)
    commonest = np.bincount(data.train.y).argmax()
    assert (data.validation.y == commonest).mean() == pytest.approx(
        baselines["majority"], abs=0.001
    )
