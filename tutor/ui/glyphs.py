"""A filter that keeps the screen legible where a terminal shows ASCII only."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tutor.lab.text.glyphs import plain


class AsciiFilter(LineFilter):
    """Replaces everything that an ASCII terminal cannot show, just before it is sent."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with their text in ASCII."""
        return [
            Segment(plain(text), style, control) if text and not text.isascii() else segment
            for segment in segments
            for text, style, control in (segment,)
        ]
