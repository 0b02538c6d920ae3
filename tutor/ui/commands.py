"""What the command palette offers beside the keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp


def system_commands(app: TutorApp) -> Iterator[SystemCommand]:
    """Every lesson by name, and the colours."""
    for lesson in app.session.catalog.lessons:
        about = lesson.front.objectives[0] if lesson.front.objectives else "Open this lesson"

        def open_it(name: str = lesson.id) -> None:
            app.open_lesson(name)

        yield SystemCommand(f"Lesson: {lesson.title}", about, open_it)

    def switch() -> None:
        app.theme = "tutor-light" if app.theme == "tutor-dark" else "tutor-dark"

    yield SystemCommand("Colours: light or dark", "Switch between the two themes", switch)
