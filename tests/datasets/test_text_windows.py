"""Windows of a text: their targets, what is held out, and the figures to compare with."""

from __future__ import annotations

import math
import random

import numpy as np
import numpy.typing as npt
import pytest

from tutor.datasets import alphabet, bigram
from tutor.datasets.arrays import Data, Part
from tutor.datasets.registry import DataError
from tutor.datasets.text_windows import Sizes, stretches, windows, without_repeats

SIZES = Sizes(300, 40, 30)


def numbered(count: int) -> str:
    """A text of that many characters in which every piece of 5 letters stands once."""
    return "".join(f"{number:05d}" for number in range(count // 5))


def sets(data: Data) -> list[Part]:
    return [data.train, data.validation, data.test]


def test_targets_are_what_follows() -> None:
    data = windows(numbered(30_000), 20, SIZES, "v")
    assert [len(part) for part in sets(data)] == [300, 40, 30]
    for part in sets(data):
        assert part.x.shape == part.y.shape == (len(part), 20)
        assert part.x.dtype == part.y.dtype == np.int32
        assert (part.x[:, 1:] == part.y[:, :-1]).all()


def test_no_character_of_one_set_stands_in_another() -> None:
    text = "".join(random.Random(0).choices("abcdefghijklmnopqrstuvwxyz", k=100_000))
    characters = np.frombuffer(alphabet.encode(text), dtype=np.uint8)
    places = [taken(text, part) for part in sets(windows(text, 30, SIZES, "v"))]
    assert min(map(len, places)) > 600
    assert not places[0] & places[1]
    assert not places[0] & places[2]
    assert not places[1] & places[2]
    pieces = stretches(characters)
    assert sum(len(piece) for kind in pieces for piece in kind) == len(characters)
    shares = [sum(map(len, kind)) / len(characters) for kind in pieces]
    assert shares == pytest.approx([0.8, 0.1, 0.1], abs=0.001)


def taken(text: str, part: Part) -> set[int]:
    """The places of a random text that a set's windows cover, the last target included."""
    places: set[int] = set()
    for x, last in zip(part.x, part.y[:, -1], strict=True):
        window = alphabet.decode([*x, last])
        start = text.index(window)
        assert text.find(window, start + 1) == -1
        places |= set(range(start, start + len(window)))
    return places


def test_a_short_text_gives_all_windows_again_and_again() -> None:
    data = windows(numbered(1_000), 80, SIZES, "v")
    assert [len(part) for part in sets(data)] == [300, 40, 30]
    assert len({row.tobytes() for row in data.test.x}) == 20 < len(data.test)


def test_what_is_said_again_elsewhere_is_not_trained_on() -> None:
    data = windows("to be, or not to be, that is asked. " * 200 + numbered(3_000), 10, SIZES, "v")
    seen = [{row.tobytes() for row in part.x} for part in sets(data)]
    assert not seen[0] & seen[1]
    assert not seen[0] & seen[2]
    assert not seen[1] & seen[2]
    with pytest.raises(DataError, match="the same again and again"):
        windows("ab" * 5_000, 10, SIZES, "v")


@pytest.mark.parametrize("length", [-1, 0, 1, 500, 10**9])
def test_a_length_that_does_not_fit_is_refused(length: int) -> None:
    with pytest.raises(DataError, match=r"sequence_length: found .* allowed are 2 to 499\.$"):
        windows(numbered(5_000), length, SIZES, "v")


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(DataError, match="with 0 characters of text"):
        windows("", 10, SIZES, "v")


def test_repeated_paragraphs_are_left_out() -> None:
    assert without_repeats("one\n\ntwo\n\n\n\none\n\n  \n\nthree\n") == "one\n\ntwo\n\nthree"


def held_out(*symbols: int) -> Part:
    row: npt.NDArray[np.int32] = np.array([symbols], dtype=np.int32)
    return Part(row[:, :-1], row[:, 1:])


def test_the_baselines_are_those_of_the_formula() -> None:
    found = bigram.baselines([np.array([0, 1, 0, 1, 0, 2], np.uint8)], held_out(0, 1, 2), 3)
    single = [3 / 8, 3 / 8, 2 / 8]  # followers 1, 0, 1, 0, 2 with one added to each of three
    assert found["frequencies"] == pytest.approx(-(math.log(single[1]) + math.log(single[2])) / 2)
    after_0, after_1 = (2 + 10 * single[1]) / (3 + 10), (0 + 10 * single[2]) / (2 + 10)
    assert found["bigram"] == pytest.approx(-(math.log(after_0) + math.log(after_1)) / 2)


def test_pairs_across_stretches_do_not_count() -> None:
    first, second = np.array([0, 1], np.uint8), np.array([2, 0], np.uint8)
    apart = bigram.baselines([first, second], held_out(1, 2), 3)
    joined = bigram.baselines([np.concatenate([first, second])], held_out(1, 2), 3)
    assert joined["bigram"] < apart["bigram"]
