"""Learning by reward: a policy plays a game, and what went well becomes likelier.

The update is REINFORCE with a baseline (R. J. Williams, Simple statistical gradient-following
algorithms for connectionist reinforcement learning, Machine Learning 8 (1992), 229–256): the loss
of the actions taken, each weighed by how much better it went on than usual. That is a weighted
classification of steps, so Keras's own `train_step` carries it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Floats, Integers, Part
from tutor.datasets.tmaze import Mazes
from tutor.lab.run import Order
from tutor.lab.settings import number
from tutor.training.backend import tensors
from tutor.training.epoch import Epoch, Metrics
from tutor.training.judging import corridor, judging
from tutor.training.prepare import Compiled
from tutor.training.scores import Set
from tutor.training.stepper import Stepper, choose
from tutor.training.supervised import PREFIXES

DISCOUNT = 0.98
"""How much less a reward counts for each step that it lies ahead."""

_LEAST_SPREAD = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Episodes:
    """Games that were played side by side.

    Attributes:
        observations: (n, steps, size), 0 after a game's end.
        actions: (n, steps).
        rewards: (n, steps).
        alive: (n, steps), 1 where the game was still on.
        explored: (n,), whether another action than the likeliest was taken at some step.
        success: (n,).
    """

    observations: Floats
    actions: Integers
    rewards: Floats
    alive: Floats
    explored: npt.NDArray[np.bool_]
    success: npt.NDArray[np.bool_]


class Player:
    """Plays with a policy network, one step of all games at a time."""

    def __init__(self, stepper: Stepper) -> None:
        """Play with a network whose weights may change between games."""
        self._stepper = stepper

    def play(self, mazes: Mazes, generator: np.random.Generator | None) -> Episodes:
        """Play all games to their end.

        Args:
            mazes: the games, at their beginning.
            generator: draws the actions from their probabilities; the likeliest is taken where
                it is None.
        """
        n, steps = len(mazes.done), mazes.steps
        seen = np.zeros((n, steps, mazes.observations), np.float32)
        actions = np.zeros((n, steps), np.int32)
        rewards, alive = np.zeros((n, steps), np.float32), np.zeros((n, steps), np.float32)
        explored = np.zeros(n, np.bool_)
        states = self._stepper.begin(n)
        for step in range(steps):
            if mazes.done.all():
                break
            alive[:, step] = ~mazes.done
            seen[:, step] = mazes.observe()
            likelihood, states = self._stepper.step(seen[:, step], states)
            actions[:, step] = choose(likelihood, generator)
            explored |= ~mazes.done & (actions[:, step] != likelihood.argmax(axis=1))
            rewards[:, step], _ = mazes.step(actions[:, step])
        return Episodes(seen, actions, rewards, alive, explored, mazes.success)


def to_learn_from(episodes: Episodes) -> Part:
    """What a policy learns from games: each step weighed by how much better it went on than usual.

    The baseline of a step is the mean over the games that were still on; advantages are divided by
    their spread, so that the learning rate means the same whatever the rewards are.
    """
    returns = np.zeros_like(episodes.rewards)
    ahead = np.zeros(len(returns), np.float32)
    for step in range(returns.shape[1] - 1, -1, -1):
        ahead = episodes.rewards[:, step] + DISCOUNT * ahead
        returns[:, step] = ahead
    alive = episodes.alive
    usual = (returns * alive).sum(axis=0) / np.maximum(alive.sum(axis=0), 1.0)
    advantage = (returns - usual) * alive
    spread = np.sqrt((advantage**2).sum() / max(float(alive.sum()), 1.0))
    weight = (advantage / max(float(spread), _LEAST_SPREAD)).astype(np.float32)
    return Part(episodes.observations, episodes.actions, weight)


class Practice:
    """Learns from its own games: in each epoch it plays `batch_size` of them and learns once.

    Attributes:
        together: how many epochs it can carry out at once: one.
    """

    together = 1

    def __init__(
        self, order: Order, compiled_network: Compiled, halted: Callable[[], bool]
    ) -> None:
        """Get ready.

        Args:
            order: what to train.
            compiled_network: set to the beginning.
            halted: whether to stop now.
        """
        self._epochs = compiled_network.epochs
        self._player = Player(compiled_network.stepper)
        self._halted = halted
        self._games = int(number(order.settings, "batch_size", 32))
        self._order = order
        self._seed = order.seed
        self._generator = np.random.default_rng([order.seed, 2])

    def scores(self, name: Set) -> Metrics:
        """Nothing more is judged at the end."""
        return {}

    def untrained(self) -> Metrics:
        """How good the policy is before it has learned anything; nothing where it was halted."""
        return {} if self._halted() else self.judge("validation")

    def epochs(self, first: int, _count: int) -> list[Epoch]:
        """Play, learn, and play without chance to see how good the policy is; one epoch.

        Args:
            first: its number, from 1.
        """
        if self._halted():
            return []
        mazes = Mazes(self._games, corridor(self._order), self._seed + 7919 * first)
        played = self._player.play(mazes, self._generator)
        self._epochs.begin()
        order = np.arange(self._games, dtype=np.int32)
        self._epochs.train(tensors(to_learn_from(played)), order, 0, self._epochs.steps)
        metrics = {
            "loss": self._epochs.running()["loss"],
            "success": float(played.success.mean()),
            "return": float(played.rewards.sum(axis=1).mean()),
            "exploration": float(played.explored.mean()),
        }
        return [Epoch(metrics | self.judge("validation"))]

    def judge(self, name: Set) -> Metrics:
        """The share of new mazes that the policy solves when it takes its likeliest actions."""
        mazes = judging(name, self._order)
        return {f"{PREFIXES[name]}success": float(self._player.play(mazes, None).success.mean())}
