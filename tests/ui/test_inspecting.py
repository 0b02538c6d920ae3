"""The desk has networks looked at: one answer for who asks the same, the newest of one view."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.answers.outcomes import digits
from tests.support import FakeWorker
from tutor.lab.client import Worker, WorkerError
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run
from tutor.lab.views.outcomes import OutcomesQuery
from tutor.ui.desk import Desk
from tutor.ui.messages import ViewChanged

VALIDATION, TEST = OutcomesQuery(), OutcomesQuery(part="test")


@pytest.fixture
def desk(worker: FakeWorker) -> Desk:
    return Desk(lambda: worker)


@pytest.fixture
def run(make_run: Callable[..., Run]) -> Run:
    return make_run("20260131-120000-1a2b3c")


def over(desk: Desk) -> list[Inspection]:
    return [news.inspection for news in desk.poll() if isinstance(news, ViewChanged)]


def test_the_answer_is_told_once_and_there_at_once_later(
    desk: Desk, worker: FakeWorker, run: Run
) -> None:
    inspection = desk.errands.inspect(run, VALIDATION)
    assert desk.waiting
    assert not desk.eager
    worker.get_ready()
    assert over(desk) == []
    assert desk.eager
    worker.answer_question(digits())
    assert over(desk) == [inspection]
    assert over(desk) == []
    assert not desk.eager
    assert desk.errands.inspect(run, VALIDATION).data == digits()
    assert len(worker.questions) == 1


def test_who_asks_the_same_meanwhile_shares_the_answer(
    desk: Desk, worker: FakeWorker, run: Run
) -> None:
    assert desk.errands.inspect(run, VALIDATION) is desk.errands.inspect(run, VALIDATION)
    assert len(worker.questions) == 1


def test_of_two_questions_to_a_view_the_newest_is_awaited(
    desk: Desk, worker: FakeWorker, run: Run
) -> None:
    older, newer = desk.errands.inspect(run, VALIDATION), desk.errands.inspect(run, TEST)
    assert older.superseded
    worker.answer_question(digits("test"))
    assert over(desk) == [newer]
    assert not desk.errands.waiting


def test_a_worker_that_dies_is_told_and_the_next_question_gets_a_fresh_one(run: Run) -> None:
    workers: list[FakeWorker] = []

    def start() -> Worker:
        workers.append(FakeWorker())
        return workers[-1]

    desk = Desk(start)
    inspection = desk.errands.inspect(run, VALIDATION)
    workers[0].die()
    assert over(desk) == [inspection]
    assert "was killed" in inspection.problem
    assert not desk.errands.inspect(run, VALIDATION).over
    assert len(workers) == 2
    for one in workers:
        one.let_go()


def test_where_no_worker_can_be_had_the_reason_is_told(run: Run) -> None:
    def start() -> Worker:
        raise WorkerError("The training process cannot be started: no memory.")

    inspection = Desk(start).errands.inspect(run, VALIDATION)
    assert inspection.over
    assert inspection.problem == "The training process cannot be started: no memory."
