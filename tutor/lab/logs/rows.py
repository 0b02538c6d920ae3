"""Logs written row by row: several rows an epoch, each with some of the values, made one an epoch.

So do Lightning's CSVLogger (a row every so many steps, one for each validation), Hugging Face's
Trainer and TensorBoard.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tutor.lab.logs.names import KNOWN, SPANS, Metric, Role

Column = list[float | None]
"""The values of a metric, one an epoch; None where the log has none."""

_MOST_EPOCHS = 1e9
_NEAR_WHOLE = 0.05
"""So near a whole number is the epoch of an evaluation that stands at an epoch's end."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a log says at one moment.

    Attributes:
        values: by metric; what it does not tell is not there.
        epoch: the number of the epoch, or how many have gone by; None where it does not say.
        step: of the training; None where it does not say.
    """

    values: Mapping[Metric, float]
    epoch: float | None = None
    step: float | None = None

    def tells(self, role: Role) -> bool:
        """Whether it has a metric of a set that a diagnosis uses."""
        return any(metric.role == role and metric.name in KNOWN for metric in self.values)


@dataclass(slots=True)
class Epochs:
    """The epochs of a log.

    Attributes:
        columns: for each standard name, a value an epoch.
        numbers: of the epochs; None where the log has none, so that they are counted from 1.
        notes: what was done with the rows that a reader should know, in whole sentences.
    """

    columns: dict[str, Column]
    numbers: list[int] | None
    notes: list[str] = field(default_factory=list)


def gathered(rows: Iterable[Row]) -> Epochs:
    """Rows in the order in which they were written, made one an epoch.

    An epoch's value is the one that the log gives for a whole epoch, in preference to those of
    steps. Of several training values it is the mean, of several validation values the last.
    What was written before the training began (Lightning's sanity check) does not count; where a
    training was resumed, what it does again counts, and what it had done from there on does not.

    Where no row tells a whole epoch, each evaluation ends what is called an epoch here.
    """
    notes: list[str] = []
    told = _without_sanity_check(_numbered(list(rows)))
    told = _resumed(told, notes)
    groups, numbers = _groups(told, notes)
    kept = [(number, group) for number, group in zip(numbers, groups, strict=True)
            if any(metric.name in KNOWN for row in group for metric in row.values)]  # fmt: skip
    metrics = {metric: None for _, group in kept for row in group for metric in row.values}
    names = dict.fromkeys(metric.name for metric in metrics)
    columns = {name: [_value(name, group) for _, group in kept] for name in names}
    whole = [number for number, _ in kept if number is not None]
    return Epochs(columns, whole if whole and len(whole) == len(kept) else None, notes)


def _value(name: str, group: Sequence[Row]) -> float | None:
    """An epoch's value of a metric; None where it has none."""
    for span in SPANS:
        metric = Metric(name, span)
        values = [row.values[metric] for row in group if metric in row.values]
        if values:
            averaged = span == "step" or (span == "unsaid" and metric.role != "val")
            return sum(value / len(values) for value in values) if averaged else values[-1]
    return None


def _numbered(rows: list[Row]) -> list[Row]:
    """The rows, each with an epoch if any has one.

    Lightning writes learning rates without an epoch before the rows of the epoch they belong to:
    a row without one belongs to the next that has one, or else to the last.
    """
    if all(row.epoch is None for row in rows):
        return rows
    following = next(row.epoch for row in reversed(rows) if row.epoch is not None)
    numbered: list[Row] = []
    for row in reversed(rows):
        following = row.epoch if row.epoch is not None else following
        numbered.append(row if row.epoch is not None else replace(row, epoch=following))
    return numbered[::-1]


def _without_sanity_check(rows: list[Row]) -> list[Row]:
    """The rows without validations that were made before the first step."""
    longest: dict[float | None, float] = defaultdict(lambda: -math.inf)
    for row in rows:
        if row.step is not None:
            longest[row.epoch] = max(longest[row.epoch], row.step)
    return [
        row
        for row in rows
        if not (row.epoch is not None and row.epoch < 0)
        and not (
            row.epoch is not None
            and row.step is not None
            and row.step <= 0
            and row.tells("val")
            and not row.tells("train")
            and longest[row.epoch] > max(row.step, 0)
        )
    ]


def _at(row: Row) -> float | None:
    """How far the training was: by epoch or, where there is none, by step."""
    return row.step if row.epoch is None else row.epoch


def _resumed(rows: list[Row], notes: list[str]) -> list[Row]:
    """The rows of the training that came last, where it was taken up again at an earlier epoch.

    Only a row with a training value shows that: a model is also tested at its best epoch once it
    is trained. Validation rows that went back before it belong to the training that came last.
    """
    kept: list[Row] = []
    again: list[float] = []
    reached = _Reached()
    back: int | None = None
    for row in rows:
        at = _at(row)
        if at is not None and back is None and reached.before(row, at):
            back = len(kept)
        if at is not None and row.tells("train"):
            if back is not None:
                again.append(at)
                before = [old for old in kept[:back] if (place := _at(old)) is None or place < at]
                kept = before + kept[back:]
            reached.move(row, at)
            back = None
        kept.append(row)
    if again:
        notes.append(_told_again(rows, list(dict.fromkeys(again))))
    return kept


def _told_again(rows: list[Row], places: list[float]) -> str:
    """The sentence on a training that was taken up again at some places of its log."""
    if places == [min(at for row in rows if (at := _at(row)) is not None)]:
        return "The training was begun anew; what was written last counts."
    word = "epoch" if rows[0].epoch is not None else "step"
    listed = ", ".join(f"{at:g}" for at in places[:5]) + (", …" if len(places) > 5 else "")
    return f"The training was taken up again at {word} {listed}; what was written last counts."


@dataclass(slots=True)
class _Reached:
    """How far a training has come in its log.

    Attributes:
        at: the epoch or, where there are none, the step.
        step: within the epoch.
        told: where each whole training value was told last.
    """

    at: float = -math.inf
    step: float = -math.inf
    told: dict[Metric, float] = field(default_factory=dict)

    def before(self, row: Row, at: float) -> bool:
        """Whether a row is of an earlier moment, or tells again what can be told once only."""
        if at != self.at:
            return at < self.at
        if row.epoch is not None and row.step is not None and row.step < self.step:
            return True
        return any(self.told.get(metric) == at for metric in _once(row))

    def move(self, row: Row, at: float) -> None:
        """Come to a row."""
        self.at, self.step = at, -math.inf if row.step is None else row.step
        self.told.update(dict.fromkeys(_once(row), at))


def _once(row: Row) -> list[Metric]:
    """The training values that stand only once at their place: of whole epochs, or by step."""
    trained = [metric for metric in row.values if metric.role == "train"]
    return [metric for metric in trained if row.epoch is None or metric.span == "epoch"]


def _groups(rows: list[Row], notes: list[str]) -> tuple[list[list[Row]], list[int | None]]:
    """The rows of each epoch, and the epochs' numbers."""
    places = [at for row in rows if (at := _at(row)) is not None]
    if len(places) < len(rows):
        return [[row] for row in rows], [None] * len(rows)
    if rows and rows[0].epoch is not None and all(_whole(at) for at in places):
        by_epoch = _by(rows, lambda row: int(_at(row) or 0))
        return list(by_epoch.values()), list(by_epoch)
    evaluated = sorted({at for row in rows if row.tells("val") if (at := _at(row)) is not None})
    if evaluated:
        return _by_evaluation(rows, evaluated, notes)
    if rows and rows[0].epoch is not None:
        by_epoch = _by(rows, lambda row: math.ceil(_at(row) or 0))
        return list(by_epoch.values()), list(by_epoch)
    by_step = _by(rows, lambda row: _at(row) or 0.0)
    return list(by_step.values()), _step_numbers(list(by_step), notes, "logged step")


def _by_evaluation(
    rows: list[Row], evaluated: list[float], notes: list[str]
) -> tuple[list[list[Row]], list[int | None]]:
    """The rows up to each evaluation, those after the last left out."""
    groups: list[list[Row]] = [[] for _ in evaluated]
    place = 0
    for row in sorted(rows, key=lambda row: _at(row) or 0.0):
        while place < len(evaluated) and (_at(row) or 0.0) > evaluated[place]:
            place += 1
        if place < len(evaluated):
            groups[place].append(row)
    near = [round(at) for at in evaluated]
    ends = all(abs(at - whole) <= _NEAR_WHOLE for at, whole in zip(evaluated, near, strict=True))
    if rows[0].epoch is not None and ends and len(set(near)) == len(near):
        return groups, list(near)
    return groups, _step_numbers(evaluated, notes, "evaluation")


def _step_numbers(places: list[float], notes: list[str], each: str) -> list[int | None]:
    """The steps as numbers of epochs where they follow one another; else none, and a note."""
    follow = all(b - a == 1 for a, b in itertools.pairwise(places))
    if follow and all(_whole(at) for at in places):
        return [int(at) for at in places]
    notes.append(f"What is called an epoch here is one {each} of the log.")
    return [None] * len(places)


def _whole(at: float) -> bool:
    return 0 <= at < _MOST_EPOCHS and at.is_integer()


def _by(rows: Iterable[Row], key: Callable[[Row], float]) -> dict[int, list[Row]]:
    """The rows by a key, in its order."""
    groups: dict[float, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {number: groups[number] for number in sorted(groups)}  # type: ignore[misc]
