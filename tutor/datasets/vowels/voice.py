"""Voices that speak vowels: a source–filter model of men, women and children.

The vocal folds' pulses (the source) pass a chain of resonators (the filter), one a formant. A
vowel's formants are the means of G. E. Peterson and H. L. Barney, Control methods used in a study
of the vowels, Journal of the Acoustical Society of America 24 (1952) 175–184, Table II; each
speaker departs from them in a way of their own, and each utterance a little more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Signal = npt.NDArray[np.float64]
Vowels = npt.NDArray[np.int32]

SAMPLE_RATE = 16_000
SAMPLES = 6_400
"""Every utterance is recorded for 0.4 s."""

GROUPS = ("men", "women", "children")
WORDS = ("heed", "hid", "head", "had", "hod", "hawed", "hood", "who'd", "hud", "heard")
IPA = ("i", "ɪ", "ɛ", "æ", "ɑ", "ɔ", "ʊ", "u", "ʌ", "ɝ")

TABLE: npt.NDArray[np.int32] = np.array(
    [
        [[136, 270, 2290, 3010], [235, 310, 2790, 3310], [272, 370, 3200, 3730]],
        [[135, 390, 1990, 2550], [232, 430, 2480, 3070], [269, 530, 2730, 3600]],
        [[130, 530, 1840, 2480], [223, 610, 2330, 2990], [260, 690, 2610, 3570]],
        [[127, 660, 1720, 2410], [210, 860, 2050, 2850], [251, 1010, 2320, 3320]],
        [[124, 730, 1090, 2440], [212, 850, 1220, 2810], [256, 1030, 1370, 3170]],
        [[129, 570, 840, 2410], [216, 590, 920, 2710], [263, 680, 1060, 3180]],
        [[137, 440, 1020, 2240], [232, 470, 1160, 2680], [276, 560, 1410, 3310]],
        [[141, 300, 870, 2240], [231, 370, 950, 2670], [274, 430, 1170, 3260]],
        [[130, 640, 1190, 2390], [221, 760, 1400, 2780], [261, 850, 1590, 3360]],
        [[133, 490, 1350, 1690], [218, 500, 1640, 1960], [261, 560, 1820, 2160]],
    ],
    dtype=np.int32,
)
"""Table II in Hz, shape (vowels, groups, 4): F0, F1, F2, F3 of `WORDS` by `GROUPS`."""

_COUNT = np.arange(SAMPLES, dtype=np.float64)

_HIGHER = np.array([[3500.0, 4500.0], [4000.0, 5200.0], [4500.0, 5900.0]])
"""F4 and F5 in Hz by group, which hardly tell vowels apart; the table doesn't give them."""
_BANDWIDTHS = np.array([70.0, 100.0, 150.0, 250.0, 300.0])
_LEAST_DISTANCE = 150.0
"""In Hz between neighbouring formants."""

_PITCH_SPREAD = 0.12
_TRACT_SPREAD = 0.045
_VOWEL_SPREAD = np.array([0.04, 0.032, 0.03])
_UTTERANCE_SPREAD = np.array([0.025, 0.02, 0.015])
"""Standard deviations of the logarithms of factors; of formants, those of F1, F2 and F3."""


@dataclass(frozen=True, slots=True, eq=False)
class Speaker:
    """What stays the same whenever somebody speaks.

    Attributes:
        group: an index into `GROUPS`.
        pitch: F0 in Hz by vowel, shape (vowels,).
        formants: F1 to F5 in Hz by vowel, shape (vowels, 5).
        bandwidths: of the formants in Hz, shape (5,).
        opening, closing: shares of a period in which the vocal folds open and close.
        breath: loudness of the breath in the pulses.
    """

    group: int
    pitch: Signal
    formants: Signal
    bandwidths: Signal
    opening: float
    closing: float
    breath: float


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """Utterances of one speaker.

    Attributes:
        waves: shape (n, SAMPLES), the loudest sample of each at 0.9 or -0.9.
        vowels: shape (n,), indices into `WORDS`.
        formants: F1, F2 and F3 in Hz, as spoken, shape (n, 3).
        pitch: mean F0 in Hz, shape (n,).
    """

    waves: Signal
    vowels: Vowels
    formants: Signal
    pitch: Signal


def draw_speaker(random: np.random.Generator, group: int) -> Speaker:
    """Somebody of the group: a pitch, a length of the vocal tract, and ways to say each vowel."""
    table = TABLE[:, group].astype(np.float64)
    tract = np.exp(random.normal(0.0, _TRACT_SPREAD))
    lower = table[:, 1:] * np.exp(random.normal(0.0, _VOWEL_SPREAD, (len(table), 3)))
    higher = np.broadcast_to(_HIGHER[group], (len(table), 2))
    return Speaker(
        group=group,
        pitch=table[:, 0] * np.exp(random.normal(0.0, _PITCH_SPREAD)),
        formants=tract * np.concatenate([lower, higher], axis=1),
        bandwidths=_BANDWIDTHS * random.uniform(0.8, 1.3),
        opening=random.uniform(0.32, 0.46),
        closing=random.uniform(0.10, 0.20),
        breath=random.uniform(0.02, 0.12),
    )


