"""The glossary: every term of the course, what it means, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from tutor.course.glossary import Glossary, Term, step_of
from tutor.course.lesson import Lesson
from tutor.lab.text.width import cells, cut
from tutor.ui.screens.find import FindScreen, Found, Listed, Place, Row
from tutor.ui.words import plural


class GlossaryScreen(FindScreen):
    """All terms; in a lesson, those of the step and of the lesson come first."""

    NAME = "Glossary"
    PLACEHOLDER = "Type a term, or a part of its meaning"
    HELP_TITLE = "Glossary"
    HELP = (
        "All terms of the course. Typing shows those that match. Enter opens the lesson at the "
        "step that uses the term first, and Esc comes back. In a lesson's text, terms are "
        "underlined, and those of the step stand first here."
    )

    def __init__(
        self, glossary: Glossary, lesson: Lesson | None = None, step: int = 0, term: str = ""
    ) -> None:
        """List the terms.

        Args:
            glossary: with all of them.
            lesson: that is read; None on Home.
            step: of the lesson, from 0.
            term: the name of a term to begin with; empty for none.
        """
        super().__init__()
        self._glossary = glossary
        self._term = term
        self._lesson = "" if lesson is None else lesson.id
        self._parts = [("", _once(glossary.terms))]
        if lesson is not None:
            used = glossary.used_in(lesson.steps[step], lesson.id)
            self._parts = glossary.arranged(lesson.id, {one.key for one in used})
        self._shown: list[Term | None] = []

    def begin(self) -> None:
        """Put the cursor on the term to begin with."""
        names = [term.key if term else "" for term in self._shown]
        found = self._glossary.find(self._term, self._lesson) if self._term else None
        if found is not None and found.key in names:
            self.query_one(Found).row = names.index(found.key)

    def look_up(self, text: str, room: int) -> Listed:
        """A row a term, with headings where nothing is typed."""
        rows: list[Row] = []
        self._shown = []
        parts = self._parts
        if text.strip():
            first = [term for _heading, terms in parts for term in terms]
            parts = [("", _once(self._glossary.matching(text, first)))]
        for heading, terms in parts:
            if heading:
                rows.append((Content.styled(heading, "bold $primary"), None))
                self._shown.append(None)
            rows += [
                (_entry(term, self._glossary.senses(term), room), partial(self._place, term))
                for term in terms
            ]
            self._shown += terms
        count = sum(term is not None for term in self._shown)
        return Listed(rows, plural(count, "term"), self._nothing(text))

    def _place(self, term: Term) -> Place:
        """The step that uses a term first."""
        entry = self.tutor.session.catalog.find(term.lesson)
        lesson = entry.lesson if entry is not None else None
        return term.lesson, 0 if lesson is None else step_of(term, lesson)

    def _nothing(self, text: str) -> str:
        """No term, or none that matches."""
        if not self._glossary.terms:
            return "The lessons of this course have no terms."
        return f"No term is like “{text.strip()}”. Esc shows all; / in a lesson searches the texts."


def _once(terms: Sequence[Term]) -> list[Term]:
    """Of the terms of one name the first, where several lessons have it."""
    first: dict[str, Term] = {}
    for term in terms:
        first.setdefault(term.key, term)
    return list(first.values())


def _entry(term: Term, others: Sequence[Term], room: int) -> Content:
    """A term and, at the right, its lesson; below, the meaning and what others mean by it."""
    title = cut(term.title, max(room - cells(term.name) - 3, 0))
    title = title if cells(title) > 5 or title == term.title else ""
    gap = " " * max(room - cells(term.name) - cells(title), 1)
    head = Content.assemble((term.name, "bold"), gap, (title, "dim"))
    more = [Content.assemble((f"{one.title}: ", "dim"), one.meaning) for one in others]
    return Content("\n").join([head, Content(term.meaning), *more])
