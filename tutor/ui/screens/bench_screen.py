"""A screen that may have a bench on it: the keys of its training, and the news that it shows."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tutor.course.lesson import Lesson
from tutor.lab.events import ViewReady
from tutor.lab.trial import Trial
from tutor.ui.messages import FetchChanged, TrialChanged, WorkerChanged
from tutor.ui.screens.base import TutorScreen
from tutor.ui.training import Training
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.builder import Builder

_OF_BENCH = ("train", "remedy", "no_remedy", "other_seed", "look", "own_data")
"""Actions that need a bench."""


class BenchScreen(TutorScreen):
    """Trains what stands on its bench; without one, its keys do nothing.

    Attributes:
        training: of the bench; None where there is none.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "train", "Train"),
        Binding("r", "remedy", "Try", tooltip="Do what the diagnosis advises, and train again"),
        Binding("r", "no_remedy", show=False),
        Binding("e", "other_seed", "Seed", tooltip="Train the same with another seed"),
        Binding("x", "stop", "Stop"),
        Binding("v", "look", "Look", tooltip="See what the network does"),
        Binding("o", "own_data", "Own data"),
    ]

    def __init__(self) -> None:
        """No bench is there yet."""
        super().__init__()
        self.training: Training | None = None

    def join(self, lesson: Lesson, bench: Bench | None) -> None:
        """Join a bench of `lesson` to the desk, in place of the one before; None for no bench."""
        self.training = None
        if bench is not None:
            self.training = Training(self.tutor, lesson, bench)
            self.training.begin()

    def on_screen_resume(self) -> None:
        """Show what became of the run while another screen lay over this one."""
        if self.training is not None:
            self.training.shown.again()
            self.refresh_bindings()

    def shows(self, trial: Trial) -> bool:
        """Whether the bench has this training."""
        return self.training is not None and trial is self.training.shown.trial

    def awaits(self, dataset: str) -> bool:
        """Whether the bench trains on this data set."""
        return self.training is not None and self.training.data.lesson_data == dataset

    def action_train(self) -> None:
        """Train the network as it is built."""
        if self.training is not None:
            self.training.train()
            self.refresh_bindings()

    def action_remedy(self) -> None:
        """Change what the diagnosis asks for, and train again."""
        if self.training is not None:
            self.training.try_remedy()
            self.refresh_bindings()

    def action_no_remedy(self) -> None:
        """Say why the key does nothing here, or not yet."""
        said = "Nothing that r could set is advised for this run. 2 changes the network by hand."
        if self.training is not None and self.training.shown.waits:
            said = "What to advise is still being tried out. t trains another network at once."
        self.app.clear_notifications()  # however often it is pressed, it is said once
        self.app.notify(said, markup=False)

    def action_other_seed(self) -> None:
        """Train the network as it is built with another seed."""
        if self.training is not None:
            self.training.train_again()
            self.refresh_bindings()

    def action_look(self) -> None:
        """See what the network of the run shown does."""
        if self.training is not None and self.training.shown.trial is not None:
            self.tutor.look(self.training.shown.trial.run)

    def action_own_data(self) -> None:
        """Choose data of the learner's own for the experiment."""
        if self.training is not None:
            self.training.data.choose()

    def action_stop(self) -> None:
        """Stop the training under way."""
        if self.training is not None:
            self.training.stop()
        elif self.tutor.desk.trial is not None:
            self.tutor.desk.stop(self.tutor.desk.trial)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something here and now."""
        training = self.training
        if training is None:
            return action not in _OF_BENCH and (action != "stop" or self.tutor.desk.busy)
        allowed = {
            "train": not training.under_way,
            "remedy": bool(training.remedy),
            "no_remedy": training.unadvised,
            "other_seed": training.repeatable,
            "look": training.lookable,
            "own_data": training.data.choosable and not training.under_way,
            "stop": training.under_way,
        }
        return allowed.get(action, True)

    def on_trial_changed(self, event: TrialChanged) -> None:
        """Show the run's news."""
        if self.training is not None:
            self.training.shown.changed(event.trial)
        if event.moved or any(isinstance(one, ViewReady) for one in event.news):
            self.refresh_bindings()

    def on_fetch_changed(self, event: FetchChanged) -> None:
        """Show how far a download is."""
        if self.training is not None:
            self.training.data.fetch_changed(event.fetching)

    def on_worker_changed(self, event: WorkerChanged) -> None:
        """Say what the worker is at."""
        if self.training is not None:
            self.training.worker_changed(event)

    @on(Builder.Changed)
    def _draft_changed(self) -> None:
        if self.training is not None:
            self.training.draft_changed()

    @on(Builder.Choose)
    def _choose_value(self, event: Builder.Choose) -> None:
        if self.training is not None:
            self.training.choose(event.draft, event.field)
