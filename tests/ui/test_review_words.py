"""What the review tells: the step with the answer, and when what was missed is due."""

from __future__ import annotations

from tests.ui.conftest import Beds
from tests.ui.steps import text_of
from tests.ui.test_review_screen import CNN, FILTER, NOW, SHIFT, begin, reviewing
from tutor.ui.review_words import in_short
from tutor.ui.screens.lesson import LessonScreen


def test_a_question_in_short_has_no_marks_and_keeps_what_is_no_mark() -> None:
    assert (
        in_short("Two layers with *linear* units.\n\nAnd more.") == "Two layers with linear units."
    )
    assert (
        in_short("What is **2 * 3**, `x_1` or snake_case?") == "What is 2 * 3, x_1 or snake_case?"
    )
    assert in_short("w" * 100).endswith("…")


async def test_missed_ones_and_the_outlook_name_the_same_time(beds: Beds) -> None:
    bed = reviewing(beds, SHIFT, FILTER)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await pilot.press("s", "s")
        bed.app.session.reviews.clock = lambda: NOW + 180
        await pilot.press("n", "escape", "s", "s", "n")
        await pilot.pause()
        told = text_of(screen, "#told Static")
        assert "Missed, and back within 10 minutes:" in told
        assert "Next: 2 within 10 minutes." in told


async def test_l_opens_the_step_that_tells_what_a_recall_question_asks(beds: Beds) -> None:
    bed = reviewing(beds, (CNN, "recall-depth"))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await pilot.press("s", "s")
        await pilot.pause()
        assert "l opens the step “Layer after layer”" in text_of(screen, "#after")
        await pilot.press("l")
        await pilot.pause()
        shown = bed.app.screen
        assert isinstance(shown, LessonScreen)
        assert shown.lesson.steps[shown.step].title == "Layer after layer"
