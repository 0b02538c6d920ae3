"""Training from the bench: prepares while the learner chooses, trains, and shows what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from tutor.course.draft import Draft, Field
from tutor.course.lesson import Lesson
from tutor.course.plan import complete
from tutor.course.plan import order as plan
from tutor.lab.client import WorkerError
from tutor.lab.run import Order
from tutor.lab.settings import SettingError, Value
from tutor.lab.trial import Trial
from tutor.ui.messages import WorkerChanged
from tutor.ui.screens.dialogs import Pick
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.question import QuestionCard

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp

PREPARE_AFTER_SECONDS = 0.4
_LOADING_TICK_SECONDS = 0.25


class Training:
    """What happens between one bench and the desk."""

    def __init__(self, app: TutorApp, lesson: Lesson, bench: Bench) -> None:
        """Join `bench`, an experiment of `lesson`, to the desk of `app`."""
        self._app = app
        self._lesson = lesson
        self._bench = bench
        self._order: Order | None = None
        self._timer: Timer | None = None
        self._ticker: Timer | None = None

    @property
    def under_way(self) -> bool:
        """Whether a run of this experiment is training."""
        trial = self._app.desk.trial
        return trial is not None and not trial.over and self._mine(trial)

    def begin(self) -> None:
        """Show the run that is under way or was the last here, and prepare the network."""
        if self._app.desk.failure:
            self._cannot_train(self._app.desk.failure)
        self.show_newest()
        self._prepare_soon()

    def show_newest(self) -> None:
        """Show this terminal's newest run, if it is of this experiment."""
        trial = self._app.desk.trial
        if trial is not None:
            self.trial_changed(trial)

    def draft_changed(self) -> None:
        """The learner chose something else."""
        experiment, settings = self._bench.experiment, self._bench.draft.settings
        self._app.session.choose(self._lesson, experiment, settings)
        self._prepare_soon()

    def choose(self, draft: Draft, field: Field) -> None:
        """Let the learner pick a value from a list, or type it."""
        setting = draft.experiment.offered[field.setting]

        def chosen(value: Value | None) -> None:
            if value is not None and not isinstance(value, list):
                self._bench.query_one(Builder).put(field, value)

        self._app.push_screen(Pick(setting, field.value), chosen)

    def train(self) -> None:
        """Hand the network to the worker and bring the results to the front."""
        if self.under_way:
            return
        results = self._bench.results
        self._bench.action_pane("results")
        try:
            order = plan(self._lesson.id, self._bench.experiment, self._bench.draft.settings)
            results.clear()
            trial = self._app.desk.train(order)
        except (SettingError, WorkerError) as error:
            results.announce(str(error))
            return
        self._order = order
        self._show(trial)
        self._tick()
        self._app.wake()

    def stop(self) -> None:
        """Ask the run to stop."""
        trial = self._app.desk.trial
        if trial is not None and self.under_way:
            trial.cancel()
            self._show(trial)

    def trial_changed(self, trial: Trial) -> None:
        """Show news of a trial, if it is of this experiment."""
        if not self._mine(trial):
            return
        self._show(trial)
        if trial.over:
            for card in self._bench.query(QuestionCard):
                card.reveal()

    def worker_changed(self, event: WorkerChanged) -> None:
        """Say what the worker is at, under the builder."""
        self._bench.note(event.text)
        if event.failed:
            self._cannot_train(event.text)

    def _cannot_train(self, reason: str) -> None:
        """Say why, and show the lesson's recorded run in place of the learner's own."""
        results, experiment = self._bench.results, self._bench.experiment
        if experiment.recorded:
            recorded = Trial.replay(self._lesson.path.parent / experiment.recorded)
            settings = complete(experiment, experiment.reference)
            results.show(
                recorded, self._app.session.context_of(experiment, settings, recorded.record)
            )
            reason += " Here is a recorded run of the reference settings instead."
        results.announce(reason)

    def _mine(self, trial: Trial) -> bool:
        """Whether a trial is a run of this bench's experiment."""
        if self._order is None or self._order.run != trial.run.id:
            order = self._app.session.order(trial.run) if trial.record.started else None
            if order is None:
                return False
            mine = (order.lesson, order.experiment) == (
                self._lesson.id, self._bench.experiment.id,
            )  # fmt: skip
            if not mine:
                return False
            self._order = order
        return True

    def _show(self, trial: Trial) -> None:
        if self._order is not None:
            context = self._app.session.context(self._order, trial.record)
            self._bench.results.show(trial, context)

    def _tick(self) -> None:
        """While the worker loads its libraries, count the seconds."""
        trial, seconds = self._app.desk.trial, self._app.desk.loading_seconds
        if trial is None or trial.over or trial.record.started is not None or seconds is None:
            return
        self._bench.results.announce(f"Loading TensorFlow … {seconds:.0f} s")
        self._app.set_timer(_LOADING_TICK_SECONDS, self._tick)

    def _prepare_soon(self) -> None:
        """Prepare once nothing has been edited for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._bench.set_timer(PREPARE_AFTER_SECONDS, self._prepare)

    def _prepare(self) -> None:
        if self._app.desk.busy or self._app.desk.failure:
            return
        try:
            order = plan(self._lesson.id, self._bench.experiment, self._bench.draft.settings)
        except SettingError:
            return
        self._app.desk.prepare(order)
        self._app.wake()
