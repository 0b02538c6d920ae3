"""The T-maze: what is seen, what is earned, and that only memory finds the way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.datasets import registry
from tutor.datasets.registry import CARDS, DataError
from tutor.datasets.tmaze import (
    CLUE_DOWN,
    CLUE_UP,
    CORRIDOR,
    DOWN,
    FORWARD,
    JUNCTION,
    UP,
    Mazes,
)


def walk(mazes: Mazes) -> list[np.ndarray[Any, np.dtype[np.float32]]]:
    """Forward to the junction; what was seen on the way, the junction last."""
    seen = [mazes.observe()]
    for _ in range(mazes.corridor_length):
        mazes.step(np.full(len(mazes.clue), FORWARD))
        seen.append(mazes.observe())
    return seen


def test_the_clue_is_seen_on_the_first_step_only() -> None:
    mazes = Mazes(20, 4, seed=3)
    first, *corridor, junction = walk(mazes)
    assert (first.argmax(1) == np.where(mazes.clue == UP, CLUE_UP, CLUE_DOWN)).all()
    assert all((seen.argmax(1) == CORRIDOR).all() for seen in corridor)
    assert (junction.argmax(1) == JUNCTION).all()
    assert all((seen.sum(1) == 1).all() for seen in (first, *corridor, junction))


def test_the_right_turn_earns_one_and_the_wrong_one_loses_one() -> None:
    mazes = Mazes(20, 4, seed=3)
    walk(mazes)
    turns = mazes.clue.copy()
    turns[:10] = UP + DOWN - turns[:10]
    rewards, done = mazes.step(turns)
    assert rewards.tolist() == [-1.0] * 10 + [1.0] * 10
    assert mazes.success.tolist() == [False] * 10 + [True] * 10
    assert done.all()


def test_steps_through_the_corridor_earn_nothing_and_walls_cost() -> None:
    mazes = Mazes(2, 2)
    assert mazes.step([FORWARD, UP])[0].tolist() == pytest.approx([0.0, -0.1])
    assert mazes.position.tolist() == [1, 0]
    mazes.step([FORWARD, FORWARD])
    rewards, done = mazes.step([FORWARD, DOWN])
    assert rewards.tolist() == pytest.approx([-0.1, -0.1])
    assert mazes.position.tolist() == [2, 1]
    assert not done.any()


def test_a_game_ends_after_its_steps_even_without_a_turn() -> None:
    mazes = Mazes(1, 3)
    ends = [bool(mazes.step([UP])[1][0]) for _ in range(mazes.steps)]
    assert ends == [False] * (mazes.steps - 1) + [True]
    assert not mazes.success.any()


def test_who_remembers_the_clue_always_wins_who_does_not_half_the_time() -> None:
    remembers, guesses = Mazes(2000, 5, seed=1), Mazes(2000, 5, seed=1)
    clue = np.where(walk(remembers)[0].argmax(1) == CLUE_UP, UP, DOWN)
    remembers.step(clue)
    assert remembers.success.all()
    junction = walk(guesses)[-1]
    assert (junction == junction[0]).all(), "at the junction all players see the same"
    guesses.step(np.full(2000, UP))
    guessing = CARDS["tmaze"].baselines["success of guessing at the junction"]
    assert guesses.success.mean() == pytest.approx(guessing, abs=0.05)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6), st.integers(1, 8), st.integers(0, 2**32), st.data())
def test_whatever_is_played_the_rules_hold(n: int, length: int, seed: int, data: Any) -> None:
    mazes = Mazes(n, length, seed)
    total, bumps = np.zeros(n), np.zeros(n)
    for _ in range(mazes.steps + 2):
        before, over = mazes.position.copy(), mazes.done.copy()
        actions = data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
        rewards, done = mazes.step(actions)
        seen = mazes.observe()
        assert (rewards.shape, done.shape, seen.shape) == ((n,), (n,), (n, 4))
        assert (rewards[over] == 0).all()
        assert (mazes.position[over] == before[over]).all()
        assert (done >= over).all()
        assert (seen.sum(1) == ~done).all()
        assert ((mazes.position >= 0) & (mazes.position <= length)).all()
        total += rewards
        bumps += ~over & (mazes.position == before) & (mazes.turned == 0)
    turned = np.where(mazes.success, 1.0, -1.0) * (mazes.turned != 0)
    assert mazes.done.all()
    assert total == pytest.approx(turned - 0.1 * bumps, abs=1e-5)


def test_the_same_seed_gives_the_same_clues_and_both_occur() -> None:
    assert (Mazes(200, seed=4).clue == Mazes(200, seed=4).clue).all()
    assert (Mazes(200, seed=4).clue != Mazes(200, seed=5).clue).any()
    assert set(Mazes(200, seed=4).clue) == {UP, DOWN}


@pytest.mark.parametrize("length", [0, 101, -1, 5.0, "5", True])
def test_other_corridors_are_refused_in_a_sentence(length: registry.Scalar) -> None:
    with pytest.raises(DataError) as refused:
        Mazes(1, length)
    assert str(refused.value) == (
        f"corridor_length of the data set 'tmaze' is {length!r}; "
        "it must be a whole number from 1 to 100."
    )


@pytest.mark.parametrize("actions", [[0], [0, 3], [0, -1], [[0, 1]], [0.5, 1]])
def test_other_actions_are_refused(actions: list[Any]) -> None:
    with pytest.raises(ValueError, match="2 actions, each 0, 1 or 2"):
        Mazes(2).step(actions)


def test_the_card_tells_the_game() -> None:
    card = CARDS["tmaze"]
    assert card.labels == Mazes.labels
    assert card.shape == (0, Mazes.observations)
    assert card.options == {"corridor_length": Mazes(1).corridor_length}
    assert (card.train, card.validation, card.test) == (0, 0, 0)
