"""A melody as a network continues it, and how it sounds."""

from __future__ import annotations

from typing import Literal

import msgspec

from tutor.lab.views.query import Query
from tutor.lab.views.writing import Likely

Origin = Literal["validation", "train"]
"""The sets that melodies to begin with are of."""

Hand = Literal["given", "drawn"]
"""Who wrote a note: the melody's author, or the network."""


class MusicQuery(Query, tag="music", frozen=True, kw_only=True):
    """A melody's beginning, and how to go on with it.

    Attributes:
        melody: which one, a place in `Music.melodies`.
        bars: how many full bars of it are given; an upbeat comes with them.
        temperature: of the draws.
        draw: the number of the draw; another number gives another continuation.
    """

    melody: int = 0
    bars: int = 2
    temperature: float = 1.0
    draw: int = 1


class Tune(msgspec.Struct, frozen=True, kw_only=True):
    """A melody that can be continued.

    Attributes:
        title: of it.
        by: its composer, or where it comes from.
        part: whether the network was trained on it.
        bars: the most that can be given, so that something is left to compare with.
    """

    title: str
    by: str
    part: Origin
    bars: int


class Guess(msgspec.Struct, frozen=True, array_like=True):
    """What the network thought of one token before it came.

    Attributes:
        share: the probability of the token that came, at temperature 1.
        entropy: of all the probabilities, at temperature 1, in nats.
        likely: the likeliest tokens, and the one that came.
    """

    share: float
    entropy: float
    likely: list[Likely]


class Sounding(msgspec.Struct, frozen=True, kw_only=True):
    """A note or a rest in its place.

    Attributes:
        pitch: MIDI number; None for a rest.
        start, quarters: when it begins, and how long it lasts, in quarter notes.
        hand: who wrote it.
        of_pitch: what the network thought before the pitch.
        of_length: before the length; None where the network left it out.
    """

    pitch: int | None
    start: float
    quarters: float
    hand: Hand
    of_pitch: Guess
    of_length: Guess | None


class Music(msgspec.Struct, frozen=True, kw_only=True):
    """A melody continued.

    Attributes:
        melodies: all that can be, in their order.
        melody, bars: which was, and after how many bars.
        notes: the given ones, then the drawn ones.
        original: how the melody itself goes on: (pitch, start, quarters), rests left out.
        lines: where bars begin, in quarter notes.
        metre: quarter notes of a full bar.
        ended: whether the network ended the melody itself.
        following: what may come next, after all of it.
        val_loss: nats a token on the run's validation set; None where the run tells none.
    """

    melodies: list[Tune]
    melody: int
    bars: int
    notes: list[Sounding]
    original: list[tuple[int, float, float]]
    lines: list[float]
    metre: float
    ended: bool
    following: list[Likely]
    val_loss: float | None


class TonesQuery(Query, tag="tones", frozen=True, kw_only=True):
    """Notes to be made sound.

    Attributes:
        notes: pitch (None for a rest), start and length in quarter notes.
        tempo: quarter notes a minute.
    """

    notes: list[tuple[int | None, float, float]]
    tempo: float


class Tones(msgspec.Struct, frozen=True, kw_only=True):
    """Notes as they sound: one channel.

    Attributes:
        rate: samples a second.
        samples: 16 bits each, signed, the lower byte first.
    """

    rate: int
    samples: bytes
