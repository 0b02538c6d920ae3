"""Going through utterances, and where mistakes lie on a formant chart."""

from __future__ import annotations

import wave

import pytest

from tests.answers.sounds import sounds, utterance
from tutor import paths
from tutor.lab.listening import Listening, bark, neighbours
from tutor.lab.views.sound import SoundQuery, UtteranceQuery


def listening() -> Listening:
    made = Listening()
    made.take(sounds())
    return made


def test_the_scale_of_hearing_has_its_published_values() -> None:
    assert bark(1_000) == pytest.approx(8.53, abs=0.01)
    assert bark(500) == pytest.approx(4.92, abs=0.01)


def test_neighbours_are_those_of_ones_own_group() -> None:
    near = neighbours(sounds())
    assert near[0, 0] == [1, 2]
    assert near[1, 2] == [1, 3] or near[1, 2] == [3, 1]
    assert 0 not in near[1, 4]


def test_first_the_set_is_wanted_then_its_first_mistake() -> None:
    made = Listening()
    assert made.wanted() == SoundQuery()
    made.take(sounds())
    assert made.wanted() == UtteranceQuery(index=1)
    made.take(utterance(1))
    assert made.wanted() is None


def test_keys_go_among_utterances_and_mistakes_of_a_group() -> None:
    made = listening()
    made.move(1)
    assert made.at == 2
    made.move(1, mistakes=True)
    assert made.at == 7
    made.move(-1, mistakes=True)
    assert made.at == 1
    made.turn_group()
    made.turn_group()
    assert (made.group, made.at) == (1, 5)  # a child
    made.move(-1)
    assert made.at == 9
    made.turn_group()
    assert made.group is None


def test_a_set_without_mistakes_says_so() -> None:
    made = Listening()
    told = sounds()
    made.take(type(told)(part="validation", labels=told.labels, symbols=told.symbols,
                         groups=told.groups, spoken=[told.spoken[0]]))  # fmt: skip
    made.move(1, mistakes=True)
    assert "no mistake" in made.note


def test_a_sound_is_saved_and_the_path_told() -> None:
    made = listening()
    made.save()
    assert made.note == "The sound is not there yet."
    made.take(utterance(1))
    made.save()
    first = paths.exports() / "validation-002-hid.wav"
    assert made.note == f"Saved: {first}"
    with wave.open(str(first)) as file:
        assert file.readframes(9_999) == utterance(1).samples
    made.save()
    assert made.note.endswith("validation-002-hid-2.wav")


def test_a_folder_that_takes_nothing_is_told() -> None:
    made = listening()
    made.take(utterance(1))
    paths.private_folder(paths.home())
    paths.exports().write_text("in the way")
    made.save()
    assert made.note.startswith("It cannot be saved (")
