"""Training from the bench: prepares while the learner chooses, and orders what is to be trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.timer import Timer

from tutor.course.draft import Draft
from tutor.course.draft_rows import Field
from tutor.course.lesson import Lesson
from tutor.course.plan import order as plan
from tutor.lab.client import WorkerError
from tutor.lab.run import Order
from tutor.lab.settings import SettingError, Value
from tutor.lab.views.catalog import live
from tutor.ui.bench_data import BenchData
from tutor.ui.messages import WorkerChanged
from tutor.ui.screens.dialogs import Pick
from tutor.ui.shown import Shown
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.question import QuestionCard

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp

PREPARE_AFTER_SECONDS = 0.4


class Training:
    """What one bench orders from the desk.

    Attributes:
        data: which data the bench trains on.
        shown: the run whose results it shows.
    """

    def __init__(self, app: TutorApp, lesson: Lesson, bench: Bench) -> None:
        """Join `bench`, an experiment of `lesson`, to the desk of `app`."""
        self._app = app
        self._lesson = lesson
        self._bench = bench
        self._timer: Timer | None = None
        self._asked = False
        self.data = BenchData(app, lesson, bench, self._data_changed)
        self.shown = Shown(app, lesson, bench)

    @property
    def under_way(self) -> bool:
        """Whether a run of this experiment is training, here or elsewhere, or waits for data."""
        return self.data.fetching or self.shown.under_way

    @property
    def remedy(self) -> dict[str, Value]:
        """What the diagnosis of the run shown would change, once nothing is under way."""
        return {} if self.under_way else self.shown.remedy

    def begin(self) -> None:
        """Show the experiment's newest run, live if it still goes on, and prepare the network."""
        if self._app.desk.failure:
            self.shown.recorded(self._app.desk.failure)
        self.shown.newest()
        self._prepare_soon()

    def draft_changed(self) -> None:
        """The learner chose something else."""
        if self.data.own is None:
            experiment, settings = self._bench.experiment, self._bench.draft.settings
            self._app.session.tried.choose(self._lesson, experiment, settings)
        self._prepare_soon()

    def _data_changed(self) -> None:
        """Other data are in use, or a download began or ended."""
        self._bench.screen.refresh_bindings()
        self._prepare_soon()

    def choose(self, draft: Draft, field: Field) -> None:
        """Let the learner pick a value from a list, or type it."""
        setting = draft.experiment.offered[field.setting]

        def chosen(value: Value | None) -> None:
            if value is not None and not isinstance(value, list):
                self._bench.query_one(Builder).put(field, value)

        self._app.push_screen(Pick(setting, field.value), chosen)

    @property
    def repeatable(self) -> bool:
        """Whether something was trained here that another seed could be held against."""
        trial = self.shown.trial
        return trial is not None and trial.record.ended is not None and not self.under_way

    @property
    def unadvised(self) -> bool:
        """Whether a run is shown for which no setting is advised, or not yet."""
        trial = self.shown.trial
        return trial is not None and trial.over and not self.under_way and not self.remedy

    @property
    def lookable(self) -> bool:
        """Whether the network of the run shown can be looked at, be it live."""
        trial = self.shown.trial
        if trial is None or trial.over:
            return self.repeatable
        return live(trial.record.views)

    def train_again(self) -> None:
        """Train the network as it is built with a seed that it was not trained with yet."""
        if self.repeatable:
            experiment, settings = self._bench.experiment, self._bench.draft.settings
            self.train(self._app.session.tried.unused_seed(self._lesson, experiment, settings))

    def train(self, seed: int | None = None) -> None:
        """Hand the network to the worker and bring the results to the front.

        Args:
            seed: of the run; that of the run shown where None, so that what changed is the choice.
        """
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
            order = self._planned(seed)
            results.clear()
            trial = self._app.desk.train(order)
        except (SettingError, WorkerError) as error:
            results.announce(error.told if isinstance(error, SettingError) else str(error))
            return
        self.shown.begin(trial, order)

    def try_remedy(self) -> None:
        """Build what the diagnosis asks for, and train it."""
        change = self.remedy
        if not change:
            return
        if doubt := self.shown.doubt():
            self._app.notify(doubt)  # where it is seen, however far a card was scrolled
            return
        try:
            self._bench.adopt(change)
        except SettingError as error:
            self._bench.action_pane("results")  # else nothing would be seen of it
            self._bench.results.announce(error.told)
            return
        self.draft_changed()
        self.train()

    def stop(self) -> None:
        """Ask the run to stop; a download is given up."""
        self.data.stop()
        if self.shown.under_way:
            self._app.desk.stop(self.shown.trial)
            self.shown.show()

    def worker_changed(self, event: WorkerChanged) -> None:
        """Say what the worker is at, under the builder."""
        self._bench.note(event.text, refused=event.failed)
        if event.failed:
            self.shown.recorded(event.text)

    def _planned(self, seed: int | None = None) -> Order:
        """The order for what is built, by a seed, that of the run shown, or the experiment's own.

        Raises:
            SettingError: the budget forbids it.
        """
        draft, experiment = self._bench.draft, self._bench.experiment
        seed = self.shown.seed if seed is None else seed
        order = plan(self._lesson.id, experiment, draft.settings, seed=seed, own=draft.own)
        return replace(order, second_look=True)

    def _asks_to_predict(self) -> bool:
        """Before the first run, once: have the learner predict what will come out.

        The question is about the lesson's data.
        """
        if self.data.own is not None:
            return False
        open_ones = [card for card in self._bench.query(QuestionCard) if card.standing.unpredicted]
        tried = self._app.session.tried.ever(self._lesson, self._bench.experiment)
        if not open_ones or tried or self.shown.trial is not None or self._asked:
            return False
        self._asked = True
        self._bench.action_pane("read", focus=False)
        open_ones[0].focus_answers()
        open_ones[0].border_title = "Predict first, then t trains"
        self._bench.call_after_refresh(open_ones[0].scroll_visible, animate=False)
        return True

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
