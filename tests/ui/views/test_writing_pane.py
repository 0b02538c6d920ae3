"""Writing together on the screen: keys are commands or text, and text grows as it is written."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.answers.kept import Answers, kept
from tests.training.orders import made
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tests.ui.views.looking import line, looking, open_view, pane_of
from tutor.lab.run import Run
from tutor.lab.views.writing import Likely, Step, WritingQuery, Written
from tutor.ui.views.writing import WritingPane
from tutor.ui.widgets.rows import Rows

LIKELY = [Likely("e", 0.55, 0.7), Likely(" ", 0.3, 0.25), Likely("n", 0.1, 0.04)]
SHARES = (0.9, 0.3, 0.06, 0.6, 0.004)
DRAWN = "network reads what is given and writes on.\nEach layer "

NATS = sum(-math.log(SHARES[place % 5]) for place in range(len(DRAWN))) / len(DRAWN)


def steps(text: str) -> list[Step]:
    return [
        Step(symbol, SHARES[place % 5], 0.5 * (place % 7), LIKELY)
        for place, symbol in enumerate(text)
    ]


def answer(text: str, drawn: str = "") -> Written:
    return Written(given=steps(text), skipped=0, drawn=steps(drawn), following=LIKELY, entropy=1.1,
                   val_loss=1.85, bigram=2.47)  # fmt: skip


def asked(text: str | None, length: int = 0, temperature: float = 0.7) -> WritingQuery:
    return WritingQuery(text=text, length=length, temperature=temperature)


ANSWERS: Answers = [
    (asked(None), answer("The ")),
    (asked("The ", 200), answer("The ", DRAWN)),
    (asked("The ", 200, 0.8), answer("The ", "cat sat")),
    (asked("The ", 200, 0.9), answer("The ", "cat\N{REPLACEMENT CHARACTER}")),
    (asked("The ", 0, 0.8), answer("The ")),
    *((asked("The ", 0, tenths / 10), answer("The ")) for tenths in range(7)),
    (asked("The e"), answer("The e")),
    (asked("The v"), answer("The v")),
    (asked("The v1"), answer("The v1")),
    (asked("The "), answer("The ")),
    (asked(""), answer("")),
    (asked("\N{REPLACEMENT CHARACTER}"), answer("\N{REPLACEMENT CHARACTER}")),
]


def run() -> Run:
    order = made("course-texts", {"recurrent_layers": 1, "units": 8, "temperature": 0.7})
    return kept(ANSWERS, order)


def pane(bed: Bed) -> WritingPane:
    return pane_of(bed, WritingPane)


def text_of(bed: Bed) -> str:
    return "".join(mark.symbol for mark in pane(bed)._script.marks)


async def test_it_writes_on_and_writes_anew_at_another_temperature(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, run(), "writing") as pilot:
        assert text_of(bed) == "The "
        await pilot.press("enter")
        await until(pilot, lambda: text_of(bed) == f"The {DRAWN}")
        assert pane(bed)._hidden > 0
        await pilot.press("enter")
        assert pane(bed)._hidden == 0
        assert f"its own text {NATS:.2f} (over {len(DRAWN)})" in line(bed, "figures")
        assert "validation 1.85, bigram 2.47" in line(bed, "figures")
        await pilot.press("up")
        await until(pilot, lambda: text_of(bed) == "The cat sat")
        await until(pilot, lambda: pane(bed)._hidden == 0, "it is not written to its end")
        await pilot.press("left", "left")
        assert pane(bed)._back == 2


async def test_at_temperature_0_the_likeliest_is_taken_and_its_own_probability_told(
    beds: Beds,
) -> None:
    bed = beds(None)
    async with looking(bed, run(), "writing") as pilot:
        await pilot.press(*["down"] * 7)
        assert line(bed, "told").startswith("Temperature 0: the likeliest is taken · 200 char")
        beside = pane(bed).query_one("#bars", Rows)
        await until(pilot, lambda: "temperature 1" in beside.render_line(0).text)
        assert "▸" in beside.render_line(1).text
        assert "55 %" in beside.render_line(1).text


async def test_tab_accepts_and_backspace_takes_back(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, run(), "writing") as pilot:
        await pilot.press("tab")
        assert text_of(bed) == "The e"
        await pilot.press("backspace")
        assert text_of(bed) == "The "


async def test_while_typing_letters_and_digits_are_text_and_escape_ends_it(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, run(), "writing") as pilot:
        await pilot.press("e", "v", "1")
        assert text_of(bed) == "The v1"
        assert "typing" in line(bed, "told")
        await pilot.press("escape", "e")
        assert text_of(bed) == "The v1"
        await pilot.press("escape", "n", "escape")
        assert text_of(bed) == ""
        assert "Nothing is given" in line(bed, "told")
        await pilot.press("escape")
        assert not bed.app.screen.query(WritingPane)


async def test_what_the_network_does_not_know_is_told(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, run(), "writing") as pilot:
        await pilot.press("n", "ж")
        assert line(bed, "told").startswith("The network does not know ж")


async def test_the_sign_for_all_that_it_does_not_know_is_explained(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, run(), "writing") as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: text_of(bed) == f"The {DRAWN}")
        await pilot.press("enter", "up", "up")
        await until(pilot, lambda: "\N{REPLACEMENT CHARACTER}" in text_of(bed))
        assert line(bed, "told").startswith("\N{REPLACEMENT CHARACTER} is what")


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
def test_its_layout(beds: Beds, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    bed = beds(None)

    async def write(pilot: Pilot[int]) -> None:
        await open_view(bed, pilot, run(), "writing")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter", "left", "left")

    assert snap_compare(bed.app, terminal_size=size, run_before=write)
