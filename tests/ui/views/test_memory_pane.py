"""Memory on the look screen: the run alone first, then beside others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.answers.kept import kept
from tests.answers.memories import remembered
from tests.training.orders import made
from tests.ui.conftest import Bed, Beds
from tests.ui.views.looking import answering, drawn, keys, line, open_view
from tutor.lab.run import Run
from tutor.lab.views.memory import Memories, MemoryQuery
from tutor.ui.screens.look import LookScreen

Compare = Callable[..., bool]

LSTM = remembered("LSTM", [1.0] * 12, 0.95)
SIMPLE = remembered("SimpleRNN", [1.0, 0.9, 0.6, 0.4, 0.3, *[0.12] * 7], 0.4)


def run(cell: str, second: int, *, network: bool = False) -> Run:
    order = made("recall", {"recurrent_layers": 1, "cell": cell})
    return kept(order=order, run=f"20260131-1200{second:02d}-1a2b3c", network=network)


def other_run() -> None:
    """A run of the same experiment with another cell, its network kept."""
    run("SimpleRNN", 0, network=True)


def answer(query: MemoryQuery) -> Memories:
    return Memories(found=[LSTM, SIMPLE] if query.others else [LSTM])


async def open_memory(bed: Bed, pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> None:
    answering(bed, monkeypatch, {MemoryQuery: answer})
    await open_view(bed, pilot, run("LSTM", 1), "memory")


async def test_alone_it_says_what_to_train_for_a_comparison(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await open_memory(bed, pilot, monkeypatch)
        assert "Train another cell in the same step" in line(bed)
        assert "100 % (93 to 100) right after 11 steps" in drawn(bed)
        assert "SimpleRNN" not in drawn(bed)


async def test_where_it_is_the_only_view_no_key_is_offered_to_another(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(120, 24)) as pilot:
        answering(bed, monkeypatch, {MemoryQuery: answer})
        order = made("adding", {"recurrent_layers": 1, "cell": "LSTM"})
        await open_view(bed, pilot, kept(order=order, run="20260131-120009-1a2b3c"), "memory")
        assert isinstance(bed.app.screen, LookScreen)
        assert len(bed.app.screen.views) == 1
        assert "Back" in keys(bed)
        assert "Next view" not in keys(bed)


async def test_beside_another_cell_both_have_their_line_and_sentence(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds(None)
    other_run()
    async with bed.app.run_test(size=(120, 40)) as pilot:
        await open_memory(bed, pilot, monkeypatch)
        text = drawn(bed)
        assert "── LSTM 32 · seed 1: still 100 %" in text
        assert "╌╌ SimpleRNN 32 · seed 1: 90 %" in text
        assert "it cannot be told from guessing" in text
        assert "gradient left, by steps back" in text


def test_layout(beds: Beds, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    bed = beds(None)
    other_run()

    async def look(pilot: Pilot[int]) -> None:
        await open_memory(bed, pilot, monkeypatch)

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=look)
