"""What keeps the screen legible where a terminal shows ASCII only."""

from __future__ import annotations

import msgspec
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tutor.course.lesson import Quiz
from tutor.lab.text.glyphs import plain
from tutor.lab.text.worded import worded


class AsciiFilter(LineFilter):
    """Replaces everything that an ASCII terminal cannot show, just before it is sent."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with their text in ASCII."""
        return [
            Segment(plain(text), style, control) if text and not text.isascii() else segment
            for segment in segments
            for text, style, control in (segment,)
        ]


def in_ascii(quiz: Quiz) -> Quiz:
    """A question with its texts spelled in ASCII; what an answer is held against stays."""
    typed = quiz.type in {"number", "text"}
    options = [
        msgspec.structs.replace(
            one, text=one.text if typed else worded(one.text), match=worded(one.match),
            why=worded(one.why),
        )
        for one in quiz.options
    ]  # fmt: skip
    return msgspec.structs.replace(
        quiz, prompt=worded(quiz.prompt), solution=worded(quiz.solution), options=options,
        hints=[worded(hint) for hint in quiz.hints], right=worded(quiz.right),
        wrong=worded(quiz.wrong),
    )  # fmt: skip
