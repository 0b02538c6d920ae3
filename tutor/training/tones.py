"""Notes as sound: each a few partials of a string that is plucked and dies away."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

RATE = 22_050
"""Samples a second."""

_PARTIALS = np.arange(1, 9)
_SOFTNESS = 1.7
"""The exponent by which partials are weaker the higher they are: 1 is harsh, 2 is dull."""
_RISE, _FALL = 0.006, 0.05
"""Seconds in which a note begins and, at its end, is damped."""
_DIES = 1.1
"""Seconds in which the lowest partial of A4 falls to 1/e; higher ones fall faster."""
_LEVEL = 0.6
"""The loudest sample, of 1."""
_ALIASED = 0.45 * RATE
_FULL = 32_767

Wave = npt.NDArray[np.float64]


def rendered(notes: Iterable[tuple[int | None, float, float]], tempo: float) -> bytes:
    """Notes as 16-bit samples, one channel, the lower byte first.

    Args:
        notes: pitch (MIDI number, None for a rest), start and length in quarter notes.
        tempo: quarter notes a minute.
    """
    beat = 60.0 / tempo
    placed = [(pitch, start * beat, length * beat) for pitch, start, length in notes]
    end = max((start + seconds for _, start, seconds in placed), default=0.0) + _FALL
    sound = np.zeros(int(end * RATE) + 1)
    for pitch, start, seconds in placed:
        if pitch is not None:
            wave = _note(pitch, seconds)
            first = int(start * RATE)
            stretch = sound[first : first + len(wave)]
            stretch += wave[: len(stretch)]
    loudest = float(np.abs(sound).max())
    scaled = sound * (_LEVEL * _FULL / loudest) if loudest > 0.0 else sound
    return np.rint(scaled).astype("<i2").tobytes()


def _note(pitch: int, seconds: float) -> Wave:
    """One note with its damped end; A4, MIDI 69, has 440 Hz, and a semitone is a twelfth octave."""
    frequency = 440.0 * 2.0 ** ((pitch - 69) / 12.0)
    partials = _PARTIALS[_PARTIALS * frequency < _ALIASED, np.newaxis]
    time = np.arange(int((seconds + _FALL) * RATE)) / RATE
    dies = _DIES * np.sqrt(440.0 / frequency) / (1.0 + 0.6 * (partials - 1))
    strength = np.exp(-time / dies) / partials**_SOFTNESS
    wave = (strength * np.sin(2.0 * np.pi * frequency * partials * time)).sum(axis=0)
    envelope = np.minimum(1.0, time / _RISE) * np.clip((seconds + _FALL - time) / _FALL, 0.0, 1.0)
    return np.asarray(wave * envelope)
