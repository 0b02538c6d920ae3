"""All runs as rows of a list: found, sorted, and searched.

What ended stands in the progress already, so that hundreds of runs are listed without reading their
events; only those that go on or cannot be read are looked at one by one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence

from tutor.diagnosis.digits import in_digits
from tutor.lab.knobs import AFTER_TRAINING, KNOBS, called
from tutor.lab.run import all_runs
from tutor.lab.settings import Scalar, Value
from tutor.lab.tasks import headline
from tutor.store.best import as_told
from tutor.store.found import found
from tutor.store.progress import Progress
from tutor.store.rows import RunResult
from tutor.store.runs import RunRow, status

_KEYS: Mapping[str, Callable[[RunRow, str], float | tuple[float, float]]] = {
    "date": lambda row, _: -row.at,
    "accuracy": lambda row, aim: (-_told_worth(row, aim), row.parameters),
    "seconds": lambda row, _: row.seconds,
    "parameters": lambda row, _: row.parameters,
}
SORTS = tuple(_KEYS)
"""By what runs can be sorted: the newest, the best, the quickest, the smallest first."""

_OF_DATA = tuple(name for name, knob in KNOBS.items() if knob.data)
_UNTITLED: Mapping[str, str] = {}
_EQUALS = re.compile(r"\s*=\s*")


def _named(_row: RunRow, name: str) -> str:
    """A setting as people call it where no lesson calls it otherwise."""
    return called(name)


def worth(row: RunRow, aim: str = "") -> float:
    """How good the figure is that tells most of a run; minus infinity where it has none."""
    found = headline(row.metrics, aim)
    return found.worth if found is not None else -math.inf


def _told_worth(row: RunRow, aim: str) -> float:
    """The same as people read it, so that the smaller of two equals stands first."""
    found = headline(row.metrics, aim)
    return -math.inf if found is None else as_told(found.metric, found.worth)


def alike(rows: Sequence[RunRow], like: RunRow) -> list[RunRow]:
    """The rows of the same experiment on data of the same form: those whose figures compare."""
    wanted = _problem(like)
    return [row for row in rows if not row.problem and _problem(row) == wanted]


def same_network(rows: Sequence[RunRow], like: RunRow) -> list[RunRow]:
    """The other rows that trained the very network of one, and use its answers in another way.

    Their seconds differ by what else the machine did.
    """
    return [
        row
        for row in alike(rows, like)
        if row.run != like.run and row.settings != like.settings and _network(row) == _network(like)
    ]


def _network(row: RunRow) -> tuple[object, ...]:
    """What decides which network a run ends with, as far as its row tells."""
    trained = {name: row.settings[name] for name in row.settings if name not in AFTER_TRAINING}
    return trained, row.seed, row.epochs


def _problem(row: RunRow) -> tuple[object, ...]:
    """What a network was to learn, as far as the lesson and its settings tell."""
    return row.lesson, row.experiment, *(row.settings.get(name) for name in _OF_DATA)


def listed(
    progress: Progress, lesson: str | None = None, *, most: int | None = None
) -> list[RunRow]:
    """The runs of a lesson, or all of them, the newest first.

    Args:
        progress: what is recorded of them.
        lesson: its id; None for all.
        most: only so many of the newest; None for all.

    Raises:
        ProgressError: the progress cannot be read.
        OSError: the folder of all runs cannot be.
    """
    known = {result.run: result for result in progress.runs.results()}
    rows = [
        _row(known[run.id]) if run.id in known else status(run) for run in all_runs()[::-1][:most]
    ]
    return [row for row in rows if lesson is None or row.lesson == lesson]


def _row(result: RunResult) -> RunRow:
    asked = result.settings.get("epochs", result.epochs)
    return RunRow(
        run=result.run, lesson=result.lesson, experiment=result.experiment, epochs=result.epochs,
        asked=asked if isinstance(asked, int) else result.epochs, ended=result.ended,
        metrics=result.metrics, diagnosis=result.diagnosis, at=result.at, seed=result.seed,
        parameters=result.parameters, seconds=result.seconds, settings=result.settings,
        goal_reached=result.goal_reached, sure=result.sure,
    )  # fmt: skip


def in_order(rows: Sequence[RunRow], by: str, aim: str = "") -> list[RunRow]:
    """The rows sorted by one of `SORTS`; those that cannot be read at the end.

    Args:
        rows: to sort.
        by: what.
        aim: the metric that the goal of all of them is on; empty where it is not one.
    """
    return sorted(rows, key=lambda row: (bool(row.problem), _KEYS[by](row, aim)))


def matching(
    rows: Sequence[RunRow],
    text: str,
    favourites: Collection[str] = (),
    titles: Mapping[str, str] = _UNTITLED,
    named: Callable[[RunRow, str], str] = _named,
) -> list[RunRow]:
    """The rows in which every word of `text` is found.

    `units=32` is a setting with its value, by any of its names: `learning rate = 0.1` too; of
    several layers one with that value does. Any other word stands somewhere in the name or title
    of the lesson, in the experiment's name, in the diagnosis, in how it ended, or in a setting's
    value such as `relu`. `favourite` is a word of those that are marked.

    Args:
        rows: to choose from.
        text: words with spaces between them; empty for all rows.
        favourites: the ids of the marked runs.
        titles: of lessons, by their ids.
        named: how the lesson of a run calls a setting.
    """
    words = _EQUALS.sub("=", text.lower()).split()
    if not words:
        return list(rows)
    return [
        row
        for row in rows
        if _matches(row, words, titles.get(row.lesson, ""), row.run in favourites, named)
    ]


def _matches(
    row: RunRow,
    words: Sequence[str],
    title: str,
    marked: bool,
    named: Callable[[RunRow, str], str],
) -> bool:
    diagnosis = (row.diagnosis or "").replace("_", " ")
    told = f"{row.run} {row.lesson} {title} {row.experiment} {diagnosis} {row.diagnosis or ''} "
    told += f"{found(row)} "
    told = f"{told}{row.ended or 'running'}{' favourite' if marked else ''}".lower()
    values = {form for value in row.settings.values() for form in _forms(value)}
    left = list(words)
    while left:
        word = left.pop()
        if "=" not in word:
            if word not in told and word not in values:
                return False
            continue
        name, _, value = word.partition("=")
        taken = _name_ending(row, [*left, name], value, named)
        if not taken:
            return False
        del left[len(left) + 1 - taken :]
    return True


def _name_ending(
    row: RunRow, words: Sequence[str], value: str, named: Callable[[RunRow, str], str]
) -> int:
    """How many words at the end name a setting that the run has at a value; 0 for none does."""
    has = {"seed"} if str(row.seed) == value else set()
    for name, set_to in row.settings.items():
        if value in _forms(set_to):
            has |= {_plain(one) for one in (name, called(name), named(row, name))}
    return max((n for n in range(1, len(words) + 1) if _plain(" ".join(words[-n:])) in has),
               default=0)  # fmt: skip


def _plain(name: str) -> str:
    """A name of a setting without what people write in different ways."""
    return name.lower().replace("_", " ").replace("-", " ")


def _forms(value: Value) -> set[str]:
    """What is typed for a value: of several, all with commas between them, or any one."""
    values = value if isinstance(value, list) else [value]
    forms = {_told(one) for one in values} | {",".join(map(_told, values))}
    if isinstance(value, bool):
        forms.add("on" if value else "off")
    elif isinstance(value, int):
        forms.add(f"{value:,}")
    return {form.lower() for form in forms}


def _told(value: Scalar) -> str:
    return in_digits(value) if isinstance(value, float) else str(value)
