"""The real worker writes and makes music with networks that predict the next symbol."""

from __future__ import annotations

import math
import struct
from typing import TypeVar

import msgspec
import pytest

from tests.midi_reader import read
from tests.training.orders import made
from tests.worker.waiting import wait
from tutor.lab.client import Worker
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run
from tutor.lab.trial import train
from tutor.lab.views import files, queries
from tutor.lab.views.music import Music, MusicQuery, Tones
from tutor.lab.views.writing import WritingQuery, Written
from tutor.ui.views import melody_files

pytestmark = pytest.mark.slow

T = TypeVar("T", bound=msgspec.Struct)


def trained(worker: Worker, dataset: str) -> Run:
    order = made(dataset, {"recurrent_layers": 1, "units": 16, "epochs": 1, "train_size": 200,
                           "learning_rate": 0.02}, options={"sequence_length": 16})  # fmt: skip
    run = train(worker, order).run
    wait(worker, lambda: not run.alive())  # its network is saved after its last event
    return run


def answer(worker: Worker, run: Run, query: queries.Any, kind: type[T]) -> T:
    """The worker's own answer, not one that was kept."""
    (run.folder / files.answer_of(query)).unlink(missing_ok=True)
    inspection = Inspection(run, query)
    inspection.wait(worker)
    assert isinstance(inspection.data, kind), inspection.problem
    return inspection.data


def test_a_text_is_read_and_written_on(worker_home: Worker) -> None:
    run = trained(worker_home, "course-texts")

    def ask(query: WritingQuery) -> Written:
        return answer(worker_home, run, query, Written)

    first = ask(WritingQuery())
    assert 0 < len(first.given) <= 40
    assert first.val_loss == run.record().metrics["val_loss"]
    assert first.bigram is not None
    short, long = (ask(WritingQuery(text="The net", length=n, draw=3)) for n in (20, 60))
    assert short.drawn == long.drawn[:20]
    assert ask(WritingQuery(text="The net", length=60, draw=4)).drawn != long.drawn
    assert ask(WritingQuery(text="The net", length=60, draw=3)) == long
    everything = short.given + short.drawn
    assert all(0.0 <= step.entropy <= math.log(97) + 1e-4 for step in everything)
    assert all(0.0 <= step.share <= 1.0 for step in everything)
    cold = ask(WritingQuery(text="The net", length=30, temperature=0.0))
    assert all(step.symbol == step.likely[0].symbol for step in cold.drawn)
    assert [one.tempered for one in cold.following][:2] == [1.0, 0.0]
    hot = ask(WritingQuery(text="The net", length=60, temperature=2.0)).drawn
    for step in hot:
        assert step.symbol in [one.symbol for one in step.likely]
        assert len(step.likely) == 8
    again = ask(WritingQuery(text="".join(step.symbol for step in everything)))
    for told, found in zip(everything, again.given, strict=True):
        assert found.share == pytest.approx(told.share, abs=1e-4)
    assert ask(WritingQuery(text="")).given == []
    odd = ask(WritingQuery(text="日本語 " * 2_000))
    assert len(odd.given) <= 600
    assert len(odd.given) + odd.skipped == 4_000


def test_a_melody_is_continued_saved_and_heard(worker_home: Worker) -> None:
    run = trained(worker_home, "melodies")
    music = answer(worker_home, run, MusicQuery(melody=2, bars=3, draw=2), Music)
    assert music.melodies[2].title == "Si Bheag Si Mhor"
    assert music.lines[:5] == [0.0, 1.0, 4.0, 7.0, 10.0]
    given = [note for note in music.notes if note.hand == "given"]
    drawn = [note for note in music.notes if note.hand == "drawn"]
    assert music.notes == given + drawn
    assert given[-1].start < 10.0 <= given[-1].start + given[-1].quarters
    assert sum(note.quarters for note in drawn) < 8 * music.metre + 9
    for before, after in zip(music.notes, music.notes[1:], strict=False):
        assert after.start == before.start + before.quarters
    assert answer(worker_home, run, MusicQuery(melody=2, bars=3, draw=2), Music) == music
    midi = read(melody_files.as_midi(music, run.id))
    assert [(pitch, start / midi.ticks) for pitch, start, _, _ in midi.notes] == [
        (note.pitch, note.start) for note in music.notes if note.pitch is not None
    ]
    tones = answer(worker_home, run, melody_files.question(music), Tones)
    samples = struct.unpack(f"<{len(tones.samples) // 2}h", tones.samples)
    end = music.notes[-1].start + music.notes[-1].quarters
    assert len(samples) / tones.rate == pytest.approx(end / 2 + 0.05, abs=0.01)
    assert max(map(abs, samples)) == pytest.approx(0.6 * 32_767, abs=2)
    assert abs(samples[0]) < 100
    assert abs(samples[-1]) < 100


def test_a_melody_that_is_not_there_is_told(worker_home: Worker) -> None:
    run = trained(worker_home, "melodies")
    inspection = Inspection(run, MusicQuery(melody=999))
    inspection.wait(worker_home)
    assert inspection.problem == "There is no melody 1000: there are 76."
