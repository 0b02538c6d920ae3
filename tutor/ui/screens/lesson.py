"""The lesson: one step at a time, with its questions, and its experiment on the bench."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from tutor.course.lesson import Lesson
from tutor.lab.trial import Trial
from tutor.ui.messages import FetchChanged, TrialChanged, WorkerChanged
from tutor.ui.screens.base import TutorScreen
from tutor.ui.screens.dialogs import Ask
from tutor.ui.training import Training
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.headline import HeadLine, elsewhere
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.step_view import StepView


class LessonScreen(TutorScreen):
    """Shows the steps of one lesson."""

    CSS_PATH = "lesson.tcss"
    HELP_TITLE = "A lesson"
    HELP = (
        "Read, answer, and at an experiment build a network and train it: 1 reads, 2 builds, "
        "3 shows the results. In Build, ↑↓ choose a layer or setting, ←→ one of its values, "
        "+ and - change it. r does what the diagnosis advises and trains again. "
        "o trains on data of your own. "
        "Whatever you answer or train is kept at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "train", "Train"),
        Binding("r", "remedy", "Try it"),
        Binding("x", "stop", "Stop"),
        Binding("o", "own_data", "Own data"),
        Binding("n", "step(1)", "Next"),
        Binding("b", "step(-1)", "Back"),
        Binding("escape", "leave", "Home", key_display="Esc"),
    ]

    def __init__(self, lesson: Lesson, step: int = 0) -> None:
        """Open `lesson` at `step`, counted from 0."""
        super().__init__()
        self.lesson = lesson
        self.step = min(max(step, 0), len(lesson.steps) - 1)
        self._training: Training | None = None
        self._view: StepView | None = None

    def compose(self) -> ComposeResult:
        """A head line, the step, the keys."""
        yield HeadLine()
        yield Container(id="step")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the step; where the lesson has an experiment, have the worker load meanwhile."""
        await self._show()
        if self.lesson.experiments:
            self.tutor.desk.warm()
            self.tutor.wake()

    def on_screen_resume(self) -> None:
        """Show what became of the run while another screen lay over this one."""
        if self._training is not None:
            self._training.show_newest()
            self.refresh_bindings()

    async def _show(self) -> None:
        """Mount the step, and remember that the learner is here."""
        session = self.tutor.session
        session.keep(lambda progress: progress.set_position(self.lesson.id, self.step), None)
        holder = self.query_one("#step", Container)
        await holder.remove_children()
        view = StepView(session, self.lesson, self.step)
        await holder.mount(view)
        self._view, self._training = view, None
        if view.bench is not None:
            self._training = Training(self.tutor, self.lesson, view.bench)
            self._training.begin()
        view.focus_first()
        self._head()
        self.refresh_bindings()
        self.tutor.tell_notices()

    def _head(self) -> None:
        titles = (self.lesson.title, self.lesson.steps[self.step].title)
        place = (self.step + 1, len(self.lesson.steps))
        running = elsewhere(self.tutor.desk.trial) if self._training is None else ""
        self.query_one(HeadLine).show(titles, place, running)

    def shows(self, trial: Trial) -> bool:
        """Whether the bench has this training."""
        return self._training is not None and self._training.shows(trial)

    def awaits(self, dataset: str) -> bool:
        """Whether the bench trains on this data set."""
        return self._training is not None and self._training.data.lesson_data == dataset

    async def action_step(self, change: int) -> None:
        """Go to the next or previous step; past the last one the lesson is done."""
        step = self.step + change
        if step >= len(self.lesson.steps):
            self._finish()
        elif step >= 0:
            self.step = step
            await self._show()

    def _finish(self) -> None:
        """Leave the lesson; where questions are open, ask first."""
        left = self.tutor.session.open_questions(self.lesson)
        if not left:
            self._complete("l")
            return
        answers = (("s", "Stay and answer them"), ("l", "Leave: the lesson counts as done"))
        said = "One question is open." if left == 1 else f"{left} questions are open."
        self.app.push_screen(Ask(said, answers), self._complete)

    def _complete(self, answer: str | None) -> None:
        if answer != "l":
            return
        session = self.tutor.session
        session.keep(lambda progress: progress.complete(self.lesson.id), None)
        session.keep(lambda progress: progress.set_position(self.lesson.id, 0), None)
        right, asked = session.answered(self.lesson)
        self.app.notify(f"Lesson done: {right} of {asked} questions answered right.")
        self.dismiss()

    def action_leave(self) -> None:
        """Go home; everything is kept."""
        self.dismiss()

    def action_train(self) -> None:
        """Train the network as it is built."""
        if self._training is not None:
            self._training.train()
            self.refresh_bindings()

    def action_remedy(self) -> None:
        """Change what the diagnosis asks for, and train again."""
        if self._training is not None:
            self._training.try_remedy()
            self.refresh_bindings()

    def action_own_data(self) -> None:
        """Choose data of the learner's own for the experiment."""
        if self._training is not None:
            self._training.data.choose()

    def action_stop(self) -> None:
        """Stop the training under way."""
        if self._training is not None:
            self._training.stop()
        elif self.tutor.desk.trial is not None:
            self.tutor.desk.stop(self.tutor.desk.trial)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something here and now."""
        training = self._training
        if action == "train":
            return training is not None and not training.under_way
        if action == "remedy":
            return training is not None and bool(training.remedy)
        if action == "own_data":
            return training is not None and training.data.choosable and not training.under_way
        if action == "stop":
            return training.under_way if training is not None else self.tutor.desk.busy
        return action != "step" or parameters != (-1,) or self.step > 0

    @on(QuestionCard.Answered)
    def _answered(self) -> None:
        self.tutor.tell_notices()
        self.refresh_bindings()

    @on(Builder.Changed)
    def _draft_changed(self) -> None:
        if self._training is not None:
            self._training.draft_changed()

    @on(Builder.Choose)
    def _choose_value(self, event: Builder.Choose) -> None:
        if self._training is not None:
            self._training.choose(event.draft, event.field)

    def on_trial_changed(self, event: TrialChanged) -> None:
        """Show the run's news."""
        if self._training is not None:
            self._training.trial_changed(event.trial)
        else:
            self._head()
        if event.moved:
            self.refresh_bindings()

    def on_fetch_changed(self, event: FetchChanged) -> None:
        """Show how far a download is."""
        if self._training is not None:
            self._training.fetch_changed(event)

    def on_worker_changed(self, event: WorkerChanged) -> None:
        """Say what the worker is at."""
        if self._training is not None:
            self._training.worker_changed(event)
