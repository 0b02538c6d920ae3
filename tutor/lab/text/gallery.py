"""Small pictures in lines, each with its caption, one of them marked; page by page."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cut

MARK = "▸"


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the pictures.

    Attributes:
        rows: of the picture.
        caption: stands below it.
    """

    rows: list[PlotRow]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Gallery:
    """How pictures are laid out.

    Attributes:
        columns, lines: of pictures on a page.
        width, height: of a picture in cells, its caption not counted.
        gap: columns between pictures.
        blank: rows between lines.
    """

    columns: int
    lines: int
    width: int
    height: int
    gap: int = 1
    blank: int = 0

    @property
    def page(self) -> int:
        """Pictures on a page."""
        return self.columns * self.lines

    def first(self, chosen: int) -> int:
        """The first picture of the page that shows the chosen one."""
        return chosen // self.page * self.page

    def at(self, x: int, y: int, chosen: int, count: int) -> int | None:
        """The picture at a cell of the page that shows the chosen one; None where there is none."""
        column, line = x // (self.width + self.gap), y // (self.height + 1 + self.blank)
        number = self.first(chosen) + line * self.columns + column
        inside = 0 <= column < self.columns and 0 <= line < self.lines and min(x, y) >= 0
        return number if inside and number < count else None

    def rows(
        self, tile: Callable[[int], Tile], count: int, chosen: int, *, mark: bool = True
    ) -> list[PlotRow]:
        """The page that shows the chosen picture, each line with its captions below.

        Args:
            tile: the picture of a number, from 0.
            count: how many there are.
            chosen: the number of the one that is marked.
            mark: whether any is.
        """
        first = self.first(chosen)
        numbers = range(first, min(first + self.page, count))
        found: list[PlotRow] = []
        for start in range(0, len(numbers), self.columns):
            line = numbers[start : start + self.columns]
            tiles = [tile(number) for number in line]
            found += beside([one.rows for one in tiles], len(line) * [self.width], self.gap)
            captions: PlotRow = [
                self._caption(one, marked=mark and number == chosen)
                for number, one in zip(line, tiles, strict=True)
            ]
            captions[-1] = (captions[-1][0][: self.width], captions[-1][1])
            found.append(captions)
            found += [[] for _ in range(self.blank)]
        return found

    def _caption(self, tile: Tile, *, marked: bool) -> tuple[str, str]:
        text = f"{MARK if marked else ' '}{tile.caption}"[: self.width]
        return f"{text:<{self.width + self.gap}}", "mark" if marked else "axis"


def laid_out(size: tuple[int, int], tile: tuple[int, int], gap: int = 1, blank: int = 0) -> Gallery:
    """As many pictures of `tile` (columns, rows) cells as fit into `size`; at least one."""
    (columns, rows), (width, height) = size, tile
    return Gallery(
        max(1, (columns + gap) // (width + gap)), max(1, (rows + blank) // (height + 1 + blank)),
        width, height, gap, blank,
    )  # fmt: skip


def whole(
    count: int, size: tuple[int, int], tiles: Sequence[tuple[int, int]], gap: int = 1
) -> Gallery:
    """A gallery with the first of the sizes of `tiles` with which all pictures fit on a page.

    Where none does, the last size is taken and there are several pages.
    """
    found = [laid_out(size, tile, gap) for tile in tiles]
    return next((one for one in found if one.page >= count), found[-1])


def pages(gallery: Gallery, count: int) -> int:
    """How many pages there are."""
    return max(1, math.ceil(count / gallery.page))


def beside(blocks: Sequence[Sequence[PlotRow]], widths: Sequence[int], gap: int) -> list[PlotRow]:
    """Blocks of rows beside each other, filled up to their widths; what is wider is cut off."""
    found: list[PlotRow] = []
    for y in range(max(map(len, blocks), default=0)):
        line: PlotRow = []
        for block, width in zip(blocks, widths, strict=True):
            row = cut(block[y], width) if y < len(block) else []
            line += [*row, (" " * (width + gap - sum(len(text) for text, _ in row)), "")]
        if line:
            line[-1] = (line[-1][0][: -gap or None], "")
        found.append(line)
    return found
