"""A game that a trained policy plays, with all that it sees, thinks likely and keeps in mind."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from tutor.datasets.arrays import Floats
from tutor.datasets.tmaze import DOWN, JUNCTION, UP, Mazes
from tutor.lab.views.fellows import cell_of
from tutor.lab.views.maze import SEEN, Game, Games, MazeQuery, Move
from tutor.training.stepper import Stepper, choose
from tutor.training.views.beside import beside, told
from tutor.training.views.subject import Subject

_SEEDS = 3_000_076
"""Of the first maze that is shown: the clues of the first six change from one to the next. Those of
training and judging lie elsewhere."""
_UNITS = 64
"""Units of a state that are told."""
_DECIMALS = 4


def maze(subject: Subject, query: MazeQuery) -> Games:
    """Play a maze with the run's policy and with others, each taking its likeliest actions.

    Raises:
        ViewError: the run's network cannot be had.
    """

    def look(one: Subject) -> Games:
        return Games(number=query.number, games=[_game(one, query.number)])

    if not query.others:
        return look(subject)
    answers = list(beside(subject, query.others, MazeQuery(number=query.number), look))
    games = [game for answer, _ in answers if answer is not None for game in answer.games]
    return Games(number=query.number, games=games, missing=[why for _, why in answers if why])


def _game(subject: Subject, number: int) -> Game:
    order = subject.order
    mazes = Mazes(1, order.data_options.get("corridor_length", 5), _SEEDS + number)
    ways = {UP: "up", DOWN: "down"}
    moves = _play(stepper_of(subject), mazes)
    return Game(
        run=subject.run.id, told=told(order), remembers=bool(cell_of(order.network)),
        actions=list(mazes.labels), corridor=mazes.corridor_length, clue=ways[int(mazes.clue[0])],
        turned=ways.get(int(mazes.turned[0]), ""), moves=moves,
    )  # fmt: skip


def stepper_of(subject: Subject) -> Stepper:
    """A stepper of the run's network, made once: its graph takes longer than many games."""
    return subject.once("stepper", lambda: Stepper(subject.model))


def _play(stepper: Stepper, mazes: Mazes) -> list[Move]:
    junction = np.eye(mazes.observations, dtype=np.float32)[[JUNCTION]]
    moves: list[Move] = []
    states = stepper.begin(1)
    while not mazes.done.all():
        observed, place = mazes.observe(), int(mazes.position[0])
        likelihood, states = stepper.step(observed, states)
        actions = choose(likelihood, None)
        rewards, done = mazes.step(actions)
        belief = None if done.all() else _belief(stepper.step(junction, states)[0])
        moves.append(
            Move(
                place=place, seen=SEEN[int(observed[0].argmax())], shares=_rounded(likelihood[0]),
                action=int(actions[0]), reward=float(rewards[0]), state=_state(states),
                belief=belief,
            )
        )  # fmt: skip
    return moves


def _belief(likelihood: Floats) -> float:
    up, down = float(likelihood[0, UP]), float(likelihood[0, DOWN])
    return round(up / max(up + down, 1e-12), _DECIMALS)


def _state(states: list[Any]) -> list[float]:
    """What the last recurrent layer put out; what an LSTM carries beside it is left out."""
    if not states:
        return []
    output = keras.tree.flatten(states[-1])[0]
    return _rounded(np.asarray(keras.ops.convert_to_numpy(output), np.float32)[0, :_UNITS])


def _rounded(values: Floats) -> list[float]:
    numbers: list[float] = np.asarray(values, np.float64).round(_DECIMALS).tolist()
    return numbers
