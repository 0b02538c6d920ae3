"""Stretches, smoothing and scores of appearances, for any film."""

from __future__ import annotations

import itertools
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.datasets.appearances import (
    Score,
    Stretch,
    overlap,
    percentage,
    score,
    smooth,
    stretches,
    summary,
)

films = st.lists(st.booleans(), max_size=120)
odd = st.integers(0, 8).map(lambda half: 2 * half + 1)
one_stretch = st.builds(
    lambda first, more: Stretch(first, first + more), st.integers(0, 30), st.integers(0, 30)
)


def drawn(text: str) -> list[bool]:
    """A film in which `#` is a frame with the person."""
    return [letter == "#" for letter in text]


@given(films)
def test_stretches_say_all_that_the_frames_say(film: list[bool]) -> None:
    found = stretches(film)
    again = [False] * len(film)
    for stretch in found:
        assert stretch.frames >= 1
        again[stretch.first : stretch.last + 1] = [True] * stretch.frames
    assert again == film
    for one, other in itertools.pairwise(found):
        assert one.last + 1 < other.first


@given(films, odd)
def test_smoothing_is_the_median_of_the_frames_around(film: list[bool], window: int) -> None:
    half = window // 2
    smoothed = smooth(film, window)
    assert len(smoothed) == len(film)
    for frame, here in enumerate(smoothed):
        around = [
            film[min(max(near, 0), len(film) - 1)] for near in range(frame - half, frame + half + 1)
        ]
        assert here == statistics.median(around)


@given(films, odd)
def test_smoothing_knows_no_side_and_no_direction(film: list[bool], window: int) -> None:
    smoothed = smooth(film, window)
    assert smooth(film[::-1], window) == smoothed[::-1]
    assert smooth([not here for here in film], window) == [not here for here in smoothed]


@given(films, odd)
def test_smoothing_never_makes_more_stretches(film: list[bool], window: int) -> None:
    assert smooth(film, 1) == film
    assert len(stretches(smooth(film, window))) <= len(stretches(film))


def test_smoothing_fills_short_gaps_and_drops_short_stretches() -> None:
    flickering = drawn("....#.....####.####......")
    assert smooth(flickering, 5) == drawn("..........#########......")
    assert smooth(drawn("##...."), 5) == drawn("##....")


@pytest.mark.parametrize("window", [0, 2, -3])
def test_a_window_has_a_middle(window: int) -> None:
    with pytest.raises(ValueError, match=f"the window is {window} frames wide; it must be odd"):
        smooth([True], window)


@given(one_stretch, one_stretch)
def test_overlap_is_intersection_over_union(one: Stretch, other: Stretch) -> None:
    frames = [set(range(s.first, s.last + 1)) for s in (one, other)]
    assert overlap(one, other) == len(frames[0] & frames[1]) / len(frames[0] | frames[1])
    assert overlap(one, other) == overlap(other, one)
    assert overlap(one, one) == 1.0


@given(films, films)
def test_a_score_is_that_of_the_best_pairs(one: list[bool], other: list[bool]) -> None:
    found, true = stretches(one), stretches(other)
    made = score(found, true)
    assert (made.found, made.true, made.right) == (len(found), len(true), pairs(found, true))
    assert score(true, found).right == made.right
    assert score(found, found).right == len(found)


def pairs(found: list[Stretch], true: list[Stretch]) -> int:
    """The most pairs of those that overlap by a half, each in one pair only, by trying all."""
    if not found:
        return 0
    first, rest = found[0], found[1:]
    fitting = [other for other in true if overlap(first, other) >= 0.5]
    without = pairs(rest, true)
    return max([without, *(1 + pairs(rest, [s for s in true if s != other]) for other in fitting)])


def test_each_true_appearance_makes_one_right() -> None:
    whole = [Stretch(0, 7)]
    halves = [Stretch(0, 3), Stretch(4, 7)]
    assert score(halves, whole) == Score(found=2, true=1, right=1)
    assert score(whole, halves) == Score(found=1, true=2, right=1)
    assert score([Stretch(0, 2)], whole) == Score(found=1, true=1, right=0)


def test_precision_and_recall() -> None:
    made = score(
        [Stretch(0, 9), Stretch(20, 29), Stretch(40, 40)], [Stretch(1, 9), Stretch(20, 30)]
    )
    assert (made.precision, made.recall) == (2 / 3, 1.0)
    assert score([], [Stretch(0, 3)]) == Score(0, 1, 0)
    assert Score(0, 1, 0).precision is None
    assert Score(1, 0, 0).recall is None


def test_the_summary_tells_how_often_and_how_long() -> None:
    film = drawn(("#" * 20 + "." * 20) * 6 + "#" * 21 + "." * 739)
    assert len(film) == 1000
    assert summary(film) == "appears 7 times, 14.10 % of the film"
    assert summary(drawn("#...")) == "appears once, 25.00 % of the film"
    assert summary([]) == "never appears, 0.00 % of the film"


@given(films)
def test_the_share_and_that_of_the_others_make_the_film(film: list[bool]) -> None:
    assert 0.0 <= percentage(film) <= 100.0
    if film:
        both = percentage(film) + percentage([not here for here in film])
        assert both == pytest.approx(100.0)
