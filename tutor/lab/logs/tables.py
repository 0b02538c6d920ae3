"""CSV: the text of a log taken apart into columns of numbers."""

from __future__ import annotations

import csv
import io
import re

from tutor.lab.logs.columns import Table, line_roles
from tutor.lab.logs.names import KNOWN, standard_name
from tutor.lab.logs.problem import LogError, excerpt
from tutor.lab.logs.rows import Column

_MISSING = ("", "na", "n/a", "null", "none", "-", "--")
_WRAPPED = re.compile(r"(?:tensor|array|np\.float(?:16|32|64))\(([^,()]+)(?:,.*)?\)")
"""A number as PyTorch and NumPy print it with what they know of it."""
_Cells = list[tuple[int, str]]
"""A column's cells, each with the number of its line."""


def csv_table(text: str, name: str) -> Table:
    """What stands in a CSV log, non-numeric columns that are not needed left out.

    Args:
        text: with a heading, separated by `,`, `;` or tabs.
        name: of the file, for messages.

    Raises:
        LogError: no heading, lines of different length, or words where numbers belong.
    """
    heading_line = next(line for line in text.splitlines() if line.strip())
    separator = max(",;\t", key=heading_line.count)
    table = Table({})
    heading, rows = _lines(text, separator, name)
    if not text.endswith(("\n", "\r")) and len(rows) > 1 and len(rows[-1][1]) < len(heading):
        del rows[-1]
        table.notes.append("The last line is not whole, and left out: it may still be written.")
    _even(heading, rows, name)
    empty = False
    for place, metric in enumerate(heading):
        if not metric or metric in table.columns:
            continue
        cells = [(line, row[place].strip()) for line, row in rows]
        roles = line_roles(metric, [cell for _, cell in cells])
        if roles:
            table.roles = roles
            continue
        column = _column(metric, cells, name, comma=separator != ",")
        if column is not None:
            table.columns[metric] = column
            empty = empty or None in column
    table.filled = not empty
    return table


def _lines(text: str, separator: str, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The columns' names, and the lines below with their numbers.

    Empty lines are passed over, and so is the heading where it is repeated.

    Raises:
        LogError: no heading, or nothing below it.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise LogError(f"{name}:{reader.line_num}: broken CSV ({error}).") from None
    if not rows:
        raise LogError(f"{name}: it has no values.")
    heading = [cell.strip() for cell in rows[0][1]]
    if all(_is_number(cell) for cell in heading):
        raise LogError(f"{name}:{rows[0][0]}: expected the columns' names in the first line.")
    below = [(line, row) for line, row in rows[1:] if [cell.strip() for cell in row] != heading]
    if not below:
        raise LogError(f"{name}: it has a heading but no epochs.")
    return heading, below


def _even(heading: list[str], rows: list[tuple[int, list[str]]], name: str) -> None:
    """Refuse lines that have not a value for each name of the heading.

    Raises:
        LogError: with the first such line.
    """
    for line, row in rows:
        if len(row) != len(heading):
            raise LogError(
                f"{name}:{line}: expected {len(heading)} values, as in the heading; "
                f"found {len(row)}."
            )


def _column(metric: str, cells: _Cells, name: str, *, comma: bool) -> Column | None:
    """One metric's values; None where they are no numbers and nobody needs them."""
    column: Column = []
    for line, cell in cells:
        word = _bare(cell, comma=comma)
        if word.lower() in _MISSING:
            column.append(None)
        elif _is_number(word):
            column.append(float(word))
        elif standard_name(metric) not in KNOWN:
            return None
        else:
            raise LogError(
                f"{name}:{line}: {excerpt(metric)} is {excerpt(repr(cell))}, not a number."
            )
    return column


def _bare(cell: str, *, comma: bool) -> str:
    """A cell without what is not of its number: a wrapping, a sign of percent."""
    wrapped = _WRAPPED.fullmatch(cell)
    word = (wrapped[1] if wrapped else cell).removesuffix("%").strip()
    return word.replace(",", ".") if comma else word


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
