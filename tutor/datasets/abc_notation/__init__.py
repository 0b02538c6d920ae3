"""Tunes in ABC notation: reading them, the order of their bars, and whether the bars add up.

The part of the ABC music standard 2.1 (https://abcnotation.com/wiki/abc:standard:v2.1) that single
melodies need; `body` tells what is read and what is passed over.
"""

from tutor.datasets.abc_notation.parser import parse
from tutor.datasets.abc_notation.repeats import faults, melody, once, played
from tutor.datasets.abc_notation.tune import AbcError, Bar, Note, Tune

__all__ = ["AbcError", "Bar", "Note", "Tune", "faults", "melody", "once", "parse", "played"]
