"""Ten vowels of two hundred voices, spoken by a model of the voice."""

from tutor.datasets.vowels.sets import fresh, load, waveform

__all__ = ["fresh", "load", "waveform"]
