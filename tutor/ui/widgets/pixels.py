"""A picture in real pixels upon rows of cells, by `textual-image`, which is imported late.

The rows beneath show the same picture in half blocks: the widget covers it, or where another
lies over it for a moment, does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PIL import Image
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.widget import Widget

from tutor.lab.text.inset import Inset
from tutor.lab.text.picture import Colour
from tutor.ui.graphics import Graphics
from tutor.ui.styles import sheet

if TYPE_CHECKING:
    from textual_image.widget import SixelImage, TGPImage


class Pixels(Widget):
    """Shows one picture; its place is that of its cells."""

    DEFAULT_CSS = sheet(__file__)
    can_focus = False

    def __init__(self, graphics: Graphics) -> None:
        """Nothing is shown yet."""
        super().__init__()
        self._cell = graphics.cell
        self._inset: Inset | None = None
        self._image = _made(graphics)
        self.display = False

    def compose(self) -> ComposeResult:
        """The library's widget fills this one."""
        yield self._image

    def show(self, inset: Inset, origin: Offset) -> None:
        """Show a picture.

        Args:
            inset: the picture and its place upon its rows.
            origin: where those rows begin, in cells of the widget's container.
        """
        self.offset = origin + (inset.x, inset.y)  # noqa: RUF005 - it is a sum of offsets
        self.display = True
        if inset != self._inset:
            self._inset = inset
            self.styles.width, self.styles.height = inset.columns, inset.rows
            self._image.image = scaled(inset, self._cell)

    def hide(self) -> None:
        """Show nothing."""
        self.display = False


def scaled(inset: Inset, cell: tuple[int, int]) -> Image.Image:
    """The picture in as many pixels as its cells have: each a block of them, or their mean.

    Args:
        inset: the picture.
        cell: width and height of a cell in pixels.
    """
    size = inset.columns * cell[0], inset.rows * cell[1]
    return _picture(inset.pixels).resize(size, Image.Resampling.BOX)


def _picture(pixels: Sequence[Sequence[Colour]]) -> Image.Image:
    flat = bytes(channel for row in pixels for pixel in row for channel in pixel)
    return Image.frombytes("RGB", (len(pixels[0]), len(pixels)), flat)


def _made(graphics: Graphics) -> SixelImage | TGPImage:
    from textual_image import widget

    return widget.SixelImage() if graphics.protocol == "sixel" else widget.TGPImage()
