"""What Home and lessons share: looking something up in the glossary and in all lessons."""

from __future__ import annotations

from textual.binding import Binding

from tutor.course.lesson import Lesson
from tutor.ui.screens.base import TutorScreen

LOOK_UP = (
    Binding("g", "glossary", "Glossary", tooltip="Terms of the course, and what they mean"),
    Binding("slash", "search", "Search", key_display="/", tooltip="Search in all lessons"),
)
"""The keys, to stand among those of a screen."""


class LookUp(TutorScreen):
    """A screen from which terms and texts can be looked up."""

    def reading(self) -> tuple[Lesson | None, int]:
        """The lesson that is read, and the index of the step; None where none is."""
        return None, 0

    def action_glossary(self) -> None:
        """Show the glossary; what is read here comes first."""
        self.show_term("")

    def show_term(self, name: str) -> None:
        """Show the glossary at the term of this name; empty for its beginning."""
        from tutor.ui.screens.glossary import GlossaryScreen  # not before it is wanted

        self.app.push_screen(GlossaryScreen(self.tutor.session.glossary, *self.reading(), name))

    def action_search(self) -> None:
        """Search in all lessons."""
        from tutor.ui.screens.search import SearchScreen  # not before it is wanted

        self.app.push_screen(SearchScreen(self.tutor.session.index))
