"""Utterances of two speakers, some of them heard wrongly."""

from __future__ import annotations

import math
import struct

from tests.answers.kept import Answers
from tutor.lab.sound import FULL
from tutor.lab.views.shown import Pixels
from tutor.lab.views.sound import SoundQuery, Sounds, Spoken, Utterance, UtteranceQuery

LABELS = ["heed", "hid", "head", "had", "hod"]
SYMBOLS = ["i", "ɪ", "ɛ", "æ", "ɑ"]
_MEN = [(270, 2290), (390, 1990), (530, 1840), (660, 1720), (730, 1090)]
_CHILDREN = [(370, 3200), (530, 2730), (690, 2610), (1010, 2320), (1030, 1370)]
WRONG = {1: 0, 7: 3, 9: 0}
"""What some utterances were taken for: two for a neighbour, the last one for the farthest."""


def sounds() -> Sounds:
    """Each vowel said by a man and by a child."""
    spoken = [
        Spoken(n % 5, WRONG.get(n, n % 5), group, group, first, second, 130 + 140 * group)
        for n, (group, (first, second)) in enumerate(
            [(0, pair) for pair in _MEN] + [(1, pair) for pair in _CHILDREN]
        )
    ]
    return Sounds(
        part="validation", labels=LABELS, symbols=SYMBOLS, groups=["men", "children"],
        spoken=spoken,
    )  # fmt: skip


def utterance(index: int) -> Utterance:
    """A tone that swells, with a spectrogram of one bright band."""
    levels = [math.sin(0.2 * n) * n / 1600 * FULL for n in range(1600)]
    told = WRONG.get(index, index % 5)
    return Utterance(
        part="validation", index=index, rate=16_000,
        samples=struct.pack("<1600h", *map(round, levels)),
        spectrogram=Pixels(
            height=32, width=24, channels=1,
            shades=bytes(230 if y in (8, 20) else 3 * x for y in range(32) for x in range(24)),
        ),
        low=120.0, high=6500.0, shares=[0.8 if n == told else 0.05 for n in range(5)],
    )  # fmt: skip


def answers() -> Answers:
    """All of them, looked at."""
    yield SoundQuery(), sounds()
    for index in range(10):
        yield UtteranceQuery(index=index), utterance(index)
