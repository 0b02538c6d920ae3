"""The layout of the views of outcomes, kept as pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from textual.pilot import Pilot

from tests.outcomes import digits
from tests.ui.conftest import Beds
from tests.ui.views.looked import ended, open_views
from tutor.lab.views.outcomes import OutcomesQuery


@pytest.mark.parametrize("keys", [[], ["2"], ["2", "enter"]], ids=["matrix", "many", "large"])
def test_outcomes(beds: Beds, snap_compare: Callable[..., bool], keys: Sequence[str]) -> None:
    bed = beds(None)
    run = ended([(OutcomesQuery(), digits())])

    async def look(pilot: Pilot[int]) -> None:
        await open_views(bed, pilot, run, keys)

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=look)
