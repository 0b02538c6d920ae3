"""Runs' folders as rows, and runs that ended unseen."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.locks import hold
from tutor.lab.run import Order, Record, Run
from tutor.store.progress import Progress
from tutor.store.runs import INTERRUPTED, adopt, status

MakeRun = Callable[..., Run]

FIRST = "20260131-120000-1a2b3c"
SECOND = "20260131-120001-000000"
STARTED = events.RunStarted(
    run=FIRST, at=1_769_860_805.5, epochs=20, steps=10, parameters=22, train=250, validation=50,
    test=50, device="CPU (2 threads)", prepare_seconds=0.5,
)  # fmt: skip
EPOCHS = events.Epoch(
    first=1, metrics={"loss": [0.9, 0.5], "val_accuracy": [0.5, 0.75]}, seconds=[0.25, 0.5]
)
ENDED = events.RunEnded(
    reason="finished", epochs=2, seconds=0.8, metrics={"val_accuracy": 0.75, "loss": "NaN"}
)
FINDING = Finding(name="good_fit", confidence=0.9, evidence="e", remedy="r")
DIAGNOSED = events.Diagnosed(diagnosis=Diagnosis((FINDING,)))
WHOLE = (STARTED, EPOCHS, ENDED, DIAGNOSED)


@pytest.fixture
def progress(home: Path) -> Iterator[Progress]:
    with Progress.open() as opened:
        yield opened


def reached(order: Order, record: Record) -> bool:
    """Whether the run did well, in the circles' lesson alone."""
    return order.lesson == "circles" and record.metrics.get("val_accuracy", 0.0) >= 0.75


def test_a_run_that_has_ended_as_a_row(make_run: MakeRun) -> None:
    row = status(make_run(FIRST, WHOLE))
    assert (row.run, row.lesson, row.experiment, row.seed) == (FIRST, "circles", "first", 3)
    assert (row.epochs, row.asked, row.ended) == (2, 20, "finished")
    assert row.metrics["val_accuracy"] == 0.75
    assert math.isnan(row.metrics["loss"])
    assert row.diagnosis == "good_fit"
    assert row.at == 1_769_860_805.5
    assert row.problem == ""


def test_a_run_that_goes_on_as_a_row(make_run: MakeRun) -> None:
    run = make_run(FIRST, [STARTED, EPOCHS])
    with hold(run.folder / "lock"):
        row = status(run)
    assert (row.epochs, row.asked, row.ended, row.diagnosis) == (2, 20, None, None)
    assert row.metrics == {"loss": 0.5, "val_accuracy": 0.75}


def test_a_run_that_its_worker_has_only_just_taken_on(make_run: MakeRun) -> None:
    run = make_run(FIRST)
    with hold(run.folder / "lock"):
        row = status(run)
    assert (row.epochs, row.asked, row.ended, row.metrics) == (0, 20, None, {})
    assert row.at == 1_769_860_800.0  # noon, in UTC: the id's


def test_a_run_whose_worker_died_is_interrupted(make_run: MakeRun) -> None:
    run = make_run(FIRST, [STARTED, EPOCHS])
    hold(run.folder / "lock").close()
    assert status(run).ended == INTERRUPTED


def test_a_run_that_failed_keeps_the_epochs_it_had(make_run: MakeRun) -> None:
    failed = events.RunEnded(reason="failed", epochs=0, seconds=0.0, metrics={}, message="no room")
    row = status(make_run(FIRST, [STARTED, EPOCHS, failed]))
    assert (row.ended, row.epochs) == ("failed", 2)


def test_a_diagnosis_without_findings_is_none(make_run: MakeRun) -> None:
    empty = events.Diagnosed(diagnosis=Diagnosis(()))
    assert status(make_run(FIRST, [STARTED, EPOCHS, ENDED, empty])).diagnosis is None


def no_settings(run: Run) -> None:
    (run.folder / "settings.json").unlink()


def settings_cut_short(run: Run) -> None:
    (run.folder / "settings.json").write_bytes(b'{"run": "2026')


def newer_settings(run: Run) -> None:
    (run.folder / "settings.json").write_bytes(b'{"format": 99}')


def settings_of_another_run(run: Run) -> None:
    settings = run.folder / "settings.json"
    settings.write_text(settings.read_text().replace(FIRST, SECOND))


