"""The session: the course, the learner's progress, and what both say about a run.

It knows no widget, so that screens stay thin and this can be tested without a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from tutor import paths
from tutor.course.catalog import Catalog
from tutor.course.goal import judge, reached
from tutor.course.lesson import Experiment, Lesson
from tutor.course.plan import complete
from tutor.lab.run import Order, Record, Run, RunError, all_runs
from tutor.lab.settings import SettingError, Settings, check
from tutor.lab.trial import Trial
from tutor.store.database import ProgressError
from tutor.store.earlier import Earlier, unused_seed
from tutor.store.progress import Progress
from tutor.store.ran import Ran, order_of
from tutor.store.rows import RunResult
from tutor.store.runs import RunRow, adopt, result, status
from tutor.ui.compared import compared
from tutor.ui.predictions import predicted
from tutor.ui.run_words import Context

T = TypeVar("T")
U = TypeVar("U")
_RECENT = 8
_SEARCHED = 50
_COMPARED = 200
"""Runs of an experiment that the newest one is held against: the settings of each are read."""


class Session:
    """What a terminal knows.

    Attributes:
        catalog: the course.
        progress: what the learner did.
        notices: sentences that the learner must be told, each once.
    """

    def __init__(self, catalog: Catalog | None = None, progress: Progress | None = None) -> None:
        """Open the course and the progress; what is wrong with either becomes a notice."""
        self.catalog = catalog or Catalog.load(paths.lessons())
        self.progress = progress or Progress.open()
        self.notices: list[str] = [self.progress.notice] if self.progress.notice else []
        self._chosen: dict[tuple[str, str], Settings] = {}

    def keep(self, action: Callable[[Progress], T], otherwise: U) -> T | U:
        """Read or write progress; where that fails, notice why and go on with `otherwise`."""
        try:
            return action(self.progress)
        except ProgressError as error:
            if str(error) not in self.notices:
                self.notices.append(str(error))
            return otherwise

    def adopt(self) -> list[RunResult]:
        """Record runs that ended while no terminal was there."""
        try:
            return self.keep(lambda progress: adopt(progress, self.goal_reached), [])
        except OSError as error:
            self.notices.append(f"The runs cannot be read: {error}.")
            return []

    def record(self, trial: Trial) -> RunResult | None:
        """Record a run that has ended; what was recorded, None where it cannot be read."""
        record = trial.record
        if record.ended is None:
            return None
        try:
            order = trial.run.order()
        except RunError as error:
            self.notices.append(str(error))
            return None
        row = result(
            order, record, ended=record.ended.reason, goal_reached=self.goal_reached(order, record)
        )
        self.keep(lambda progress: progress.record_run(row), None)
        return row

    def experiment(self, order: Order) -> Experiment | None:
        """The experiment that an order came from, where its lesson is still there."""
        entry = self.catalog.find(order.lesson)
        if entry is None or entry.lesson is None:
            return None
        found = (e for e in entry.lesson.experiments if e.id == order.experiment)
        return next(found, None)

    def goal_reached(self, order: Order, record: Record) -> bool:
        """Whether a run met every condition of its experiment, on the lesson's own data."""
        experiment = self.experiment(order)
        return experiment is not None and reached(
            judge(experiment.goal_on(order.dataset), record, order.settings)
        )

    def context(self, order: Order, record: Record) -> Context:
        """What the lesson says about a run as far as it has come."""
        experiment = self.experiment(order)
        if experiment is None:
            return Context()
        context = self.context_of(experiment, order.settings, record, order.dataset)
        if record.ended is None:
            return context
        attempts = self.keep(lambda progress: progress.attempts(order.lesson), [])
        found = compared(self._earlier(order, record))
        return replace(
            context,
            compared=found.text,
            unseeded=found.unseeded,
            prediction=predicted(order, experiment, record, attempts),
        )

    def _earlier(self, order: Order, record: Record) -> Earlier:
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

    def _runs(self, lesson: str, experiment: str) -> list[RunResult]:
        """What came of all runs of an experiment, the oldest first."""
        runs = self.keep(lambda progress: progress.runs(lesson), [])
        return [row for row in runs if row.experiment == experiment]

    def unused_seed(self, lesson: Lesson, experiment: Experiment, settings: Settings) -> int:
        """A seed that an experiment was not trained with under these settings."""
        rows = self._runs(lesson.id, experiment.id)
        return unused_seed(rows, complete(experiment, settings), experiment.seed)

    def context_of(
        self, experiment: Experiment, settings: Settings, record: Record, dataset: str = ""
    ) -> Context:
        """What an experiment says about a run with these settings, on its own data or others."""
        goal = experiment.goal_on(dataset or experiment.dataset)
        outcomes = judge(goal, record, settings) if record.ended else ()
        return Context(outcomes=outcomes, author=experiment.on)

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

    def open_questions(self, lesson: Lesson) -> int:
        """How many questions of a lesson, predictions aside, were never answered."""
        best = self.keep(lambda progress: progress.best(lesson.id), {})
        return sum(quiz.id not in best for step in lesson.steps for quiz in step.quizzes)

    def answered(self, lesson: Lesson) -> tuple[int, int]:
        """How many of a lesson's questions were answered right, and how many there are."""
        best = self.keep(lambda progress: progress.best(lesson.id), {})
        quizzes = lesson.quizzes
        right = sum(quiz.id in best and best[quiz.id].correct for quiz in quizzes)
        return right, len(quizzes)

    def runs(self) -> list[RunRow]:
        """The newest runs, those under way first."""
        try:
            newest = [status(run) for run in reversed(all_runs()[-_RECENT:])]
        except OSError:
            return []
        return sorted(newest, key=lambda row: row.ended is not None or bool(row.problem))

    def tried(self, lesson: Lesson, experiment: Experiment) -> bool:
        """Whether a run of the experiment has ended before."""
        return bool(self._runs(lesson.id, experiment.id))

    def newest_run(self, lesson: Lesson, experiment: Experiment) -> Run | None:
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

    def title(self, lesson: str) -> str:
        """A lesson's title; its id where it is not in the course any more."""
        entry = self.catalog.find(lesson)
        return entry.title if entry is not None else lesson

    def changed(self, row: RunRow) -> str:
        """The settings of a run that differ from the defaults of its experiment."""
        entry = self.catalog.find(row.lesson)
        experiments = entry.lesson.experiments if entry and entry.lesson else []
        known = next((e.offered for e in experiments if e.id == row.experiment), {})
        said = []
        for name, value in row.settings.items():
            if name in known and value != known[name].default:
                values = value if isinstance(value, list) else [value]
                said.append(f"{known[name].title} {', '.join(map(str, values))}")
        return "; ".join(said)


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
