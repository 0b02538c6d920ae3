"""Reads logs of trainings made elsewhere, whatever wrote them, into one history."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tutor.diagnosis.history import History
from tutor.lab.logs.columns import Table, as_epochs
from tutor.lab.logs.event_files import event_rows, holds_events
from tutor.lab.logs.lines import printed_table
from tutor.lab.logs.losses import with_losses
from tutor.lab.logs.names import KNOWN, TRAINED
from tutor.lab.logs.objects import json_table
from tutor.lab.logs.problem import LogError, excerpt, printable
from tutor.lab.logs.rows import Column, Epochs, gathered
from tutor.lab.logs.tables import csv_table

MOST_BYTES = 100_000_000
"""The largest text that is read."""

MOST_VALUES = 3_000_000
"""The most values that are read: 100,000 epochs of thirty metrics."""

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_COVERED = 0.5
"""Over which share of the judged epochs a metric needs a value, or it is left out."""


@dataclass(frozen=True, slots=True)
class Log:
    """What was read.

    Attributes:
        history: the epochs at which every metric that is judged has a value.
        notes: what a reader should know of how it came about, in whole sentences.
    """

    history: History
    notes: list[str] = field(default_factory=list)


def read_history(path: Path) -> History:
    """The history in a log; see `read_log`."""
    return read_log(path).history


def read_log(path: Path) -> Log:
    """The history in a log.

    Epochs keep the numbers of a column `epoch`; without one they count from 1. Those at which
    nothing was validated (Keras writes `NA`) are left out; a column without any value is left out.
    A column that is neither a loss nor an accuracy and holds no numbers is left out as well.

    Args:
        path: a CSV file with a heading (separated by `,`, `;` or tabs), a JSON file, a text that a
            training printed, an event file of TensorBoard or a folder that holds such. What a file
            is shows in its content, not in its name.

    Raises:
        LogError: it cannot be read, holds no table of numbers, has lines or columns of different
            length, or no loss; or it is larger than a log can be.
    """
    name = printable(str(path))
    if holds_events(path, name):
        rows, notes = event_rows(path, name)
        epochs, sparse = gathered(rows), True
        epochs.notes[:0] = notes
    else:
        text = _text(path, name)
        table = _table(text, name)
        epochs, sparse = as_epochs(table)
        epochs.notes[:0] = table.notes
    columns = with_losses(epochs, name)
    if sparse:
        columns = _covered(columns, epochs.notes)
    return Log(_history(columns, epochs, name, sparse=sparse), epochs.notes)


def _table(text: str, name: str) -> Table:
    """What stands in a text: JSON, what a training printed, or else CSV.

    Raises:
        LogError: broken JSON or CSV.
    """
    if text.lstrip()[:1] in ("{", "["):
        try:
            return json_table(text, name)
        except LogError:
            printed = printed_table(text)
            if printed is None:
                raise
            return printed
    return printed_table(text) or csv_table(text, name)


def _text(path: Path, name: str) -> str:
    """The file's text.

    Raises:
        LogError: missing, unreadable, too large, empty, or no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise LogError(f"{name}: there is no such file.") from None
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
        raise LogError(
            f"{name}: this is no text; a log is CSV or JSON in UTF-8, or TensorBoard's events."
        )
    if not text.strip():
        raise LogError(f"{name}: it is empty.")
    if sum(map(text.count, ",;\t\n")) > MOST_VALUES:
        raise LogError(f"{name}: it holds more than {MOST_VALUES:,} values, which no log needs.")
    return text


def _covered(columns: dict[str, Column], notes: list[str]) -> dict[str, Column]:
    """The columns without those that have no value at most of the epochs that can be judged.

    Those are the epochs with a validation loss or, where nothing was validated, a loss.
    """
    anchor = next(metric for metric in ("val_loss", *TRAINED) if metric in columns)
    places = [place for place, value in enumerate(columns[anchor]) if value is not None]
    kept = dict(columns)
    for metric in [metric for metric in KNOWN if metric in columns]:
        told = sum(columns[metric][place] is not None for place in places)
        if told < _COVERED * len(places):
            del kept[metric]
            notes.append(
                f"{metric} is left out: it has values at {told} of {len(places)} epochs only."
            )
    return kept


def _history(columns: Mapping[str, Column], epochs: Epochs, name: str, *, sparse: bool) -> History:
    """The epochs at which every metric that is judged has a value.

    Args:
        columns: each with a value at least, one of them a loss.
        epochs: for the epochs' numbers, and to note how many were left out.
        name: of the file, for messages.
        sparse: whether a training loss may have gaps.

    Raises:
        LogError: columns of different length, a training loss with gaps, or no such epoch.
    """
    sizes = {metric: len(columns[metric]) for metric in KNOWN if metric in columns}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{excerpt(metric)} {size}" for metric, size in sizes.items())
        raise LogError(f"{name}: every column needs one value an epoch; found {listed}.")
    kept = {metric: column for metric, column in columns.items() if len(column) in sizes.values()}
    judged = [columns[metric] for metric in sizes]
    length, numbers = len(judged[0]), epochs.numbers
    counted = numbers if numbers and len(numbers) == length else range(1, length + 1)
    for metric in () if sparse else TRAINED:
        if None in kept.get(metric, []):
            epoch = counted[kept[metric].index(None)]
            raise LogError(f"{name}: {metric} has no value at epoch {epoch}.")
    whole = [i for i, values in enumerate(zip(*judged, strict=True)) if None not in values]
    if not whole:
        raise LogError(f"{name}: at no epoch do all columns have a value.")
    if len(whole) < length:
        epochs.notes.append(
            f"{length - len(whole):,} of {length:,} epochs are left out: not all columns have a "
            "value there."
        )
    metrics = {
        metric: [math.nan if (value := column[i]) is None else value for i in whole]
        for metric, column in kept.items()
    }
    first = min(counted[0], 1)
    own = [counted[i] for i in whole]
    plain = own == list(range(first, first + len(own)))
    return History(metrics, numbers=[] if plain else own, first=first)
