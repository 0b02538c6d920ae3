"""T-maze: a clue at the start of a corridor tells which way to turn at its end.

After B. Bakker, Reinforcement learning with long short-term memory, Advances in Neural
Information Processing Systems 14, 2002. It is not a set of examples but a game, so there is no
`load`: `Mazes` plays many games at a time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Floats, Integers
from tutor.datasets.options import whole_number
from tutor.datasets.registry import Scalar

VERSION = "tmaze-1"
FORWARD, UP, DOWN = range(3)
CLUE_UP, CLUE_DOWN, CORRIDOR, JUNCTION = range(4)
"""What each of the four numbers of an observation stands for: exactly one of them is 1."""
RIGHT_WAY, WRONG_WAY, INTO_WALL = 1.0, -1.0, -0.1
"""The rewards; a step forward through the corridor earns 0."""

Flags = npt.NDArray[np.bool_]


class Mazes:
    """`n` games side by side, each with a clue of its own.

    The corridor has places 0 to `corridor_length`; the last is the junction. The clue is seen on
    the first step only, so a player needs `corridor_length` steps of memory. A game is over after
    a turn at the junction, or after `steps` steps. Then its observations and rewards are 0 and
    its actions change nothing.

    Attributes:
        labels: the actions by name, in the order of their numbers.
        observations: numbers in one observation.
        corridor_length: steps forward from the start to the junction.
        steps: the most steps that a game takes.
        clue: which turn is right, `UP` or `DOWN`, (n,).
        position: the place of each player, (n,).
        turned: the way taken at the junction, `UP` or `DOWN`; 0 before it, (n,).
        done: which games are over, (n,).
        time: steps taken so far.
    """

    labels = ("forward", "up", "down")
    observations = 4

    def __init__(self, n: int, corridor_length: Scalar = 5, seed: int = 0) -> None:
        self.corridor_length = whole_number("tmaze", "corridor_length", corridor_length)
        self.steps = 3 * self.corridor_length + 6
        generator = np.random.default_rng([51, seed])
        self.clue: Integers = generator.integers(UP, DOWN + 1, n, dtype=np.int32)
        self.position: Integers = np.zeros(n, np.int32)
        self.turned: Integers = np.zeros(n, np.int32)
        self.done: Flags = np.zeros(n, np.bool_)
        self.time = 0

    @property
    def success(self) -> Flags:
        """Which players turned the way of their clue, (n,)."""
        return np.equal(self.turned, self.clue)

    def observe(self) -> Floats:
        """What each player sees now, (n, 4): the clue, the corridor or the junction."""
        at_junction = self.position == self.corridor_length
        seen = np.where(at_junction, JUNCTION, CORRIDOR)
        if self.time == 0:
            seen = np.where(self.clue == UP, CLUE_UP, CLUE_DOWN)
        observed = np.eye(self.observations, dtype=np.float32)[seen]
        observed[self.done] = 0.0
        return observed

    def step(self, actions: npt.ArrayLike) -> tuple[Floats, Flags]:
        """Every player acts: the rewards, (n,), and which games are over, (n,).

        Args:
            actions: the number of an action for each player, (n,).

        Raises:
            ValueError: actions of another shape, or with other numbers than 0, 1 and 2.
        """
        chosen = np.asarray(actions)
        if chosen.shape != self.position.shape or not np.isin(chosen, (FORWARD, UP, DOWN)).all():
            raise ValueError(f"step wants {len(self.position)} actions, each 0, 1 or 2.")
        at_junction = self.position == self.corridor_length
        ahead = ~self.done & (chosen == FORWARD) & ~at_junction
        turning = ~self.done & (chosen != FORWARD) & at_junction
        into_wall = ~self.done & ~ahead & ~turning
        self.position += ahead
        self.turned[turning] = chosen[turning]
        rewards = np.where(into_wall, INTO_WALL, 0.0)
        rewards[turning] = np.where(self.success[turning], RIGHT_WAY, WRONG_WAY)
        self.time += 1
        self.done = self.done | turning | (self.time >= self.steps)
        return rewards.astype(np.float32), self.done.copy()
