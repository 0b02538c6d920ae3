"""What was tried in an experiment before: its runs, and where the learner left the settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tutor.course.lesson import Experiment, Lesson
from tutor.course.plan import complete
from tutor.lab.run import Order, Record, Run, all_runs
from tutor.lab.settings import SettingError, Settings, check
from tutor.store.earlier import Earlier, unused_seed
from tutor.store.ran import Ran, order_of
from tutor.store.rows import RunResult

_SEARCHED = 50
"""The newest runs of all, among which the newest of an experiment is looked for."""
_COMPARED = 200
"""Runs of an experiment that the newest one is held against: the settings of each are read."""


class Tried:
    """Runs by lesson and experiment, and the settings chosen since."""

    def __init__(self, recorded: Callable[[str], list[RunResult]]) -> None:
        """Nothing is chosen yet.

        Args:
            recorded: what came of all runs of the lesson with an id, the oldest first.
        """
        self._recorded = recorded
        self._chosen: dict[tuple[str, str], Settings] = {}

    def before(self, order: Order, record: Record) -> Earlier:
        """A run that has ended, and those of its experiment that went before."""
        rows = self._runs(order.lesson, order.experiment)
        before = [Ran.before(row) for row in rows if row.run < order.run]
        return Earlier(Ran.now(order, record), before[-_COMPARED:])

    def others(self, runs: Sequence[Ran]) -> list[Ran]:
        """Further runs of the experiment that the first of these is of, the oldest first."""
        order = runs[0].order if runs else None
        if order is None:
            return []
        known = {run.run for run in runs}
        rows = self._runs(order.lesson, order.experiment)
        return [Ran.before(row) for row in rows if row.run not in known][-_COMPARED:]

    def ever(self, lesson: Lesson, experiment: Experiment) -> bool:
        """Whether a run of the experiment has ended before."""
        return bool(self._runs(lesson.id, experiment.id))

    def newest(self, lesson: Lesson, experiment: Experiment) -> Run | None:
        """The newest run of an experiment, among the newest of all."""
        try:
            newest = list(reversed(all_runs()[-_SEARCHED:]))
        except OSError:
            return None
        for run in newest:
            order = order_of(run)
            if order and (order.lesson, order.experiment) == (lesson.id, experiment.id):
                return run
        return None

    def unused_seed(self, lesson: Lesson, experiment: Experiment, settings: Settings) -> int:
        """A seed that an experiment was not trained with under these settings."""
        rows = self._runs(lesson.id, experiment.id)
        return unused_seed(rows, complete(experiment, settings), experiment.seed)

    def settings(self, lesson: Lesson, experiment: Experiment) -> Settings:
        """Where the learner left the settings: now, else in the last run; empty for defaults."""
        chosen = self._chosen.get((lesson.id, experiment.id))
        if chosen is not None:
            return chosen
        for row in reversed(self._runs(lesson.id, experiment.id)):
            if _fit(row.settings, experiment):
                return dict(row.settings)
        return {}

    def choose(self, lesson: Lesson, experiment: Experiment, settings: Settings) -> None:
        """Remember the settings that the learner has come to."""
        self._chosen[lesson.id, experiment.id] = settings

    def _runs(self, lesson: str, experiment: str) -> list[RunResult]:
        """What came of all runs of an experiment, the oldest first."""
        return [row for row in self._recorded(lesson) if row.experiment == experiment]


def _fit(settings: Settings, experiment: Experiment) -> bool:
    """Whether old settings are still allowed, since lessons change."""
    offered = experiment.offered
    try:
        for name, value in settings.items():
            if name not in offered:
                return False
            check(offered[name], value)
    except SettingError:
        return False
    return True
