"""The row that Home has chosen is in sight, however far down it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.support import write_text
from tests.ui.conftest import Beds
from tests.ui.steps import until
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen

LESSON = """+++
format = 1
id = "lesson-NUMBER"
title = "Lesson NUMBER"
minutes = 7
objectives = [OBJECTIVES]
+++
## Read
Text.
"""

OBJECTIVE = '"find the row that is chosen in a list that is too long, and see it at once"'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Fifteen short lessons; of every second one there is more to tell below the list."""
    for number in range(1, 16):
        objectives = ", ".join([OBJECTIVE] * (1 + 3 * (number % 2)))
        text = LESSON.replace("NUMBER", str(number)).replace("OBJECTIVES", objectives)
        write_text(tmp_path / f"{number:02}.md", text)
    return tmp_path


async def chosen_in_view(pilot: Pilot[int]) -> str:
    """The lesson whose row is chosen, once Home is there; empty where the row is not in view."""
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    await pilot.pause(0.1)
    course = pilot.app.screen.query_one("#course", OptionList)
    option = course.highlighted_option
    lesson = ((option.id if option else "") or "").removeprefix("lesson:")
    rows = [course.render_line(y).text for y in range(course.scrollable_content_region.height)]
    title = lesson.replace("-", " ").capitalize()
    return lesson if any(title in row for row in rows) else ""


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_after_a_lesson_far_down_the_next_is_in_sight(
    beds: Beds, course: Path, size: tuple[int, int]
) -> None:
    bed = beds("lesson-12", course)
    async with bed.app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("n")
        assert await chosen_in_view(pilot) == "lesson-13"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(bed.app.screen, LessonScreen))
        await pilot.press("escape")
        assert await chosen_in_view(pilot) == "lesson-13"


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_a_new_session_begins_where_the_last_one_was_and_shows_it(
    beds: Beds, course: Path, size: tuple[int, int]
) -> None:
    bed = beds(None, course)
    bed.app.session.progress.set_position("lesson-13", 0)
    async with bed.app.run_test(size=size) as pilot:
        assert await chosen_in_view(pilot) == "lesson-13"
        await pilot.resize_terminal(size[0], size[1] - 3)
        assert await chosen_in_view(pilot) == "lesson-13"
