"""What settings do to data: each alone, their order, and what they never touch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.utils.class_weight import compute_sample_weight

from tutor.datasets.arrays import Data, Part
from tutor.datasets.preparation import (
    balanced_weights,
    prepare,
    scaled,
    with_wrong_labels,
    without_copies,
)
from tutor.datasets.registry import DataError

CLASSES = 3
SETTINGS = st.fixed_dictionaries(
    {
        "remove_duplicates": st.booleans(),
        "train_size": st.integers(1, 200),
        "label_noise": st.floats(0.0, 1.0),
        "scaling": st.sampled_from(["none", "standard", "min-max"]),
        "class_weights": st.booleans(),
    }
)


def part(n: int, seed: int, shift: float = 0.0) -> Part:
    """Numbers in four columns, the last of them constant, and labels of three classes."""
    generator = np.random.default_rng(seed)
    x = generator.normal(shift, [1.0, 5.0, 0.01, 1.0], (n, 4)).astype(np.float32)
    x[:, 3] = 7.0
    y = np.concatenate([np.arange(CLASSES), generator.integers(0, CLASSES, n - CLASSES)])
    return Part(x, y.astype(np.int32))


def data(n: int = 120) -> Data:
    """Three sets that differ; five training examples are copies of validation examples, and four of
    other training examples."""
    train, validation, test = part(n, 1), part(40, 2, shift=3.0), part(30, 3, shift=-2.0)
    train.x[10:15] = validation.x[:5]
    train.x[20:24] = train.x[30:34]
    return Data(train, validation, test, "made-1")


def same(one: Part, other: Part) -> bool:
    return bool((one.x == other.x).all() and (one.y == other.y).all())


def test_no_setting_changes_nothing() -> None:
    made, found = data(), prepare(data(), {}, CLASSES)
    for name in ("train", "validation", "test"):
        assert same(getattr(made, name), getattr(found, name))
    assert found.train.weight is None
    assert found.version == made.version


def test_a_size_takes_the_first_examples_and_never_more_than_there_are() -> None:
    made = data()
    assert same(prepare(made, {"train_size": 50}, CLASSES).train, made.train.take(np.arange(50)))
    assert same(prepare(made, {"train_size": 5000}, CLASSES).train, made.train)


def test_nothing_to_train_on_is_told() -> None:
    with pytest.raises(DataError, match="No training example is left"):
        prepare(data(), {"train_size": 0}, CLASSES)
    made = data()
    copies = replace(made, train=made.validation.take(np.arange(10)))
    with pytest.raises(DataError, match="No training example is left"):
        prepare(copies, {"remove_duplicates": True}, CLASSES)


def test_copies_of_the_validation_set_and_of_each_other_go() -> None:
    made = data()
    left = without_copies(made.train, made.validation)
    assert len(left) == 120 - 5 - 4
    rows = [example.tobytes() for example in left.x]
    assert len(set(rows)) == len(rows)
    assert not set(rows) & {example.tobytes() for example in made.validation.x}
    kept = [row for row in range(120) if not (10 <= row < 15 or 30 <= row < 34)]
    assert same(left, made.train.take(np.array(kept)))


@given(share=st.floats(0.01, 1.0), seed=st.integers(0, 50), classes=st.integers(2, 12))
def test_noise_gives_about_its_share_other_labels_that_are_classes(
    share: float, seed: int, classes: int
) -> None:
    n = 4000
    y = np.random.default_rng(seed).integers(0, classes, n).astype(np.int32)
    found = with_wrong_labels(Part(np.zeros((n, 1), np.float32), y), share, classes).y
    assert found.dtype == np.int32
    assert 0 <= found.min() <= found.max() < classes
    spoilt = (found != y).cumsum()
    assert np.abs(spoilt - share * np.arange(1, n + 1)).max() <= 3


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_wrong_labels_are_spread_over_all_other_classes(classes: int) -> None:
    n = 9000
    zeros = Part(np.zeros((n, 1), np.float32), np.zeros(n, np.int32))
    counts = np.bincount(with_wrong_labels(zeros, 1.0, classes).y, minlength=classes)
    assert counts[0] == 0
    assert counts[1:] == pytest.approx([n / (classes - 1)] * (classes - 1), rel=0.2)


@given(shares=st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)))
def test_more_noise_spoils_the_same_labels_in_the_same_way_and_further_ones(
    shares: tuple[float, float],
) -> None:
    train = part(300, 4)
    less, more = (with_wrong_labels(train, share, CLASSES).y for share in sorted(shares))
    spoilt = less != train.y
    assert (more[spoilt] == less[spoilt]).all()


def test_a_smaller_set_has_the_same_wrong_labels_as_the_larger_one() -> None:
    small = prepare(data(), {"label_noise": 0.3, "train_size": 60}, CLASSES)
    large = prepare(data(), {"label_noise": 0.3}, CLASSES)
    assert (small.train.y != data().train.y[:60]).any()
    assert ((small.train.y != data().train.y[:60]).mean() - 0.3) < 0.2
    assert len(large.train) == 120


@given(counts=st.lists(st.integers(1, 60), min_size=2, max_size=8))
def test_weights_sum_to_n_and_give_every_class_the_same_sum(counts: list[int]) -> None:
    y = np.repeat(np.arange(len(counts)), counts).astype(np.int32)
    weights = balanced_weights(y, len(counts))
    assert weights.sum() == pytest.approx(len(y), rel=1e-4)
    sums = np.bincount(y, weights=weights)
    assert sums == pytest.approx([len(y) / len(counts)] * len(counts), rel=1e-4)
    assert weights == pytest.approx(compute_sample_weight("balanced", y), rel=1e-5)


@pytest.mark.parametrize("scaling", ["standard", "min-max"])
def test_scaling_is_what_it_says_on_the_training_set(scaling: str) -> None:
    x = scaled(data(), scaling).train.x
    assert x.dtype == np.float32
    if scaling == "standard":
        assert x.mean(axis=0) == pytest.approx([0.0] * 4, abs=1e-5)
        assert x.std(axis=0) == pytest.approx([1.0, 1.0, 1.0, 0.0], abs=1e-4)
    else:
        assert x.min(axis=0) == pytest.approx([0.0] * 4, abs=1e-6)
        assert x.max(axis=0) == pytest.approx([1.0, 1.0, 1.0, 0.0], abs=1e-6)


@pytest.mark.parametrize("scaling", ["standard", "min-max"])
def test_only_the_training_set_settles_the_scale(scaling: str) -> None:
    made = data()
    other = replace(made, validation=part(40, 8, shift=99.0), test=part(30, 9, shift=-99.0))
    found, again = scaled(made, scaling), scaled(other, scaling)
    assert same(found.train, again.train)
    shift, spread = made.train.x.mean(axis=0), made.train.x.std(axis=0)
    if scaling == "min-max":
        shift, spread = made.train.x.min(axis=0), np.ptp(made.train.x, axis=0)
    for name in ("validation", "test"):
        before, after = getattr(made, name).x, getattr(found, name).x
        expected = (before[:, :3] - shift[:3]) / spread[:3]
        assert after[:, :3] == pytest.approx(expected, rel=1e-3, abs=1e-3)
    assert found.validation.x[:, :2].mean() > 0.5  # not centred on itself


@pytest.mark.parametrize("shape", [(6, 6, 3), (9, 2)])
def test_pictures_and_sequences_are_scaled_by_their_last_axis(shape: tuple[int, ...]) -> None:
    generator = np.random.default_rng(0)
    columns = np.arange(1, shape[-1] + 1)
    sets = [
        Part((generator.normal(size=(50, *shape)) * columns + columns).astype(np.float32),
             np.zeros(50, np.int32))
        for _ in range(3)
    ]  # fmt: skip
    x = scaled(Data(sets[0], sets[1], sets[2], "made-1"), "standard").train.x
    axes = tuple(range(len(shape)))
    assert x.mean(axis=axes) == pytest.approx([0.0] * shape[-1], abs=1e-5)
    assert x.std(axis=axes) == pytest.approx([1.0] * shape[-1], abs=1e-5)
    assert x[:, 0].std() != pytest.approx(x[:, 1].std(), abs=1e-9)  # places keep differences


@given(
    value=st.floats(-(2.0**100), 2.0**100, width=32),
    n=st.integers(1, 300),
    scaling=st.sampled_from(["standard", "min-max"]),
)
def test_a_constant_column_gives_no_nonsense(value: float, n: int, scaling: str) -> None:
    constant = Part(np.full((n, 2), value, np.float32), np.zeros(n, np.int32))
    found = scaled(Data(constant, constant, constant, "made-1"), scaling)
    assert np.isfinite(found.train.x).all()
    assert np.abs(found.train.x).max() <= 1.0 + 1e-6


def test_an_unknown_scaling_is_refused_with_those_there_are() -> None:
    with pytest.raises(DataError, match="no scaling 'log'; there are none, standard and min-max"):
        prepare(data(), {"scaling": "log"}, CLASSES)


@given(chosen=SETTINGS)
def test_of_validation_and_test_nothing_changes_but_the_scale(chosen: dict[str, object]) -> None:
    made = data()
    found = prepare(made, chosen, CLASSES)
    for name in ("validation", "test"):
        before, after = getattr(made, name), getattr(found, name)
        assert (after.y == before.y).all()
        assert after.weight is None
        assert len(after) == len(before)
        if chosen["scaling"] == "none":
            assert (after.x == before.x).all()
    assert same(made.train, data().train)  # what was given is not written to
    assert set(found.train.y) <= set(range(CLASSES))
    assert np.isfinite(found.train.x).all()
    weight = found.train.weight
    assert (weight is None) is not chosen["class_weights"]
    if weight is not None and len(set(found.train.y)) == CLASSES:
        assert weight.sum() == pytest.approx(len(found.train), rel=1e-4)


def test_copies_go_before_the_set_is_cut_to_size() -> None:
    made = data()
    found = prepare(made, {"remove_duplicates": True, "train_size": 40}, CLASSES)
    assert same(found.train, without_copies(made.train, made.validation).take(np.arange(40)))


def test_the_scale_is_that_of_the_examples_that_are_left() -> None:
    found = prepare(data(), {"train_size": 30, "scaling": "standard"}, CLASSES)
    assert found.train.x[:, 1].mean() == pytest.approx(0.0, abs=1e-5)
    assert found.train.x[:, 1].std() == pytest.approx(1.0, abs=1e-5)


def test_classes_are_weighed_by_the_labels_that_training_sees() -> None:
    asked = {"label_noise": 0.8, "class_weights": True, "train_size": 70}
    found = prepare(data(), asked, CLASSES)
    assert found.train.weight == pytest.approx(balanced_weights(found.train.y, CLASSES))
    assert (found.train.y != data().train.y[:70]).mean() > 0.5
