"""The confusion matrix and the worst mistakes, and the test set that is opened on purpose."""

from __future__ import annotations

import pytest

from tests.answers.kept import kept
from tests.answers.outcomes import WORDS, digits, mistake, outcomes
from tests.ui.conftest import Beds
from tests.ui.steps import until
from tests.ui.views.looking import awaited, keys, line, lines, looking, turn_to
from tutor.lab.views.outcomes import OutcomesQuery
from tutor.ui.screens.dialogs import Ask
from tutor.ui.screens.look import LookScreen
from tutor.ui.widgets.rows import Rows

VALIDATION, TEST = OutcomesQuery(), OutcomesQuery(part="test")


async def test_arrows_go_from_cell_to_cell_and_each_is_told(beds: Beds) -> None:
    bed = beds()
    async with looking(bed, kept([(VALIDATION, digits())]), "confusion-matrix") as pilot:
        assert line(bed).startswith("356 of 360 validation examples right: 98.9 %")
        assert line(bed, "detail").startswith("4 taken for 9: 3 of 36, 8 % (3 to 22).")
        await pilot.press("down", "left")
        assert line(bed, "detail").startswith("5 taken for 8: 0 of 36")
        before = bed.app.screen.query_one(Rows).repainted_rows
        await pilot.press("left")
        await pilot.pause()
        assert bed.app.screen.query_one(Rows).repainted_rows == before + 1


async def test_on_a_small_screen_the_rows_move_with_the_cursor(beds: Beds) -> None:
    bed = beds()
    async with looking(
        bed, kept([(VALIDATION, digits())]), "confusion-matrix", size=(40, 20)
    ) as pilot:
        assert lines(bed)[1].split() == ["true", *"0123456789"]
        await pilot.press(*["down"] * 16)
        await pilot.pause()
        assert any("of 36" in one for one in lines(bed))
        await pilot.press(*["up"] * 20)
        await pilot.pause()
        assert lines(bed)[1].split() == ["true", *"0123456789"]


async def test_enter_shows_a_mistake_large_and_escape_many_again(beds: Beds) -> None:
    bed = beds()
    async with looking(bed, kept([(VALIDATION, digits())]), "worst-mistakes") as pilot:
        assert line(bed).startswith("Mistake 1 of 4: it is 4, and the network says 9, 90 % sure")
        await pilot.press("right", "right")
        assert line(bed).startswith("Mistake 3 of 4: it is 8")
        await pilot.press("enter")
        await pilot.pause()
        assert any("◂ true" in one for one in lines(bed))
        await pilot.press("up")
        assert line(bed).startswith("Mistake 2 of 4")
        await pilot.press("escape")
        await pilot.pause()
        assert "→" in lines(bed)[0]
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(bed.app.screen, LookScreen))


async def test_up_and_down_go_by_lines(beds: Beds) -> None:
    found = [mistake(0, 1, 0.9 - n / 100) for n in range(9)]
    bed = beds()
    run = kept([(VALIDATION, outcomes([[5, 9], [0, 5]], mistakes=found))])
    async with looking(bed, run, "worst-mistakes") as pilot:
        await pilot.press("down")
        assert line(bed).startswith("Mistake 5 of 9")
        await pilot.press("down", "down")
        assert line(bed).startswith("Mistake 9 of 9")
        await pilot.press("up")
        assert line(bed).startswith("Mistake 5 of 9")


async def test_texts_stand_in_a_list(beds: Beds) -> None:
    found = [mistake(0, 1, example=WORDS)]
    bed = beds()
    run = kept([(VALIDATION, outcomes([[5, 1], [0, 5]], ["good", "bad"], mistakes=found))])
    async with looking(bed, run, "worst-mistakes"):
        assert lines(bed)[0] == "▸ good → bad 90 %"
        assert lines(bed)[1] == "a long walk and not a dull step in three hours"


async def test_no_mistake_is_said(beds: Beds) -> None:
    bed = beds()
    async with looking(
        bed, kept([(VALIDATION, outcomes([[50, 0], [0, 50]]))]), "worst-mistakes"
    ) as p:
        assert line(bed).startswith("All 100 validation examples are right.")
        await p.pause()
        assert keys(bed).split()[:2] == ["o", "Test"]
        await p.press("right", "down", "enter", "enter")
        assert line(bed).startswith("All 100 validation examples are right.")


async def test_the_test_set_is_opened_on_purpose_and_stays_open(beds: Beds) -> None:
    bed = beds()
    async with looking(bed, kept([(VALIDATION, digits())]), "confusion-matrix") as pilot:
        await pilot.press("o")
        assert isinstance(bed.app.screen, Ask)
        await pilot.press("escape")
        assert not bed.workers[-1].questions if bed.workers else True
        await pilot.press("o", "o")
        await until(pilot, lambda: bool(bed.worker.questions))
        assert bed.worker.questions[-1].query == TEST
        bed.worker.get_ready()
        bed.worker.answer_question(digits("test"))
        await until(pilot, lambda: "test examples" in line(bed))
        assert line(bed, "opened") == ""
        await pilot.press("o")
        await until(pilot, lambda: "validation examples" in line(bed))
        await turn_to(bed, pilot, "worst-mistakes")
        await pilot.press("o")
        await until(pilot, lambda: "set" not in awaited(bed))
        assert not isinstance(bed.app.screen, Ask)


async def test_how_often_it_was_opened_before_is_said(beds: Beds) -> None:
    for number in (1, 2):
        kept([(TEST, digits("test"))], run=f"20260130-12000{number}-1a2b3c")
    bed = beds()
    run = kept([(VALIDATION, digits())])
    async with looking(bed, run, "confusion-matrix") as pilot:
        await pilot.press("o")
        question = str(bed.app.screen.query_one("#question").render())
        assert "Opened 2 times in this experiment: the more often, the less it tells." in question
        await pilot.press("o")
        await until(pilot, lambda: bool(bed.worker.questions))
        bed.worker.get_ready()
        bed.worker.answer_question(digits("test"))
        await until(pilot, lambda: "for 3 runs of this experiment" in line(bed, "opened"))


async def test_a_refusal_keeps_the_set_closed(beds: Beds) -> None:
    bed = beds()
    async with looking(bed, kept([(VALIDATION, digits())]), "confusion-matrix") as pilot:
        await pilot.press("o", "o")
        await until(pilot, lambda: bool(bed.worker.questions))
        bed.worker.answer_question("The network of this run was not kept.")
        await until(pilot, lambda: awaited(bed) == "The network of this run was not kept.")
        assert "validation examples" in line(bed)
        await pilot.press("o")
        assert isinstance(bed.app.screen, Ask)


@pytest.mark.parametrize("size", [(38, 14), (40, 20), (200, 50)])
async def test_every_size_shows_them(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds()
    async with looking(bed, kept([(VALIDATION, digits())]), "confusion-matrix", size=size) as pilot:
        assert any("36" in one for one in lines(bed))
        await turn_to(bed, pilot, "worst-mistakes")
        assert any("→" in one for one in lines(bed))
