"""All runs as rows of a list: found, sorted, and searched.

What ended stands in the progress already, so that hundreds of runs are listed without reading their
events; only those that go on or cannot be read are looked at one by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence

from tutor.lab.knobs import KNOBS
from tutor.lab.run import all_runs
from tutor.lab.settings import Value
from tutor.lab.tasks import headline
from tutor.store.progress import Progress
from tutor.store.rows import RunResult
from tutor.store.runs import RunRow, status

_KEYS: Mapping[str, Callable[[RunRow], float]] = {
    "date": lambda row: -row.at,
    "accuracy": lambda row: -figure(row),
    "seconds": lambda row: row.seconds,
    "parameters": lambda row: row.parameters,
}
SORTS = tuple(_KEYS)
"""By what runs can be sorted: the newest, the best, the quickest, the smallest first."""

_OF_DATA = tuple(name for name, knob in KNOBS.items() if knob.data)
_UNTITLED: Mapping[str, str] = {}


def figure(row: RunRow) -> float:
    """The share that tells most of a run; minus infinity where it has none."""
    found = headline(row.metrics)
    return found.value if found is not None and math.isfinite(found.value) else -math.inf


def alike(rows: Sequence[RunRow], like: RunRow) -> list[RunRow]:
    """The rows of the same experiment on data of the same form: those whose figures compare."""
    wanted = _problem(like)
    return [row for row in rows if not row.problem and _problem(row) == wanted]


def _problem(row: RunRow) -> tuple[object, ...]:
    """What a network was to learn, as far as the lesson and its settings tell."""
    return row.lesson, row.experiment, *(row.settings.get(name) for name in _OF_DATA)


def listed(progress: Progress, lesson: str | None = None) -> list[RunRow]:
    """The runs of a lesson, or all of them, the newest first.

    Raises:
        ProgressError: the progress cannot be read.
        OSError: the folder of all runs cannot be.
    """
    known = {result.run: result for result in progress.runs.results()}
    rows = [_row(known[run.id]) if run.id in known else status(run) for run in reversed(all_runs())]
    return [row for row in rows if lesson is None or row.lesson == lesson]


def _row(result: RunResult) -> RunRow:
    asked = result.settings.get("epochs", result.epochs)
    return RunRow(
        run=result.run, lesson=result.lesson, experiment=result.experiment, epochs=result.epochs,
        asked=asked if isinstance(asked, int) else result.epochs, ended=result.ended,
        metrics=result.metrics, diagnosis=result.diagnosis, at=result.at, seed=result.seed,
        parameters=result.parameters, seconds=result.seconds, settings=result.settings,
    )  # fmt: skip


def in_order(rows: Sequence[RunRow], by: str) -> list[RunRow]:
    """The rows sorted by one of `SORTS`; those that cannot be read at the end."""
    return sorted(rows, key=lambda row: (bool(row.problem), _KEYS[by](row)))


def matching(
    rows: Sequence[RunRow],
    text: str,
    favourites: Collection[str] = (),
    titles: Mapping[str, str] = _UNTITLED,
) -> list[RunRow]:
    """The rows in which every word of `text` is found.

    A word such as `units=32` is a setting with its value, any other stands somewhere in the name
    or title of the lesson, in the experiment's name, in the diagnosis, in how it ended, or in a
    setting's value such as `relu`. `favourite` is a word of those that are marked.

    Args:
        rows: to choose from.
        text: words with spaces between them; empty for all rows.
        favourites: the ids of the marked runs.
        titles: of lessons, by their ids.
    """
    words = text.lower().split()
    if not words:
        return list(rows)
    return [
        row
        for row in rows
        if _matches(row, words, titles.get(row.lesson, ""), row.run in favourites)
    ]


def _matches(row: RunRow, words: Sequence[str], title: str, marked: bool) -> bool:
    settings = [f"{name}={_told(value)}".lower() for name, value in row.settings.items()]
    settings.append(f"seed={row.seed}")
    values = {one.partition("=")[2] for one in settings}
    diagnosis = (row.diagnosis or "").replace("_", " ")
    told = f"{row.run} {row.lesson} {title} {row.experiment} {diagnosis} {row.diagnosis or ''} "
    told = f"{told}{row.ended or 'running'}{' favourite' if marked else ''}".lower()
    return all(
        word in settings if "=" in word else word in told or word in values for word in words
    )


def _told(value: Value) -> str:
    values = value if isinstance(value, list) else [value]
    return ",".join(f"{one:g}" if isinstance(one, float) else str(one) for one in values)
