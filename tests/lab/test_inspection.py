"""A look at a run's network, with a worker that speaks the real protocol."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.answers.outcomes import digits
from tests.support import FakeWorker
from tutor.lab import events
from tutor.lab.client import WorkerError
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run
from tutor.lab.views import files
from tutor.lab.views.outcomes import OutcomesQuery

ID = "20260131-120000-1a2b3c"
QUERY = OutcomesQuery()


@pytest.fixture
def run(make_run: Callable[..., Run]) -> Run:
    return make_run(ID)


def asked(worker: FakeWorker, run: Run) -> Inspection:
    inspection = Inspection(run, QUERY)
    inspection.ask(worker)
    return inspection


def test_the_answer_comes_back_and_is_kept(worker: FakeWorker, run: Run) -> None:
    inspection = asked(worker, run)
    assert inspection.loading
    worker.get_ready()
    worker.poll()
    assert not inspection.loading
    assert not inspection.poll()
    worker.answer_question(digits())
    worker.poll()
    assert inspection.poll()
    assert inspection.data == digits()
    assert not inspection.poll()
    again = Inspection(run, QUERY)
    assert again.over
    assert again.data == digits()
    assert not Inspection(run, OutcomesQuery(part="test")).over


@pytest.mark.parametrize("damage", [b"", b'{"part":"validation"', b'{"part":"train"}', b"\xff"])
def test_a_damaged_answer_is_asked_for_anew(worker: FakeWorker, run: Run, damage: bytes) -> None:
    path = run.folder / files.write(run.folder, files.answer_of(QUERY), digits())
    path.write_bytes(damage)
    inspection = asked(worker, run)
    assert not inspection.over
    worker.answer_question(digits())
    worker.poll()
    assert inspection.poll()
    assert Inspection(run, QUERY).data == digits()


def test_an_answer_that_is_gone_or_damaged_at_once_is_told(worker: FakeWorker, run: Run) -> None:
    inspection = asked(worker, run)
    worker.answer_question(digits())
    (run.folder / files.answer_of(QUERY)).unlink()
    worker.poll()
    assert inspection.poll()
    assert inspection.data is None
    assert "cannot be read" in inspection.problem


def test_a_refusal_is_the_sentence_and_other_answers_are_not_ours(
    worker: FakeWorker, run: Run
) -> None:
    first, second = asked(worker, run), asked(worker, run)
    worker.answer_question("The network of this run was not kept.", 1)
    worker.poll()
    assert not first.poll()
    assert second.poll()
    assert second.problem == "The network of this run was not kept."
    assert not first.over


def test_a_worker_that_dies_or_has_no_tensorflow_is_told(worker: FakeWorker, run: Run) -> None:
    lost = asked(worker, run)
    worker.tell(events.ImportFailed(message="TensorFlow cannot be loaded."))
    worker.poll()
    assert lost.poll()
    assert lost.problem == "TensorFlow cannot be loaded."
    worker.failure = ""
    other = asked(worker, run)
    worker.die()
    assert other.poll()
    assert "was killed" in other.problem
    with pytest.raises(WorkerError):
        asked(worker, run)


def test_a_newer_question_to_the_same_view_of_the_run_makes_it_obsolete(
    run: Run, make_run: Callable[..., Run]
) -> None:
    older = Inspection(run, QUERY)
    older.yield_to(Inspection(make_run("20260131-120001-1a2b3c"), QUERY))
    assert not older.superseded
    older.yield_to(Inspection(run, OutcomesQuery(part="test")))
    assert older.superseded
    assert older.asks(run, OutcomesQuery())
    assert not older.asks(run, OutcomesQuery(part="test"))


def test_nobody_was_asked_so_nothing_comes(run: Run) -> None:
    inspection = Inspection(run, QUERY)
    assert not inspection.poll()
    inspection.refuse("No worker can be had.")
    assert inspection.over
