"""Test sets that were opened are known by what lies in the runs' folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.answers.outcomes import digits
from tutor.lab import events
from tutor.lab.run import Run
from tutor.lab.views import files
from tutor.lab.views.opened import OPENING, opened, others_opened
from tutor.lab.views.query import Query

MakeRun = Callable[..., Run]


def ended(**metrics: float) -> events.RunEnded:
    return events.RunEnded(reason="finished", epochs=1, seconds=1.0, metrics={**metrics})


def look(run: Run) -> None:
    for query in OPENING:
        files.write(run.folder, files.answer_of(query), digits("test"))


@pytest.mark.parametrize("query", OPENING)
def test_each_view_of_the_test_set_opens_it(make_run: MakeRun, query: Query) -> None:
    run = make_run("20260131-120000-1a2b3c")
    files.write(run.folder, files.answer_of(query), digits("test"))
    assert opened(run)


def evaluate(run: Run) -> Run:
    order = msgspec.structs.replace(run.order(), open_test=True)
    (run.folder / "settings.json").write_bytes(msgspec.json.encode(order))
    return run


def test_a_look_opens_it_and_one_at_the_validation_set_does_not(make_run: MakeRun) -> None:
    run = make_run("20260131-120000-1a2b3c")
    files.write(run.folder, "views/outcomes-000000000000.json", digits())
    assert not opened(run)
    look(run)
    assert opened(run)


def test_an_evaluation_at_the_end_opens_it_unless_the_run_was_stopped(make_run: MakeRun) -> None:
    done = make_run("20260131-120000-1a2b3c", [ended(val_accuracy=0.9, test_accuracy=0.8)])
    stopped = make_run("20260131-120001-1a2b3c", [ended(val_accuracy=0.9)])
    assert opened(evaluate(done))
    assert not opened(evaluate(stopped))


def test_others_of_the_same_experiment_are_counted(make_run: MakeRun) -> None:
    runs = [make_run(f"20260131-12000{n}-1a2b3c") for n in range(4)]
    other = make_run("20260131-120009-1a2b3c", lesson="spirals")
    for run in (runs[0], runs[1], other):
        look(run)
    assert others_opened(runs[0].order()) == 1
    assert others_opened(runs[3].order()) == 2
    assert others_opened(other.order()) == 0


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff", b'{"lesson": 3}'])
def test_folders_that_cannot_be_read_are_not_counted(make_run: MakeRun, damage: bytes) -> None:
    run, other = make_run("20260131-120000-1a2b3c"), make_run("20260131-120001-1a2b3c")
    (other.folder / "settings.json").write_bytes(damage)
    assert others_opened(run.order()) == 0
    assert not opened(Run(Path("/nowhere")))
