"""Drawings, memory and mazes, asked of real networks."""

from __future__ import annotations

from typing import TypeVar

import msgspec
import pytest

from tests.training.orders import made
from tutor.lab.client import Worker
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run
from tutor.lab.settings import Settings
from tutor.lab.trial import train
from tutor.lab.views import queries
from tutor.lab.views.drawing import Drawn, DrawQuery
from tutor.lab.views.maze import Games, MazeQuery
from tutor.lab.views.memory import Memories, MemoryQuery

pytestmark = pytest.mark.slow

T = TypeVar("T", bound=msgspec.Struct)


def asked(worker: Worker, run: Run, query: queries.Any, kind: type[T]) -> T:
    """The answer to a question."""
    inspection = answered(worker, run, query)
    assert not inspection.problem
    assert isinstance(inspection.data, kind)
    return inspection.data


def answered(worker: Worker, run: Run, query: queries.Any) -> Inspection:
    inspection = Inspection(run, query)
    if not inspection.over:
        inspection.wait(worker)
    return inspection


def test_a_drawing_is_classified_and_an_example_as_the_validation_set_has_it(
    worker_home: Worker,
) -> None:
    run = train(worker_home, made("digits", {"dense_layers": 1, "units": 8})).run
    assert asked(worker_home, run, DrawQuery(), Drawn).shares == []
    shares = asked(worker_home, run, DrawQuery(shades=bytes(range(64))), Drawn).shares
    assert sum(shares) == pytest.approx(1.0, abs=1e-5)
    first, round_again = (
        asked(worker_home, run, DrawQuery(example=number), Drawn) for number in (0, 359)
    )
    assert first.example is not None
    assert first.example == round_again.example
    again = asked(worker_home, run, DrawQuery(shades=first.example.shades), Drawn)
    assert again.shares == pytest.approx(first.shares, abs=0.02)
    refused = answered(worker_home, run, DrawQuery(shades=b"few"))
    assert "3 shades" in refused.problem


def test_memory_is_told_of_each_run_and_one_that_is_gone_is_said_to_be(
    worker_home: Worker,
) -> None:
    cells: Settings = {"recurrent_layers": 1, "units": 4, "train_size": 64}
    recall = made("recall", {**cells, "cell": "LSTM"}, options={"sequence_length": 5})
    both_ways: Settings = {**cells, "cell": "GRU", "bidirectional": True}
    adding = made("adding", both_ways, options={"sequence_length": 4})
    first, second = (train(worker_home, order).run for order in (recall, adding))
    query = MemoryQuery(others=(second.id, "20260131-120000-1a2b3c"))
    found = asked(worker_home, first, query, Memories)
    assert [one.cell for one in found.found] == ["LSTM", "GRU"]
    assert len(found.missing) == 1
    lstm, gru = found.found
    assert lstm.chance == 0.125
    assert [at.delay for at in lstm.delays] == [0, 1, 2, 3]
    assert sum(at.of for at in lstm.delays) == 600
    assert lstm.fading[0] == pytest.approx(1.0)
    assert len(lstm.fading) == 5
    assert gru.fading == []
    assert "both directions" in gru.why
    assert sum(at.of for at in gru.delays) == 1000
    assert gru.chance is not None
    assert 0.0 < gru.chance < 0.2
    assert asked(worker_home, second, MemoryQuery(), Memories).found == [gru]


def test_a_maze_is_played_the_same_each_time_with_memory_and_without(worker_home: Worker) -> None:
    layers: list[Settings] = [{"recurrent_layers": 1}, {"dense_layers": 1}]
    runs = [
        train(
            worker_home,
            made("tmaze", {"units": 4, "batch_size": 8, **one}, options={"corridor_length": 2}),
        ).run
        for one in layers
    ]
    query = MazeQuery(number=3, others=(runs[1].id,))
    found = asked(worker_home, runs[0], query, Games)
    assert [game.remembers for game in found.games] == [True, False]
    assert found.games[0].clue == found.games[1].clue
    for game in found.games:
        assert 1 <= len(game.moves) <= 12
        assert game.moves[0].seen == f"clue {game.clue}"
        assert all(sum(move.shares) == pytest.approx(1.0, abs=0.01) for move in game.moves)
        assert [move.belief is None for move in game.moves[:-1]] == [False] * (len(game.moves) - 1)
    assert len(found.games[0].moves[0].state) == 4
    assert found.games[1].moves[0].state == []
