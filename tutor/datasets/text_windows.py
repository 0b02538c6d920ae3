"""Windows of a text to predict its next characters on, with whole stretches of it held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tutor.datasets import alphabet, bigram
from tutor.datasets.arrays import Data, Part
from tutor.datasets.registry import DataError

Characters = npt.NDArray[np.uint8]

SHORTEST = 2
"""The fewest characters of a window."""
_BLOCK = 4_000
_MOST_TENS = 10
_VALIDATION, _TEST = 4, 9
_SEED = 64


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many windows each set has."""

    train: int
    validation: int
    test: int


def without_repeats(text: str) -> str:
    """`text` without the paragraphs that stand in it before: copies would leak across sets."""
    paragraphs = (paragraph.strip("\n") for paragraph in text.split("\n\n"))
    return "\n\n".join(dict.fromkeys(paragraph for paragraph in paragraphs if paragraph.strip()))


def stretches(characters: Characters) -> tuple[list[Characters], ...]:
    """The stretches of a text that are for training, for validation and for the test.

    The text is cut into tens of blocks, ten to a hundred of them by its length; of each ten, the
    fifth is for validation, the last for the test. Blocks side by side are one stretch.
    """
    tens = min(max(len(characters) // (10 * _BLOCK), 1), _MOST_TENS)
    sets: tuple[list[Characters], ...] = ([], [], [])
    edges = np.linspace(0, len(characters), 10 * tens + 1).astype(int)
    for ten in range(tens):
        first = 10 * ten
        for kind, (start, stop) in (
            (0, (0, _VALIDATION)), (1, (_VALIDATION, _VALIDATION + 1)),
            (0, (_VALIDATION + 1, _TEST)), (2, (_TEST, _TEST + 1)),
        ):  # fmt: skip
            sets[kind].append(characters[edges[first + start] : edges[first + stop]])
    return sets


def windows(text: str, length: int, sizes: Sizes, version: str) -> Data:
    """Windows of `text`, drawn with a fixed seed; what follows each character is to be predicted.

    No character of one set's windows stands in another set's. Windows of one set may overlap, and
    come again where the text is too short for so many.

    Args:
        text: at least some thousand characters.
        length: characters in a window; its last target is the character after it.
        sizes: of the sets.
        version: of the data.

    Returns:
        `x` and `y` of shape (n, length), numbers of characters in `alphabet`. `extra` holds
        `symbols` (each character at the place of its number), `baselines` (nats a character on the
        validation set, see `bigram`), `characters` (how many each set was drawn from) and `longest`
        (the most characters that a window may have).

    Raises:
        DataError: windows of this length don't fit into the stretches that are held out.
    """
    characters = np.frombuffer(alphabet.encode(text), dtype=np.uint8)
    sets = stretches(characters)
    longest = _longest(sets)
    _refuse_beyond(longest, length, len(characters))
    seen: set[bytes] = set()
    generator = np.random.default_rng(_SEED)
    test = _drawn(sets[2], length, sizes.test, seen, generator)
    validation = _drawn(sets[1], length, sizes.validation, seen, generator)
    train = _drawn(sets[0], length, sizes.train, seen, generator)
    names = ("train", "validation", "test")
    extra: dict[str, object] = {
        "symbols": tuple(alphabet.CHARACTERS),
        "baselines": bigram.baselines(sets[0], validation, alphabet.SIZE),
        "characters": {name: sum(map(len, s)) for name, s in zip(names, sets, strict=True)},
        "longest": longest,
    }
    return Data(train, validation, test, version, extra)


def _longest(sets: Sequence[list[Characters]]) -> int:
    """The most characters that a window and its target, one further, find room for in all sets."""
    return min(max(map(len, stretch), default=0) for stretch in sets) - 1


def _refuse_beyond(longest: int, length: int, characters: int) -> None:
    """Refuse a length that is none, or more than the `longest`.

    Raises:
        DataError: it is.
    """
    if not SHORTEST <= length <= longest:
        raise DataError(
            f"sequence_length: found {length:,}; with {characters:,} characters of text, "
            f"allowed are {SHORTEST} to {max(longest, SHORTEST):,}."
        )


def _drawn(
    stretch: list[Characters],
    length: int,
    count: int,
    seen: set[bytes],
    generator: np.random.Generator,
) -> Part:
    """`count` windows that are not in `seen`, to which they are added."""
    joined = np.concatenate(stretch)
    ends = np.cumsum([len(part) for part in stretch])
    starts = np.concatenate(
        [np.arange(end - len(part), end - length) for part, end in zip(stretch, ends, strict=True)]
    )
    chosen: list[int] = []
    for start in generator.permutation(starts):
        if joined[start : start + length].tobytes() not in seen:
            chosen.append(int(start))
        if len(chosen) == count:
            break
    if not chosen:
        raise DataError("The text says the same again and again: nothing can be held out.")
    seen.update(joined[start : start + length].tobytes() for start in chosen)
    rows = np.resize(np.array(chosen), count)[:, np.newaxis] + np.arange(length + 1)
    found = joined[rows].astype(np.int32)
    return Part(np.ascontiguousarray(found[:, :-1]), np.ascontiguousarray(found[:, 1:]))
