"""Maze: games that a trained policy plays, step by step."""

from __future__ import annotations

from typing import Literal

import msgspec

from tutor.lab.views.query import Query

Seen = Literal["clue up", "clue down", "corridor", "junction"]
SEEN: tuple[Seen, ...] = ("clue up", "clue down", "corridor", "junction")
"""What a player can see, in the order of the numbers of an observation."""


class MazeQuery(Query, tag="maze", frozen=True, kw_only=True):
    """A game to play.

    Attributes:
        number: of the maze, from 0; equal numbers are equal mazes.
        others: ids of runs whose policies play the same maze.
    """

    number: int = 0
    others: tuple[str, ...] = ()


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a game.

    Attributes:
        place: where the player stands, from 0, the start.
        seen: what it sees there.
        shares: the probability that the policy gives to each action.
        action: the number of the one it takes, the likeliest.
        reward: what that earns.
        state: what the units of its last recurrent layer put out after the step; empty for none.
        belief: the probability of turning up rather than down that it would give if the next thing
            it saw were the junction; None once the game is over.
    """

    place: int
    seen: Seen
    shares: list[float]
    action: int
    reward: float
    state: list[float]
    belief: float | None


class Game(msgspec.Struct, frozen=True, kw_only=True):
    """One policy's game.

    Attributes:
        run: the run's id.
        told: its layers and seed, for people.
        remembers: whether the network has a recurrent layer.
        actions: by name, in the order of their numbers.
        corridor: steps from the start to the junction.
        clue, turned: `up` or `down`; `turned` is empty where it never turned at the junction.
        moves: from the start to the end.
    """

    run: str
    told: str
    remembers: bool
    actions: list[str]
    corridor: int
    clue: str
    turned: str
    moves: list[Move]

    @property
    def solved(self) -> bool:
        """Whether it turned the way of the clue."""
        return self.turned == self.clue


class Games(msgspec.Struct, frozen=True, kw_only=True):
    """Games in one and the same maze.

    Attributes:
        number: of the maze.
        games: that of the run that was asked for, then the others'.
        missing: why some of these are not there, one sentence each.
    """

    number: int
    games: list[Game]
    missing: list[str] = []
