"""One row of the builder as runs of text, laid out for a width; it knows no screen library."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.course.draft_rows import Field, Row
from tutor.lab.knobs import value_words
from tutor.lab.text.width import cut

_TITLE_WIDTH = 10
_SETTING_WIDTH = 20
_NARROW = 56

_KERNELS = {"square": "{0}×{0}", "tall": "{0}×1", "wide": "1×{0}"}
"""A kernel's extent down and across, by its shape."""

Cells = list[tuple[str, str]]
"""Runs of text, each with the name of its style."""


def laid_out(
    rows: Sequence[Row],
    number: int,
    cursor: tuple[int, int],
    width: int,
    *,
    focused: bool = True,
) -> tuple[Cells, list[tuple[int, int]]]:
    """A row as rail, title, fields and, at the right end, its note.

    Args:
        rows: all of them.
        number: which one.
        cursor: the row and the field in it under the cursor.
        width: of the row, in cells.
        focused: whether keys change the field under the cursor, which brackets then tell too.

    Returns:
        The runs of text, and for each field its first column and the one behind its last.
    """
    row = rows[number]
    if row.kind == "heading":
        return [(row.title.capitalize(), "heading")], []
    values = _values(rows, row, short=width < _NARROW)
    cells: Cells = [(_rail(rows, number, cursor[0]), "rail")]
    room = width - len(cells[0][0]) - sum(len(value) + 2 for value in values)
    cells.append(_head(rows, row, room, width))
    column = sum(len(text) for text, _ in cells)
    spans = []
    for index, value in enumerate(values):
        here = number == cursor[0] and index == min(cursor[1], len(row.fields) - 1)
        text = f"[{value}]" if here and focused else f" {value} "
        cells.append((text, "cursor" if here else "value"))
        spans.append((column, column + len(text)))
        column += len(text)
    more = _more(row, width - column - len(row.note) - 2)
    if more:
        cells.append((more, "note"))
        column += len(more)
    if row.note and width - column > len(row.note):
        cells.append((f"{row.note:>{width - column - 1}}", "note"))
    return cells, spans


def _values(rows: Sequence[Row], row: Row, *, short: bool) -> list[str]:
    """The row's values; those of a layer as wide as the same ones of its like, where there is room.

    So the fields of several layers stand below each other.
    """
    values = [field_text(field, short=short) for field in row.fields]
    if short or row.kind != "layer":
        return values
    alike = [one.fields for one in rows if one.kind == "layer" and one.count == row.count]
    for place, field in enumerate(row.fields[:-1]):
        same = [fields[place] for fields in alike if place < len(fields)]
        widest = max(len(field_text(one)) for one in same if one.setting == field.setting)
        values[place] = (
            f"{values[place]:>{widest}}" if _counted(field) else values[place].ljust(widest)
        )
    return values


def _counted(field: Field) -> bool:
    """Whether a value is a number with its unit, which stands at the right."""
    return isinstance(field.value, int)


def _head(rows: Sequence[Row], row: Row, room: int, width: int) -> tuple[str, str]:
    """What a row is, with the style of it; one without a layer says how to add one."""
    if row.kind == "empty":
        return f"{row.title}: a adds one", "note"
    return _title(row, room, _column(rows, row, width)), "title"


def hidden(rows: Sequence[Row], number: int, width: int) -> str:
    """What a marked row has no room for at its end: shape and parameters; empty where it has.

    Args:
        rows: all of them.
        number: of the row.
        width: of the row, in cells; 0 before it is known.
    """
    row = rows[number]
    cells, _ = laid_out(rows, number, (number, 0), width)
    if not width or not row.note or cells[-1][1] == "note":
        return ""
    shape, *parameters = row.note.split()
    return ", ".join([f"{row.title}: shape {shape}", *(f"params {one}" for one in parameters)])


def _title(row: Row, room: int, column: int) -> str:
    """What a row is, in its column; in so few cells without its note in brackets, or cut.

    A blank stands before what can be changed, which may have a bracket.
    """
    blank = " " if row.fields and room > 0 else ""
    room -= len(blank)
    fits = len(row.title) <= room
    title = row.title if fits else cut(row.title.partition(" (")[0], max(room, 0))
    return title.ljust(min(column - len(blank), room)) + blank


def _column(rows: Sequence[Row], row: Row, width: int) -> int:
    """Cells of a row's title: as many as the longest of its kind has, where there is room."""
    kind, least = ("setting", _SETTING_WIDTH) if row.kind == "setting" else ("layer", _TITLE_WIDTH)
    longest = max((len(one.title) for one in rows if one.kind == kind), default=0)
    return max(least, longest + 1) if width >= _NARROW else least


def _more(row: Row, room: int) -> str:
    """What belongs to a layer and cannot be changed, as far as `room` cells hold it."""
    forms = (row.more, row.more.rpartition(" ")[0] if row.kind == "layer" else "")
    return next((f" {form} " for form in forms if form and len(form) + 2 <= room), "")


def _rail(rows: Sequence[Row], number: int, current: int) -> str:
    """The line that joins the layers, from the input to the output."""
    if number == current:
        return "▸ "
    if rows[number].kind == "setting":
        return "  "
    below = number + 1 < len(rows) and rows[number + 1].kind != "heading"
    return "┌ " if number == 0 else "├ " if below else "└ "


def field_text(field: Field, *, short: bool = False) -> str:
    """A field's value with its unit."""
    value = field.value
    if field.setting in {"filters", "units"}:
        return f"{value}{field.setting[0]}" if short else f"{value} {field.setting}"
    if field.setting == "kernel_size":
        return _KERNELS.get(field.form, "{0}").format(value)
    if field.setting == "pooling":
        return "no pool" if value == "none" else f"{str(value)[:3]} pool"
    return value_words(field.setting, value)
