"""Search: finds words in titles, objectives, texts, questions and the glossary of all lessons.

An `Index` is made once; a search then looks through all of it, so that it can answer every key.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from tutor.course.excerpt import Marks
from tutor.course.glossary import Glossary, first_use, said_in
from tutor.course.lesson import Experiment, Lesson, Placed, Prose, Step
from tutor.course.plain import paragraphs

MOST = 30
"""The most places that a search finds."""

_LONGEST = 200
"""Characters of a query that are read."""
_WITHIN = 3
"""Letters from which on a word is also found inside of others."""
_BEGINS = r"(?<![^\W_])"
"""Holds where a word begins, for regular expressions."""
_TIMES = 4
"""How often at most a word counts in one text."""
_SIMILAR = 78.0
"""How alike, from 0 to 100, a word of the course must be to one typed that stands nowhere."""
_MISSPELT = 4
"""Letters from which on a word that stands nowhere is taken for a misspelt one."""
_WHOLE, _BEGUN, _INSIDE = 1.0, 0.7, 0.25
"""What a whole word, the beginning of one, and letters inside of one are worth."""
_SHARES = {"title": 6.0, "term": 6.0, "heading": 4.0, "objective": 3.0, "meaning": 2.0,
           "text": 1.0, "question": 1.0}  # fmt: skip
"""What a word is worth by where it stands."""
_COMMON = frozenset(
    {"a", "an", "and", "are", "do", "does", "for", "how", "in", "is", "it", "of", "on", "or",
     "that", "the", "to", "what", "why"}
)  # fmt: skip
"""Words that say little: they are looked for where nothing else is."""
_WORD = re.compile(r"\w+(?:[-'’.×]\w+)*")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A text to look in; `folded` is the same without case and accents, of the same length."""

    kind: str
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Page:
    """What one hit stands for: a lesson, one of its steps, or one of its terms."""

    lesson: str
    title: str
    step: int
    kind: str
    passages: tuple[_Passage, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand.

    Attributes:
        lesson: its id.
        title: of the lesson.
        step: index of the step to open.
        kind: `lesson`, `step` or `term`.
        heading: the lesson's title again, the step's, or the term.
        heading_marks: what matches of it.
        text: the paragraph that matches best, else the first.
        marks: what matches of it; may be empty where the heading matches.
    """

    lesson: str
    title: str
    step: int
    kind: str
    heading: str
    heading_marks: Marks
    text: str
    marks: Marks


class _Word(NamedTuple):
    """A word that is looked for, what it is worth, and in which forms it is looked for."""

    forms: tuple[str, ...]
    worth: float


class Index:
    """All that can be found."""

    def __init__(self, lessons: Iterable[Lesson], glossary: Glossary | None = None) -> None:
        """Take in the lessons, in their order, and the terms."""
        lessons = list(lessons)
        self._pages = [page for lesson in lessons for page in _pages(lesson)]
        said = {lesson.id: [said_in(step) for step in lesson.steps] for lesson in lessons}
        for term in glossary.terms if glossary else ():
            if term.lesson in said:
                step = first_use(term, said[term.lesson])
                passages = (_passage("term", term.name), _passage("meaning", term.meaning))
                self._pages.append(_Page(term.lesson, term.title, step, "term", passages))
        texts = (passage.folded for page in self._pages for passage in page.passages)
        self._words = sorted({word for text in texts for word in _WORD.findall(text)})

    def find(self, query: str, most: int = MOST) -> list[Hit]:
        """Where the words of `query` stand, the best place first.

        Places with all the words alone are found, where there are any. The beginning of a word is
        enough; a word that stands nowhere is taken for one that is spelt alike.

        Args:
            query: words, in any order.
            most: places to give.
        """
        words = self._wanted(query)
        if not words or not self._pages:
            return []
        scored = [(page, [_best(page, word) for word in words]) for page in self._pages]
        having = max(sum(value > 0.0 for value in values) for _page, values in scored)
        if not having:
            return []
        phrase = " ".join(folded(query).split()) if len(words) > 1 else ""
        found = [
            (sum(values) + _together(page, phrase), page)
            for page, values in scored
            if sum(value > 0.0 for value in values) == having
        ]
        found.sort(key=lambda one: -one[0])
        return [_hit(page, words) for _score, page in found[:most]]

    def _wanted(self, query: str) -> list[_Word]:
        """The words of a query, those worth more that stand in fewer places."""
        words = list(dict.fromkeys(_WORD.findall(folded(query[:_LONGEST]))))
        telling = [word for word in words if word not in _COMMON]
        return [self._word(word) for word in telling or words]

    def _word(self, word: str) -> _Word:
        pages = self._having(word)
        if pages or len(word) < _MISSPELT:
            return _Word((word,), _rarity(pages, len(self._pages)))
        near = process.extract(word, self._words, scorer=fuzz.ratio, limit=3, score_cutoff=_SIMILAR)
        forms = tuple(form for form, _score, _place in near) or (word,)
        pages = max(self._having(form) for form in forms)
        return _Word(forms, _rarity(pages, len(self._pages)) / 2)

    def _having(self, word: str) -> int:
        """How many pages have a word."""
        return sum(any(word in one.folded for one in page.passages) for page in self._pages)


def _rarity(having: int, count: int) -> float:
    """What a word that `having` of `count` pages have is worth."""
    return 0.2 + math.log((count + 1) / (having + 1))


def _best(page: _Page, word: _Word) -> float:
    """What a page is worth for one word."""
    return word.worth * max(
        (_SHARES[one.kind] * _worth(one.folded, word) for one in page.passages), default=0.0
    )


def _worth(text: str, word: _Word) -> float:
    """What a text has of a word, a little more where it stands there several times."""
    best, times = 0.0, 0
    for form in word.forms:
        for start, end in _places(text, form):
            best = max(best, _standing(text, start, end))
            times += 1
            if best == _WHOLE and times >= _TIMES:
                break
    return best * (1.0 + 0.05 * min(times - 1, _TIMES)) if best else 0.0


def _places(text: str, form: str) -> Iterator[tuple[int, int]]:
    """Where `form` stands in `text`; inside of words only where it is long enough."""
    if form in text:
        for found in _finder(form).finditer(text):
            yield found.span()


@lru_cache(maxsize=256)
def _finder(form: str) -> re.Pattern[str]:
    return re.compile((_BEGINS if len(form) < _WITHIN else "") + re.escape(form))


def _standing(text: str, start: int, end: int) -> float:
    """What it is worth whether a match is a word, begins one, or stands inside of one."""
    if start and text[start - 1].isalnum():
        return _INSIDE
    return _BEGUN if end < len(text) and text[end].isalnum() else _WHOLE


def _together(page: _Page, phrase: str) -> float:
    """What it is worth that the words stand together as they were typed."""
    if not phrase:
        return 0.0
    return max((_SHARES[one.kind] for one in page.passages if phrase in one.folded), default=0.0)


def _hit(page: _Page, words: Sequence[_Word]) -> Hit:
    """A page as it is shown: of its texts the one with the most of the words."""
    heading, *rest = page.passages
    text = max(
        rest, default=_passage("text", ""),
        key=lambda one: sum(word.worth * _worth(one.folded, word) for word in words),
    )  # fmt: skip
    return Hit(
        page.lesson, page.title, page.step, page.kind, heading.text,
        _marks(heading.folded, words), text.text, _marks(text.folded, words),
    )  # fmt: skip


def _marks(text: str, words: Sequence[_Word]) -> Marks:
    """What of a text was searched for, without overlaps, whole words and beginnings before all."""
    places = {place for word in words for form in word.forms for place in _places(text, form)}
    proper = {(start, end) for start, end in places if _standing(text, start, end) > _INSIDE}
    marks: list[tuple[int, int]] = []
    for start, end in sorted(proper or places):
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)


def _pages(lesson: Lesson) -> Iterator[_Page]:
    """The pages of a lesson: itself, and its steps."""
    front = lesson.front
    about = [("objective", text) for text in front.objectives]
    about += [("objective", ", ".join(front.tags))] if front.tags else []
    passages = (_passage("title", front.title), *(_passage(*one) for one in about))
    yield _Page(lesson.id, lesson.title, 0, "lesson", passages)
    for number, step in enumerate(lesson.steps):
        passages = (_passage("heading", step.title), *(_passage(*one) for one in _texts(step)))
        yield _Page(lesson.id, lesson.title, number, "step", passages)


def _texts(step: Step) -> Iterator[tuple[str, str]]:
    """The paragraphs of a step and the prompts of its questions, each with its kind."""
    for part in step.parts:
        kind, markdown = ("text", part.plain) if isinstance(part, Prose) else _prompt(part)
        yield from ((kind, text) for text in paragraphs(markdown))


def _prompt(part: Placed) -> tuple[str, str]:
    content = part.content
    quiz = content.predict if isinstance(content, Experiment) else content
    return "question", quiz.prompt if quiz else ""


def _passage(kind: str, text: str) -> _Passage:
    return _Passage(kind, text, folded(text))


def folded(text: str) -> str:
    """`text` without case and accents, character for character, so that places stay."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    bare = unicodedata.normalize("NFKD", character)[0].lower()
    return bare if len(bare) == 1 else character
