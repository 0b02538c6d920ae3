"""A continued melody as a worker tells it, made without one."""

from __future__ import annotations

from tutor.lab.views.music import Guess, Hand, Music, Sounding, Tune
from tutor.lab.views.writing import Likely

LIKELY = [Likely("C5", 0.7, 0.8), Likely("E5", 0.2, 0.15), Likely("1", 0.05, 0.05)]
GUESS = Guess(0.7, 0.9, LIKELY)


def note(pitch: int | None, start: float, quarters: float, hand: Hand) -> Sounding:
    return Sounding(pitch=pitch, start=start, quarters=quarters, hand=hand, of_pitch=GUESS,
                    of_length=GUESS)  # fmt: skip


def made(*, ended: bool = True) -> Music:
    """Two given bars of two quarters, two drawn ones, with a rest and a black key."""
    return Music(
        melodies=[
            Tune(title="Frère Jacques", by="trad. France", part="validation", bars=6),
            Tune(title="Ode to Joy", by="Ludwig van Beethoven, died 1827", part="train", bars=14),
        ],
        melody=0,
        bars=2,
        notes=[
            note(72, 0.0, 1.0, "given"), note(72, 1.0, 0.5, "given"), note(74, 1.5, 0.5, "given"),
            note(76, 2.0, 2.0, "given"), note(72, 4.0, 0.5, "drawn"), note(None, 4.5, 0.5, "drawn"),
            note(78, 5.0, 1.0, "drawn"), note(79, 6.0, 2.0, "drawn"),
        ],
        original=[(76, 4.0, 1.0), (77, 5.0, 1.0)],
        lines=[0.0, 2.0, 4.0, 6.0],
        metre=2.0,
        ended=ended,
        following=LIKELY,
        val_loss=1.9,
    )  # fmt: skip