def speak(random: np.random.Generator, speaker: Speaker, vowels: Vowels) -> Speech:
    """The speaker says `vowels`, shape (n,), each in its own length, melody and recording."""
    n = len(vowels)
    formants = speaker.formants[vowels].copy()
    formants[:, :3] *= np.exp(random.normal(0.0, _UTTERANCE_SPREAD, (n, 3)))
    for place in (1, 2):
        formants[:, place] = np.maximum(
            formants[:, place], formants[:, place - 1] + _LEAST_DISTANCE
        )
    pitch = speaker.pitch[vowels] * np.exp(random.normal(0.0, 0.05, n))
    waves = np.empty((n, SAMPLES))
    for wave, hertz, places in zip(waves, pitch, formants, strict=True):
        wave[:] = _utter(random, speaker, hertz, places)
    return Speech(waves, vowels, formants[:, :3], pitch)


def _utter(random: np.random.Generator, speaker: Speaker, pitch: float, formants: Signal) -> Signal:
    """One vowel somewhere in a recording: a tilt of the spectrum, noise, level; (SAMPLES,)."""
    length = int(random.uniform(0.14, 0.28) * SAMPLE_RATE)
    start = int(random.integers(SAMPLES - length))
    wave = np.zeros(SAMPLES)
    wave[start : start + length] = _source(random, speaker, pitch, length)
    wave[start:] = resonate(wave[start:], formants, speaker.bandwidths)
    wave[1:] += random.uniform(-0.3, 0.3) * wave[:-1]
    noise = 10.0 ** (-random.uniform(12.0, 32.0) / 20.0) * np.sqrt(wave @ wave / SAMPLES)
    wave += noise * random.standard_normal(SAMPLES, dtype=np.float32)
    wave *= 0.9 / max(wave.max(), -wave.min())
    return wave


def _source(random: np.random.Generator, speaker: Speaker, pitch: float, length: int) -> Signal:
    """The flow of air at the vocal folds, as it is radiated, shape (length,).

    Pulses are Rosenberg's form B: 3x² - 2x³ while the folds open, 1 - x² while they close (A. E.
    Rosenberg, Effect of glottal pulse shape on the quality of natural vowels, Journal of the
    Acoustical Society of America 49 (1971) 583–590). Breath is noise that flows with them. The
    lips radiate the difference from sample to sample.
    """
    time = _COUNT[:length] * (2.0 / length) - 1.0
    slope, bend = random.uniform(-0.12, 0.06), random.uniform(-0.06, 0.06)
    phase = np.cumsum(pitch / SAMPLE_RATE * (1.0 + time * (slope + bend * time)))
    phase += random.random()
    phase -= np.floor(phase)
    opening = np.minimum(phase / speaker.opening, 1.0)
    closing = np.clip((phase - speaker.opening) / speaker.closing, 0.0, 1.0)
    flow = opening * opening * (3.0 - 2.0 * opening) - closing * closing
    flow += speaker.breath * random.standard_normal(length, dtype=np.float32) * (0.25 + flow)
    for end in (flow, flow[::-1]):
        rise = int(random.uniform(0.02, 0.05) * SAMPLE_RATE)
        ramp = _COUNT[:rise] / rise
        end[:rise] *= ramp * ramp * (3.0 - 2.0 * ramp)
    flow[1:] -= flow[:-1].copy()
    return flow


def resonate(source: Signal, formants: Signal, bandwidths: Signal) -> Signal:
    """`source` through resonators in a row, of `formants` and `bandwidths` in Hz, shape (5,).

    A resonator of frequency F and bandwidth W at sample period T is y[i] = a x[i] + b y[i-1] +
    c y[i-2] with c = -exp(-2πWT), b = 2 exp(-πWT) cos(2πFT), a = 1 - b - c (D. H. Klatt, Software
    for a cascade/parallel formant synthesizer, Journal of the Acoustical Society of America 67
    (1980) 971–995). All in a row are one filter, whose denominator is the product of theirs.
    """
    from scipy.signal import lfilter

    decay = np.exp(-np.pi * bandwidths / SAMPLE_RATE)
    turn = 2.0 * decay * np.cos(2.0 * np.pi * formants / SAMPLE_RATE)
    denominator = np.ones(1)
    for b, c in zip(turn, -(decay**2), strict=True):
        denominator = np.convolve(denominator, [1.0, -b, -c])
    filtered: Signal = lfilter([denominator.sum()], denominator, source)
    return filtered
