"""The split of own data: shares, copies, and what is too little."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.datasets.own.split import digests, split
from tutor.datasets.registry import DataError

PATH = Path("own.csv")


def contents(count: int) -> list[bytes]:
    return digests(str(number).encode() for number in range(count))


def test_every_class_has_its_share_in_every_set() -> None:
    y = np.repeat([0, 1, 2], [50, 30, 20]).astype(np.int32)
    sets = split(PATH, y, ("a", "b", "c"), contents(100))
    assert sorted(np.concatenate(sets).tolist()) == list(range(100))
    assert [np.bincount(y[rows]).tolist() for rows in sets] == [
        [30, 18, 12],
        [10, 6, 4],
        [10, 6, 4],
    ]
    again = split(PATH, y, ("a", "b", "c"), contents(100))
    assert all((one == other).all() for one, other in zip(sets, again, strict=True))


@given(st.lists(st.integers(0, 40), max_size=200))
def test_copies_are_on_one_side_whatever_their_labels(copies: list[int]) -> None:
    base = [b"%d" % number for number in range(41)]
    content = digests([*base, *(base[number] for number in copies)])
    y = np.array([number % 2 for number in range(41)] + [n % 3 % 2 for n in copies], np.int32)
    sets = split(PATH, y, ("a", "b"), content)
    assert sorted(np.concatenate(sets).tolist()) == list(range(len(content)))
    sides = [{content[row] for row in rows} for rows in sets]
    assert not sides[0] & sides[1]
    assert not sides[0] & sides[2]
    assert not sides[1] & sides[2]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([40], "found only one class, 'a'; allowed are two classes or more."),
        ([], "found no example; allowed are two classes or more."),
        ([40, 9], "found 9 different examples of the class 'b'; allowed are 10 or more of each"),
        ([40, 9, 1], "of the class 'b' and too few of 1 more classes; allowed are 10"),
        ([10, 10], "found 20 different examples; allowed are 30 or more."),
    ],
)
def test_too_little_is_refused(counts: list[int], said: str) -> None:
    y = np.repeat(np.arange(len(counts)), counts).astype(np.int32)
    with pytest.raises(DataError) as caught:
        split(PATH, y, tuple("abc"[: len(counts)]), contents(len(y)))
    assert str(caught.value).startswith("own.csv: ")
    assert said in str(caught.value)


def test_copies_do_not_count_as_examples() -> None:
    y = np.repeat([0, 1], 30).astype(np.int32)
    with pytest.raises(DataError, match="found 1 different examples of the class 'b'"):
        split(PATH, y, ("a", "b"), [*contents(30), *digests([b"same"] * 30)])
