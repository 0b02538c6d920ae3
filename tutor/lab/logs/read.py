"""Reads logs of trainings made elsewhere: CSV as Keras's CSVLogger writes it, and JSON.

JSON is a dict of lists as in `history.history`, the same under the key `history`, or a dict of
dicts as pandas writes a table.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from tutor.diagnosis.history import History
from tutor.lab.log_columns import (
    KNOWN,
    SHOWN,
    TRAINED,
    Column,
    LogError,
    csv_columns,
    epoch_numbers,
    json_columns,
    printable,
    recorded,
    standard_name,
)

__all__ = ["MOST_BYTES", "LogError", "read_history"]

MOST_BYTES = 100_000_000
"""The largest log that is read."""

MOST_VALUES = 3_000_000
"""The most values that are read: 100,000 epochs of thirty metrics."""

_LOSSES = ("loss", "train_loss", "val_loss")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_history(path: Path) -> History:
    """The history in a log file.

    Epochs keep the numbers of a column `epoch`; without one they count from 1. Those at which
    nothing was validated (Keras writes `NA`) are left out; a column without any value is left out.
    A column that is neither a loss nor an accuracy and holds no numbers is left out as well.

    Args:
        path: a CSV file with a heading (separated by `,`, `;` or tabs) or a JSON file. What it is
            shows in its content, not in its name.

    Raises:
        LogError: it cannot be read, holds no table of numbers, has lines or columns of different
            length, or no loss; or it is larger than a log can be.
    """
    name = printable(str(path))
    text = _text(path, name)
    if text.lstrip()[:1] in ("{", "["):
        columns = json_columns(text, name)
    else:
        columns = csv_columns(text, name)
    numbers = epoch_numbers(columns)
    named = _standard(columns)
    kept = {metric: column for metric, column in named.items() if recorded(column)}
    if not any(metric in kept for metric in _LOSSES):
        if any(metric in named for metric in _LOSSES):
            raise LogError(f"{name}: its losses have no values.")
        found = ", ".join(printable(column)[:SHOWN] for column in list(columns)[:8]) or "none"
        raise LogError(f"{name}: no column is a loss (loss or val_loss); found {found}.")
    return _history(kept, numbers, name)


def _text(path: Path, name: str) -> str:
    """The file's text.

    Raises:
        LogError: missing, a folder, unreadable, too large, empty, or no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise LogError(f"{name}: there is no such file.") from None
    except IsADirectoryError:
        raise LogError(f"{name}: this is a folder; name a file in it.") from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise LogError(f"{name}: it can't be read ({reason}).") from None
    if len(data) > MOST_BYTES:
        raise LogError(f"{name}: it is larger than {MOST_BYTES // 10**6} MB, which no log needs.")
    encoding = "utf-16" if data.startswith(_BYTE_ORDER_MARKS) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise LogError(f"{name}: this is no text; a log is CSV or JSON in UTF-8.")
    if not text.strip():
        raise LogError(f"{name}: it is empty.")
    if sum(map(text.count, ",;\t\n")) > MOST_VALUES:
        raise LogError(f"{name}: it holds more than {MOST_VALUES:,} values, which no log needs.")
    return text


def _standard(columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns under standard names; of two with one name, the one that bore it already.

    In logs of other libraries `train_loss` is what Keras calls `loss`, a running value; ours
    means one measured after the epoch. So it becomes `loss` where there is no `loss`, and
    `train_accuracy` likewise.
    """
    named: dict[str, Column] = {}
    for metric in sorted(columns, key=lambda metric: standard_name(metric) != metric):
        named.setdefault(standard_name(metric), columns[metric])
    for metric in ("loss", "accuracy"):
        if f"train_{metric}" in named and metric not in named:
            named[metric] = named.pop(f"train_{metric}")
    return named


def _history(columns: Mapping[str, Column], numbers: list[int] | None, name: str) -> History:
    """The epochs at which every metric that is judged has a value.

    Args:
        columns: each with a value at least, one of them a loss.
        numbers: of the epochs; None where the log has none.
        name: of the file, for messages.

    Raises:
        LogError: columns of different length, a training loss with gaps, or no such epoch.
    """
    sizes = {metric: len(columns[metric]) for metric in KNOWN if metric in columns}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{printable(metric)[:SHOWN]} {size}" for metric, size in sizes.items())
        raise LogError(f"{name}: every column needs one value an epoch; found {listed}.")
    kept = {metric: column for metric, column in columns.items() if len(column) in sizes.values()}
    judged = [columns[metric] for metric in sizes]
    length = len(judged[0])
    counted = numbers if numbers and len(numbers) == length else range(1, length + 1)
    for metric in TRAINED:
        if None in kept.get(metric, []):
            epoch = counted[kept[metric].index(None)]
            raise LogError(f"{name}: {metric} has no value at epoch {epoch}.")
    whole = [i for i, values in enumerate(zip(*judged, strict=True)) if None not in values]
    if not whole:
        raise LogError(f"{name}: at no epoch do all columns have a value.")
    metrics = {
        metric: [math.nan if (value := column[i]) is None else value for i in whole]
        for metric, column in kept.items()
    }
    first = min(counted[0], 1)
    own = [counted[i] for i in whole]
    plain = own == list(range(first, first + len(own)))
    return History(metrics, numbers=[] if plain else own, first=first)
