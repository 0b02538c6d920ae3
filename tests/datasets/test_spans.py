"""Phrases from tags and back, and the exact-match score, against a slow and plain counting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tutor.datasets.spans import Agreement, Span, agreement, spans, tags

ROWS = arrays(np.int32, (3, 7), elements=st.integers(0, 2))
MASKS = arrays(np.bool_, (3, 7))


def plainly(row: list[int]) -> list[Span]:
    """The phrases of a row, found by walking along it."""
    found: list[Span] = []
    begun: int | None = None
    for place, tag in enumerate([*row, 0]):
        if begun is not None and tag != 2:
            found.append((begun, place))
            begun = None
        if tag == 1 or (tag == 2 and begun is None):
            begun = place
    return found


@pytest.mark.parametrize(
    ("row", "phrases"),
    [
        ([0, 1, 2, 0, 1], [(1, 3), (4, 5)]),
        ([1, 1, 2], [(0, 1), (1, 3)]),
        ([2, 2, 0, 2], [(0, 2), (3, 4)]),
        ([0, 0], []),
        ([], []),
        ([1, 2, 2], [(0, 3)]),
    ],
)
def test_phrases_in_a_row(row: list[int], phrases: list[Span]) -> None:
    assert spans(row) == phrases


@given(st.lists(st.integers(0, 2), max_size=12))
def test_phrases_are_those_found_by_walking_along(row: list[int]) -> None:
    assert spans(row) == plainly(row)


@given(st.lists(st.integers(0, 2), max_size=12))
def test_tags_of_the_phrases_give_the_phrases_again(row: list[int]) -> None:
    again = tags(spans(row), len(row))
    assert spans(again) == spans(row)
    assert [tag > 0 for tag in again] == [tag > 0 for tag in row]


@pytest.mark.parametrize("phrases", [[(1, 1)], [(2, 4)], [(-1, 1)], [(0, 2), (1, 3)]])
def test_phrases_that_fit_no_row_are_refused(phrases: list[Span]) -> None:
    with pytest.raises(ValueError, match="No row of 3 tags can hold"):
        tags(phrases, 3)


@given(ROWS, ROWS, MASKS)
def test_agreement_is_that_of_sets_of_phrases(
    true: np.ndarray, predicted: np.ndarray, mask: np.ndarray
) -> None:
    ours, theirs = (
        {(r, *span) for r, row in enumerate(tagged * mask) for span in plainly(row.tolist())}
        for tagged in (true, predicted)
    )
    found = agreement(true, predicted, mask)
    assert found == Agreement(len(ours), len(theirs), len(ours & theirs))
    assert 0.0 <= found.f1 <= max(found.precision, found.recall) <= 1.0
    turned = agreement(predicted, true, mask)
    assert (turned.precision, turned.recall) == (found.recall, found.precision)


@given(ROWS)
def test_a_row_agrees_with_itself(rows: np.ndarray) -> None:
    same = agreement(rows, rows)
    assert same.true == same.predicted == same.exact
    assert same.f1 == (1.0 if rows.any() else 0.0)


def test_only_exact_phrases_count() -> None:
    true = np.array([[1, 2, 0, 1, 0]])
    predicted = np.array([[1, 0, 0, 1, 1]])
    found = agreement(true, predicted)
    assert (found.true, found.predicted, found.exact) == (2, 3, 1)
    assert found.precision == pytest.approx(1 / 3)
    assert found.recall == pytest.approx(1 / 2)
    assert found.f1 == pytest.approx(0.4)


def test_a_phrase_at_a_row_s_end_does_not_run_on_into_the_next() -> None:
    rows = np.array([[0, 1], [2, 0]])
    assert agreement(rows, rows).true == 2


def test_what_padding_is_tagged_as_does_not_matter() -> None:
    mask = np.array([[True, True, False]])
    assert agreement(np.array([[1, 2, 0]]), np.array([[1, 2, 2]]), mask).f1 == 1.0


def test_rows_of_other_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\(1, 2\).*\(1, 3\)"):
        agreement(np.zeros((1, 2), dtype=int), np.zeros((1, 3), dtype=int))
