"""Log-mel spectrograms: what a network hears of a sound.

The scale is O'Shaughnessy's, m = 2595 log10(1 + f / 700 Hz) (D. O'Shaughnessy, Speech
Communication: Human and Machine, Addison-Wesley 1987). The filters are triangles, evenly spaced on
it and overlapping by half, as in S. B. Davis and P. Mermelstein, Comparison of parametric
representations for monosyllabic word recognition, IEEE Transactions on Acoustics, Speech, and
Signal Processing 28 (1980) 357–366.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Floats

Signal = npt.NDArray[np.float64]

DECIBELS = 60.0
"""From the loudest band of a spectrogram, shade 1, down to what counts as silence, shade 0."""
_SHADES = 255


def to_mel(hertz: Signal | float) -> Signal:
    """Frequencies in Hz on the mel scale."""
    return np.asarray(2595.0 * np.log10(1.0 + np.asarray(hertz) / 700.0), dtype=np.float64)


def to_hertz(mel: Signal | float) -> Signal:
    """Places on the mel scale as frequencies in Hz."""
    return np.asarray(700.0 * (10.0 ** (np.asarray(mel) / 2595.0) - 1.0), dtype=np.float64)


@cache
def centers(bands: int, low: float, high: float) -> Signal:
    """The peaks of the filters in Hz, shape (bands,), evenly spaced in mel between the ends."""
    return to_hertz(np.linspace(to_mel(low), to_mel(high), bands + 2))[1:-1]


@cache
def filterbank(bands: int, window: int, sample_rate: int, low: float, high: float) -> Signal:
    """Weights of shape (window // 2 + 1, bands): each filter rises to 1 at its center.

    A filter begins at the center of the one before and ends at that of the one after it.
    """
    edges = to_hertz(np.linspace(to_mel(low), to_mel(high), bands + 2))
    hertz = np.fft.rfftfreq(window, 1.0 / sample_rate)[:, np.newaxis]
    rising = (hertz - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hertz) / (edges[2:] - edges[1:-1])
    return np.clip(np.minimum(rising, falling), 0.0, None)


def log_mel(waves: Signal, filters: Signal, hop: int) -> Floats:
    """Shades of shape (n, frames, bands) from sounds of shape (n, samples), as pictures.

    Frames are as long as the window that `filters` was made for, weighted with Hann's window, and
    `hop` samples apart. Powers become decibels below the loudest band of the same sound; the
    range `DECIBELS` becomes 0 to 1 in 256 shades. Being rounded, the shades are the same on every
    machine, though the last digits of a Fourier transform are not.
    """
    window = 2 * (len(filters) - 1)
    frames = np.lib.stride_tricks.sliding_window_view(waves, window, axis=-1)[:, ::hop]
    spectra = np.fft.rfft(frames * np.hanning(window + 1)[:-1])
    powers = (spectra.real**2 + spectra.imag**2) @ filters
    loudest = powers.max(axis=(1, 2), keepdims=True)
    least = 10.0 ** (-DECIBELS / 10.0)
    decibels = 10.0 * np.log10(np.maximum(powers / loudest, least))
    shades: Floats = np.round((1.0 + decibels / DECIBELS) * _SHADES).astype(np.float32)
    shades /= np.float32(_SHADES)
    return shades
