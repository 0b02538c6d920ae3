"""Where the builder's cursor can stand and where it stays when rows come and go; what rows do."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.course.draft_rows import Field, Row

Place = tuple[int, int]
"""A row, and one of its fields."""


def editable(row: Row) -> bool:
    """Whether the cursor can stand on a row."""
    return bool(row.fields) or row.kind == "empty"


def first(rows: Sequence[Row]) -> Place:
    """The first row that can be changed."""
    return next((number for number, row in enumerate(rows) if editable(row)), 0), 0


def found(rows: Sequence[Row], wanted: Field | None) -> Place | None:
    """The field for the same setting and layer; None where there is none."""
    places = (
        (number, place)
        for number, row in enumerate(rows)
        for place, field in enumerate(row.fields)
        if wanted is not None and (field.setting, field.index) == (wanted.setting, wanted.index)
    )
    return next(places, None)


def after(rows: Sequence[Row], wanted: Field | tuple[str, int] | None, was: Place) -> Place:
    """Where the cursor is after an edit, by which rows may have come and gone.

    Args:
        rows: after it.
        wanted: the field that it was on, or the layer that it is to be on: the setting that counts
            layers of its kind, and its number.
        was: its place before; it stays near that where what is wanted is not there.
    """
    if isinstance(wanted, tuple):
        row = _layer(rows, *wanted)
        at = was if row is None else (row, was[1])
    else:
        at = found(rows, wanted) or was
    return nearest(rows, at[0]), at[1]


def _layer(rows: Sequence[Row], count: str, place: int) -> int | None:
    """The row of a layer of its kind, or of the last one before it; None where there is none.

    Where no layer of the kind is left, it is the row that adds one.

    Args:
        rows: all of them.
        count: the setting that counts layers of the kind.
        place: the layer's number among them, from 0.
    """
    same = [number for number, row in enumerate(rows) if row.count == count]
    return same[min(place, len(same) - 1)] if same else None


def nearest(rows: Sequence[Row], row: int) -> int:
    """The row that can be changed at or before another, else the first behind it."""
    at = min(row, len(rows) - 1)
    before = (number for number in range(at, -1, -1) if editable(rows[number]))
    return next(before, first(rows)[0])


def beyond(rows: Sequence[Row], row: int, step: int) -> int | None:
    """The next row that can be changed, upwards (-1) or downwards (1); None where there is none."""
    way = range(row + step, len(rows) if step > 0 else -1, step)
    return next((number for number in way if editable(rows[number])), None)


def under(spans: Sequence[tuple[int, int]], x: int) -> int | None:
    """The field of a row whose cells, from the first to before the second, hold a column."""
    return next((number for number, (a, b) in enumerate(spans) if a <= x < b), None)


def kind(row: Row) -> str:
    """What kind of row it is, for the keys that work there: `single` is a layer of one field."""
    return "single" if row.kind == "layer" and len(row.fields) <= 1 else row.kind


def unaddable(rows: Sequence[Row]) -> str:
    """Why no layer can be added on a row that counts none, or anywhere."""
    if any(row.count for row in rows):
        return "a works on the rows of layers: move up to one, and the new one goes behind it."
    return "This lesson keeps its layers: none can be added."
