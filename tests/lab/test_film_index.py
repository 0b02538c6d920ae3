"""The index that a terminal computes has the figures that the worker told of the run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.answers.film import film
from tutor.datasets.appearances import Stretch
from tutor.datasets.arrays import Data, Part
from tutor.lab.film_index import Index, Reel, Rule, at, following, preceding
from tutor.lab.views.film import LEVELS, Film
from tutor.training.scores import scores

REEL = Reel(film())


def as_worker(told: Film, window: int) -> dict[str, float]:
    """What `training.scores` gives for the same film."""
    people = len(told.names)
    shares = np.frombuffer(told.shares, np.uint8).reshape(-1, people)
    true = np.frombuffer(told.true, np.uint8).reshape(-1, people).astype(np.float32)
    part = Part(true, true)
    clips = {"test": tuple(Stretch(*clip) for clip in told.clips)}
    data = Data(part, part, part, "film", {"clips": clips})
    predicted = (shares / np.float32(LEVELS)).astype(np.float32)
    return scores("labels", data, "test", predicted, smoothing=window)


def figures(index: Index) -> tuple[float, float]:
    return index.score.precision or 0.0, index.score.recall or 0.0


@pytest.mark.parametrize("window", [1, 3, 5, 9, 21, 101])
def test_a_recorded_film_has_the_workers_figures(window: int) -> None:
    told = as_worker(REEL.film, window)
    assert figures(REEL.index(Rule(window=window))) == (told["precision"], told["recall"])


def test_and_those_that_its_run_ended_with() -> None:
    assert figures(REEL.index(Rule(window=5))) == pytest.approx(
        (0.6666666666666666, 0.6808510638297872)
    )


@given(data=st.data(), window=st.integers(1, 25))
def test_any_film_of_any_clips_has_them(data: st.DataObject, window: int) -> None:
    lengths = data.draw(st.lists(st.integers(1, 20), min_size=1, max_size=4))
    frames, people = sum(lengths), 2
    shares = data.draw(st.binary(min_size=frames * people, max_size=frames * people))
    ends = np.cumsum(lengths).tolist()
    told = Film(
        part="test", names=["a", "b"], frames=frames,
        clips=[(end - length, end - 1) for end, length in zip(ends, lengths, strict=True)],
        shots=[], scenes=[], shares=bytes(value % (LEVELS + 1) for value in shares),
        true=bytes(value // 7 % 2 for value in shares), seen=b"", portraits=[],
    )  # fmt: skip
    found = figures(Reel(told).index(Rule(window=window)))
    worker = as_worker(told, window | 1)
    assert found == (worker["precision"], worker["recall"])


def test_the_star_of_the_film_is_there_seven_times() -> None:
    clara = REEL.index(Rule()).people[REEL.film.names.index("Clara")]
    assert len(clara.truths) == 7
    assert sum(clara.true) == 141
    assert clara.frames.true == 141
    assert len(clara.missed) + len(clara.right) == 7


def test_a_rule_keeps_within_what_can_be() -> None:
    assert Rule(threshold=-5, window=-3) == Rule(threshold=0, window=1)
    assert Rule(threshold=LEVELS + 9, window=500).window == 101
    assert Rule(window=4).window == 5  # as a run makes it odd


def test_a_higher_threshold_finds_fewer_frames() -> None:
    found = [REEL.index(Rule(threshold=level)).frames.found for level in (20, 100, 180)]
    assert found == sorted(found, reverse=True)
    assert REEL.index(Rule(threshold=LEVELS)).frames.found == 0


def test_ways_from_one_appearance_to_another() -> None:
    places = [Stretch(3, 5), Stretch(9, 9)]
    assert [following(places, frame) for frame in (0, 3, 9)] == [3, 9, None]
    assert [preceding(places, frame) for frame in (3, 5, 20)] == [None, 3, 9]
    assert [at(places, frame) for frame in (2, 5, 9)] == [None, 0, 1]
