"""The layout of the boundary, kept as pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import Beds
from tests.ui.views.test_boundary_pane import begin, end, look, shown

Compare = Callable[..., bool]


@pytest.mark.parametrize(("size", "keys"), [((80, 24), ("left",)), ((120, 40), ())])
def test_a_network_on_a_plane(
    beds: Beds, snap_compare: Compare, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    bed = beds(None)

    async def show(pilot: Pilot[int]) -> None:
        await pilot.pause()
        run = begin(bed)
        end(bed, run)
        while bed.app.desk.busy:
            await pilot.pause(0.02)
        bed.app.clear_notifications()
        await look(bed, pilot, run)
        await pilot.press("3", *keys)
        while "x₂↑" not in shown(bed):
            await pilot.pause(0.02)
        bed.app.clear_notifications()
        await pilot.pause(0.1)

    assert snap_compare(bed.app, terminal_size=size, run_before=show)
