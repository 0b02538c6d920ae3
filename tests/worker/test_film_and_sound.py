"""A real worker shows a film and utterances, as it judged them itself."""

from __future__ import annotations

import msgspec
import pytest

from tests.training.orders import made
from tests.worker.waiting import wait
from tutor.datasets import vowels
from tutor.lab.client import Worker
from tutor.lab.film_index import Reel, Rule
from tutor.lab.inspection import Inspection
from tutor.lab.run import Order, Run
from tutor.lab.settings import Settings
from tutor.lab.sound import Sound
from tutor.lab.trial import Trial, train
from tutor.lab.views import queries
from tutor.lab.views.film import Film, FilmQuery, Frames, FramesQuery
from tutor.lab.views.outcomes import Held
from tutor.lab.views.sound import SoundQuery, Sounds, Utterance, UtteranceQuery

pytestmark = pytest.mark.slow


def trained(worker: Worker, order: Order) -> Trial:
    """A run that has ended and whose network is saved."""
    trial = train(worker, order)
    wait(worker, lambda: not trial.run.alive())
    return trial


def asked(worker: Worker, run: Run, query: queries.Any) -> Inspection:
    inspection = Inspection(run, query)
    inspection.wait(worker)
    return inspection


def answer(worker: Worker, run: Run, query: queries.Any) -> msgspec.Struct:
    inspection = asked(worker, run, query)
    assert inspection.data is not None, inspection.problem
    return inspection.data


def test_the_index_has_the_figures_that_the_run_ended_with(worker_home: Worker) -> None:
    settings: Settings = {
        "conv_layers": 1,
        "filters": 8,
        "epochs": 2,
        "learning_rate": 0.005,
        "smoothing": 5,
    }
    trial = trained(worker_home, made("film", settings, open_test=True))
    parts: tuple[tuple[Held, str], ...] = (("validation", "val_"), ("test", "test_"))
    for part, prefix in parts:
        film = answer(worker_home, trial.run, FilmQuery(part=part))
        assert isinstance(film, Film)
        score = Reel(film).index(Rule(window=5)).score
        assert (score.precision or 0.0) == trial.record.metrics[f"{prefix}precision"]
        assert (score.recall or 0.0) == trial.record.metrics[f"{prefix}recall"]
        assert len(film.portraits) == 5
        assert film.frames == {"validation": 600, "test": 1000}[part]
    frames = answer(worker_home, trial.run, FramesQuery(part="test", first=950, count=100))
    assert isinstance(frames, Frames)
    assert (frames.count, frames.height, frames.width) == (50, 24, 32)
    assert len(frames.picture(49).shades) == 24 * 32 * 3
    refused = asked(worker_home, trial.run, FramesQuery(part="test", first=1000, count=10))
    assert "there are no 10 from 1,000 on" in refused.problem


def test_utterances_sound_as_the_data_set_says(worker_home: Worker) -> None:
    settings: Settings = {"conv_layers": 1, "filters": 4, "epochs": 1, "train_size": 300}
    trial = trained(worker_home, made("vowels", settings))
    sounds = answer(worker_home, trial.run, SoundQuery())
    assert isinstance(sounds, Sounds)
    right = sum(one.true == one.told for one in sounds.spoken)
    assert right / len(sounds.spoken) == pytest.approx(trial.record.metrics["val_accuracy"])
    one = answer(worker_home, trial.run, UtteranceQuery(index=17))
    assert isinstance(one, Utterance)
    assert sum(one.shares) == pytest.approx(1.0, abs=0.001)
    assert max(range(10), key=one.shares.__getitem__) == sounds.spoken[17].told
    levels = Sound(one.rate, one.samples).levels()
    assert levels == pytest.approx(vowels.waveform("validation", 17).tolist(), abs=1e-4)
    refused = asked(worker_home, trial.run, UtteranceQuery(index=400))
    assert "400 utterances" in refused.problem
