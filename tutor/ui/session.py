"""The session: the course, the learner's progress, and what both say about a run.

It knows no widget, so that screens stay thin and this can be tested without a terminal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from tutor import paths
from tutor.course.catalog import Catalog
from tutor.course.goal import judge, reached
from tutor.course.lesson import Experiment, Lesson
from tutor.course.plan import complete
from tutor.lab.run import Order, Record, Run, RunError, all_runs
from tutor.lab.settings import SettingError, Settings, Value, check
from tutor.lab.tasks import headline
from tutor.lab.trial import Trial
from tutor.store.database import ProgressError
from tutor.store.progress import Progress
from tutor.store.rows import RunResult
from tutor.store.runs import RunRow, adopt, result, status
from tutor.ui.predictions import told
from tutor.ui.widgets.results import Context
from tutor.ui.words import percent

T = TypeVar("T")
U = TypeVar("U")
_RECENT = 8
_SEARCHED = 50


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
        return replace(
            context,
            compared=self._compared(order, record),
            prediction=self._prediction(order, experiment, record),
        )

    def _prediction(self, order: Order, experiment: Experiment, record: Record) -> str:
        """What the learner predicted and how it came out, for a run as the lesson sets it up.

        The question is about the data and the settings that the lesson begins with: other runs, and
        those that were cut short, prove nothing.
        """
        quiz, figure = experiment.predict, headline(record.metrics)
        whole = record.ended is not None and record.ended.reason == "finished"
        if quiz is None or figure is None or not whole:
            return ""
        if order.dataset != experiment.dataset or order.settings != complete(experiment, {}):
            return ""
        attempts = self.keep(lambda progress: progress.attempts(order.lesson), [])
        given = [attempt for attempt in attempts if attempt.quiz == quiz.id]
        return told(quiz, given[-1].answer, figure) if given else ""

    def _compared(self, order: Order, record: Record) -> str:
        """What a run has changed since the one before it, and the validation accuracies of both."""
        runs = self.keep(lambda progress: progress.runs(order.lesson), [])
        earlier = [
            row for row in runs if row.experiment == order.experiment and row.run < order.run
        ]
        if not earlier:
            return ""
        before = max(earlier, key=lambda row: row.run)
        changes = [
            f"{name} {_told(before.settings.get(name))} → {_told(value)}"
            for name, value in order.settings.items()
            if before.settings.get(name) != value
        ]
        if before.seed != order.seed:
            changes.append(f"seed {before.seed} → {order.seed}")
        if self._other_data(order, before):
            changes.append("other data")
        text = f"Since the last run: {', '.join(changes) or 'nothing changed'}"
        new = headline(record.metrics)
        old = before.metrics.get(new.metric) if new else None
        if new is None or old is None:
            return text
        return f"{text}; {new.words} {percent(old)} → {percent(new.value)}"

    def _other_data(self, order: Order, before: RunResult) -> bool:
        """Whether the learner changed to data of their own, to others, or back."""
        earlier = self.order(Run(paths.runs() / before.run))
        data = [
            (one.dataset, one.data_options.get("fingerprint")) for one in (order, earlier) if one
        ]
        return len(set(data)) > 1

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
        runs = self.keep(lambda progress: progress.runs(lesson.id), [])
        for row in reversed(runs):
            if row.experiment == experiment.id and _fit(row.settings, experiment):
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
        runs = self.keep(lambda progress: progress.runs(lesson.id), [])
        return any(row.experiment == experiment.id for row in runs)

    def newest_run(self, lesson: Lesson, experiment: Experiment) -> Run | None:
        """The newest run of an experiment, among the newest of all."""
        try:
            newest = list(reversed(all_runs()[-_SEARCHED:]))
        except OSError:
            return None
        for run in newest:
            order = self.order(run)
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

    def order(self, run: Run) -> Order | None:
        """What was asked for in a run; None where that cannot be read."""
        try:
            return run.order()
        except RunError:
            return None


def _told(value: Value | None) -> str:
    """A setting's value in one word."""
    values = value if isinstance(value, list) else [value]
    return ",".join("–" if one is None else str(one) for one in values)


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
