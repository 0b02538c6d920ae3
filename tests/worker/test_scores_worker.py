"""A real worker scores tags and labels, as the run was judged itself."""

from __future__ import annotations

import pytest

from tests.training.orders import made
from tests.worker.test_film_and_sound import answer, trained
from tutor.lab.client import Worker
from tutor.lab.settings import Settings
from tutor.lab.views.film import LEVELS, Film, FilmQuery
from tutor.lab.views.scores import Labelled, Score, Scores, ScoresQuery, Tagged

pytestmark = pytest.mark.slow


def adds_up(row: Score, total: int) -> bool:
    return row.silent is not None and row.found + row.missed + row.alarms + row.silent == total


def test_phrases_have_the_figures_that_the_run_ended_with(worker_home: Worker) -> None:
    settings: Settings = {"cell": "GRU", "recurrent_layers": 1, "units": 16, "epochs": 3}
    trial = trained(worker_home, made("key-phrases", settings))
    scores = answer(worker_home, trial.run, ScoresQuery())
    assert isinstance(scores, Scores)
    assert (scores.clusters, scores.many) == ("subjects", 10)
    phrases, *tags = scores.rows
    for figure, name in ((phrases.precision, "precision"), (phrases.recall, "recall"),
                         (phrases.f1, "f1")):  # fmt: skip
        assert figure is not None
        assert figure.value == pytest.approx(trial.record.metrics[f"val_{name}"])
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low < figure.value < figure.high
    assert [row.name for row in tags] == ["outside", "begins", "continues"]
    assert all(adds_up(row, scores.total) for row in tags)
    right = sum(row.found for row in tags) / scores.total
    assert right == pytest.approx(trial.record.metrics["val_accuracy"], abs=1e-6)
    for row in scores.rows:
        assert sum(count for _, count in row.instead) == row.missed
        assert sum(count for _, count in row.really) == row.alarms
        for wrong in row.wrong:
            sentence = scores.examples[wrong.example]
            assert isinstance(sentence, Tagged)
            assert wrong.after <= len(sentence.words)
            if row is phrases:
                at = (wrong.first, wrong.after)
                assert (at in sentence.true, at in sentence.found) == (wrong.there, not wrong.there)


def test_labels_are_those_of_the_film(worker_home: Worker) -> None:
    settings: Settings = {"conv_layers": 1, "filters": 8, "epochs": 1, "learning_rate": 0.005}
    trial = trained(worker_home, made("film", settings))
    scores = answer(worker_home, trial.run, ScoresQuery())
    film = answer(worker_home, trial.run, FilmQuery(part="validation"))
    assert isinstance(scores, Scores)
    assert isinstance(film, Film)
    assert (scores.clusters, scores.many, scores.total) == ("shots", 20, film.frames)
    people = len(film.names)
    assert adds_up(scores.rows[0], film.frames * people)
    for person, row in enumerate(scores.rows[1:]):
        true = [one == 1 for one in film.true[person::people]]
        found = [one > LEVELS // 2 for one in film.shares[person::people]]
        assert row.found == sum(a and b for a, b in zip(true, found, strict=True))
        assert row.missed == sum(true) - row.found
        assert row.alarms == sum(found) - row.found
        assert adds_up(row, film.frames)
        for wrong in row.wrong:
            frame = scores.examples[wrong.example]
            assert isinstance(frame, Labelled)
            assert wrong.first <= frame.number < wrong.after
            stretch = range(wrong.first, wrong.after)
            assert all(true[n] == wrong.there and found[n] != wrong.there for n in stretch)
            assert (
                frame.place
                == film.scenes[[a <= frame.number <= b for a, b in film.shots].index(True)]
            )
