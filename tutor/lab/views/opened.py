"""Which runs have had their test set opened.

A test set tells what a network is worth on examples that played no part in any choice. Whatever is
chosen by what it says, it cannot judge any more: so it is opened on purpose, and counted.
"""

from __future__ import annotations

import msgspec

from tutor.lab.run import Order, Run, RunError, all_runs
from tutor.lab.views import files
from tutor.lab.views.film import FilmQuery
from tutor.lab.views.outcomes import OutcomesQuery
from tutor.lab.views.query import Query
from tutor.lab.views.scores import ScoresQuery

OPENING: tuple[Query, ...] = (
    OutcomesQuery(part="test"), ScoresQuery(part="test"), FilmQuery(part="test"),
)  # fmt: skip
"""The queries whose answers show a test set."""


class _Asked(msgspec.Struct):
    """What of an order says whose test set it has."""

    lesson: str
    experiment: str
    dataset: str
    data_options: dict[str, bool | int | float | str] = {}
    open_test: bool = False

    @property
    def whose(self) -> tuple[object, ...]:
        """Equal for runs that are judged by one test set in one experiment."""
        return self.lesson, self.experiment, self.dataset, self.data_options.get("path")


def opened(run: Run) -> bool:
    """Whether the test set has been opened for a run: looked at, or evaluated at its end."""
    if any((run.folder / files.answer_of(query)).is_file() for query in OPENING):
        return True
    asked = _asked(run)
    return asked is not None and asked.open_test and _evaluated(run)


def others_opened(order: Order) -> int:
    """For how many other runs of the same experiment, on the same data, it has been opened.

    Raises:
        OSError: the folder of all runs cannot be read.
    """
    whose = _Asked(
        lesson=order.lesson, experiment=order.experiment, dataset=order.dataset,
        data_options=order.data_options,
    ).whose  # fmt: skip
    found = 0
    for run in all_runs():
        asked = None if run.id == order.run else _asked(run)
        found += asked is not None and asked.whose == whose and opened(run)
    return found


def _asked(run: Run) -> _Asked | None:
    """What a run was for; None where its folder cannot be read."""
    try:
        return msgspec.json.decode((run.folder / "settings.json").read_bytes(), type=_Asked)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _evaluated(run: Run) -> bool:
    """Whether its end tells of the test set; a run that was stopped has not opened it."""
    try:
        return any(name.startswith("test_") for name in run.record().metrics)
    except RunError:
        return False
