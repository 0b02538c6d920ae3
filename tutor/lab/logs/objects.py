"""JSON: columns as in `history.history`, or one object for each thing that was logged."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from tutor.lab.logs.columns import Table, line_roles, recorded
from tutor.lab.logs.names import KNOWN, TRAINED, standard_name, understood
from tutor.lab.logs.problem import LogError, excerpt
from tutor.lab.logs.rows import Column

_NOT_FINITE = ("NaN", "Infinity", "-Infinity")
_SUMMARY = "train_runtime"
"""Hugging Face's Trainer ends its log with means over the whole training; this is one's mark."""


def json_table(text: str, name: str) -> Table:
    """What stands in a JSON log, non-numeric values that are not needed left out.

    It may be a dict of lists as in `history.history`, the same under the key `history`, a dict of
    dicts as pandas writes a table, a list of objects, the same under the key `log_history` (the
    `trainer_state.json` of Hugging Face), or an object in each line.

    Raises:
        LogError: broken JSON or another shape.
    """
    data = _parsed(text, name)
    if isinstance(data, dict) and isinstance(data.get("history"), dict | list):
        data = data["history"]
    elif isinstance(data, dict) and isinstance(data.get("log_history"), list):
        data = data["log_history"]
    if isinstance(data, list) and data and all(isinstance(entry, dict) for entry in data):
        return _of_entries(data, name)
    if not isinstance(data, dict):
        raise LogError(
            f"{name}: expected an object with a list for each metric, as in history.history, or a "
            f"list of objects; found a {type(data).__name__}."
        )
    columns: dict[str, Column] = {}
    for metric, values in data.items():
        listed = list(values.values()) if isinstance(values, dict) else values
        if isinstance(listed, list):
            column = _column(metric, listed, name)
            if column is not None:
                columns[metric] = column
    return Table(_nulls_resolved(columns))


def _parsed(text: str, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value of a JSON text; a list where there is a value in each line.

    Raises:
        LogError: broken JSON.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise LogError(f"{name}:{error.lineno}: broken JSON ({error.msg}).") from None
    except (ValueError, RecursionError):
        raise LogError(f"{name}: broken JSON (too deep, or a number too long).") from None
    values = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                values.append(json.loads(line))
            except (ValueError, RecursionError) as error:
                reason = getattr(error, "msg", "too deep, or a number too long")
                raise LogError(f"{name}:{number}: broken JSON ({reason}).") from None
    return values


def _of_entries(entries: Sequence[Mapping[str, object]], name: str) -> Table:
    """Columns with a place for each entry; what an entry lacks is a gap."""
    told = [_nulls_told(entry) for entry in entries if _SUMMARY not in entry]
    metrics = dict.fromkeys(metric for entry in told for metric in entry)
    table = Table({}, entries=True)
    for metric in metrics:
        values = [entry.get(metric) for entry in told]
        roles = line_roles(metric, [str(value) for value in values])
        column = None if roles else _column(metric, values, name)
        if column is not None:
            table.columns[metric] = column
        table.roles = roles or table.roles
    return table


def _nulls_told(entry: Mapping[str, object]) -> dict[str, object]:
    """An entry with NaN for null where it must be meant: beside numbers of its own set.

    Where there are numbers of another set only, this one was not measured; where there are none at
    all, everything was lost.
    """
    known = {metric: understood(metric) for metric in entry}
    known = {metric: name for metric, name in known.items() if name.name in KNOWN}
    told = {name.role for metric, name in known.items() if entry[metric] is not None}
    return {
        metric: math.nan
        if value is None and metric in known and (not told or known[metric].role in told)
        else value
        for metric, value in entry.items()
    }


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


def _column(metric: str, values: Sequence[object], name: str) -> Column | None:
    """One metric's values; None where they are no numbers and nobody needs them."""
    column: Column = []
    for place, value in enumerate(values, 1):
        try:
            column.append(_number(value))
        except (ValueError, OverflowError):
            if standard_name(metric) not in KNOWN:
                return None
            raise LogError(
                f"{name}: value {place} of {excerpt(metric)} is {excerpt(repr(value))}, "
                "not a number."
            ) from None
    return column


def _number(value: object) -> float | None:
    """A value of a JSON log as a number, None for null.

    Raises:
        ValueError: it is none.
        OverflowError: it has too many digits.
    """
    if value is None:
        return None
    if isinstance(value, str) and value in _NOT_FINITE:
        return float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(value)
    return float(value)
