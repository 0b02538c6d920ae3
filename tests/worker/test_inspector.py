"""The real worker looks at networks: outcomes, damage, obsolete questions, beside a training."""

from __future__ import annotations

import pytest

from tests.support import order
from tests.training.orders import made
from tests.worker.waiting import wait
from tutor.lab import commands
from tutor.lab.client import Worker
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run, find
from tutor.lab.settings import Settings
from tutor.lab.trial import Trial, train
from tutor.lab.views import files
from tutor.lab.views.outcomes import Outcomes, OutcomesQuery
from tutor.lab.views.shown import Columns, Pixels

pytestmark = pytest.mark.slow

QUERY = OutcomesQuery()


def looked(worker: Worker, run: Run, query: OutcomesQuery = QUERY) -> Inspection:
    inspection = Inspection(run, query)
    if not inspection.over:
        inspection.wait(worker)
    return inspection


def trained(worker: Worker) -> Run:
    trial = train(worker, order({"epochs": 1}))
    assert not trial.problem
    wait(worker, lambda: not trial.run.alive())  # its network is kept after its end is told
    return trial.run


def outcomes_of(inspection: Inspection) -> Outcomes:
    assert isinstance(inspection.data, Outcomes), inspection.problem
    return inspection.data


def test_outcomes_agree_with_the_run_and_are_kept(worker_home: Worker) -> None:
    trial = train(worker_home, order({"epochs": 1}))
    found = outcomes_of(looked(worker_home, trial.run))
    total = sum(map(sum, found.counts))
    right = sum(row[number] for number, row in enumerate(found.counts))
    assert total == 359
    assert right / total == pytest.approx(trial.record.metrics["val_accuracy"])
    assert found.labels == [str(n) for n in range(10)]
    worst = found.mistakes[0]
    assert isinstance(worst.example, Pixels)
    assert worst.leading[0] == (worst.told, worst.sure)
    assert worst.true_share <= found.mistakes[-1].true_share
    assert Inspection(trial.run, QUERY).data == found


def test_a_scaled_table_is_shown_as_it_came_with_what_stands_out(worker_home: Worker) -> None:
    settings: Settings = {"hidden_layers": 1, "units": 4, "scaling": "standard", "epochs": 2}
    trial = train(worker_home, made("wine", settings))
    row = outcomes_of(looked(worker_home, trial.run)).mistakes[0].example
    assert isinstance(row, Columns)
    proline = row.names.index("proline")
    assert row.values[proline] > 100
    assert abs(row.away[proline]) < 6


def test_what_cannot_be_had_is_one_sentence(worker_home: Worker) -> None:
    run = trained(worker_home)
    (run.folder / "model.keras").write_bytes(b"no network")
    assert "cannot be read, since its file is damaged" in looked(worker_home, run).problem
    (run.folder / "model.keras").unlink()
    assert looked(worker_home, run).problem == (
        "The network of this run was not kept: only its curves can be shown."
    )
    unknown = find("20000101-000000-000000")
    assert looked(worker_home, unknown).problem == "There is no run 20000101-000000-000000."


def test_of_many_questions_to_a_view_the_newest_is_answered(worker_home: Worker) -> None:
    run = trained(worker_home)
    inspections = [
        Inspection(run, OutcomesQuery(part="test" if n % 2 else "validation")) for n in range(9)
    ]
    for one in inspections:
        one.ask(worker_home)
    wait(worker_home, lambda: [one.poll() for one in inspections][-1])
    assert inspections[-1].data is not None
    assert sum(one.over for one in inspections) < len(inspections)


def test_a_look_does_not_disturb_a_training(worker_home: Worker) -> None:
    settings: Settings = {"epochs": 40}
    alone = train(worker_home, order(settings, seed=5))
    seen = trained(worker_home)
    trial = Trial.begin(worker_home, order(settings, seed=5))
    wait(worker_home, lambda: bool(trial.poll()) or trial.over)
    assert outcomes_of(looked(worker_home, seen)).part == "validation"
    for path in (seen.folder / "views").iterdir():
        path.unlink()
    assert outcomes_of(looked(worker_home, seen)).mistakes
    wait(worker_home, lambda: (bool(trial.poll()) and trial.over) or trial.over)
    assert trial.record.metrics == alone.record.metrics


def test_a_network_that_may_be_looked_at_soon_is_at_hand(worker_home: Worker) -> None:
    run = trained(worker_home)
    worker_home.poll()
    before = worker_home.megabytes
    worker_home.send(commands.Open(run=run.id))
    wait(worker_home, lambda: worker_home.megabytes != before)
    run.model_path.unlink()
    assert outcomes_of(looked(worker_home, run)).mistakes


def test_a_run_is_looked_at_right_after_its_end_and_not_before(worker_home: Worker) -> None:
    trial = Trial.begin(worker_home, order({"epochs": 100}))
    wait(worker_home, lambda: bool(trial.poll()) and trial.begun)
    early = looked(worker_home, trial.run)
    if not trial.over and early.data is None:
        assert "goes on" in early.problem
    wait(worker_home, lambda: (bool(trial.poll()) and trial.over) or trial.over)
    assert outcomes_of(looked(worker_home, trial.run)).mistakes
    assert (trial.run.folder / files.answer_of(QUERY)).is_file()


def test_a_worker_that_was_first_asked_for_an_old_network_trains_a_new_one(
    worker_home: Worker, fresh: Worker
) -> None:
    run = trained(worker_home)
    fresh.send(commands.Open(run=run.id))
    assert outcomes_of(looked(fresh, run)).labels  # TensorFlow has made its threads by now
    trial = train(fresh, order({"epochs": 1}))
    assert not trial.problem
    assert trial.record.ended is not None
