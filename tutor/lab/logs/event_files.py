"""TensorBoard's event files, one or a folder of them, as rows of a log.

Keras's callback writes a folder with `train/` and `validation/`; PyTorch's `SummaryWriter` writes a
file, and one more folder for each curve of `add_scalars`; Lightning and Hugging Face write a file
with a curve that says which epoch a step belongs to.
"""

from __future__ import annotations

import itertools
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutor.lab.logs.names import EPOCH, KNOWN, Metric, Role, role_of, understood
from tutor.lab.logs.problem import LogError, printable
from tutor.lab.logs.records import Scalar, is_event_file, scalars
from tutor.lab.logs.rows import Row

_MARK = "tfevents"
"""Stands in the name of every event file."""
_LAST_WORD = re.compile(r"[\s.\-_]*[^\s.\-_]+$")
_MOST_FILES, _MOST_FOLDERS, _DEEPEST = 1000, 5000, 6
_MOST_SCALARS = 3_000_000
_FEWEST_STEPS = 4
"""So many training values an epoch, at least, show that steps are counted and not epochs."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number with its metric, and what its step counts where that is certain."""

    scalar: Scalar
    metric: Metric
    by_epoch: bool


def holds_events(path: Path, name: str) -> bool:
    """Whether a path is an event file or a folder.

    Raises:
        LogError: a folder without any event file in it.
    """
    try:
        folder = path.is_dir()
    except (OSError, ValueError):
        return False
    if not folder:
        return is_event_file(path)
    if not _files(path):
        raise LogError(
            f"{name}: this is a folder without TensorBoard's event files; name a log in it."
        )
    return True


def event_rows(path: Path, name: str) -> tuple[list[Row], list[str]]:
    """The rows of a training, one for each number, and notes for those who read of it.

    Args:
        path: an event file, or a folder that holds those of one training.
        name: for messages.

    Raises:
        LogError: a file that is damaged, or a folder with several trainings.
    """
    files = _files(path) if path.is_dir() else [path]
    runs: dict[Path, list[_Seen]] = defaultdict(list)
    count = 0
    for file in files:
        for scalar in scalars(file, printable(str(file))):
            count += 1
            if count > _MOST_SCALARS:
                raise LogError(f"{name}: it holds more than {_MOST_SCALARS:,} values.")
            run, role = _place(file, scalar.tag)
            metric = understood(scalar.tag, role)
            if metric.name in (*KNOWN, EPOCH) or metric.name.endswith("loss"):
                runs[run].append(_Seen(scalar, metric, _counts_epochs(scalar.tag)))
    trainings = {run: seen for run, seen in runs.items() if _any_loss(seen)}
    if len(trainings) > 1:
        names = [printable(run.name) for run in sorted(trainings)]
        more = ", …" if len(names) > 4 else ""
        raise LogError(
            f"{name}: it holds {len(names)} trainings; name the folder of one of them: "
            f"{', '.join(names[:4])}{more}."
        )
    seen = next(iter(trainings.values()), [each for run in runs.values() for each in run])
    return _rows(sorted(seen, key=lambda each: each.scalar.time))


def _files(folder: Path) -> list[Path]:
    """The event files in a folder and the folders in it, in the order of their names.

    Neither very deep nor very many folders are looked into: nobody waits for a whole disk.
    """
    found: list[Path] = []
    for place, folders, files in itertools.islice(os.walk(folder), _MOST_FOLDERS):
        here = Path(place)
        found += [here / file for file in files if _MARK in file]
        if len(here.relative_to(folder).parts) >= _DEEPEST:
            folders.clear()
    return sorted(found, key=lambda path: path.name)[:_MOST_FILES]


def _place(file: Path, tag: str) -> tuple[Path, Role]:
    """The training that a number belongs to, as a path, and the set that its folder names.

    Keras's folders are called `train` and `validation`, others `first_train` and `first_val`; those
    of `add_scalars` begin with the tag, as `Loss_val` for the tag `Loss`.
    """
    folder = file.absolute().parent
    role = role_of(folder.name)
    if not role:
        return folder, ""
    stem = _LAST_WORD.sub("", folder.name)
    own = stem == re.sub("[/ ]", "_", tag)
    return (folder.parent if own or not stem else folder.parent / stem), role


def _counts_epochs(tag: str) -> bool:
    """Whether a number's step is an epoch, as in Keras's `epoch_loss`."""
    return tag.startswith("epoch_")


def _any_loss(seen: Iterable[_Seen]) -> bool:
    return any(each.metric.name.endswith("loss") for each in seen)


def _rows(seen: Sequence[_Seen]) -> tuple[list[Row], list[str]]:
    """The numbers as rows, each with its epoch where that can be told."""
    by_epoch = [each for each in seen if each.by_epoch]
    if by_epoch:
        return [
            Row({each.metric: each.scalar.value}, float(each.scalar.step), float(each.scalar.step))
            for each in by_epoch
        ], []
    rows: list[Row] = []
    epochs = {each.scalar.step: each.scalar.value for each in seen if each.metric.name == EPOCH}
    for each in seen:
        if each.metric.name == EPOCH:
            rows.append(Row({}, each.scalar.value, float(each.scalar.step)))
        else:
            epoch = epochs.get(each.scalar.step)
            rows.append(Row({each.metric: each.scalar.value}, epoch, float(each.scalar.step)))
    return (rows, []) if epochs else _one_unit(rows)


def _one_unit(rows: list[Row]) -> tuple[list[Row], list[str]]:
    """The rows with steps of one kind.

    Many write the training loss at every batch and the validation loss at every epoch, each with a
    count of its own. Then the training values are shared out evenly among the epochs.
    """
    evaluated = sorted({row.step or 0.0 for row in rows if row.tells("val")})
    trained = sorted({row.step or 0.0 for row in rows if row.tells("train")})
    counted = all(after - before == 1 for before, after in itertools.pairwise(evaluated))
    if not (
        len(evaluated) > 1
        and counted
        and evaluated[0] <= 1
        and len(trained) >= _FEWEST_STEPS * len(evaluated)
    ):
        return rows, []
    places = {step: place * len(evaluated) // len(trained) for place, step in enumerate(trained)}
    shared = [
        Row(row.values, evaluated[places[row.step or 0.0]] if row.tells("train") else row.step)
        for row in rows
    ]
    return shared, [
        f"Training was logged at {len(trained):,} steps and validation at {len(evaluated)} epochs; "
        "the steps are shared out evenly among the epochs."
    ]
