"""The layout of the boundary, kept as pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import Beds
from tests.ui.steps import until
from tests.ui.views.looking import drawn
from tests.ui.views.test_boundary_pane import open_ended

Compare = Callable[..., bool]


@pytest.mark.parametrize(("size", "keys"), [((80, 24), ("left",)), ((120, 40), ())])
def test_a_network_on_a_plane(
    beds: Beds, snap_compare: Compare, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    bed = beds(None)

    async def show(pilot: Pilot[int]) -> None:
        await open_ended(bed, pilot)
        await pilot.press(*keys)
        await until(pilot, lambda: "x₂↑" in drawn(bed))

    assert snap_compare(bed.app, terminal_size=size, run_before=show)
