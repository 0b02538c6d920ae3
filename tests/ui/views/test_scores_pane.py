"""Scores of tags and labels: a row is chosen, and Enter goes to its mistakes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from textual.pilot import Pilot

from tests.answers.kept import kept
from tests.answers.scored import labels, tags
from tests.training.orders import made
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tests.ui.views.looking import drawn, line, lines, looking, open_view
from tutor.lab.run import Run
from tutor.lab.settings import Settings
from tutor.lab.views.scores import ScoresQuery
from tutor.ui.screens.dialogs import Ask
from tutor.ui.screens.look import LookScreen
from tutor.ui.widgets.keybar import KeyBar

SMALL: Settings = {"cell": "GRU", "recurrent_layers": 1, "units": 4}
PLAIN: Settings = {"conv_layers": 1, "filters": 4}


def tagging() -> Run:
    return kept([(ScoresQuery(), tags())], made("key-phrases", SMALL))


def labelling() -> Run:
    return kept([(ScoresQuery(), labels())], made("film", PLAIN))


async def test_arrows_choose_a_row_and_its_counts_are_told(beds: Beds) -> None:
    bed = beds()
    async with looking(bed, tagging(), "scores") as pilot:
        assert line(bed).startswith("2,287 validation words. F1 of whole phrases: 85.1 %")
        await pilot.press("up", "down", "down")
        await pilot.pause()
        assert "▸ begins" in drawn(bed)
        assert "it is not     36 false alarms      1,692 rightly not said" in drawn(bed)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert line(bed).endswith("Nothing of continues is missed, and there is no false alarm.")
        assert "▸ continues" in drawn(bed)


def _entered(bed: Bed) -> str:
    """What the bar says that Enter does."""
    entries = bed.app.screen.query_one(KeyBar)._entries()
    return next(entry.text for entry in entries if entry.key == "Enter")


async def test_enter_goes_to_the_mistakes_of_a_row_and_escape_back(beds: Beds) -> None:
    bed = beds()
    async with looking(bed, tagging(), "scores") as pilot:
        assert _entered(bed) == "Mistakes"
        await pilot.press("right", "enter", "right")
        await pilot.pause()
        assert _entered(bed) == "Table"
        assert line(bed).startswith("2 of 2 wrong sentences: “rises” was found, and is not")
        assert lines(bed)[0] == "  missed <1 %: Bay of Fundy"
        await pilot.press("right", "up")
        await pilot.pause()
        assert line(bed).startswith(
            "1 of 2 wrong sentences: “Bay of Fundy” is a key phrase, and missed"
        )
        await pilot.press("escape")
        await pilot.pause()
        assert "▸ whole phrases" in drawn(bed)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(bed.app.screen, LookScreen))


async def test_frames_are_pictures_with_name_time_and_probability(beds: Beds) -> None:
    bed = beds()
    async with looking(bed, labelling(), "scores") as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        assert lines(bed)[0].startswith("▸ Ada missed 2 %, frame 1")
        assert sum("▀▀▀▀" in row for row in lines(bed)) >= 10
        await pilot.press("down")
        assert line(bed).startswith("3 of 5 wrong stretches, frame 3 of 3–5, park: Ada is there")


@pytest.mark.parametrize("size", [(38, 14), (40, 20), (200, 50)])
async def test_every_size_shows_the_chosen_row_and_its_counts(
    beds: Beds, size: tuple[int, int]
) -> None:
    bed = beds()
    async with looking(bed, labelling(), "scores", size=size) as pilot:
        await pilot.press("down")
        await pilot.pause()
        assert "▸ Ada" in drawn(bed)
        if size[1] > 14:
            assert "72 missed" in drawn(bed)
        if size[0] > 120:
            assert "Ada missed 2 %, frame 1" in drawn(bed)
        await pilot.press("enter", "right")
        await pilot.pause()
        assert "▸ Ada missed" in drawn(bed)


async def test_the_test_set_is_opened_on_purpose(beds: Beds) -> None:
    bed = beds()
    async with looking(bed, tagging(), "scores") as pilot:
        await pilot.press("down", "o")
        assert isinstance(bed.app.screen, Ask)
        await pilot.press("o")
        await until(pilot, lambda: bool(bed.worker.questions))
        assert bed.worker.questions[-1].query == ScoresQuery(part="test")
        bed.worker.get_ready()
        bed.worker.answer_question(tags("test"))
        await until(pilot, lambda: "test words" in line(bed))
        assert "▸ outside" in drawn(bed)
        await pilot.press("o")
        await until(pilot, lambda: "validation words" in line(bed))
        await pilot.press("o")
        await until(pilot, lambda: "test words" in line(bed))


@pytest.mark.parametrize(
    ("make", "keys"),
    [(tagging, []), (tagging, ["enter"]), (labelling, ["down", "enter"])],
    ids=["table", "sentences", "frames"],
)
def test_layout(
    beds: Beds, snap_compare: Callable[..., bool], make: Callable[[], Run], keys: Sequence[str]
) -> None:
    bed = beds(None)
    run = make()

    async def look(pilot: Pilot[int]) -> None:
        await open_view(bed, pilot, run, "scores")
        await pilot.press(*keys)

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=look)
