"""Over a slow link the screen looks for news seldom, and nothing glides."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Beds
from tests.ui.steps import training
from tutor.cli import group
from tutor.ui.courier import SLOW_LINK_POLL_SECONDS


@pytest.mark.parametrize("low_bandwidth", [False, True])
async def test_curves_that_move_are_looked_for_less_often(beds: Beds, low_bandwidth: bool) -> None:
    bed = beds(low_bandwidth=low_bandwidth)
    async with training(bed) as pilot:
        bed.worker.epochs({"loss": [1.0], "val_loss": [1.1]})
        await pilot.pause(0.1)
        looks = 0
        look = bed.app.desk.poll

        def counted() -> list[object]:
            nonlocal looks
            looks += 1
            return list(look())

        bed.app.desk.poll = counted  # type: ignore[method-assign, assignment]
        await pilot.pause(SLOW_LINK_POLL_SECONDS + 0.2)
        assert (looks <= 2) is low_bandwidth
        assert looks >= 1


def test_the_option_is_told() -> None:
    names = [name for option in group.params for name in option.opts]
    assert "--low-bandwidth" in names
