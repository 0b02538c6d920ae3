"""The melodies: free to use, their bars add up, whole tunes are held out, the card is true."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.datasets import bigram, melodies, melody_tokens, registry
from tutor.datasets.abc_notation import faults, once
from tutor.datasets.arrays import Data
from tutor.datasets.melodies import Melody, held_out, stretch
from tutor.datasets.registry import CARDS, DataError

TUNES = melodies.melodies()
VOCABULARY = len(melody_tokens.TOKENS)


@pytest.fixture(scope="module")
def data() -> Data:
    return registry.load("melodies")


def test_there_are_many_and_none_twice() -> None:
    assert len(TUNES) >= 60
    assert str(len(TUNES)) in CARDS["melodies"].source
    assert len({melody.title for melody in TUNES}) == len(TUNES)
    assert len({melody.tokens for melody in TUNES}) == len(TUNES)
    numbers = [int(melody.tune.fields["X"]) for melody in TUNES]
    assert numbers == list(range(1, len(TUNES) + 1))


@pytest.mark.parametrize("melody", TUNES, ids=lambda melody: melody.title)
def test_each_is_free_complete_and_its_bars_add_up(melody: Melody) -> None:
    tune = melody.tune
    if melody.died is None:
        assert melody.composer.startswith("trad. ")
    else:
        assert melody.composer.replace(" ", "").replace("'", "").isalpha()
        assert melody.died < 1950
    assert set("XTCMLK") <= set(tune.fields)
    assert list(faults(tune)) == []
    bars = once(tune.bars)
    whole = sum((bar.length for bar in bars), Fraction(0)) / (bars[0].metre or 1)
    assert 8 <= whole <= 32
    sounds = melody_tokens.normalised(tune)
    assert melody_tokens.decode(melody.tokens) == sounds, "no pitch or length had to be changed"


def test_whole_tunes_are_held_out_in_like_shares() -> None:
    train, validation, test = held_out()
    assert sorted(m.title for part in held_out() for m in part) == sorted(m.title for m in TUNES)
    assert min(len(validation), len(test)) >= len(TUNES) // 8
    for part in (train, validation, test):
        assert any(m.tune.minor for m in part)
        assert any(not m.tune.minor for m in part)
        assert {"2/4", "3/4", "4/4", "6/8"} <= {m.tune.fields["M"] for m in part}


def test_no_two_sets_share_eight_notes_in_a_row() -> None:
    runs = [
        {m.tokens[i : i + 16] for m in part for i in range(1, len(m.tokens) - 16, 2)}
        for part in held_out()
    ]
    assert not runs[0] & runs[1]
    assert not runs[0] & runs[2]
    assert not runs[1] & runs[2]


def test_windows_come_from_the_tunes_of_their_set(data: Data) -> None:
    for part, tunes in zip((data.train, data.validation, data.test), held_out(), strict=True):
        text = stretch(tunes).tobytes()
        assert (part.x[:, 1:] == part.y[:, :-1]).all()
        assert not any(melody_tokens.is_length(first) for first in part.x[:, 0])
        whole = np.concatenate([part.x, part.y[:, -1:]], axis=1)
        assert all(window.tobytes() in text for window in whole)


def test_almost_every_place_of_the_held_out_tunes_is_asked_for(data: Data) -> None:
    for part, tunes in zip((data.validation, data.test), held_out()[1:], strict=True):
        text = stretch(tunes)
        asked = np.zeros(len(text), bool)
        windows = np.lib.stride_tricks.sliding_window_view(text, part.x.shape[1])
        rows = {row.tobytes() for row in part.x}
        for start, window in enumerate(windows):
            if window.tobytes() in rows:
                asked[start : start + len(window)] = True
        assert asked.mean() > 0.97


def test_extra_tells_of_every_set_and_token(data: Data) -> None:
    assert data.extra["melodies"] == dict(
        zip(("train", "validation", "test"), held_out(), strict=True)
    )
    assert data.extra["vocabulary"] == melody_tokens.TOKENS
    assert data.extra["symbols"] == tuple(token.name for token in melody_tokens.TOKENS)
    assert CARDS["melodies"].vocabulary == VOCABULARY


@settings(max_examples=8, deadline=None)
@given(st.integers(*map(int, CARDS["melodies"].ranges["sequence_length"])))
def test_length_is_an_option_that_changes_no_size_and_nothing_leaks(length: int) -> None:
    data, card = registry.load("melodies", {"sequence_length": length}), CARDS["melodies"]
    parts = (data.train, data.validation, data.test)
    assert [part.x.shape for part in parts] == [
        (n, length) for n in (card.train, card.validation, card.test)
    ]
    seen = [{row.tobytes() for row in part.x} for part in parts]
    assert not seen[0] & seen[1]
    assert not seen[0] & seen[2]
    assert not seen[1] & seen[2]


@pytest.mark.parametrize("length", [7, 129, True, "32"])
def test_other_lengths_are_refused_in_a_sentence(length: registry.Scalar) -> None:
    with pytest.raises(DataError, match=r"'melodies' is .*; it must be a whole number from 8 to"):
        registry.load("melodies", {"sequence_length": length})


def test_the_baselines_of_the_card_are_what_one_and_two_tokens_before_tell(data: Data) -> None:
    """The trigram trusts its counts as `bigram` does, with the bigram in place of frequencies."""
    text = stretch(held_out()[0])
    x, y = data.validation.x, data.validation.y
    pairs, triples = np.zeros((VOCABULARY,) * 2), np.zeros((VOCABULARY,) * 3)
    np.add.at(pairs, (text[:-1], text[1:]), 1)
    np.add.at(triples, (text[:-2], text[1:-1], text[2:]), 1)
    single = (pairs.sum(0) + 1) / (pairs.sum() + VOCABULARY)
    second = (pairs + 10 * single) / (pairs.sum(1, keepdims=True) + 10)
    third = (triples + 10 * second) / (triples.sum(2, keepdims=True) + 10)
    chances = np.concatenate(
        [second[x[:, :1], y[:, :1]], third[x[:, :-1], x[:, 1:], y[:, 1:]]], axis=1
    )
    card = CARDS["melodies"].baselines
    simple = bigram.baselines([text.astype(np.uint8)], data.validation, VOCABULARY)
    assert simple["bigram"] == pytest.approx(card["bigram, nats a token"], abs=0.002)
    assert -np.log(chances).mean() == pytest.approx(card["trigram, nats a token"], abs=0.002)
