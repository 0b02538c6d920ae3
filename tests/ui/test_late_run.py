"""A run that begins after the terminal came back is found all the same."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import OptionList

from tests.support import FIRST, STARTED
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tutor import paths
from tutor.lab.locks import hold
from tutor.lab.run import Run


def listed(bed: Bed) -> str:
    course = bed.app.screen.query_one("#course", OptionList)
    return "\n".join(str(option.prompt) for option in course.options)


async def test_a_run_that_a_worker_of_before_begins_only_now_is_listed_and_followed(
    beds: Beds, make_run: Callable[..., Run]
) -> None:
    bed = beds(None)
    worker = paths.private_folder(paths.workers() / "20260131-115900-1a2b3c")
    with hold(worker / "lock"):
        async with bed.app.run_test(size=(80, 24)) as pilot:
            await pilot.pause(0.1)
            assert "Training now" not in listed(bed)
            run = make_run(FIRST, [STARTED])
            with hold(run.folder / "lock"):
                await until(pilot, lambda: "Training now" in listed(bed), listed(bed))
                assert bed.app.desk.watched is not None
                assert bed.app.desk.watched.run == run
