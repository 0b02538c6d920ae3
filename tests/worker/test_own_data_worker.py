"""The real worker looks at own data, trains on them, and notices that they have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.course.lesson_texts import EXPERIMENT, experiment
from tests.support import lesson
from tests.worker.waiting import wait
from tutor.course.plan import order as plan
from tutor.datasets.registry import Card
from tutor.lab.client import Worker
from tutor.lab.survey import Survey
from tutor.lab.trial import Phase, train

pytestmark = pytest.mark.slow


def looked(worker: Worker, path: Path) -> Survey:
    survey = Survey(worker, str(path))
    wait(worker, lambda: survey.poll() or survey.over)
    return survey


def write(path: Path, shift: int) -> Path:
    lines = [f"{n % 40},{n * n % 50 + shift},{'ab'[n % 2]}\n" for n in range(150)]
    path.write_text("one,two,label\n" + "".join(lines))
    return path


def found(worker: Worker, path: Path) -> Card:
    survey = looked(worker, path)
    assert survey.card is not None, survey.problem
    return survey.card


def test_survey_train_change_and_survey_again(worker_home: Worker, tmp_path: Path) -> None:
    digits, path = lesson().experiments[0], write(tmp_path / "table.csv", 0)
    card = found(worker_home, path)
    assert card.labels == ("a", "b")
    ordered = plan("l", digits, {"dense_layers": 1, "epochs": 2}, own=card)
    trial = train(worker_home, ordered)
    assert trial.phase is Phase.ENDED, trial.problem
    started = trial.record.started
    assert started is not None
    assert (started.train, started.validation, started.test) == (
        card.train, card.validation, card.test,
    )  # fmt: skip
    write(path, 1)
    other = plan("l", digits, {"dense_layers": 2, "units": 8}, own=found(worker_home, path))
    again = train(worker_home, other)
    assert again.phase is Phase.ENDED, again.problem
    stale = train(worker_home, plan("l", digits, {"dense_layers": 1}, own=card))
    assert stale.phase is Phase.LOST
    assert stale.problem == f"{path}: has changed since it was looked at. Choose it again."


def test_a_text_is_predicted_symbol_by_symbol(worker_home: Worker, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("\n".join(f"Line {n} of my own text, and no other one." for n in range(200)))
    texts = experiment(
        EXPERIMENT.replace('"digits"', '"course-texts"').replace("classify", "predict")
    )
    ordered = plan("l", texts, {"epochs": 2}, own=found(worker_home, path))
    trial = train(worker_home, ordered)
    assert trial.phase is Phase.ENDED, trial.problem
    assert trial.record.ended is not None
    assert trial.record.ended.reason == "finished", trial.record.ended.message


def test_a_refusal_is_the_sentence(worker_home: Worker, tmp_path: Path) -> None:
    assert looked(worker_home, tmp_path / "none.npz").problem == (
        f"{tmp_path / 'none.npz'}: there is no such file or folder."
    )
