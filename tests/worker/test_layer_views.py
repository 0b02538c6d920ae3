"""The real worker tells of layers, filters and parts."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from tests.training.orders import made
from tutor.lab.client import Worker
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run
from tutor.lab.trial import train
from tutor.lab.views import queries
from tutor.lab.views.feature_maps import FeatureMaps, FeatureMapsQuery
from tutor.lab.views.filters import Exciting, ExcitingQuery, Filters, FiltersQuery
from tutor.lab.views.parts import PartMaps, PartMapsQuery, Parts, PartsQuery

pytestmark = pytest.mark.slow

Ask = Callable[[queries.Any], Inspection]


def asker(worker: Worker, run: Run) -> Ask:
    """Asks a worker about a run, and waits for the answer."""

    def ask(query: queries.Any) -> Inspection:
        inspection = Inspection(run, query)
        inspection.wait(worker)
        return inspection

    return ask


def answer(ask: Ask, query: queries.Any) -> msgspec.Struct:
    inspection = ask(query)
    assert inspection.data is not None, inspection.problem
    return inspection.data


def test_layers_of_faces(worker_home: Worker) -> None:
    settings = {"conv_layers": 2, "filters": [4, 5], "activation": "tanh", "epochs": 1}
    trial = train(worker_home, made("faces", settings))  # type: ignore[arg-type]
    ask = asker(worker_home, trial.run)

    maps = answer(ask, FeatureMapsQuery(layer=2, image=401))
    assert isinstance(maps, FeatureMaps)
    assert maps.layers[maps.layer] == "conv2"
    assert (maps.image, maps.images) == (1, 400)
    assert (len(maps.maps), maps.maps.height, maps.maps.width) == (5, 16, 16)
    assert maps.maps.signed

    filters = answer(ask, FiltersQuery(layer=1))
    assert isinstance(filters, Filters)
    assert filters.source == "conv1"
    assert len(filters.strengths) == 5
    assert len(filters.strengths[0]) == 4
    patches = filters.patches[0]
    assert len({patch.image for patch in patches}) == len(patches) == 9
    assert [patch.value for patch in patches] == sorted((p.value for p in patches), reverse=True)
    assert patches[0].cut.height == 8

    first, kept = answer(ask, ExcitingQuery(layer=1)), answer(ask, ExcitingQuery(layer=1))
    assert isinstance(first, Exciting)
    assert first == kept
    assert len(first.pictures) == 5
    assert min(first.values) > 0.0

    parts = answer(ask, PartsQuery())
    assert isinstance(parts, Parts)
    assert len(parts.overlaps) == 9 * 4
    assert all(0.0 <= one.low <= one.overlap <= one.high <= 1.0 for one in parts.overlaps)
    faces = answer(ask, PartMapsQuery(layer=1, filter=4))
    assert isinstance(faces, PartMaps)
    assert len(faces.masks[0]) == 32 * 32
    assert "no such filter" in ask(PartMapsQuery(layer=1, filter=5)).problem


def test_a_network_without_convolution_is_told_so(worker_home: Worker) -> None:
    trial = train(worker_home, made("digits", {"conv_layers": 0, "epochs": 1}))
    ask = asker(worker_home, trial.run)
    for query in (FeatureMapsQuery(), FiltersQuery(), ExcitingQuery()):
        assert "no convolution" in ask(query).problem
