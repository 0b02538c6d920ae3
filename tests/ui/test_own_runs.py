"""The learner's own runs, as texts speak of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.support import lesson, order
from tests.ui.conftest import COURSE
from tutor import paths
from tutor.course.figures import Figure
from tutor.course.run_figures import RunFigures
from tutor.lab.run import Record, find, new_id
from tutor.lab.settings import Settings
from tutor.store.rows import RunResult
from tutor.ui.own_runs import OwnRuns

DIGITS = lesson(course=COURSE)


def row(
    accuracy: float, settings: Settings | None = None, epochs: int = 8, ended: str = "finished"
) -> RunResult:
    return RunResult(
        run=new_id(), lesson=DIGITS.id, experiment="digits", settings=settings or {}, seed=1,
        ended=ended, epochs=epochs, metrics={"val_accuracy": accuracy}, diagnosis="good_fit",
        goal_reached=False, parameters=1370, seconds=1.5, at=0.0,
    )  # fmt: skip


def shown(rows: list[RunResult], figure: str) -> str | None:
    kind, name = figure.split(".")
    return OwnRuns(lambda _lesson: rows).value(DIGITS)(Figure(kind, name, "digits"))


@pytest.mark.usefixtures("home")
def test_which_run_is_meant() -> None:
    rows = [row(0.5), row(0.9), row(0.7), row(float("nan")), row(0.8), row(0.1, epochs=0)]
    found = [shown(rows, f"{kind}.val_accuracy") for kind in ("run", "first", "best")]
    assert found == ["80.0 %", "50.0 %", "90.0 %"]
    assert shown(rows, "runs.count") == "5"
    assert shown(rows, "run.diagnosis") == "Good fit"
    assert shown(rows, "run.parameters") == "1,370"
    assert shown(rows, "run.best_epoch") is None


@pytest.mark.usefixtures("home")
def test_before_the_first_run_there_is_nothing() -> None:
    assert shown([], "run.val_accuracy") is None
    assert shown([], "runs.count") is None
    assert OwnRuns(lambda _: [row(0.5)]).value(DIGITS)(Figure("run", "epochs", "other")) is None


def test_runs_on_other_data_are_left_out(home: Path) -> None:
    assert paths.runs().is_relative_to(home)
    theirs, mine = row(0.9), row(0.5)
    for one, dataset in ((theirs, "own"), (mine, "digits")):
        folder = find(one.run).folder
        folder.mkdir(parents=True)
        asked = msgspec.structs.replace(order(), run=one.run, dataset=dataset)
        (folder / "settings.json").write_bytes(msgspec.json.encode(asked))
    assert shown([mine, theirs], "run.val_accuracy") == "50.0 %"


@pytest.mark.usefixtures("home")
def test_a_goal_is_reached_before_a_run_by_those_before_it_alone() -> None:
    missed, reached = row(0.5), replace(row(0.9), goal_reached=True)
    own = OwnRuns(lambda _lesson: [missed, reached])
    runs = ("20260101-000000-000000", reached.run, "29990101-000000-000000")
    asked = [msgspec.structs.replace(order(), run=run, experiment="digits") for run in runs]
    assert [own.reached_before(DIGITS, one) for one in asked] == [False, False, True]


@pytest.mark.usefixtures("home")
def test_beside_a_run_it_is_the_run_meant() -> None:
    own = OwnRuns(lambda _lesson: [row(0.5)])
    value = own.beside(DIGITS, RunFigures.of(Record(), {"units": 64}))
    assert value(Figure("run", "units", "digits")) == "64"
    assert value(Figure("first", "val_accuracy", "digits")) == "50.0 %"


@pytest.mark.usefixtures("home")
def test_the_newest_whole_run_with_the_defaults() -> None:
    [experiment] = DIGITS.experiments
    usual = {name: setting.default for name, setting in experiment.offered.items()}
    rows = [row(0.5, usual), row(0.6, usual), row(0.7), row(0.8, usual, ended="cancelled")]
    assert OwnRuns(lambda _lesson: rows).as_set_up(DIGITS, experiment) is rows[1]
    assert OwnRuns(lambda _lesson: rows[2:]).as_set_up(DIGITS, experiment) is None
