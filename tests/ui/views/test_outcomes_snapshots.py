"""The layout of the views of outcomes, kept as pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from textual.pilot import Pilot

from tests.answers.kept import kept
from tests.answers.outcomes import digits
from tests.ui.conftest import Beds
from tests.ui.views.looking import open_view, turn_to
from tutor.lab.views.outcomes import OutcomesQuery


@pytest.mark.parametrize(
    ("view", "keys"),
    [("confusion-matrix", []), ("worst-mistakes", []), ("worst-mistakes", ["enter"])],
    ids=["matrix", "many", "large"],
)
def test_outcomes(
    beds: Beds, snap_compare: Callable[..., bool], view: str, keys: Sequence[str]
) -> None:
    bed = beds(None)
    run = kept([(OutcomesQuery(), digits())])

    async def look(pilot: Pilot[int]) -> None:
        await open_view(bed, pilot, run, "confusion-matrix", "worst-mistakes")
        await turn_to(bed, pilot, view)
        await pilot.press(*keys)

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=look)
