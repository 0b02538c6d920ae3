"""A melody's beginning, and how a network goes on with it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise

import numpy as np

from tutor.datasets import melody_tokens
from tutor.datasets.abc_notation import melody as sounding
from tutor.datasets.abc_notation import once
from tutor.datasets.arrays import Floats
from tutor.datasets.melodies import Melody, held_out
from tutor.datasets.melody_tokens import END, TOKENS, is_length
from tutor.lab.views.files import ViewError
from tutor.lab.views.music import Guess, Hand, Music, MusicQuery, Origin, Sounding, Tune
from tutor.training.views.reading import likeliest
from tutor.training.views.reading import step as step_of
from tutor.training.views.subject import Subject
from tutor.training.views.writing import val_loss

_NAMES = tuple(token.name for token in TOKENS)
_FURTHER_BARS = 8
"""Full bars that are written, unless the network ends the melody before."""
_MOST_TOKENS = 256
_USUAL_METRE = Fraction(4)


def music(subject: Subject, query: MusicQuery) -> Music:
    """Continue a melody.

    Raises:
        ViewError, DataError: the network or the melody cannot be had.
    """
    choices = _choices()
    if not 0 <= query.melody < len(choices):
        raise ViewError(f"There is no melody {query.melody + 1}: there are {len(choices)}.")
    chosen, _ = choices[query.melody]
    lines, metre = _bars(chosen)
    bars = max(1, min(query.bars, _most_bars(lines)))
    given = _beginning(chosen, lines, bars)
    reader = subject.reader
    drawn = reader.write(
        given, np.random.default_rng(query.draw), query.temperature,
        lambda found: _enough(found, _FURTHER_BARS * metre),
    )  # fmt: skip
    tokens = [*given, *drawn]
    told = reader.read(tokens)
    notes = _notes(tokens, told, len(given), query.temperature)
    return Music(
        melodies=_tunes(),
        melody=query.melody,
        bars=bars,
        notes=notes,
        original=_original(chosen, (len(given) - 1) // 2),
        lines=[float(line) for line in _drawn_out(lines, metre, notes)],
        metre=float(metre),
        ended=drawn[-1:] == [END],
        following=likeliest(_NAMES, told[_asked(tokens)], query.temperature),
        val_loss=val_loss(subject.run),
    )


@cache
def _choices() -> tuple[tuple[Melody, Origin], ...]:
    """The melodies to begin with: those for validation, then those that networks learn from."""
    train, validation, _ = held_out()
    found: list[tuple[Melody, Origin]] = [(one, "validation") for one in validation]
    return (*found, *((one, "train") for one in train))


@cache
def _tunes() -> list[Tune]:
    return [_tune(melody, part) for melody, part in _choices()]


def _tune(melody: Melody, part: Origin) -> Tune:
    died = f", died {melody.died}" if melody.died else ""
    lines = list(accumulate((bar.length for bar in once(melody.tune.bars)), initial=Fraction(0)))
    bars = _most_bars(lines)
    return Tune(title=melody.title, by=melody.composer + died, part=part, bars=bars)


def _bars(melody: Melody) -> tuple[list[Fraction], Fraction]:
    """Where the bars of a melody begin, and its end, and the length of a full one, in quarters.

    The melody is as it was made tokens: each part once, in like note values.
    """
    bars = once(melody.tune.bars)
    scale = _scale(melody)
    lines = list(accumulate((bar.length * scale for bar in bars), initial=Fraction(0)))
    metre = next((bar.metre * scale for bar in bars if bar.metre), _USUAL_METRE)
    return lines, metre


def _scale(melody: Melody) -> Fraction:
    """Quarters of a token for each whole note in the file."""
    written = sounding(once(melody.tune.bars))
    return melody_tokens.normalised(melody.tune)[0][1] / written[0].length


def _upbeat(lines: Sequence[Fraction]) -> int:
    """1 where a melody begins with a bar that is shorter than the next one, else 0."""
    lengths = [after - before for before, after in pairwise(lines)]
    return int(len(lengths) > 1 and lengths[0] < lengths[1])


def _most_bars(lines: Sequence[Fraction]) -> int:
    """Full bars that can be given, at least one of the melody's being left, if it has two."""
    return max(1, len(lines) - 2 - _upbeat(lines))


def _beginning(melody: Melody, lines: Sequence[Fraction], bars: int) -> list[int]:
    """The tokens from `END` to the last note that begins within the first `bars` bars."""
    until = lines[min(bars + _upbeat(lines), len(lines) - 1)]
    lengths = (quarters for _, quarters in melody_tokens.normalised(melody.tune))
    starts = list(accumulate(lengths, initial=Fraction(0)))[:-1]
    count = sum(start < until for start in starts)
    return list(melody.tokens[: 1 + 2 * max(count, 1)])


def _enough(drawn: list[int], quarters: Fraction) -> bool:
    """Whether a continuation is over: ended, or as long as it may be."""
    if drawn[-1:] == [END] or len(drawn) >= _MOST_TOKENS:
        return True
    lengths = (TOKENS[token].quarters for token in drawn if is_length(token))
    return sum((length for length in lengths if length), Fraction(0)) >= quarters


def _notes(tokens: Sequence[int], told: Floats, given: int, temperature: float) -> list[Sounding]:
    """The notes of tokens, read as `melody_tokens.decode` reads them.

    Args:
        tokens: from `END` on.
        told: the probabilities of what follows each token.
        given: how many of them were given.
        temperature: at which guesses are told, too.
    """
    notes: list[Sounding] = []
    start = Fraction(0)
    for place, token in enumerate(tokens):
        if token == END or is_length(token):
            continue
        after = tokens[place + 1] if place + 1 < len(tokens) else END
        length = TOKENS[after].quarters or Fraction(1)
        hand: Hand = "given" if place < given else "drawn"
        of_length = _guess(after, told[place], temperature) if is_length(after) else None
        notes.append(
            Sounding(
                pitch=TOKENS[token].pitch, start=float(start), quarters=float(length), hand=hand,
                of_pitch=_guess(token, told[place - 1], temperature), of_length=of_length,
            )
        )  # fmt: skip
        start += length
    return notes


def _guess(token: int, shares: Floats, temperature: float) -> Guess:
    told = step_of(_NAMES, token, shares, temperature)
    return Guess(told.share, told.entropy, told.likely)


def _asked(tokens: Sequence[int]) -> int:
    """The place after which the next token is asked for: the last one, or that before an end."""
    return len(tokens) - (2 if tokens[-1] == END and len(tokens) > 1 else 1)


def _original(melody: Melody, after: int) -> list[tuple[int, float, float]]:
    """How a melody goes on after so many notes: pitch, start, quarters; rests left out."""
    decoded = melody_tokens.decode(melody.tokens)
    starts = accumulate((quarters for _, quarters in decoded), initial=Fraction(0))
    return [
        (pitch, float(start), float(quarters))
        for (pitch, quarters), start in list(zip(decoded, starts, strict=False))[after:]
        if pitch is not None
    ]


def _drawn_out(
    lines: Sequence[Fraction], metre: Fraction, notes: Sequence[Sounding]
) -> list[Fraction]:
    """Where bars begin up to the end of the notes: the melody's own, then one after the other."""
    end = max((note.start + note.quarters for note in notes), default=0.0)
    found = list(lines)
    while found[-1] + metre < end:
        found.append(found[-1] + metre)
    return [line for line in found if line < end]
