"""The mel scale, its filters, and spectrograms of sounds that are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.datasets.log_mel import centers, filterbank, log_mel, to_hertz, to_mel

RATE, WINDOW, HOP, BANDS, LOW, HIGH = 16_000, 512, 256, 32, 80.0, 7_000.0
FILTERS = filterbank(BANDS, WINDOW, RATE, LOW, HIGH)


@given(st.floats(0.0, 20_000.0))
def test_the_scale_can_be_gone_back(hertz: float) -> None:
    assert float(to_hertz(to_mel(hertz))) == pytest.approx(hertz, abs=1e-6)


def test_a_thousand_hertz_are_a_thousand_mel() -> None:
    assert float(to_mel(1000.0)) == pytest.approx(1000.0, abs=0.1)


def test_neighbouring_filters_share_what_lies_between_their_centers() -> None:
    hertz = np.fft.rfftfreq(WINDOW, 1 / RATE)
    middle = centers(BANDS, LOW, HIGH)
    between = (hertz >= middle[0]) & (hertz <= middle[-1])
    assert FILTERS.shape == (len(hertz), BANDS)
    assert np.allclose(FILTERS[between].sum(axis=1), 1.0)
    assert FILTERS[(hertz <= LOW) | (hertz >= HIGH)].max() < 1e-9


@given(st.floats(250.0, 6_000.0), st.floats(0.0, 6.3))
def test_a_tone_is_loudest_in_the_band_around_it(hertz: float, phase: float) -> None:
    wave = np.sin(2 * np.pi * hertz * np.arange(6_400) / RATE + phase)
    picture = log_mel(wave[np.newaxis], FILTERS, HOP)[0]
    nearest = int(np.abs(to_mel(centers(BANDS, LOW, HIGH)) - to_mel(hertz)).argmin())
    assert picture.shape == (24, BANDS)
    assert np.abs(picture.argmax(axis=1) - nearest).max() <= 1


def test_shades_are_decibels_below_the_loudest_band() -> None:
    random = np.random.default_rng(1)
    noise = random.normal(size=(1, 6_400))
    faded = noise * np.where(np.arange(6_400) < 3_200, 1.0, 0.1)
    plain, half = (log_mel(wave, FILTERS, HOP)[0] for wave in (noise, faded))
    assert plain.max() == half.max() == 1.0
    assert plain[14:].mean() - half[14:].mean() == pytest.approx(20 / 60, abs=0.005)
    assert (log_mel(4.0 * noise, FILTERS, HOP)[0] == plain).all()
    assert (plain * 255 == np.round(plain * 255)).all()
