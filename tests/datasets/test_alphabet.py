"""The fixed alphabet: what is encoded can be read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.datasets.alphabet import CHARACTERS, OTHER, SIZE, decode, encode, fold


def test_printable_ascii_and_line_ends_stay_as_they_are() -> None:
    text = CHARACTERS.removesuffix(OTHER)
    assert len(set(CHARACTERS)) == SIZE == 97
    assert list(encode(text)) == list(range(SIZE - 1))
    assert decode(encode(text)) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Crème brûlée", "Creme brulee"),
        ("“don’t” – 3×3 … ≥ ½", '"don\'t" - 3x3 ... >= 1\N{REPLACEMENT CHARACTER}2'),
        ("a\tb\r\nc\rd", "a b\nc\nd"),
        ("Straße", "Strasse"),
        ("日\x1b", OTHER * 2),
    ],
)
def test_what_is_not_in_the_alphabet_is_folded_into_it(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_any_text_is_encoded_and_decoded(text: str) -> None:
    numbers = encode(text)
    assert decode(numbers) == fold(text)
    assert all(number < SIZE for number in numbers)
    assert fold(fold(text)) == fold(text)


def test_a_number_that_no_character_has_is_refused() -> None:
    with pytest.raises(IndexError):
        decode([SIZE])
