"""A look at own data, with a worker that speaks the real protocol."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import FakeWorker
from tutor.lab.client import WorkerError
from tutor.lab.events import ImportFailed
from tutor.lab.survey import Survey


def test_the_card_comes_back(worker: FakeWorker, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("a,label\n" + "".join(f"{n},{n % 2}\n" for n in range(60)))
    survey = Survey(worker, str(path))
    assert survey.loading
    worker.get_ready()
    worker.poll()
    assert not survey.loading
    assert not survey.poll()
    worker.answer_survey()
    worker.poll()
    assert survey.poll()
    assert survey.card is not None
    assert survey.card.labels == ("0", "1")
    assert not survey.poll()
    assert not worker.surveyed


def test_a_refusal_is_the_sentence_and_other_answers_are_not_ours(
    worker: FakeWorker, tmp_path: Path
) -> None:
    survey = Survey(worker, str(tmp_path / "none.csv"))
    other = Survey(worker, str(tmp_path / "none.npz"))
    worker.answer_survey()
    worker.poll()
    assert not survey.poll()
    assert other.poll()
    assert other.problem == f"{tmp_path / 'none.npz'}: there is no such file or folder."
    assert not survey.over


def test_a_worker_that_dies_or_has_no_tensorflow_is_told(worker: FakeWorker) -> None:
    lost = Survey(worker, "/x")
    worker.tell(ImportFailed(message="TensorFlow cannot be loaded."))
    worker.poll()
    assert lost.poll()
    assert lost.problem == "TensorFlow cannot be loaded."
    worker.die()
    with pytest.raises(WorkerError):
        Survey(worker, "/x")


def test_a_name_that_no_command_can_carry_is_told(worker: FakeWorker) -> None:
    survey = Survey(worker, "/x/\udcff.csv")
    assert survey.over
    assert "not in UTF-8" in survey.problem
    assert not worker.surveys
