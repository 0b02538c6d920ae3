"""The layout of the views on texts, kept as pictures."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from tests.looked_at import ANALYTICS
from tests.ui.conftest import Beds
from tests.ui.views.test_text_panes import key_phrases, look, reviews
from tutor.lab.views import files
from tutor.lab.views.analytics import AnalyticsQuery
from tutor.ui.views.analytics import EXAMPLES

Compare = Callable[..., bool]


def test_a_sentence(beds: Beds, snap_compare: Compare) -> None:
    bed = beds(None)

    async def open_it(pilot: Pilot[int]) -> None:
        await pilot.pause()
        await look(bed, pilot, reviews(), "3")

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=open_it)


def test_key_phrases(beds: Beds, snap_compare: Compare) -> None:
    bed = beds(None)

    async def open_it(pilot: Pilot[int]) -> None:
        await pilot.pause()
        await look(bed, pilot, key_phrases(), "1")

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=open_it)


def test_any_text(beds: Beds, snap_compare: Compare) -> None:
    bed = beds(None)

    async def open_it(pilot: Pilot[int]) -> None:
        await pilot.pause()
        run, query = key_phrases(), AnalyticsQuery(text=EXAMPLES[0], partner=reviews().id)
        files.write(run.folder, files.answer_of(query), ANALYTICS)
        await look(bed, pilot, run, "2")

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=open_it)
