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
from tutor.lab.settings import Scalar, SettingError, Value
from tutor.lab.trial import Trial
from tutor.ui.bench_data import BenchData
from tutor.ui.messages import FetchChanged, WorkerChanged
from tutor.ui.screens.dialogs import Pick
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.question import QuestionCard

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp

PREPARE_AFTER_SECONDS = 0.4
_LOADING_TICK_SECONDS = 0.25


class Training:
    """What happens between one bench and the desk.

    Attributes:
        data: which data the bench trains on.
    """

    def __init__(self, app: TutorApp, lesson: Lesson, bench: Bench) -> None:
        """Join `bench`, an experiment of `lesson`, to the desk of `app`."""
        self._app = app
        self._lesson = lesson
        self._bench = bench
        self._trial: Trial | None = None
        self._order: Order | None = None
        self._timer: Timer | None = None
        self._asked = False
        self.data = BenchData(app, lesson, bench, self._data_changed)

    @property
    def under_way(self) -> bool:
        """Whether a run of this experiment is training, here or elsewhere, or waits for data."""
        return self.data.fetching or (self._trial is not None and not self._trial.over)

    def shows(self, trial: Trial) -> bool:
        """Whether the bench shows this one."""
        return trial is self._trial

    def begin(self) -> None:
        """Show the experiment's newest run, live if it still goes on, and prepare the network."""
        if self._app.desk.failure:
            self._cannot_train(self._app.desk.failure)
        run = self._app.session.newest_run(self._lesson, self._bench.experiment)
        if run is not None:
            self._follow(self._app.desk.watch(run))
        self._prepare_soon()

    def show_newest(self) -> None:
        """Show the run again, which may have gone on while another screen was seen."""
        if self._trial is not None:
            self._trial.poll()
            self.trial_changed(self._trial)

    def draft_changed(self) -> None:
        """The learner chose something else."""
        if self.data.own is None:
            experiment, settings = self._bench.experiment, self._bench.draft.settings
            self._app.session.choose(self._lesson, experiment, settings)
        self._prepare_soon()

    def _data_changed(self) -> None:
        """Other data are in use, or a download began or ended."""
        self._bench.screen.refresh_bindings()
        self._prepare_soon()

    def fetch_changed(self, event: FetchChanged) -> None:
        """Show how far a download is."""
        self.data.fetch_changed(event.fetching)

    def choose(self, draft: Draft, field: Field) -> None:
        """Let the learner pick a value from a list, or type it."""
        setting = draft.experiment.offered[field.setting]

        def chosen(value: Value | None) -> None:
            if value is not None and not isinstance(value, list):
                self._bench.query_one(Builder).put(field, value)

        self._app.push_screen(Pick(setting, field.value), chosen)

    def train(self) -> None:
        """Hand the network to the worker and bring the results to the front."""
        if self.under_way or self._asks_to_predict():
            return
        results = self._bench.results
        self._bench.action_pane("results")
        self._app.clear_notifications()  # they would lie over the results
        if self._app.desk.busy:
            results.announce("Another network is still training. Home shows it; x stops it there.")
            return
        if self.data.missing:
            self.data.fetch_first(self.train)
            return
        try:
            order = self._planned()
            results.clear()
            trial = self._app.desk.train(order)
        except (SettingError, WorkerError) as error:
            results.announce(str(error))
            return
        self._trial, self._order = trial, order
        self._show(trial)
        self._tick()
        self._app.wake()

    def _planned(self) -> Order:
        """The order for what is built.

        Raises:
            SettingError: the budget forbids it.
        """
        draft = self._bench.draft
        return plan(self._lesson.id, self._bench.experiment, draft.settings, own=draft.own)

    def _asks_to_predict(self) -> bool:
        """Before the first run, once: have the learner predict what will come out.

        The question is about the lesson's data.
        """
        if self.data.own is not None:
            return False
        open_ones = [card for card in self._bench.query(QuestionCard) if card.unpredicted]
        tried = self._app.session.tried(self._lesson, self._bench.experiment)
        if not open_ones or tried or self._trial is not None or self._asked:
            return False
        self._asked = True
        self._bench.action_pane("read", focus=False)
        open_ones[0].focus_answers()
        self._bench.call_after_refresh(open_ones[0].scroll_visible, animate=False)
        self._app.notify("First predict what will come out. Then t trains.")
        return True

    @property
    def remedy(self) -> dict[str, Scalar]:
        """What the diagnosis of the run shown would change; empty where nothing is to be done."""
        diagnosis = None if self._trial is None else self._trial.record.diagnosis
        if diagnosis is None or self._order is None or self.under_way:
            return {}
        offered = self._bench.draft.experiment.offered
        return {name: value for name, value in diagnosis.primary.change.items() if name in offered}

    def try_remedy(self) -> None:
        """Build what the diagnosis asks for, and train it."""
        change = self.remedy
        if not change:
            return
        try:
            self._bench.adopt(change)
        except SettingError as error:
            self._bench.results.announce(str(error))
            return
        self.draft_changed()
        self.train()

    def stop(self) -> None:
        """Ask the run to stop; a download is given up."""
        self.data.stop()
        if self._trial is not None and self.under_way:
            self._app.desk.stop(self._trial)
            self._show(self._trial)

    def trial_changed(self, trial: Trial) -> None:
        """Show news of a trial, if it is the one shown here."""
        if trial is not self._trial:
            return
        self._show(trial)
        if trial.over:
            for card in self._bench.query(QuestionCard):
                card.reveal()

    def _follow(self, trial: Trial) -> None:
        """Show a run from before, and whatever comes of it."""
        trial.poll()
        self._order = self._app.session.order(trial.run)
        if self._order is not None:
            self._trial = trial
            self.trial_changed(trial)
            self._app.wake()

    def worker_changed(self, event: WorkerChanged) -> None:
        """Say what the worker is at, under the builder."""
        self._bench.note(event.text, refused=event.failed)
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

    def _show(self, trial: Trial) -> None:
        if self._order is not None:
            context = self._app.session.context(self._order, trial.record)
            self._bench.results.show(trial, context)

    def _tick(self) -> None:
        """While the worker loads its libraries, count the seconds."""
        trial, seconds = self._trial, self._app.desk.loading_seconds
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
        if self._app.desk.busy or self._app.desk.failure or self.data.missing:
            return
        try:
            order = self._planned()
        except SettingError:
            return
        self._app.desk.prepare(order)
        self._app.wake()
