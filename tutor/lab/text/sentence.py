"""Sentences above a picture, broken into rows."""

from __future__ import annotations

import textwrap

from tutor.lab.text.plot import PlotRow


def sentence(text: str, width: int, style: str = "title") -> list[PlotRow]:
    """A text in rows of at most `width` columns; a number and its percent sign stay together."""
    lines = textwrap.wrap(text.replace(" %", "\0%"), max(width, 8)) or [""]
    return [[(line.replace("\0", " "), style)] for line in lines]
