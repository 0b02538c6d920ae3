"""A log as columns, one a metric: which metric each is, and whether lines are epochs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tutor.lab.logs.names import (
    EPOCH,
    KNOWN,
    SPANS,
    STEPS,
    TRAINED,
    Metric,
    Role,
    role_of,
    standard_name,
    understood,
)
from tutor.lab.logs.rows import Column, Epochs, Row, gathered

_MOST_EPOCHS = 1e9
_SETS = ("phase", "split", "mode", "stage", "subset", "set", "partition")
"""Standard names of a column that says which set a line is of."""


@dataclass(slots=True)
class Table:
    """What stands in a log, as it stands there.

    Attributes:
        columns: by the log's own names, equally long where `lines` is true.
        roles: for each line, the set that its values are of, where a column says that; else empty.
        filled: whether no cell is empty, so that the writer had something else for a gap.
        entries: whether each line is what was logged at one moment, rather than an epoch.
        notes: what a reader should know of how it was read, in whole sentences.
    """

    columns: dict[str, Column]
    roles: list[Role] = field(default_factory=list)
    filled: bool = False
    entries: bool = False
    notes: list[str] = field(default_factory=list)


def recorded(column: Column) -> bool:
    """Whether a column has any value."""
    return any(value is not None for value in column)


def line_roles(metric: str, cells: Iterable[str]) -> list[Role]:
    """For each line its set, where a column says that and nothing else; else empty."""
    if standard_name(metric) not in _SETS:
        return []
    roles = [role_of(cell) for cell in cells]
    return roles if all(roles) else []


def as_epochs(table: Table) -> tuple[Epochs, bool]:
    """The epochs of a table, and whether they were gathered from several lines each."""
    if _row_by_row(table):
        epochs = gathered(_rows(table))
        for name in map(standard_name, table.columns):
            if name not in (EPOCH, *STEPS):
                epochs.columns.setdefault(name, [])
        return epochs, True
    columns = dict(table.columns)
    numbers = epoch_numbers(columns)
    for name in [name for name in columns if standard_name(name) in STEPS]:
        del columns[name]
    return Epochs(_nan_gaps(standard(columns)), numbers), False


def standard(columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns under standard names; of several with one name, the best.

    A whole epoch's values are better than those of its last step, and a column that bore the name
    already is better than one that was given it.
    """
    named: dict[str, Column] = {}
    for raw in _best_first(columns):
        if recorded(columns[raw]) or standard_name(raw) not in named:
            name = standard_name(raw)
            if name not in named or not recorded(named[name]):
                named[name] = columns[raw]
    return named


def _nan_gaps(columns: dict[str, Column]) -> dict[str, Column]:
    """The columns with a gap for NaN where nothing was validated.

    Weights that give NaN never recover: where validation is NaN while training loss is a number,
    and some later validation is one too, the writer means that there was none.
    """
    training = next((columns[name] for name in TRAINED if name in columns), [])
    resolved = dict(columns)
    for name, column in columns.items():
        if name.startswith("val_") and len(column) == len(training):
            numbers = [place for place, value in enumerate(column) if _number(value)]
            odd = [place for place, value in enumerate(column)
                   if not _number(value) and _number(training[place])]  # fmt: skip
            if numbers and odd and odd[0] < numbers[-1]:
                gaps = set(odd)
                resolved[name] = [None if p in gaps else v for p, v in enumerate(column)]
    return resolved


def _number(value: float | None) -> bool:
    return value is not None and not math.isnan(value)


def _best_first(columns: Iterable[str]) -> list[str]:
    """Names of columns, those first that say best what they are."""

    def poorness(raw: str) -> tuple[int, bool]:
        metric = understood(raw)
        return SPANS.index(metric.span), metric.name != raw

    return sorted(columns, key=poorness)


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


def _counter(columns: Mapping[str, Column], names: Sequence[str]) -> Column:
    """The first column with one of these standard names; empty where there is none."""
    return next((columns[raw] for name in names for raw in columns if standard_name(raw) == name),
                [])  # fmt: skip


def _row_by_row(table: Table) -> bool:
    """Whether several lines make an epoch, or a training was taken up again or begun anew."""
    if table.roles or table.entries:
        return True
    lengths = {len(column) for column in table.columns.values()}
    if len(lengths) != 1:
        return False
    epochs = [value for value in _counter(table.columns, [EPOCH]) if value is not None]
    if any(before == after for before, after in itertools.pairwise(epochs)):
        return True
    if any(epochs[0] <= after < before for before, after in itertools.pairwise(epochs)):
        return True
    metrics = [(understood(raw), column) for raw, column in table.columns.items()]
    known = [(metric, column) for metric, column in metrics if metric.name in KNOWN]
    if not _counter(table.columns, STEPS):
        return False
    return any(metric.span == "step" or None in column for metric, column in known)


def _rows(table: Table) -> list[Row]:
    """The lines of a table, what is empty left out."""
    columns = table.columns
    epochs, steps = _counter(columns, [EPOCH]), _counter(columns, STEPS)
    metrics = [raw for raw in _best_first(columns) if standard_name(raw) not in (EPOCH, *STEPS)]
    folders: Sequence[Role] = table.roles or [""]
    understandings = {
        (raw, role): understood(raw, role) for raw in metrics for role in set(folders)
    }
    rows = []
    for place in range(len(next(iter(columns.values()), []))):
        role = table.roles[place] if table.roles else ""
        values: dict[Metric, float] = {}
        for raw in metrics:
            value = columns[raw][place]
            if value is not None:
                values.setdefault(understandings[raw, role], value)
        if table.filled:
            values = _without_gaps(values)
        rows.append(Row(values, _finite(epochs, place), _finite(steps, place)))
    return rows


def _without_gaps(values: dict[Metric, float]) -> dict[Metric, float]:
    """The values of a line whose writer has `nan` for a gap.

    Where one set has numbers, `nan` for another set is a gap; where it stands beside numbers of its
    own set, or where there are no numbers at all, it is the value.
    """
    told = {metric.role for metric, value in values.items()
            if metric.name in KNOWN and not math.isnan(value)}  # fmt: skip
    if not told:
        return values
    return {metric: value for metric, value in values.items()
            if metric.role in told or not math.isnan(value)}  # fmt: skip


def _finite(column: Column, place: int) -> float | None:
    value = column[place] if column else None
    return value if value is not None and math.isfinite(value) else None
