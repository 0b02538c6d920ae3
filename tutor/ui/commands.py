"""What the command palette offers beside the keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

from tutor.ui.widgets.keybar import key_name

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp


def system_commands(app: TutorApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """What the keys of the screen do, every lesson by name, and the colours."""
    told = set[tuple[int, str]]()
    for active in list(screen.active_bindings.values()):
        binding, deed = active.binding, (id(active.node), active.binding.action)
        if not binding.show or not active.enabled or not binding.description or deed in told:
            continue  # what two keys do is one command
        told.add(deed)

        def press(action: str = binding.action, node: DOMNode = active.node) -> None:
            app.call_later(app.run_action, action, node)

        title = binding.tooltip or binding.description
        yield SystemCommand(title, f"Key: {key_name(binding)}", press)
    for lesson in app.session.catalog.lessons:
        about = lesson.front.objectives[0] if lesson.front.objectives else "Open this lesson"

        def open_it(name: str = lesson.id) -> None:
            app.open_lesson(name)

        yield SystemCommand(f"Lesson: {lesson.title}", about, open_it)

    def switch() -> None:
        app.theme = "tutor-light" if app.theme == "tutor-dark" else "tutor-dark"

    yield SystemCommand("Colours: light or dark", "Switch between the two themes", switch)
