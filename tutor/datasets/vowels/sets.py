"""Ten vowels of two hundred voices, as log-mel spectrograms; nobody is in two sets.

See `voice` for the voices and `log_mel` for the pictures.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Data, Floats, Part
from tutor.datasets.cache import Arrays, cached, pictures, shades
from tutor.datasets.log_mel import centers, filterbank, log_mel
from tutor.datasets.vowels import voice as voice
from tutor.datasets.vowels.voice import Speech

VERSION = "vowels-1"
SPEAKERS = {"train": 120, "validation": 40, "test": 40}
"""How many people are in each set, men, women and children 2 : 2 : 1."""
SEEDS = {"train": 1, "validation": 2, "test": 3}
UTTERANCES = 10
"""Of each speaker: each of the ten vowels, once."""
WINDOW, HOP, BANDS, LOW, HIGH = 512, 256, 32, 80.0, 7_000.0
"""32 ms of sound in a frame, one every 16 ms; filters between these frequencies in Hz."""
_TOLD = ("speakers", "groups", "formants", "pitch")
"""What is told of each utterance of a set."""
_GROUPS = (0, 1, 0, 1, 2)
_FRESH = 1_000
"""Seeds of fresh examples begin here, beyond those of the sets."""


def load() -> Data:
    """Spectrograms of shape (n, 24, 32, 1): frames in order, bands from low to high, shades 0–1.

    `extra` holds, each but the last five as a dictionary by set (`train`, `validation`, `test`):
    `speakers` (n,) numbers of people, `groups` (n,) indices into `group_names`, `formants` (n, 3)
    F1, F2, F3 in Hz as spoken, `pitch` (n,) mean F0 in Hz; then `group_names`, `ipa` (the labels
    in phonetic writing), `table` (10, 3, 4) Peterson and Barney's means of F0 to F3 by vowel and
    group, `bands` (32,) the filters' centers in Hz, and `sample_rate`. The sound of an example is
    `waveform(set, index)`.
    """
    arrays = cached(VERSION, _arrays)
    parts = {name: Part(pictures(arrays[f"{name}_x"]), arrays[f"{name}_y"]) for name in SPEAKERS}
    extra: dict[str, object] = {
        key: {name: arrays[f"{name}_{key}"] for name in SPEAKERS} for key in _TOLD
    }
    extra |= {
        "group_names": voice.GROUPS, "ipa": voice.IPA, "table": voice.TABLE,
        "bands": centers(BANDS, LOW, HIGH), "sample_rate": voice.SAMPLE_RATE,
    }  # fmt: skip
    return Data(**parts, version=VERSION, extra=extra)


def fresh(n: int, seed: int) -> Part:
    """`n` utterances of people who are in no set, ten of each."""
    made, _ = _set(_FRESH + seed, -(-n // UTTERANCES))
    return made.take(np.arange(n))


def waveform(part: str, index: int) -> Floats:
    """The sound of an example of `train`, `validation` or `test`: (6400,) samples from -1 to 1.

    Raises:
        KeyError: there is no such set.
        IndexError: the set has no such example.
    """
    if not 0 <= index < SPEAKERS[part] * UTTERANCES:
        raise IndexError(f"the {part} set of the vowels has no example {index}")
    speaker, utterance = divmod(index, UTTERANCES)
    wave: Floats = _speech(SEEDS[part], speaker).waves[utterance].astype(np.float32)
    return wave


def _arrays() -> Arrays:
    """Pictures, vowels and what is told of all sets, each array named by its set."""
    arrays: Arrays = {}
    for name, count in SPEAKERS.items():
        part, told = _set(SEEDS[name], count)
        arrays |= {f"{name}_x": shades(part.x), f"{name}_y": part.y}
        arrays |= {f"{name}_{key}": told[key] for key in _TOLD}
    return arrays


def _set(seed: int, count: int) -> tuple[Part, dict[str, npt.NDArray[np.generic]]]:
    """What `count` people say, and who says it how, by the names of `load`'s `extra`."""
    filters = filterbank(BANDS, WINDOW, voice.SAMPLE_RATE, LOW, HIGH)
    pictures, speeches = [], []
    for speaker in range(count):
        speech = _speech(seed, speaker)
        pictures.append(log_mel(speech.waves, filters, HOP))
        speeches.append(speech)
    part = Part(
        np.concatenate(pictures)[..., np.newaxis], np.concatenate([s.vowels for s in speeches])
    )
    numbers = np.arange(count, dtype=np.int32).repeat(UTTERANCES)
    return part, {
        "speakers": numbers,
        "groups": np.array(_GROUPS, dtype=np.int32)[numbers % len(_GROUPS)],
        "formants": np.concatenate([s.formants for s in speeches]).astype(np.float32),
        "pitch": np.concatenate([s.pitch for s in speeches]).astype(np.float32),
    }


def _speech(seed: int, speaker: int) -> Speech:
    """All that one person of a set says, in an order of their own."""
    random = np.random.default_rng([seed, speaker])
    person = voice.draw_speaker(random, _GROUPS[speaker % len(_GROUPS)])
    every = np.arange(UTTERANCES, dtype=np.int32) % len(voice.WORDS)
    return voice.speak(random, person, random.permutation(every))