def newer_events(run: Run) -> None:
    run.events_path.write_bytes(b'{"kind": "run_started", "format": 99}\n')


def events_in_a_folder(run: Run) -> None:
    run.events_path.unlink()
    run.events_path.mkdir()


def a_lock_that_cannot_be_opened(run: Run) -> None:
    (run.folder / "lock").symlink_to(run.folder / "lock")


HARMS = [
    no_settings, settings_cut_short, newer_settings, settings_of_another_run, newer_events,
    events_in_a_folder, a_lock_that_cannot_be_opened,
]  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_a_folder_that_cannot_be_read_is_a_row_that_says_why(
    make_run: MakeRun, harm: Callable[[Run], None]
) -> None:
    run = make_run(FIRST, WHOLE)
    harm(run)
    row = status(run)
    assert row.run == FIRST
    assert FIRST in row.problem
    assert (row.lesson, row.epochs, row.ended, row.metrics) == ("", 0, None, {})
    assert row.at == 1_769_860_800.0


def test_an_id_that_is_no_time_stands_at_zero(make_run: MakeRun) -> None:
    run = make_run("99999999-999999-abcdef")
    no_settings(run)
    assert status(run).at == 0.0


def test_a_file_with_the_name_of_a_run_is_a_row_that_says_why(make_run: MakeRun) -> None:
    sibling = make_run(SECOND).folder.with_name(FIRST)
    sibling.write_text("not a folder")
    assert FIRST in status(Run(sibling)).problem


def test_a_run_that_ended_unseen_is_recorded_once(make_run: MakeRun, progress: Progress) -> None:
    make_run(FIRST, WHOLE)
    (found,) = adopt(progress, reached)
    (kept,) = progress.runs.results()
    assert kept.run == found.run == FIRST
    assert kept.settings == {"hidden_layers": 1, "units": 4, "epochs": 20}
    assert (kept.ended, kept.epochs, kept.seconds, kept.seed) == ("finished", 2, 0.8, 3)
    assert kept.metrics["val_accuracy"] == 0.75
    assert (kept.diagnosis, kept.sure) == ("good_fit", DIAGNOSED.diagnosis.primary.confidence)
    assert kept.goal_reached
    assert kept.parameters == 2 * 4 + 4 + 4 * 2 + 2
    assert kept.at == 1_769_860_805.5
    assert adopt(progress, reached) == []
    assert len(progress.runs.results()) == 1


def test_what_the_goal_says_is_kept_for_each_run(make_run: MakeRun, progress: Progress) -> None:
    make_run(SECOND, WHOLE, lesson="spirals")
    make_run(FIRST, WHOLE)
    assert [(found.run, found.goal_reached) for found in adopt(progress, reached)] == [
        (FIRST, True),
        (SECOND, False),
    ]


def test_a_run_whose_worker_died_is_recorded_as_interrupted(
    make_run: MakeRun, progress: Progress
) -> None:
    make_run(FIRST, [STARTED, EPOCHS])
    (found,) = adopt(progress, reached)
    assert (found.ended, found.epochs, found.seconds, found.diagnosis) == (
        INTERRUPTED, 2, 0.75, None,
    )  # fmt: skip
    assert progress.runs.known() == {FIRST}


def test_a_run_that_goes_on_is_left_for_later(make_run: MakeRun, progress: Progress) -> None:
    run = make_run(FIRST, [STARTED, EPOCHS])
    with hold(run.folder / "lock"):
        assert adopt(progress, reached) == []
    assert progress.runs.known() == set()


def test_a_run_is_not_recorded_before_its_diagnosis_has_come(
    make_run: MakeRun, progress: Progress
) -> None:
    run = make_run(FIRST, [STARTED, EPOCHS, ENDED])
    with hold(run.folder / "lock"):
        assert adopt(progress, reached) == []
        with run.events_path.open("ab") as file:
            file.write(events.encode(DIAGNOSED))
        (found,) = adopt(progress, reached)
    assert found.diagnosis == "good_fit"


def test_folders_that_cannot_be_read_keep_no_other_run_out(
    make_run: MakeRun, progress: Progress
) -> None:
    no_settings(make_run(FIRST, WHOLE))
    make_run(SECOND, WHOLE)
    assert [found.run for found in adopt(progress, reached)] == [SECOND]


def test_without_any_runs_there_is_nothing_to_adopt(progress: Progress) -> None:
    assert adopt(progress, reached) == []
