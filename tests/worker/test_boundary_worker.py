"""The real worker writes a network's boundary while it trains, and answers at the finest grid."""

from __future__ import annotations

import pytest

from tests.training.orders import made
from tutor.lab.client import Worker
from tutor.lab.inspection import Inspection
from tutor.lab.trial import train
from tutor.lab.views import files
from tutor.lab.views.boundary import FILM, FINEST, LIVE, NAME, Boundary, BoundaryQuery, Film
from tutor.lab.views.boundary import levels as degrees

pytestmark = pytest.mark.slow


def answer(worker: Worker, inspection: Inspection) -> Boundary:
    """Wait for the answer to a question that has been asked."""
    inspection.wait(worker)
    assert isinstance(inspection.data, Boundary), inspection.problem
    return inspection.data


def test_a_boundary_is_seen_live_then_at_its_finest(worker_home: Worker) -> None:
    order = made(
        "points",
        {"hidden_layers": 2, "units": [4, 3], "activation": "tanh", "epochs": 40,
         "batch_size": 10, "learning_rate": 0.02, "dropout": 0.1, "batch_norm": True},
        options={"form": "blobs"},
    )  # fmt: skip
    trial = train(worker_home, order)
    run, record = trial.run, trial.record
    assert record.ended is not None, trial.problem
    live = files.read(run.folder, record.views[NAME], Boundary)
    assert (live.epoch, live.grid, live.finite) == (40, LIVE, True)
    assert [len(layer.units) for layer in live.layers] == [4, 3]
    film = files.read(run.folder, record.views[FILM], Film)
    assert film.epochs[0] == 0
    assert film.epochs[-1] == 40
    assert {len(field) for field in film.fields} == {film.grid**2}
    found = answer(worker_home, Inspection(run, BoundaryQuery()))
    assert (found.epoch, found.grid, found.labels) == (None, FINEST, ["first", "second"])
    assert (run.folder / files.answer_of(BoundaryQuery())).stat().st_size <= 200_000
    assert len(found.field) == FINEST**2
    corners = [found.field[at] // degrees(2) for at in (FINEST * (FINEST - 1), FINEST - 1)]
    assert corners == [0, 1]  # the clouds lie lower left and upper right
    for layer in found.layers:
        assert all(len(unit.response) == layer.grid**2 for unit in layer.units)
        assert all(max(abs(byte - 128) for byte in unit.response) >= 126 for unit in layer.units)
    assert found.layers[1].units[0].incoming == live.layers[1].units[0].incoming
    right = sum(
        found.field[(y * FINEST >> 8) * FINEST + (x * FINEST >> 8)] // degrees(2) == told
        for x, y, told in zip(*[iter(found.points[1].places)] * 3, strict=True)
    )
    shown = len(found.points[1].places) // 3
    assert right / shown == pytest.approx(record.metrics["val_accuracy"], abs=0.05)


def test_without_hidden_layers_there_is_a_boundary_too(worker_home: Worker) -> None:
    trial = train(worker_home, made("points", {"hidden_layers": 0, "epochs": 3}))
    assert trial.record.ended is not None, trial.problem
    assert trial.record.ended.reason == "finished", trial.record.ended.message
    found = answer(worker_home, Inspection(trial.run, BoundaryQuery(grid=24)))
    assert (found.layers, found.grid) == ([], 24)
    assert [len(row) for row in found.output] == [2, 2]
