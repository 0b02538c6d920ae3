"""The real worker's second look: promised, told, given up for something better."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from tests.support import lesson, order
from tests.training.orders import made
from tests.worker.waiting import wait
from tutor.course.plan import order as plan
from tutor.lab import events
from tutor.lab.client import Worker
from tutor.lab.settings import Settings, Value
from tutor.lab.trial import Trial, train
from tutor.lab.work import heavy

pytestmark = pytest.mark.slow

SHORT: dict[str, Value] = {"epochs": 4}


def stages(trial: Trial) -> list[str]:
    """The stages that a run's events tell, each once, in their order."""
    lines = trial.run.events_path.read_bytes().splitlines()
    looks = [event for event in map(events.decode, lines) if isinstance(event, events.Looking)]
    return list(dict.fromkeys(look.stage for look in looks))


def test_a_run_that_ended_too_soon_is_tried_further_and_diagnosed_again(
    worker_home: Worker,
) -> None:
    trial = train(worker_home, replace(order(SHORT), second_look=True))
    assert stages(trial) == ["longer", "simple", "wider", "done"]
    assert trial.settled
    diagnosis = trial.record.diagnosis
    assert diagnosis is not None
    assert diagnosis.primary.name == "still_improving"
    assert diagnosis.primary.evidence.startswith("Tried: when the training went on for 2 more")
    assert trial.record.history.epochs == 4
    assert trial.record.ended is not None
    assert trial.record.ended.metrics["val_loss"] == trial.record.history.last()["val_loss"]


def test_under_a_schedule_a_longer_run_is_tried_as_it_would_be_ordered(
    worker_home: Worker,
) -> None:
    ended = {}
    for epochs in (4, 6):
        asked = order({"epochs": epochs})
        planned: Settings = {**asked.settings, "schedule": "cosine"}
        asked = replace(asked, settings=planned, second_look=epochs == 4)
        trial = train(worker_home, asked)
        assert trial.record.ended is not None
        ended[epochs] = trial
    assert stages(ended[4]) == ["anew", "simple", "wider", "done"]
    diagnosis = ended[4].record.diagnosis
    assert diagnosis is not None
    found = re.search(r"loss (\d+) % .*lower", diagnosis.primary.evidence)
    assert found, diagnosis.primary.evidence
    assert "a training with 6 epochs planned from its start" in diagnosis.primary.evidence
    shorter, longer = (
        trial.record.history.column("val_loss")[-1] for trial in (ended[4], ended[6])
    )
    assert int(found[1]) == pytest.approx(100 * (1 - longer / shorter), abs=1)
    (seen,) = [one for one in diagnosis.primary.proven if one.change == {"epochs": 6}]
    came_to = {name: ended[6].record.metrics[name] for name in ("val_loss", "val_accuracy")}
    assert seen.metrics == pytest.approx(came_to, rel=1e-5)


def test_what_was_seen_is_what_a_run_of_these_settings_comes_to(worker_home: Worker) -> None:
    trial = train(worker_home, replace(order(SHORT), second_look=True))
    diagnosis = trial.record.diagnosis
    assert diagnosis is not None
    assert len(diagnosis.primary.proven) == 2
    for one in diagnosis.primary.proven:
        again = order({**SHORT, **one.change})
        ended = train(worker_home, again).record.metrics
        assert one.metrics == pytest.approx({name: ended[name] for name in one.metrics}, rel=1e-4)


def test_what_other_threads_would_come_to_is_not_foretold(worker_home: Worker) -> None:
    settings: dict[str, Value] = {
        "epochs": 8,
        "batch_size": 1024,
        "conv_layers": 2,
        "filters": 16,
        "learning_rate": 0.01,
    }
    order_of = [order(settings), order({**settings, "filters": 32})]
    assert [heavy(one) for one in order_of] == [False, True]
    trial = train(worker_home, replace(order_of[0], second_look=True))
    diagnosis = trial.record.diagnosis
    assert diagnosis is not None
    assert stages(trial)[-1] == "done"
    assert [set(one.change) for one in diagnosis.primary.proven] == [{"epochs"}]


def test_past_a_limit_what_was_seen_is_how_such_a_run_ends_and_not_its_best(
    worker_home: Worker,
) -> None:
    """On scaled inputs it is best long before its end, and epochs are no part of the advice."""
    wines = lesson("preparing-data")
    trial = train(worker_home, replace(plan(wines.id, wines.experiments[0], {}), second_look=True))
    diagnosis = trial.record.diagnosis
    assert diagnosis is not None
    assert "at its best, after" in diagnosis.primary.evidence
    (seen,) = [one for one in diagnosis.primary.proven if "scaling" in one.change]
    scaled = train(worker_home, plan(wines.id, wines.experiments[0], dict(seen.change))).record
    assert seen.metrics["val_loss"] == pytest.approx(scaled.metrics["val_loss"], rel=1e-4)
    assert min(scaled.history.column("val_loss")) < 0.95 * scaled.metrics["val_loss"]


def test_a_network_that_predicts_symbols_is_looked_at_too(worker_home: Worker) -> None:
    settings: Settings = {"recurrent_layers": 1, "units": 8, "epochs": 2}
    asked = made("melodies", settings, options={"sequence_length": 8})
    trial = train(worker_home, replace(asked, second_look=True))
    assert stages(trial) == ["longer", "simple", "wider", "done"]
    diagnosis = trial.record.diagnosis
    assert diagnosis is not None
    assert diagnosis.primary.evidence.startswith("Tried: when the training went on for 1 more")


def test_a_policy_is_not_looked_at_again(worker_home: Worker) -> None:
    settings: Settings = {"epochs": 8, "batch_size": 8}
    trial = train(worker_home, replace(made("tmaze", settings), second_look=True))
    assert stages(trial) == []
    assert trial.settled


def test_without_asking_nothing_is_tried(worker_home: Worker) -> None:
    trial = train(worker_home, order(SHORT))
    assert stages(trial) == []
    assert trial.settled


def test_another_order_comes_first(worker_home: Worker) -> None:
    first = Trial.begin(worker_home, replace(order({"epochs": 60}), second_look=True))
    wait(worker_home, lambda: bool(first.poll()) and first.record.look is not None)
    assert not first.settled
    second = train(worker_home, order(SHORT))
    first.poll()
    assert stages(first)[-1] == "given_up"
    assert first.settled
    assert first.record.diagnosis is not None
    assert second.record.ended is not None


def test_a_run_with_patience_is_not_looked_at_again(worker_home: Worker) -> None:
    trial = train(worker_home, replace(order({"epochs": 3}), second_look=True))
    assert trial.record.ended is not None
    assert trial.record.ended.look
    patient = replace(order(SHORT), second_look=True)
    patient = replace(patient, settings={**patient.settings, "early_stopping": 2})
    trial = train(worker_home, patient)
    assert trial.record.ended is not None
    assert not trial.record.ended.look
    assert stages(trial) == []
