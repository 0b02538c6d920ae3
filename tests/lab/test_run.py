"""A run's folder: its order, its record, whether it lives."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.support import FIRST, SECOND, STARTED
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.architecture import describe
from tutor.lab.locks import hold
from tutor.lab.network import Inputs
from tutor.lab.run import Budget, Order, Record, Run, RunError, all_runs, find, new_id
from tutor.lab.settings import Setting, Settings

MakeRun = Callable[..., Run]

FINDING = Finding(name="good_fit", confidence=0.9, evidence="e", remedy="r")

HOLDER = """
import sys
from pathlib import Path
from tutor.lab.locks import hold

lock = hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def recorded(*told: events.Any) -> Record:
    record = Record()
    for event in told:
        record.apply(event)
    return record


def test_a_record_of_nothing_knows_nothing() -> None:
    record = Record()
    assert (record.started, record.ended, record.diagnosis) == (None, None, None)
    assert record.metrics == {}
    assert record.history.epochs == 0


def test_a_record_follows_the_events_of_a_run() -> None:
    record = recorded(STARTED, events.Step(epoch=1, step=3, steps=10, metrics={"loss": 2.0}))
    assert record.started == STARTED
    assert record.step is not None
    assert record.step.step == 3

    record.apply(events.Epoch(first=1, metrics={"loss": [1.5], "acc": [0.5]}, seconds=[0.1]))
    assert record.step is None
    assert record.metrics == {"loss": 1.5, "acc": 0.5}

    record.apply(events.Epoch(first=2, metrics={"loss": [1.25, 1.0]}, seconds=[0.2, 0.3]))
    assert record.history.column("loss") == [1.5, 1.25, 1.0]
    assert record.history.seconds == [0.1, 0.2, 0.3]
    assert record.history.epochs == 3

    record.apply(events.EarlyFinding(epoch=3, finding=FINDING))
    record.apply(events.ViewReady(view="filters", path="views/filters.npz"))
    assert record.early == [FINDING]
    assert record.views == {"filters": "views/filters.npz"}
    validated = events.Validated(epoch=2, losses=[0.5], right=[1.0])
    record.apply(validated)
    assert record.validated == validated

    record.apply(events.RunEnded(reason="finished", epochs=3, seconds=0.6, metrics={"loss": 0.9}))
    assert record.metrics == {"loss": 0.9}
    assert record.diagnosis is None

    record.apply(events.Diagnosed(diagnosis=Diagnosis((FINDING,))))
    assert record.diagnosis is not None
    assert record.diagnosis.primary == FINDING


def test_a_record_keeps_what_went_on_in_the_layers_and_what_was_known_before() -> None:
    record = recorded(
        events.Untrained(metrics={"val_loss": 2.25}),
        events.Epoch(first=1, metrics={"loss": [1.5]}, seconds=[0.1], layers={"k/dense": [0.5]}),
        events.Epoch(first=2, metrics={"loss": [1.0]}, seconds=[0.1], layers={"k/dense": ["NaN"]}),
    )
    assert record.history.initial == {"val_loss": 2.25}
    assert record.history.metrics == {"loss": [1.5, 1.0]}
    first, second = record.history.layers["k/dense"]
    assert first == 0.5
    assert math.isnan(second)


def test_a_diverged_run_has_numbers_that_are_not_finite() -> None:
    record = recorded(events.Epoch(first=1, metrics={"loss": [1.0, "Infinity", "NaN"]}, seconds=[]))
    first, second, third = record.history.column("loss")
    assert (first, second) == (1.0, math.inf)
    assert math.isnan(third)
    ended = events.RunEnded(reason="finished", epochs=3, seconds=1.0, metrics={"loss": "NaN"})
    record.apply(ended)
    assert math.isnan(record.metrics["loss"])


def test_columns_that_differ_in_length_leave_the_record_as_it_was() -> None:
    record = recorded(events.Epoch(first=1, metrics={"loss": [1.0]}, seconds=[0.1]))
    uneven = events.Epoch(first=2, metrics={"loss": [0.5, 0.4], "acc": [0.5]}, seconds=[0.1, 0.1])
    record.apply(uneven)
    assert record.history.metrics == {"loss": [1.0]}
    assert record.history.seconds == [0.1]


def test_events_that_belong_to_no_run_change_nothing() -> None:
    ready = events.Ready(import_seconds=2.0, device="CPU", versions={})
    assert recorded(ready, events.Prepared(key="k", seconds=1.0)) == Record()


