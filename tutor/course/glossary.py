"""The glossary: the terms of all lessons, what they mean, and where a text uses them.

The terms stand in the heads of the lessons, which are read at once; the lessons themselves are
read only to find out where a term is used.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from tutor.course.answers import normal
from tutor.course.catalog import Catalog
from tutor.course.lesson import Experiment, Lesson, Placed, Prose, Step
from tutor.course.plain import paragraphs

_SIMILAR = 78.0
"""How alike a name and what was typed must be, from 0 to 100, where no word of it is typed."""
_TYPED = 3
"""Letters from which on what was typed is also looked for in meanings and in similar names."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary of one lesson.

    Attributes:
        name: as the lesson writes it.
        meaning: in a sentence or two.
        lesson: the lesson's id.
        title: of the lesson.
    """

    name: str
    meaning: str
    lesson: str
    title: str

    @property
    def key(self) -> str:
        """Equal for the same term of several lessons, however it is written there."""
        return normal(self.name)


class Use(NamedTuple):
    """A term in a text, at `start` to `end`, in characters."""

    term: Term
    start: int
    end: int


class Glossary:
    """All terms of a course.

    Attributes:
        terms: by their names; those of one name in the order of the lessons.
    """

    def __init__(self, terms: Iterable[Term], lessons: Sequence[str] = ()) -> None:
        """Hold terms; a meaning told twice is held once.

        Args:
            terms: in the order of the lessons.
            lessons: the ids of all lessons in their order.
        """
        self._lessons = lessons
        first: dict[tuple[str, str], Term] = {}
        for term in terms:
            first.setdefault((term.key, term.meaning), term)
        self.terms = sorted(first.values(), key=lambda term: term.key)
        self._by_key: dict[str, list[Term]] = {}
        for term in self.terms:
            self._by_key.setdefault(term.key, []).append(term)
        self._pattern, self._keys = _pattern(
            {key: them[0].name for key, them in self._by_key.items()}
        )

    @classmethod
    def of(cls, catalog: Catalog) -> Glossary:
        """The terms in the heads of all lessons of a course."""
        return cls(
            (
                Term(name, meaning, entry.id, entry.title)
                for entry in catalog.entries
                if entry.front is not None
                for name, meaning in entry.front.glossary.items()
            ),
            catalog.ids,
        )

    def find(self, name: str, lesson: str = "") -> Term | None:
        """The term of this name as a lesson means it; None where there is none.

        Where several lessons have one, it is that of the lesson itself, else that of the last one
        before it, which was read last, else the first one.
        """
        found = self._by_key.get(normal(name), [])
        if lesson not in self._lessons:
            return next((term for term in found if term.lesson == lesson), next(iter(found), None))
        so_far = self._lessons[: self._lessons.index(lesson) + 1]
        read = [term for term in found if term.lesson in so_far]
        return next(iter([*read[-1:], *found]), None)

    def senses(self, term: Term) -> list[Term]:
        """What other lessons mean by a term, in their order."""
        return [one for one in self._by_key.get(term.key, []) if one != term]

    def uses(self, text: str, lesson: str = "") -> list[Use]:
        """Where each term stands first in a plain text, in the order of the text.

        Upper case, hyphens and the plural make no difference; of overlapping terms the longest
        counts: `validation loss` is no use of `loss`.

        Args:
            text: without marks of Markdown.
            lesson: whose meaning counts where several lessons have a term.
        """
        found: dict[str, Use] = {}
        for match in self._pattern.finditer(text) if self._pattern else ():
            key = self._keys[(match.lastindex or 1) - 1]
            term = self.find(key, lesson)
            if key not in found and term is not None:
                found[key] = Use(term, match.start(), match.end())
        return list(found.values())

    def used_in(self, step: Step, lesson: str = "") -> list[Term]:
        """The terms that a step's text and questions use, in the order of their first use."""
        text = "\n".join(spoken(step))
        return [use.term for use in self.uses(text, lesson)]

    def arranged(self, lesson: str, here: Collection[str]) -> list[tuple[str, list[Term]]]:
        """All terms as a lesson means them, each once: those of the step, its own, and the others.

        Args:
            lesson: its id.
            here: keys of the terms that the step uses.

        Returns:
            The parts that have terms, each with its heading.
        """
        meant = [term for term in self.terms if term is self.find(term.name, lesson)]
        used = [term for term in meant if term.key in here]
        rest = [term for term in meant if term not in used]
        parts = (
            ("In this step", used),
            ("In this lesson", [term for term in rest if term.lesson == lesson]),
            ("In other lessons", [term for term in rest if term.lesson != lesson]),
        )
        return [(heading, terms) for heading, terms in parts if terms]

    def matching(self, text: str, first: Sequence[Term] = ()) -> list[Term]:
        """The terms that what was typed can mean, the likeliest first; all for an empty text.

        Args:
            text: part of a name, of a meaning, or a name misspelt.
            first: terms that stand before others that are as likely.
        """
        wanted = normal(text)
        if not wanted:
            return list(self.terms)
        places = {term: place for place, term in enumerate(first)}
        scored = [(_likeness(wanted, term), term) for term in self.terms]
        found = [(score, term) for score, term in scored if score > 0.0]
        found.sort(key=lambda one: (-one[0], places.get(one[1], len(places))))
        return [term for _score, term in found]


