"""The layout of what is looked up and noted, kept as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.support import small_course
from tests.ui.conftest import Bed, Beds
from tests.ui.test_remarks_keys import some
from tutor.ui.screens.find import Query
from tutor.ui.screens.note import NoteText

Compare = Callable[..., bool]
SIZES = [(80, 24), (40, 20)]


def still(bed: Bed) -> None:
    """No cursor blinks."""
    for field in bed.app.screen.query(Query):
        field.cursor_blink = False
    for area in bed.app.screen.query(NoteText):
        area.cursor_blink = False


@pytest.mark.parametrize("size", SIZES)
def test_the_glossary_in_a_lesson(
    beds: Beds, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
) -> None:
    bed = beds(course=small_course(tmp_path))

    async def look(pilot: Pilot[int]) -> None:
        await pilot.pause()
        await pilot.press("n", "g")
        await pilot.pause()
        still(bed)
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=size, run_before=look)


@pytest.mark.parametrize("size", SIZES)
def test_a_search(beds: Beds, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    bed = beds(None, small_course(tmp_path))

    async def look(pilot: Pilot[int]) -> None:
        await pilot.pause()
        await pilot.press("slash")
        await pilot.pause()
        still(bed)
        await pilot.press(*"pooling")
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=size, run_before=look)


@pytest.mark.parametrize("size", SIZES)
def test_a_note(beds: Beds, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    bed = beds(course=small_course(tmp_path))

    async def write(pilot: Pilot[int]) -> None:
        await pilot.pause()
        await pilot.press("n", "k", "m")
        await pilot.pause()
        await pilot.press(*"shared", "enter", *"weights")
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=size, run_before=write)


@pytest.mark.parametrize("size", SIZES)
def test_all_notes(
    beds: Beds, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
) -> None:
    bed = beds(None, small_course(tmp_path))
    some(bed)

    async def look(pilot: Pilot[int]) -> None:
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=size, run_before=look)
