"""Games in the maze, as a worker tells them."""

from __future__ import annotations

from tutor.lab.views.maze import Game, Move, Seen


def game(turned: str = "up", *, remembers: bool = True, corridor: int = 5) -> Game:
    """A game with the clue `up`."""

    def seen(place: int) -> Seen:
        return "clue up" if place == 0 else "corridor" if place < corridor else "junction"

    way = {"up": 1, "down": 2}[turned]
    moves = [
        Move(
            place=place, seen=seen(place), action=0 if place < corridor else way,
            shares=[0.9, 0.06, 0.04] if place < corridor else [0.0, 2 - way, way - 1],
            reward=0.0, state=[0.5, -0.5] * 16 if remembers else [],
            belief=0.8 if place < corridor else None,
        )
        for place in range(corridor + 1)
    ]  # fmt: skip
    layers = "LSTM 32" if remembers else "Dense 32"
    return Game(
        run="20260131-120000-1a2b3c", told=f"{layers} · seed 1", remembers=remembers,
        actions=["forward", "up", "down"], corridor=corridor, clue="up", turned=turned, moves=moves,
    )  # fmt: skip
