"""Sentences with marked key phrases; whole subjects are kept for validation and for testing."""

from tutor.datasets.key_phrases.sets import encode, load, pack, vocabulary, written

__all__ = ["encode", "load", "pack", "vocabulary", "written"]
