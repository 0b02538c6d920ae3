"""Search: words in the lessons' titles, objectives, texts, questions and terms."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from tutor.course.excerpt import Marks, excerpt
from tutor.course.search import MOST, Hit, Index
from tutor.ui.screens.find import FindScreen, Listed, Place
from tutor.ui.words import plural

_MARK = "bold underline"
_SEARCHED = "Lessons, their steps and questions, and the terms of the glossary are searched."
_NOTHING = "Nothing in the course has these words. Try fewer, or only the beginning of one."
_KINDS = {"lesson": "lesson", "step": "", "term": "term"}


class SearchScreen(FindScreen):
    """Finds places in the course while words are typed."""

    NAME = "Search"
    PLACEHOLDER = "Type words that you look for"
    HELP_TITLE = "Search"
    HELP = (
        "Finds words in titles, objectives, texts, questions and terms of all lessons, the best "
        "place first; matches are underlined. The beginning of a word is enough. Enter opens the "
        "lesson at that step, and Esc comes back."
    )

    def __init__(self, index: Index) -> None:
        """Search in `index`."""
        super().__init__()
        self._index = index

    def look_up(self, text: str, room: int) -> Listed:
        """Two lines a place: where it is, and a line of its text."""
        hits = self._index.find(text)
        some = "the best " if len(hits) == MOST else ""
        counted = some + plural(len(hits), "place") if hits else ""
        rows = [(_row(hit, room), partial(_place, hit)) for hit in hits]
        return Listed(rows, counted, _NOTHING if text.strip() else _SEARCHED)


def _place(hit: Hit) -> Place:
    return hit.lesson, hit.step


def _row(hit: Hit, room: int) -> Content:
    """A place: heading and lesson, then the line with the match."""
    above = hit.heading if hit.kind == "lesson" else f"{hit.heading} · {hit.title}"
    kind = _KINDS[hit.kind]
    above += f" · {kind}" if kind else ""
    head = _marked(*excerpt(above, hit.heading_marks, room), style="bold")
    line = _marked(*excerpt(hit.text, hit.marks, room))
    return Content("\n").join([head, line])


def _marked(text: str, marks: Marks, style: str = "") -> Content:
    """A line whose matches are underlined."""
    content = Content.styled(text, style) if style else Content(text)
    for start, end in marks:
        content = content.stylize(_MARK, start, end)
    return content