def test_an_order_comes_back_as_it_was_written(home: Path) -> None:
    settings: Settings = {
        "conv_layers": 2, "filters": [8, 16], "activation": ["relu", "tanh"], "dropout": 0.0,
        "batch_norm": True, "learning_rate": 1.0, "epochs": 20, "pooling": "max",
    }  # fmt: skip
    order = Order(
        run=FIRST,
        lesson="convolutional-networks",
        experiment="digits",
        task="classify",
        dataset="digits",
        data_options={"noise": 0.5, "size": 100, "shuffled": False, "form": "ö"},
        settings=settings,
        offered=[Setting(name="filters", default=[8], choices=[8, 16], per_layer=True)],
        network=describe(Inputs(kind="image", shape=(8, 8, 1), classes=10), settings),
        seed=7,
        budget=Budget(epochs=200, seconds=60.0),
        open_test=True,
        environment={"keras": "3.15.1"},
    )
    run = find(FIRST)
    run.folder.mkdir(parents=True)
    (run.folder / "settings.json").write_bytes(msgspec.json.format(msgspec.json.encode(order)))
    back = run.order()
    assert back == order
    assert [type(value) for value in back.settings.values()] == [
        type(value) for value in settings.values()
    ]
    assert run.folder.parent == home / "runs"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, "No such file"),
        (b"", "truncated"),
        (b"{", "truncated"),
        (b'{"run": "\xff"}', "cannot be read"),
        (b'{"lesson": 3}', "cannot be read"),
        pytest.param(b'{"settings": ' + b"[" * 100_000, "cannot be read", id="deep"),
        (b'{"format": 2, "settings": "of another kind"}', "format 2; this program reads up to 1"),
    ],
)
def test_an_order_that_cannot_be_read_is_told_with_its_file(
    make_run: MakeRun, data: bytes | None, told: str
) -> None:
    run = make_run(FIRST)
    path = run.folder / "settings.json"
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    with pytest.raises(RunError, match=told) as caught:
        run.order()
    assert str(path) in str(caught.value)


def test_a_record_is_read_from_the_file_without_its_torn_end(make_run: MakeRun) -> None:
    epoch = events.Epoch(first=1, metrics={"loss": [0.5]}, seconds=[0.1])
    run = make_run(FIRST, [STARTED, epoch])
    with run.events_path.open("ab") as file:
        file.write(b'{"kind": "hologram"}\nnonsense\n' + events.encode(epoch)[:-9])
    record = run.record()
    assert record.started == STARTED
    assert record.history.epochs == 1


def test_a_run_without_events_has_an_empty_record(make_run: MakeRun) -> None:
    run = make_run(FIRST)
    run.events_path.unlink()
    assert run.record() == Record()


def test_events_of_a_newer_format_are_told_with_their_file(make_run: MakeRun) -> None:
    run = make_run(FIRST)
    run.events_path.write_bytes(b'{"kind": "run_started", "format": 2}\n')
    with pytest.raises(RunError, match="format 2") as caught:
        run.record()
    assert str(run.events_path) in str(caught.value)


def test_a_run_lives_as_long_as_another_process_holds_its_lock(make_run: MakeRun) -> None:
    run = make_run(FIRST)
    assert not run.alive()
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(run.folder / "lock")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    assert run.alive()
    assert run.alive()  # looking takes nothing away
    with pytest.raises(BlockingIOError):
        hold(run.folder / "lock")
    process.kill()
    process.communicate(timeout=60)
    assert (run.folder / "lock").exists()
    assert not run.alive()
    hold(run.folder / "lock").close()


def test_a_lock_is_readable_by_its_owner_alone(make_run: MakeRun) -> None:
    lock = make_run(FIRST).folder / "lock"
    with hold(lock):
        assert lock.stat().st_mode & 0o777 == 0o600


def test_a_run_is_cancelled_by_a_file(make_run: MakeRun) -> None:
    run = make_run(FIRST)
    assert not run.cancelled()
    run.cancel()
    assert run.cancelled()
    run.cancel()
    assert run.cancelled()


def test_new_ids_are_ids_and_all_differ(home: Path) -> None:
    ids = {new_id() for _ in range(50)}
    assert len(ids) == 50
    assert all(find(run).folder == home / "runs" / run for run in ids)


def test_ids_sort_by_time_within_a_second_too(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(1.8e9 + tick / 500 for tick in range(5))
    monkeypatch.setattr(time, "time", lambda: next(moments))
    ids = [new_id() for _ in range(5)]
    assert ids == sorted(ids)


@pytest.mark.parametrize(
    "text", ["", "..", "../../etc", f"{FIRST}/..", f"{FIRST}\n", FIRST.upper()]
)
def test_what_is_no_id_names_no_folder(text: str) -> None:
    with pytest.raises(RunError, match="ids look like"):
        find(text)


def test_runs_are_listed_by_age_without_what_is_none(make_run: MakeRun, home: Path) -> None:
    for run in (SECOND, FIRST):
        make_run(run)
    (home / "runs" / f".{FIRST}").mkdir()  # being made
    (home / "runs" / "notes").mkdir()
    assert [run.id for run in all_runs()] == [FIRST, SECOND]


def test_without_a_folder_there_are_no_runs(home: Path) -> None:
    assert not home.exists()
    assert all_runs() == []
