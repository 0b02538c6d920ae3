"""The columns of a log file: its text taken apart as CSV or JSON, and names brought to Keras's."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import re
from collections.abc import Iterable, Sequence

KNOWN = ("loss", "val_loss", "accuracy", "val_accuracy", "train_loss", "train_accuracy")
"""The metrics that a diagnosis uses; they must be numbers."""

TRAINED = ("loss", "train_loss")
"""Those of them that a training has in every epoch."""

EPOCH = "epoch"
"""The standard name of the column that numbers the epochs."""

SHOWN = 40
"""The most characters of a file's content that a message repeats."""

_MOST_EPOCHS = 1e9
_ACCURACIES = ("acc", "sparse_categorical_accuracy", "binary_accuracy", "categorical_accuracy")
_VALIDATION = re.compile(r"^(valid|validation|dev|eval)_")
_TRAINING = re.compile(r"^(train|training)_")
_MISSING = ("", "na", "n/a", "null", "none")

Column = list[float | None]
"""The values of a metric, one an epoch; None where the log has none."""


class LogError(ValueError):
    """A log that cannot be read; the message is one sentence that names the file."""


def json_columns(text: str, name: str) -> dict[str, Column]:
    """The columns of a JSON log, non-numeric ones that are not needed left out.

    Raises:
        LogError: broken JSON or another shape.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise LogError(f"{name}:{error.lineno}: broken JSON ({error.msg}).") from None
    except (ValueError, RecursionError):
        raise LogError(f"{name}: broken JSON (too deep, or a number too long).") from None
    if isinstance(data, dict) and isinstance(data.get("history"), dict):
        data = data["history"]
    if not isinstance(data, dict):
        raise LogError(
            f"{name}: expected an object with a list for each metric, as in history.history; "
            f"found a {type(data).__name__}."
        )
    columns: dict[str, Column] = {}
    for metric, values in data.items():
        if isinstance(values, dict):
            values = list(values.values())
        if not isinstance(values, list):
            continue
        column = _json_column(metric, values, name)
        if column is not None:
            columns[metric] = column
    return _nulls_resolved(columns)


def _nulls_resolved(columns: dict[str, Column]) -> dict[str, Column]:
    """`columns` with NaN for null where it must be meant.

    JSON has no NaN, so several writers put null. A training loss has a value in every epoch: a null
    in it is NaN, and so is one in another column at the same epoch. Elsewhere it is a gap.
    """
    training = [column for metric, column in columns.items() if standard_name(metric) in TRAINED]
    training = [column for column in training if recorded(column)]
    lost = {place for column in training for place, value in enumerate(column) if value is None}
    return {
        metric: [
            math.nan if value is None and place in lost else value
            for place, value in enumerate(column)
        ]
        for metric, column in columns.items()
    }


def _json_column(metric: str, values: Sequence[object], name: str) -> Column | None:
    """One metric's values; None where they are no numbers and nobody needs them."""
    column: Column = []
    for place, value in enumerate(values, 1):
        try:
            column.append(_json_number(value))
        except (ValueError, OverflowError):
            if standard_name(metric) not in KNOWN:
                return None
            shown = printable(repr(value))[:SHOWN]
            raise LogError(
                f"{name}: value {place} of {printable(metric)[:SHOWN]} is {shown}, not a number."
            ) from None
    return column


def _json_number(value: object) -> float | None:
    """A value of a JSON log as a number, None for null.

    Raises:
        ValueError: it is none.
        OverflowError: it has too many digits.
    """
    if value is None:
        return None
    if isinstance(value, str) and value in ("NaN", "Infinity", "-Infinity"):
        return float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(value)
    return float(value)


def csv_columns(text: str, name: str) -> dict[str, Column]:
    """The columns of a CSV log, non-numeric ones that are not needed left out.

    Raises:
        LogError: no heading, lines of different length, or words where numbers belong.
    """
    heading_line = next(line for line in text.splitlines() if line.strip())
    separator = max(",;\t", key=heading_line.count)
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
    if len(rows) == 1:
        raise LogError(f"{name}: it has a heading but no epochs.")
    for line, row in rows[1:]:
        if len(row) != len(heading):
            raise LogError(
                f"{name}:{line}: expected {len(heading)} values, as in the heading; "
                f"found {len(row)}."
            )
    columns: dict[str, Column] = {}
    for place, metric in enumerate(heading):
        if not metric or metric.lower() == "step" or metric in columns:
            continue
        cells = [(line, row[place].strip()) for line, row in rows[1:]]
        column = _csv_column(metric, cells, name, comma=separator == ";")
        if column is not None:
            columns[metric] = column
    return columns


def _csv_column(
    metric: str, cells: Iterable[tuple[int, str]], name: str, *, comma: bool
) -> Column | None:
    """One metric's values; None where they are no numbers and nobody needs them."""
    column: Column = []
    for line, cell in cells:
        word = cell.replace(",", ".") if comma else cell
        if word.lower() in _MISSING:
            column.append(None)
        elif _is_number(word):
            column.append(float(word))
        elif standard_name(metric) not in KNOWN:
            return None
        else:
            shown = printable(repr(cell))[:SHOWN]
            raise LogError(f"{name}:{line}: {printable(metric)[:SHOWN]} is {shown}, not a number.")
    return column


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def standard_name(metric: str) -> str:
    """A metric's name as Keras writes it: lower case, `val_` for validation, `accuracy`."""
    name = re.sub(r"[\s/.\-]+", "_", metric.strip().lower())
    name = _VALIDATION.sub("val_", name)
    name = _TRAINING.sub("train_", name)
    for start in ("", "val_", "train_"):
        if name.startswith(start) and name.removeprefix(start) in _ACCURACIES:
            return f"{start}accuracy"
    return name


def epoch_numbers(columns: dict[str, Column]) -> list[int] | None:
    """Take the column `epoch` out of `columns`: the number of each epoch as the log counts them.

    Returns:
        None where there is no such column, or its values are no whole numbers that grow: then it
        counts something else, or two trainings stand in one log.
    """
    named = [columns.pop(name) for name in list(columns) if standard_name(name) == EPOCH]
    if not named:
        return None
    values = [value for value in named[0] if value is not None]
    whole = all(0 <= value < _MOST_EPOCHS and value.is_integer() for value in values)
    growing = all(before < after for before, after in itertools.pairwise(values))
    if not (whole and growing and len(values) == len(named[0])):
        return None
    return [int(value) for value in values]


def recorded(column: Column) -> bool:
    """Whether a column has any value."""
    return any(value is not None for value in column)


def printable(text: str) -> str:
    """`text` without what could move the cursor of a terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)
