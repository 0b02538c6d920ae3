"""What keeps the screen legible where a terminal shows ASCII only."""

from __future__ import annotations

import msgspec
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.content import Content, Span
from textual.filter import LineFilter
from textual.visual import Visual
from textual.widget import Widget

from tutor.course.lesson import Quiz
from tutor.lab.text.glyphs import plain
from tutor.lab.text.worded import edits, worded


class AsciiFilter(LineFilter):
    """Replaces everything that an ASCII terminal cannot show, just before it is sent."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with their text in ASCII."""
        return [
            Segment(_fitting(text), style, control) if text and not text.isascii() else segment
            for segment in segments
            for text, style, control in (segment,)
        ]


def _fitting(text: str) -> str:
    """`text` in ASCII, in exactly the cells that the screen was laid out for."""
    width = cell_len(text)
    return plain(text)[:width].ljust(width)


def spell_texts() -> None:
    """Have what widgets say be spelled, where the terminal shows ASCII only, before it is laid out.

    All that is a text, and no drawing of lines, comes from this one method of Textual's: labels,
    notifications, dialogs. Markdown spells its prose itself, and its code keeps its columns.
    """
    Widget._render = _spelling  # type: ignore[method-assign]


_RENDER = Widget._render


def _spelling(self: Widget) -> Visual:
    visual = _RENDER(self)
    if not isinstance(visual, Content) or visual.plain.isascii():
        return visual
    if not getattr(self.app, "ascii_only", False):
        return visual
    from textual.widgets import Markdown  # not before a text is spelled: it loads much

    prose = any(isinstance(one, Markdown) for one in self.ancestors)
    return visual if prose else respelled(visual)


def respelled(content: Content) -> Content:
    """A text of the screen spelled in ASCII, each part in its style."""
    for start, end, words in reversed(edits(content.plain)):
        styles = content[start:end].spans
        put = Content(words, [Span(0, len(words), one.style) for one in styles])
        content = Content("").join([content[:start], put, content[end:]]).simplify()
    return content


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