def step_of(term: Term, lesson: Lesson) -> int:
    """The index of the step of `lesson` that uses a term first; 0 where none does."""
    return first_use(term, [said_in(step) for step in lesson.steps])


def first_use(term: Term, said: Sequence[str]) -> int:
    """The index of the first of several plain texts that uses a term; 0 where none does."""
    pattern = re.compile(_bounded(_forms(term.name)), re.IGNORECASE)
    return next((number for number, text in enumerate(said) if pattern.search(text)), 0)


def said_in(step: Step) -> str:
    """A step's title, its paragraphs and the prompts of its questions, a line each."""
    return "\n".join([step.title, *spoken(step)])


def spoken(step: Step) -> list[str]:
    """What a step says: its paragraphs without code, and the prompts of its questions."""
    texts: list[str] = []
    for part in step.parts:
        texts += paragraphs(part.plain if isinstance(part, Prose) else _prompt(part), code=False)
    return texts


def _prompt(part: Placed) -> str:
    if isinstance(part.content, Experiment):
        return part.content.predict.prompt if part.content.predict else ""
    return part.content.prompt


def _likeness(wanted: str, term: Term) -> float:
    """How likely `wanted`, a normal text, means a term; 0.0 where it doesn't."""
    name = term.key
    shares = ((name == wanted, 1_000.0), (name.startswith(wanted), 900.0),
              (f" {wanted}" in name, 800.0))  # fmt: skip
    score = next((score for holds, score in shares if holds), 0.0)
    if score or len(wanted) < _TYPED:
        return score
    if wanted in name:
        return 700.0
    alike = max(fuzz.ratio(wanted, name), fuzz.ratio(wanted, name[: len(wanted)]))
    if alike >= _SIMILAR:
        return 500.0 + alike
    meaning = f" {normal(term.meaning)}"
    return 400.0 if all(f" {word}" in meaning for word in wanted.split()) else 0.0


def _pattern(names: dict[str, str]) -> tuple[re.Pattern[str] | None, list[str]]:
    """What finds all terms, a group each, the longest first; and the key of each group.

    Args:
        names: of the terms, by their keys.
    """
    longest = sorted(filter(None, names), key=lambda key: len(names[key]), reverse=True)
    forms = "|".join(f"({_forms(names[key])})" for key in longest)
    return (re.compile(_bounded(forms), re.IGNORECASE) if forms else None), longest


def _bounded(forms: str) -> str:
    return rf"(?<!\w)(?:{forms})(?!\w)"


def _forms(name: str) -> str:
    """What finds a term, singular and plural, its words joined by blanks or hyphens."""
    *first, last = re.split(r"[\s‐‑-]+", name.strip())
    return r"[\s‐‑-]+".join([*map(re.escape, first), _numbers(last)])


def _numbers(word: str) -> str:
    """What finds a word in the singular and in the plural."""
    if word.endswith("y") and len(word) > 2 and word[-2] not in "aeiou":
        return f"{re.escape(word[:-1])}(?:y|ies)"
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return f"{re.escape(word[:-1])}(?:s(?:es)?)?"
    return f"{re.escape(word)}(?:e?s)?"
