"""Worlds: their posterior is the true one, so that no network can beat their Bayes risk."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.diagnosis.worlds.world import World, WorldPlan, made

PLANS = (
    WorldPlan(family="dense", classes=3, seed=1, noise=0.1, options={"size": 4, "idle": 2}),
    WorldPlan(family="dense", classes=2, seed=2, shares=(0.8, 0.2), options={"clouds": 3}),
    WorldPlan(family="pictures", classes=3, seed=3, noise=0.2, options={"spread": 1.5}),
    WorldPlan(family="sequences", classes=3, seed=4, noise=0.05),
    WorldPlan(family="sequences", classes=2, seed=5, shares=(0.7, 0.3), options={"hidden": 3}),
)


@pytest.mark.parametrize("plan", PLANS)
def test_the_posterior_is_calibrated(plan: WorldPlan) -> None:
    """Among examples to which the posterior gives a chance, that share has the label."""
    world = made(plan)
    part = world.part(20_000, 9)
    posterior = world.posterior(part.x)
    assert posterior is not None
    np.testing.assert_allclose(posterior.sum(axis=1), 1.0)
    for label in range(world.classes):
        chance, is_label = posterior[:, label], part.y == label
        for low, high in ((0.0, 0.3), (0.3, 0.7), (0.7, 1.0)):
            among = (chance >= low) & (chance <= high)
            if among.sum() > 200:
                error = 4 * 0.5 / among.sum() ** 0.5
                assert abs(is_label[among].mean() - chance[among].mean()) < error


@pytest.mark.parametrize("plan", PLANS)
def test_no_other_answer_has_a_lower_risk(plan: WorldPlan) -> None:
    """Gibbs: neither the shares alone nor a bent posterior does better."""
    world = made(plan)
    part = world.part(20_000, 9)
    best, accuracy = world.bayes(part)
    posterior = world.posterior(part.x)
    assert posterior is not None
    assert best < world.entropy
    assert accuracy > world.shares.max() - 0.02
    for power in (0.7, 1.4):
        bent = posterior**power
        bent /= bent.sum(axis=1, keepdims=True)
        assert -np.log(bent[np.arange(len(part)), part.y]).mean() > best


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.floats(0.0, 0.4), st.integers(2, 5))
def test_shares_after_noise_are_those_of_the_labels(seed: int, noise: float, classes: int) -> None:
    world = made(WorldPlan(family="dense", classes=classes, seed=seed, noise=noise))
    assert world.shares.sum() == pytest.approx(1.0)
    seen = np.bincount(world.part(4000, 1).y, minlength=classes) / 4000
    np.testing.assert_allclose(seen, world.shares, atol=0.05)


def test_a_hidden_chain_that_shows_its_states_is_a_plain_one() -> None:
    """The forward algorithm against the product of the transitions."""
    world = made(WorldPlan(family="sequences", classes=2, seed=6, options={"tokens": 4}))
    x = world.part(50, 1).x
    law = world.law
    moves = law._moves  # type: ignore[attr-defined]
    plain = np.log(moves[:, x[:, :-1], x[:, 1:]]).sum(axis=2).T + np.log(1 / 4)
    forward = law.log_likelihood(x)
    assert forward is not None
    np.testing.assert_allclose(forward, plain)


def test_the_same_seed_gives_the_same_examples_and_another_one_others() -> None:
    def first(world: World, seed: int) -> bytes:
        return world.part(20, seed).x.tobytes()

    for plan in PLANS:
        assert first(made(plan), 1) == first(made(plan), 1)
        assert first(made(plan), 1) != first(made(plan), 2)


def test_the_tutors_own_data_have_no_known_posterior() -> None:
    world = made(WorldPlan(family="own", classes=2, seed=1, options={"dataset": "points"}))
    part = world.part(100, 1)
    assert world.posterior(part.x) is None
    assert part.x.shape == (100, 2)
    with pytest.raises(ValueError, match="equal size"):
        world.law.draw(10, np.array([0.9, 0.1]), (1,))
