from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.diagnosis.comparison import GROUPS
from tutor.diagnosis.examples import Examples, Grouping, cross_fit
from tutor.diagnosis.statistics import paired


def drifting(seed: int, examples: int, epochs: int, rise: float) -> Examples:
    """Losses of single examples that wander without any common trend, but for `rise` at the end."""
    random = np.random.default_rng(seed)
    level = random.exponential(0.5, examples)
    wander = np.cumsum(random.standard_normal((epochs, examples)), axis=0) * 0.15
    common = rise * level.mean() * np.clip(np.linspace(-1, 1, epochs), 0, None)
    losses = level + wander * (level + 0.1) + common[:, None]
    return Examples(losses.astype(np.float32), losses < 1.0)


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match=r"\(3, 4\) and \(3, 5\)"):
        Examples(np.zeros((3, 4), dtype=np.float32), np.zeros((3, 5), dtype=np.bool_))
    with pytest.raises(ValueError, match="one shape"):
        Examples(np.zeros(3, dtype=np.float32), np.zeros(3, dtype=np.bool_))


def test_runs_without_a_rise_seldom_show_one() -> None:
    runs = [cross_fit(drifting(seed, 100, 15, 0.0), 3, 3) for seed in range(300)]
    either = [run is not None and run.z > 1.96 for run in runs]
    assert np.mean(either) <= 0.08


def test_choosing_and_testing_on_the_same_examples_shows_many() -> None:
    # The trap that cross-fitting is there for: without it the same runs give far more alarms.
    false = 0
    for seed in range(300):
        losses = drifting(seed, 100, 15, 0.0).losses.astype(np.float64)
        change = losses[-1] - losses[losses.mean(axis=1).argmin()]
        error = change.std(ddof=1) / 10
        false += bool(error > 0 and change.mean() / error > 1.645)
    assert false / 300 > 0.12


def test_a_rise_is_found_and_its_size_is_right() -> None:
    runs = [cross_fit(drifting(seed, 400, 20, 0.6), 3, 3) for seed in range(40)]
    found = [run for run in runs if run is not None]
    assert len(found) == 40
    assert np.mean([run.z > 1.96 for run in found]) > 0.95
    assert np.mean([run.both.mean for run in found]) == pytest.approx(0.6 * 0.5 * 0.9, rel=0.2)
    assert np.mean([run.accuracy.mean for run in found]) < 0.0


def test_it_is_the_same_every_time() -> None:
    examples = drifting(1, 60, 12, 0.2)
    assert cross_fit(examples, 3, 3) == cross_fit(examples, 3, 3)


def test_too_few_examples_or_epochs_give_none() -> None:
    assert cross_fit(drifting(1, 19, 10, 0.0), 3, 3) is None
    assert cross_fit(drifting(1, 100, 1, 0.0), 3, 1) is None


def test_many_epochs_are_sampled() -> None:
    found = cross_fit(drifting(1, 40, 3000, 0.5), 151, 300)
    assert found is not None
    assert found.both.count == 40


@given(st.integers(1, 500))
def test_groups_are_of_nearly_equal_size_and_hold_everything(examples: int) -> None:
    values = np.random.default_rng(examples).random(examples).astype(np.float32)
    means = Grouping(examples).means(values)
    assert len(means) == min(GROUPS, examples)
    ones = Grouping(examples).means(np.ones(examples, np.float32))
    assert np.allclose(ones, 1.0)
    assert values.min() - 1e-6 <= means.min() <= means.max() <= values.max() + 1e-6
    if examples <= GROUPS or examples % GROUPS == 0:
        assert means.mean() == pytest.approx(values.mean(), rel=1e-4)


@given(st.integers(20, 90), st.integers(1, 12), st.randoms(use_true_random=False))
def test_what_was_drawn_together_stays_in_one_group(many: int, size: int, random: Random) -> None:
    of = [cluster for cluster in range(many) for _ in range(size)]
    random.shuffle(of)
    clusters = np.array(of)
    grouping = Grouping(len(of), clusters)
    assert len(grouping.means(clusters.astype(np.float32))) == min(GROUPS, many)
    for cluster in range(0, many, 7):
        met = grouping.means((clusters == cluster).astype(np.float32))
        assert np.count_nonzero(met) == 1
    alone = np.random.default_rng(many).random(many).astype(np.float32)
    assert Grouping(many, np.arange(many)).means(alone).tolist() == (
        Grouping(many).means(alone).tolist()
    )


def test_frames_of_a_shot_are_no_witnesses_of_their_own() -> None:
    """Where nothing changes but by what whole shots have in common, a test finds that rarely."""
    clusters = np.arange(600) // 30
    found: dict[bool, list[bool]] = {True: [], False: []}
    for seed in range(200):
        random = np.random.default_rng(seed)
        rise = random.normal(0, 0.1, 20)[clusters] + random.normal(0, 0.02, 600)
        for together, alarms in found.items():
            means = Grouping(600, clusters if together else None).means(rise.astype("f4"))
            test = paired(means.astype(np.float64))
            alarms.append(abs(test.mean) > 2.1 * test.error)
    assert np.mean(found[True]) < 0.1
    assert np.mean(found[False]) > 0.5


def test_groups_are_nearly_as_good_witnesses_as_the_examples() -> None:
    alone: list[tuple[float, float]] = []
    grouped: list[tuple[float, float]] = []
    for seed in range(60):
        examples = drifting(seed, 1000, 12, 0.25)
        grouping = Grouping(1000)
        rows = zip(examples.losses, examples.correct.astype(np.float32), strict=True)
        pairs = [(grouping.means(losses), grouping.means(right)) for losses, right in rows]
        losses, right = (np.stack(column) for column in zip(*pairs, strict=True))
        for found, kept in ((examples, alone), (Examples(losses, right), grouped)):
            test = cross_fit(found, 3, 3)
            assert test is not None
            kept.append((test.both.mean, test.both.error))
    means, errors = np.array(alone).T, np.array(grouped).T
    assert errors[0] == pytest.approx(means[0], abs=0.02)
    assert np.median(errors[1] / means[1]) == pytest.approx(1.0, abs=0.12)
