"""Spoken vowels: what a network takes each for; the sound and the spectrogram of one."""

from __future__ import annotations

from typing import cast

import numpy as np

from tutor.datasets.arrays import Floats, Integers
from tutor.datasets.vowels import waveform
from tutor.lab.sound import FULL
from tutor.lab.views.files import ViewError
from tutor.lab.views.sound import SoundQuery, Sounds, Spoken, Utterance, UtteranceQuery
from tutor.training.views.shown import pixels
from tutor.training.views.subject import Subject


def sounds(subject: Subject, query: SoundQuery) -> Sounds:
    """What became of all utterances of a set.

    Raises:
        ViewError, DataError: the network or the data cannot be had.
    """
    part, extra = getattr(subject.data, query.part), subject.data.extra
    told = subject.outputs(query.part).argmax(axis=1)
    about = {
        key: cast("dict[str, Floats | Integers]", extra[key])[query.part]
        for key in ("groups", "speakers", "formants", "pitch")
    }
    formants = np.rint(about["formants"][:, :2]).astype(int)
    columns = (
        part.y, told, about["groups"], about["speakers"], formants[:, 0], formants[:, 1],
        np.rint(about["pitch"]),
    )  # fmt: skip
    return Sounds(
        part=query.part,
        labels=subject.labels,
        symbols=list(cast("tuple[str, ...]", extra["ipa"])),
        groups=list(cast("tuple[str, ...]", extra["group_names"])),
        spoken=[Spoken(*map(int, row)) for row in zip(*columns, strict=True)],
    )


def utterance(subject: Subject, query: UtteranceQuery) -> Utterance:
    """What one utterance sounds and looks like.

    Raises:
        ViewError, DataError: there is no such utterance, or the network or the data cannot be had.
    """
    part, extra = getattr(subject.data, query.part), subject.data.extra
    if not 0 <= query.index < len(part):
        raise ViewError(f"The {query.part} set has {len(part):,} utterances, not this one.")
    bands = cast("Floats", extra["bands"])
    wave = np.clip(waveform(query.part, query.index), -1.0, 1.0)
    upright = part.x[query.index].transpose(1, 0, 2)[::-1]
    return Utterance(
        part=query.part,
        index=query.index,
        rate=cast("int", extra["sample_rate"]),
        samples=np.rint(wave * FULL).astype("<i2").tobytes(),
        spectrogram=pixels(upright),
        low=float(bands[0]),
        high=float(bands[-1]),
        shares=subject.outputs(query.part)[query.index].astype(float).round(4).tolist(),
    )
