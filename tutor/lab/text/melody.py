"""A continued melody in sentences and lines: what it is, what was likely, how surprising it was."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from tutor.lab.text.likely import line
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.roll import DRAWN, FULL, GIVEN, ORIGINAL, name
from tutor.lab.views.music import Guess, Music

_LEAST = 1e-5
_LABEL = 8
_WIDE = 52
"""Columns of guesses from which on their entropy is called that."""
_COLD = "; the likeliest is taken, shown are probabilities at 1"
_KNOWN = {"train": "trained on", "validation": "held out"}
_HANDS = (("given", GIVEN), ("drawn", DRAWN))
"""Who wrote notes, and how those look."""


def heading(music: Music, temperature: float, draw: int) -> str:
    """Which melody it is, whether the network was trained on it, and what is set."""
    tune = music.melodies[music.melody]
    known = _KNOWN[tune.part]
    bars = f"{music.bars} bar{'' if music.bars == 1 else 's'} given"
    drawn = f"temperature {temperature:g} · draw {draw}{'' if temperature else _COLD}"
    return f"{tune.title} ({tune.by}; {known}) · {bars} · {drawn}"


def guesses(music: Music, at: int, width: int, temperature: float) -> list[PlotRow]:
    """What was likely before the note at `at`, pitch and length; after the last note, what is.

    At temperature 0 the likeliest is taken, however likely it is: the network's own probabilities
    are told then. Entropy is told for temperature 1, whatever the one of the probabilities is.
    """
    cold = not temperature
    if at >= len(music.notes):
        taken = music.following[0].symbol if cold and music.following else None
        rest = line(music.following, width - _LABEL, came=taken, own=cold)
        given = f"at {temperature:g} " if temperature not in {0.0, 1.0} else ""
        return [[(f"{'next':>{_LABEL - 1}} ", "title"), (given, "axis"), *rest], []]
    note = music.notes[at]
    pitch = "rest" if note.pitch is None else name(note.pitch)
    length = _fraction(note.quarters)
    return [
        [("  pitch ", "title"), *_likely(note.of_pitch, pitch, width - _LABEL, temperature)],
        [(" length ", "title"), *_likely(note.of_length, length, width - _LABEL, temperature)],
    ]


def figures(music: Music, baselines: Mapping[str, float], *, original: bool = False) -> str:
    """How surprising the given and the drawn tokens were, and what to hold them to.

    A surprise is measured at temperature 1, whatever the one that the tokens were drawn at.
    """
    parts = []
    for hand, signs in _HANDS:
        guessed = [
            guess for note in music.notes if note.hand == hand
            for guess in (note.of_pitch, note.of_length) if guess is not None
        ]  # fmt: skip
        if guessed:
            mean = -sum(math.log(max(guess.share, _LEAST)) for guess in guessed) / len(guessed)
            parts.append(f"{hand} {signs[1:]} {mean:.2f} ({len(guessed)} tokens)")
    if music.val_loss is not None:
        parts.append(f"validation {music.val_loss:.2f}")
    parts += [f"{label.split(',')[0]} {nats:.2f}" for label, nats in baselines.items()]
    ended = " It ended the melody itself." if music.ended else ""
    itself = f" {ORIGINAL[1:]} how it really goes on." if original else ""
    told = (
        f"Nats a token, at temperature 1: {', '.join(parts)}; the tallest mark is {FULL} or more."
    )
    return f"{told}{ended}{itself}"


def _likely(guess: Guess | None, came: str, width: int, temperature: float) -> PlotRow:
    """How undecided the network was, and between what."""
    if guess is None:
        return [("left out: taken for a quarter", "axis")]
    entropy = f"{guess.entropy:.2f} nats "
    if width >= _WIDE:
        other = f"at 1; at {temperature:g} " if temperature not in {0.0, 1.0} else ""
        entropy = f"entropy {entropy}{other}"
    rest = line(guess.likely, width - len(entropy), came=came, own=not temperature)
    return [(entropy, "axis"), *rest]


def _fraction(quarters: float) -> str:
    """A length as its token is called: 3/2."""
    top, below = quarters.as_integer_ratio()
    return str(top) if below == 1 else f"{top}/{below}"


def titles(music: Music) -> Sequence[str]:
    """One line for each melody to choose from."""
    return [
        f"{tune.title}, {tune.by}{'' if tune.part == 'train' else ' · held out'}"
        for tune in music.melodies
    ]
