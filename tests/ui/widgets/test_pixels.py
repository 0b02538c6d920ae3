"""A picture in real pixels upon its rows, by the library itself where it is installed."""

from __future__ import annotations

import base64
import io
import re
import sys

import pytest
from PIL import Image

from tests.answers.kept import kept
from tests.answers.outcomes import digits
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tests.ui.views.looking import lines, looking
from tutor.lab.text.inset import Inset
from tutor.lab.views.outcomes import OutcomesQuery
from tutor.ui import graphics
from tutor.ui.graphics import Graphics
from tutor.ui.widgets.pixels import Pixels, scaled
from tutor.ui.widgets.rows import Rows

CELL = (10, 20)
BLACK, WHITE, RED = (0, 0, 0), (255, 255, 255), (200, 0, 0)
SENT = re.compile(r"\x1b_Gi=\d+,m=(\d),f=100,q=2;([^\x1b]*)\x1b\\")


def sent(out: io.StringIO) -> list[Image.Image]:
    """The pictures that went to a terminal that knows Kitty's graphics."""
    found: list[Image.Image] = []
    data = ""
    for more, part in SENT.findall(out.getvalue()):
        data += part
        if more == "0":
            found.append(Image.open(io.BytesIO(base64.b64decode(data))))
            data = ""
    return found


def shown(bed: Bed) -> list[Pixels]:
    return [one for one in bed.app.screen.query(Pixels) if one.display]


@pytest.fixture
def out(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the library sends past Textual."""
    pytest.importorskip("textual_image")
    graphics._load(CELL)
    written = io.StringIO()
    monkeypatch.setattr(sys, "__stdout__", written)
    return written


def test_each_pixel_becomes_a_block_and_many_their_mean() -> None:
    large = scaled(Inset([[BLACK, WHITE], [RED, BLACK]], 0, 0, 4, 2), CELL)
    assert large.size == (40, 40)
    corners = [large.getpixel(at) for at in ((19, 19), (20, 19), (19, 20), (20, 20))]
    assert corners == [BLACK, WHITE, RED, BLACK]
    small = scaled(Inset([[BLACK, WHITE] * 20] * 40, 0, 0, 1, 1), CELL)
    assert small.size == CELL
    assert small.getpixel((5, 5)) == (128, 128, 128)


async def test_a_large_mistake_is_sent_to_kitty_and_lies_on_its_half_blocks(
    beds: Beds, out: io.StringIO
) -> None:
    bed = beds()
    bed.app.graphics = Graphics("kitty", CELL)
    async with looking(bed, kept([(OutcomesQuery(), digits())]), "worst-mistakes") as pilot:
        assert shown(bed) == []
        await pilot.press("enter")
        await until(pilot, lambda: bool(sent(out)), "nothing was sent")
        (picture,), (one,) = sent(out), shown(bed)
        rows = bed.app.screen.query(Rows).first()
        assert one.region.offset == rows.region.offset
        assert picture.size == (one.size.width * CELL[0], one.size.height * CELL[1])
        assert picture.convert("L").getpixel((0, 0)) == 0
        assert picture.convert("L").getpixel((picture.width - 1, 0)) == 255
        assert lines(bed)[0].startswith("▀")
        await pilot.press("escape")
        await until(pilot, lambda: shown(bed) == [], "the picture stays")


async def test_the_same_picture_is_sent_once(beds: Beds, out: io.StringIO) -> None:
    bed = beds()
    bed.app.graphics = Graphics("kitty", CELL)
    async with looking(bed, kept([(OutcomesQuery(), digits())]), "worst-mistakes") as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: bool(sent(out)), "nothing was sent")
        await pilot.press("right")  # another example, of the same pixels
        await pilot.pause()
        assert len(sent(out)) == 1


async def test_sixels_are_among_what_the_screen_paints(beds: Beds, out: io.StringIO) -> None:
    bed = beds()
    bed.app.graphics = Graphics("sixel", CELL)
    async with looking(bed, kept([(OutcomesQuery(), digits())]), "worst-mistakes") as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "\x1bP0;0;0q" in painted(bed), "no sixels are painted")
        (one,) = shown(bed)
        size = f'"1;1;{one.size.width * CELL[0]};{one.size.height * CELL[1]}'
        assert size in painted(bed)
        await pilot.press("escape")
        await until(pilot, lambda: "\x1bP" not in painted(bed), "the picture stays")
    assert out.getvalue() == ""


async def test_without_graphics_pictures_stay_in_half_blocks(beds: Beds) -> None:
    bed = beds()
    async with looking(bed, kept([(OutcomesQuery(), digits())]), "worst-mistakes") as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert shown(bed) == []
        assert lines(bed)[0].startswith("▀")


def painted(bed: Bed) -> str:
    """All that the screen consists of."""
    strips = bed.app.screen._compositor.render_strips()
    return "".join(segment.text for strip in strips for segment in strip)
