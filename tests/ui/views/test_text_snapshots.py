"""The layout of the views on texts, kept as pictures."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.answers.kept import keep
from tests.answers.texts import ANALYTICS
from tests.ui.conftest import Beds
from tests.ui.views.looking import open_view
from tests.ui.views.test_text_panes import key_phrases, reviews
from tutor.lab.run import Run
from tutor.lab.views.analytics import AnalyticsQuery
from tutor.ui.views import analytics

Compare = Callable[..., bool]


def same(beds: Beds, snap_compare: Compare, run: Run, view: str) -> bool:
    bed = beds(None)

    async def look(pilot: Pilot[int]) -> None:
        await open_view(bed, pilot, run, view)

    return snap_compare(bed.app, terminal_size=(80, 24), run_before=look)


def test_a_sentence(beds: Beds, snap_compare: Compare) -> None:
    assert same(beds, snap_compare, reviews(), "your-sentence")


def test_key_phrases(beds: Beds, snap_compare: Compare) -> None:
    assert same(beds, snap_compare, key_phrases(), "key-phrases")


def test_any_text(beds: Beds, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analytics, "EXAMPLES", (ANALYTICS.text,))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    run, query = key_phrases(), AnalyticsQuery(text=ANALYTICS.text, partner=reviews().id)
    keep(run, [(query, ANALYTICS)])
    assert same(beds, snap_compare, run, "text-analytics")
