"""The shelf keeps the data sets asked for last: one is trained on while another is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support import lesson
from tests.training.orders import made
from tutor.course.plan import order as plan
from tutor.datasets import own_data
from tutor.datasets.arrays import Data
from tutor.datasets.registry import DataError, Scalar
from tutor.lab.run import Order
from tutor.lab.settings import Value
from tutor.training import shelf as module
from tutor.training.shelf import Shelf


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the data sets that were loaded, each time."""
    names: list[str] = []
    load = module._load

    def counted(name: str, options: Mapping[str, Scalar]) -> Data:
        names.append(name)
        return load(name, options)

    monkeypatch.setattr(module, "_load", counted)
    return names


def points(form: str = "xor", **settings: Value) -> Order:
    return made("points", {"hidden_layers": 1, "units": 2, **settings}, options={"form": form})


def test_two_are_kept_and_the_oldest_goes(loads: list[str]) -> None:
    kept = Shelf()
    first = kept.data(points())
    second = kept.data(points("circles"))
    assert kept.data(points()) is first
    assert kept.data(points("circles")) is second
    assert len(loads) == 2
    kept.data(points("spiral"))
    assert kept.data(points("circles")) is second
    assert len(loads) == 3
    assert kept.data(points()) is not first
    assert len(loads) == 4


def test_other_preparing_needs_no_other_load_and_what_is_raw_stays_raw(loads: list[str]) -> None:
    kept = Shelf()
    plain = kept.data(points())
    scaled = kept.data(points(scaling="standard"))
    assert loads == ["points"]
    assert abs(float(scaled.train.x.std()) - 1.0) < 0.01
    raw = kept.loaded(points(scaling="standard"))
    assert raw.validation.x is plain.validation.x
    assert (raw.validation.y == scaled.validation.y).all()


def test_a_data_set_that_is_not_there_is_told() -> None:
    order = points()
    with pytest.raises(DataError, match="no option"):
        Shelf().loaded(made("points", {"hidden_layers": 0}, options={"form": "xor", "size": 3}))
    assert Shelf().data(order).version


def test_what_a_file_held_before_it_was_changed_is_forgotten(tmp_path: Path) -> None:
    path, kept = tmp_path / "table.csv", Shelf()

    def own(shift: int) -> Order:
        rows = (f"{n % 40},{n * n % 50 + shift},{'ab'[n % 2]}" for n in range(150))
        path.write_text("\n".join(["one,two,label", *rows]))
        experiment = lesson().experiments[0]
        return plan("l", experiment, {"dense_layers": 1}, own=own_data.survey(str(path)))

    before = own(0)
    assert kept.data(before) is kept.data(before)
    kept.data(own(1))
    with pytest.raises(DataError, match="has changed since it was looked at"):
        kept.data(before)
