"""Memory on the look screen: the run alone first, then beside others."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from textual.pilot import Pilot

from tests.lab.text.test_memory_text import remembered
from tests.training.orders import made
from tests.ui.conftest import Beds
from tests.ui.views.looked import drawn, looked, recorded, said, turned_to
from tutor.lab.run import Order
from tutor.lab.views import queries
from tutor.lab.views.memory import Memories, MemoryQuery
from tutor.lab.views.outcomes import Outcomes
from tutor.ui.views.memory import MemoryPane

LSTM = remembered("LSTM", [1.0] * 12, 0.95)
SIMPLE = remembered("SimpleRNN", [1.0, 0.9, 0.6, 0.4, 0.3, *[0.12] * 7], 0.4)


def ordered(cell: str, second: int) -> Order:
    order = made("recall", {"recurrent_layers": 1, "cell": cell})
    return msgspec.structs.replace(order, run=f"20260131-1200{second:02d}-1a2b3c")


def answer(query: queries.Any) -> msgspec.Struct:
    if not isinstance(query, MemoryQuery):
        return Outcomes(part="validation", labels=["A"], counts=[[1]], mistakes=[])
    return Memories(found=[LSTM, SIMPLE] if query.others else [LSTM])


async def test_alone_it_says_what_to_train_for_a_comparison(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await looked(bed, pilot, ordered("LSTM", 1), answer, monkeypatch)
        pane = await turned_to(bed, pilot, "memory", MemoryPane)
        assert "Train another cell too" in said(pane)
        assert "100 % (93 to 100) right after 11 steps" in drawn(pane)
        assert "SimpleRNN" not in drawn(pane)


def other_run() -> None:
    """A run of the same experiment with another cell, its network kept."""
    (recorded(ordered("SimpleRNN", 0)).folder / "model.keras").touch()


async def test_beside_another_cell_both_have_their_line_and_sentence(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        other_run()
        await looked(bed, pilot, ordered("LSTM", 1), answer, monkeypatch)
        pane = await turned_to(bed, pilot, "memory", MemoryPane)
        text = drawn(pane)
        assert "── LSTM 32 · seed 1: still 100 %" in text
        assert "╌╌ SimpleRNN 32 · seed 1: 90 %" in text
        assert "it cannot be told from guessing" in text
        assert "gradient left, by steps back" in text


Compare = Callable[..., bool]


def test_layout(beds: Beds, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    bed = beds(None)

    async def look(pilot: Pilot[int]) -> None:
        await pilot.pause()
        other_run()
        await looked(bed, pilot, ordered("LSTM", 1), answer, monkeypatch)
        await turned_to(bed, pilot, "memory", MemoryPane)
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=look)
