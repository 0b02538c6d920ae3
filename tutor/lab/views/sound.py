"""Spoken vowels: what a network takes each utterance for, and what one sounds and looks like."""

from __future__ import annotations

import msgspec

from tutor.lab.views.outcomes import Held
from tutor.lab.views.query import Query
from tutor.lab.views.shown import Pixels


class SoundQuery(Query, tag="sound", frozen=True, kw_only=True):
    """What became of all utterances of a set.

    Attributes:
        part: which set.
    """

    part: Held = "validation"


class Spoken(msgspec.Struct, frozen=True, array_like=True):
    """One utterance.

    Attributes:
        true, told: the numbers of its vowel and of the one that the network heard.
        group: the number of the group that its speaker is of.
        speaker: their number.
        first, second: formants F1 and F2 in Hz, as spoken.
        pitch: mean F0 in Hz.
    """

    true: int
    told: int
    group: int
    speaker: int
    first: int
    second: int
    pitch: int


class Sounds(msgspec.Struct, frozen=True, kw_only=True):
    """The utterances of a set.

    Attributes:
        part: which set.
        labels, symbols: of the vowels: a word that holds it, and phonetic writing.
        groups: of speakers.
        spoken: all utterances, in the set's order.
    """

    part: Held
    labels: list[str]
    symbols: list[str]
    groups: list[str]
    spoken: list[Spoken]


class UtteranceQuery(Query, tag="utterance", frozen=True, kw_only=True):
    """What one utterance sounds and looks like.

    Attributes:
        part, index: which one, from 0.
    """

    part: Held = "validation"
    index: int


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """One utterance.

    Attributes:
        part, index: which one.
        rate: samples a second.
        samples: of its sound, 16 bits each, signed, the lower byte first.
        spectrogram: time from left to right, pitch from bottom to top.
        low, high: the centers of the lowest and the highest band in Hz.
        shares: the network's probability of each vowel.
    """

    part: Held
    index: int
    rate: int
    samples: bytes
    spectrogram: Pixels
    low: float
    high: float
    shares: list[float]
