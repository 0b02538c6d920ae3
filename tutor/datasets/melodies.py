"""Melodies of the public domain, to predict the next token of; see the card in `registry`.

`melodies.abc` holds the tunes, `melody_tokens` tells how they become numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from tutor.datasets import melody_tokens
from tutor.datasets.abc_notation import Tune, parse
from tutor.datasets.arrays import Data, Integers, Part
from tutor.datasets.options import whole_number
from tutor.datasets.registry import Scalar

VERSION = "melodies-1"
TRAIN, VALIDATION, TEST = 3000, 300, 300
FILE = "melodies.abc"
_SEED = 71
_EVERY, _FOR_VALIDATION, _FOR_TEST = 8, 3, 7
_DIED = re.compile(r"died (\d{3,4})")


@dataclass(frozen=True, slots=True)
class Melody:
    """A tune with what is known of it.

    Attributes:
        title: of the tune.
        composer: a name, or `trad.` and where the tune comes from.
        died: the composer's year of death; None for traditional tunes.
        tune: as it is written in the file.
        tokens: as numbers, from `END` to `END`; see `melody_tokens`.
    """

    title: str
    composer: str
    died: int | None
    tune: Tune
    tokens: tuple[int, ...]


def load(sequence_length: Scalar = 32) -> Data:
    """Windows of tokens, (n, sequence_length), and for each the token that follows, the same shape.

    Whole tunes are held out. The tunes of a set stand one after the other with `END` between them;
    each window begins with a pitch, a rest or `END`. Windows overlap, but none stands in two sets.

    `extra` holds `vocabulary` (a `melody_tokens.Token` for each number), `symbols` (their names),
    and `melodies`: for `train`, `validation` and `test` the tunes as a tuple of `Melody`.

    Raises:
        DataError: a length outside the range on the card.
    """
    length = whole_number("melodies", "sequence_length", sequence_length)
    train, validation, test = (stretch(melodies) for melodies in held_out())
    seen: set[bytes] = set()
    last = _spread(_windows(test, length, seen), TEST)
    middle = _spread(_windows(validation, length, seen), VALIDATION)
    first = _windows(train, length, seen)
    order = np.random.default_rng(_SEED).permutation(len(first))
    extra: dict[str, object] = {
        "vocabulary": melody_tokens.TOKENS,
        "symbols": tuple(token.name for token in melody_tokens.TOKENS),
        "melodies": dict(zip(("train", "validation", "test"), held_out(), strict=True)),
    }
    return Data(_part(first[np.resize(order, TRAIN)]), _part(middle), _part(last), VERSION, extra)


@cache
def melodies() -> tuple[Melody, ...]:
    """All tunes in the order of the file."""
    text = files("tutor.datasets").joinpath(FILE).read_text(encoding="utf-8")
    return tuple(_melody(tune) for tune in parse(text, FILE))


@cache
def held_out() -> tuple[tuple[Melody, ...], ...]:
    """The tunes for training, for validation and for the test.

    Of each eight, one is for validation and one for the test; major and minor, duple and triple
    metres have their shares in every set.
    """
    order = np.random.default_rng(_SEED).permutation(len(melodies()))
    shuffled = [melodies()[place] for place in order]
    shuffled.sort(key=lambda melody: (melody.tune.minor, melody.tune.fields["M"]))
    sets: tuple[list[Melody], ...] = ([], [], [])
    for place, melody in enumerate(shuffled):
        kind = {_FOR_VALIDATION: 1, _FOR_TEST: 2}.get(place % _EVERY, 0)
        sets[kind].append(melody)
    return tuple(map(tuple, sets))


def stretch(tunes: Sequence[Melody]) -> Integers:
    """The tokens of tunes one after the other, one `END` between two."""
    joined = [token for melody in tunes for token in melody.tokens[:-1]]
    return np.array([*joined, melody_tokens.END], dtype=np.int32)


def _melody(tune: Tune) -> Melody:
    end, fields = melody_tokens.END, tune.fields
    found = _DIED.search(fields.get("N", ""))
    tokens = melody_tokens.encode(melody_tokens.normalised(tune))
    return Melody(
        tune.title, fields.get("C", ""), int(found[1]) if found else None, tune, (end, *tokens, end)
    )


def _windows(tokens: Integers, length: int, seen: set[bytes]) -> Integers:
    """All windows of `length` + 1 whose first `length` tokens `seen` hasn't; they are added."""
    windows = np.lib.stride_tricks.sliding_window_view(tokens, length + 1)
    starts = [w for w in windows if not melody_tokens.is_length(int(w[0]))]
    new = [w for w in starts if w[:-1].tobytes() not in seen]
    seen.update(w[:-1].tobytes() for w in new)
    return np.stack(new)


def _spread(windows: Integers, n: int) -> Integers:
    """`n` of them, evenly from the first to the last."""
    return np.take(windows, np.linspace(0, len(windows) - 1, n).astype(int), axis=0)


def _part(windows: Integers) -> Part:
    x, y = windows[:, :-1], windows[:, 1:]
    return Part(np.ascontiguousarray(x), np.ascontiguousarray(y))
