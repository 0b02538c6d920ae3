"""Resetting a lesson on Home: asked once, undone with u, on a later day too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from tests.ui.conftest import Bed, Beds
from tests.ui.steps import finish, left_training
from tutor.ui.screens.dialogs import Ask
from tutor.ui.screens.home import HomeScreen

Compare = Callable[..., bool]
CNN = "convolutional-networks"


def studied(beds: Beds) -> Bed:
    bed = beds(lesson=None)
    progress = bed.app.session.progress
    progress.record_attempt(CNN, "dense-shift", 1, score=1.0, correct=True)
    progress.complete(CNN)
    progress.notes.write(CNN, "What sharing saves", "mine", "")
    return bed


def first_row(bed: Bed) -> str:
    return str(bed.app.screen.query_one("#course", OptionList).options[0].prompt)


def told(bed: Bed) -> list[str]:
    return [one.message for one in bed.app._notifications]


async def reset(pilot: Pilot[int]) -> None:
    await pilot.pause(0.3)
    await pilot.press("d", "d")
    await pilot.pause()


async def test_d_asks_says_what_stays_and_resets(beds: Beds) -> None:
    bed = studied(beds)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        assert "✓" in first_row(bed)
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(bed.app.screen, Ask)
        asked = str(bed.app.screen.query_one("#question", Static).render())
        assert "Reset “Convolutional networks”: your answers" in asked
        assert "that it is done, and what of it" in asked
        assert "Runs, notes and bookmarks stay." in asked
        await pilot.press("k")
        await pilot.pause()
        assert "✓" in first_row(bed)
        await reset(pilot)
        assert "✓" not in first_row(bed)
        assert "0/" in first_row(bed)
        progress = bed.app.session.progress
        assert progress.attempts(CNN) == []
        assert progress.notes.note(CNN, "What sharing saves") == "mine"


async def test_u_undoes_it_in_another_terminal_too_wherever_the_cursor_is(beds: Beds) -> None:
    first = studied(beds)
    async with first.app.run_test(size=(80, 24)) as pilot:
        await reset(pilot)
    second = beds(lesson=None)
    second.app.session.progress.set_position("sentiment", 0)
    async with second.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        screen = second.app.screen
        assert isinstance(screen, HomeScreen)
        assert screen.chosen == "sentiment"
        await pilot.press("u")
        await pilot.pause()
        assert screen.chosen == CNN
        assert "✓" in first_row(second)
        assert "u" not in second.app.screen.active_bindings
        await pilot.press("u")  # there is nothing more
        await pilot.pause()
        assert "✓" in first_row(second)


async def test_the_keys_are_for_lessons_alone(beds: Beds) -> None:
    finish(await left_training(beds))
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        course = bed.app.screen.query_one("#course", OptionList)
        assert {"p", "d"} <= set(bed.app.screen.active_bindings)
        course.highlighted = course.option_count - 1
        await pilot.pause()
        assert not any(bed.app.screen.active_bindings[key].binding.show for key in ("d", "p"))
        await pilot.press("d", "p")
        await pilot.pause()
        assert isinstance(bed.app.screen, HomeScreen)
        said = "d resets the lesson under the cursor, p asks its pre-quiz."
        assert told(bed) == [f"{said} A run is deleted in the list of runs: c opens it."]
        course.highlighted = course.get_option_index("final:")
        await pilot.press("d")
        await pilot.pause()
        assert len(told(bed)) == 1
        assert "The final quiz has a key of its own" in told(bed)[0]


async def test_each_notice_takes_the_place_of_the_one_before(beds: Beds) -> None:
    bed = studied(beds)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await reset(pilot)
        assert told(bed) == ["“Convolutional networks” is reset. u undoes it."]
        await pilot.press("u")
        await pilot.pause()
        assert told(bed) == ["“Convolutional networks” is as it was."]


async def test_of_a_lesson_that_is_not_done_it_is_not_said_that_it_is(beds: Beds) -> None:
    bed = beds(lesson=None)
    bed.app.session.progress.record_attempt(CNN, "dense-shift", 1, score=1.0, correct=True)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        await pilot.press("d")
        await pilot.pause()
        asked = str(bed.app.screen.query_one("#question", Static).render())
        assert "place in this lesson, and what of it comes back" in asked
        assert "done" not in asked


async def test_a_lesson_never_opened_has_nothing_to_forget(beds: Beds) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await reset(pilot)
        assert bed.app.session.progress.resets.undoable() == []
        assert any("nothing to forget" in one.message for one in bed.app._notifications)


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
def test_the_question(beds: Beds, snap_compare: Compare, size: tuple[int, int]) -> None:
    async def ask(pilot: Pilot[int]) -> None:
        await pilot.pause(0.4)
        await pilot.press("d")
        await pilot.pause(0.2)

    assert snap_compare(studied(beds).app, terminal_size=size, run_before=ask)
