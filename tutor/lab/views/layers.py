"""What the layers of a convolutional network give and hold, in bytes that travel well."""

from __future__ import annotations

import msgspec

TOP = 127
"""The level of the greatest absolute value of a map."""


class Stack(msgspec.Struct, frozen=True, kw_only=True):
    """Small pictures of numbers, all of one size.

    Attributes:
        height, width: of each.
        levels: a signed byte for each number, row by row, one picture behind the other: -127 to
            127 where 127 is the picture's scale.
        scales: for each picture the absolute value that 127 stands for; 0 where all is 0.
    """

    height: int
    width: int
    levels: bytes
    scales: list[float]

    def __len__(self) -> int:
        return len(self.scales)

    def picture(self, number: int) -> list[list[int]]:
        """The levels of one picture, row by row."""
        size = self.height * self.width
        flat = memoryview(self.levels)[number * size : (number + 1) * size].cast("b").tolist()
        return [flat[at : at + self.width] for at in range(0, size, self.width)]

    @property
    def signed(self) -> bool:
        """Whether there is anything below 0."""
        return any(level > TOP for level in self.levels)


def spoken(layer: str) -> str:
    """A layer's name for people: `conv 2` for `conv2`."""
    letters = layer.rstrip("0123456789")
    number = layer[len(letters) :]
    return f"{letters} {number}" if number else letters
