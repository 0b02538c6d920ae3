"""The vowels: nobody in two sets, sounds as told, and the card is true."""

from __future__ import annotations

import time
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.linear_model import LogisticRegression

from tutor.datasets import registry
from tutor.datasets.arrays import Data, Part
from tutor.datasets.log_mel import filterbank, log_mel
from tutor.datasets.vowels import sets as vowels
from tutor.datasets.vowels import voice as voice

Numbers = npt.NDArray[np.float32]
SETS = ("train", "validation", "test")


@pytest.fixture(scope="module")
def data() -> Data:
    return registry.load("vowels")


def told(data: Data, what: str, part: str) -> Numbers:
    return cast("dict[str, Numbers]", data.extra[what])[part]


def part_of(data: Data, name: str) -> Part:
    return {"train": data.train, "validation": data.validation, "test": data.test}[name]


@pytest.mark.parametrize("name", SETS)
def test_everybody_says_every_vowel_once(data: Data, name: str) -> None:
    speakers, labels = told(data, "speakers", name), part_of(data, name).y
    count = vowels.SPEAKERS[name]
    assert set(zip(speakers.tolist(), labels.tolist(), strict=True)) == {
        (speaker, vowel) for speaker in range(count) for vowel in range(10)
    }
    groups = told(data, "groups", name)
    assert np.bincount(groups.astype(int)).tolist() == [count * 4, count * 4, count * 2]
    for speaker in range(count):
        assert len(set(groups[speakers == speaker].tolist())) == 1


def test_nobody_speaks_in_two_sets(data: Data) -> None:
    voices = [{row.tobytes() for row in told(data, "formants", name)} for name in SETS]
    assert len(set.union(*voices)) == sum(map(len, voices)) == 2000


def test_formants_scatter_around_the_means_of_the_table(data: Data) -> None:
    table = cast("npt.NDArray[np.int32]", data.extra["table"])
    groups, labels = told(data, "groups", "train"), data.train.y
    formants = told(data, "formants", "train")
    for group in range(3):
        for vowel in range(10):
            logs = np.log(formants[(groups == group) & (labels == vowel)] / table[vowel, group, 1:])
            assert np.abs(logs.mean(axis=0)).max() < 0.05
            assert 0.03 < logs.std(axis=0).max() < 0.12


def test_the_table_is_the_published_one() -> None:
    assert voice.TABLE.shape == (10, 3, 4)
    assert voice.TABLE[0].tolist() == [
        [136, 270, 2290, 3010], [235, 310, 2790, 3310], [272, 370, 3200, 3730],
    ]  # fmt: skip
    assert voice.TABLE[9, 2].tolist() == [261, 560, 1820, 2160]
    assert (np.diff(voice.TABLE[:, :, 1:], axis=2) > 0).all()
    assert registry.CARDS["vowels"].labels == voice.WORDS


@pytest.mark.parametrize(("name", "index"), [("train", 0), ("validation", 57), ("test", 399)])
def test_the_sound_of_an_example_gives_its_picture(data: Data, name: str, index: int) -> None:
    wave = vowels.waveform(name, index)
    assert wave.shape == (voice.SAMPLES,)
    assert np.abs(wave).max() == pytest.approx(0.9, abs=1e-6)
    filters = filterbank(vowels.BANDS, vowels.WINDOW, voice.SAMPLE_RATE, vowels.LOW, vowels.HIGH)
    again = log_mel(wave[np.newaxis].astype(np.float64), filters, vowels.HOP)[0]
    assert np.abs(again - part_of(data, name).x[index, ..., 0]).max() <= 1.01 / 255


def test_an_example_that_is_not_there_has_no_sound() -> None:
    with pytest.raises(IndexError, match="the test set of the vowels has no example 400"):
        vowels.waveform("test", 400)


def test_the_pitch_that_is_told_can_be_heard(data: Data) -> None:
    pitch = told(data, "pitch", "test")
    errors = [
        abs(np.log2(heard_pitch(vowels.waveform("test", index)) / pitch[index]))
        for index in range(0, 400, 10)
    ]
    assert float(np.median(errors)) < 0.06


def heard_pitch(wave: Numbers) -> float:
    """The pitch between 80 and 400 Hz at which a sound is most like itself one period later."""
    spectrum = np.fft.rfft(wave.astype(np.float64), 2 * len(wave))
    likeness = np.fft.irfft(np.abs(spectrum) ** 2)
    first, last = voice.SAMPLE_RATE // 400, voice.SAMPLE_RATE // 80
    return voice.SAMPLE_RATE / (first + int(likeness[first:last].argmax()))


def test_resonators_answer_at_their_frequencies_and_pass_what_does_not_change() -> None:
    formants = np.array([500.0, 1500.0, 2500.0, 3500.0, 4500.0])
    click = np.zeros(16_000)
    click[0] = 1.0
    answer = voice.resonate(click, formants, np.full(5, 80.0))
    response = np.abs(np.fft.rfft(answer))
    peaks = np.flatnonzero((response[1:-1] > response[:-2]) & (response[1:-1] > response[2:])) + 1
    assert np.abs(peaks - formants).max() < 15
    assert float(answer.sum()) == pytest.approx(1.0, abs=1e-6)


def test_they_are_made_quickly() -> None:
    began = time.process_time()
    vowels.load()
    assert time.process_time() - began < 3.0


def test_fresh_people_are_balanced_and_as_hard(data: Data) -> None:
    part = vowels.fresh(500, 5)
    assert np.bincount(part.y).tolist() == [50] * 10
    model = LogisticRegression(max_iter=300).fit(mean_spectra(data.train), data.train.y)
    reached = model.score(mean_spectra(part), part.y)
    assert abs(reached - model.score(mean_spectra(data.test), data.test.y)) < 0.08


def test_the_baseline_of_the_card_is_what_a_linear_model_reaches(data: Data) -> None:
    model = LogisticRegression(max_iter=300).fit(mean_spectra(data.train), data.train.y)
    reached = model.score(mean_spectra(data.validation), data.validation.y)
    (told_on_card,) = registry.CARDS["vowels"].baselines.values()
    assert abs(reached - told_on_card) < 0.01


def mean_spectra(part: Part) -> Numbers:
    """The mean of each band over the frames, (n, bands)."""
    means: Numbers = part.x[..., 0].mean(axis=1).astype(np.float32)
    return means
