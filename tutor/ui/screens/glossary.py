"""The glossary: every term of the course, what it means, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tutor.course.glossary import Glossary, Term, step_of
from tutor.course.lesson import Lesson
from tutor.lab.text.width import cells, cut
from tutor.ui.screens.find import FindScreen, Found
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
        self._parts: list[tuple[str, list[Term]]] = [("", glossary.terms)]
        if lesson is not None:
            used = glossary.used_in(lesson.steps[step], lesson.id)
            self._parts = glossary.arranged(lesson.id, {one.key for one in used})
        self._shown: list[Term | None] = []

    def begin(self) -> None:
        """Put the cursor on the term to begin with."""
        names = [term.key if term else "" for term in self._shown]
        found = self._glossary.find(self._term) if self._term else None
        if found is not None and found.key in names:
            self.query_one(Found).row = names.index(found.key)

    def rows(self, text: str, room: int) -> Sequence[tuple[Content, bool]]:
        """A row a term, with headings where nothing is typed."""
        if text.strip():
            first = [term for _heading, terms in self._parts for term in terms]
            self._shown = list(self._glossary.matching(text, first))
        else:
            self._shown = []
            for heading, terms in self._parts:
                self._shown += [None, *terms] if heading else terms
        headings = iter(heading for heading, _terms in self._parts)
        return [
            (_entry(term, room), True) if term else (_heading(next(headings)), False)
            for term in self._shown
        ]

    def place(self, row: int) -> tuple[str, int] | None:
        """The step that uses the term first."""
        term = self._shown[row]
        entry = self.tutor.session.catalog.find(term.lesson) if term else None
        if term is None or entry is None:
            return None
        if entry.lesson is None:
            self.app.notify("This lesson cannot be opened.", severity="warning")
            return None
        return term.lesson, step_of(term, entry.lesson)

    def counted(self) -> str:
        """How many terms."""
        return plural(sum(term is not None for term in self._shown), "term")

    def nothing(self, text: str) -> str:
        """No term, or none that matches."""
        if not self._glossary.terms:
            return "The lessons of this course have no terms."
        return f"No term is like “{text.strip()}”. Esc shows all; / in a lesson searches the texts."


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $primary")


def _entry(term: Term, room: int) -> Content:
    """A term and, at the right, its lesson; the meaning below."""
    title = cut(term.title, max(room - cells(term.name) - 3, 0))
    title = title if cells(title) > 5 or title == term.title else ""
    gap = " " * max(room - cells(term.name) - cells(title), 1)
    head = Content.assemble((term.name, "bold"), gap, (title, "dim"))
    return Content("\n").join([head, Content(term.meaning)])
