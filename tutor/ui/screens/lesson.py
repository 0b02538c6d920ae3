"""The lesson: one step at a time, with its questions, and its experiment on the bench."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import ScreenResume

from tutor.course.lesson import Lesson
from tutor.lab.run import Run
from tutor.ui.clearing import clear
from tutor.ui.messages import TrialChanged
from tutor.ui.screens.bench_screen import BenchScreen
from tutor.ui.screens.ending import ENDING, EndingScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.reading import READING
from tutor.ui.widgets.headline import HeadLine, elsewhere
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.step_view import StepView


class LessonScreen(EndingScreen, BenchScreen):
    """Shows the steps of one lesson."""

    CSS_PATH = "lesson.tcss"
    HELP_TITLE = "A lesson"
    HELP = (
        "Read, answer, and at an experiment build a network and train it: 1 reads, 2 builds, "
        "3 shows the results. In Build, ↑↓ choose a layer or setting, ←→ one of its values, "
        "+ and - change it. r does what the diagnosis advises and trains again; "
        "e trains with another seed, so that luck can be told from settings. "
        "o trains on data of your own. "
        "Underlined words are terms: g tells what they mean. "
        "s shows the solution of a question that you tried; pressed twice at one that you did "
        "not, it skips the question: the answer is shown, and the question comes back in review. "
        "Whatever you answer, train or note is kept at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "Next"),
        Binding("enter", "go_on", "Next"),
        *ENDING,
        Binding("b", "step(-1)", "Back"),
        Binding("escape", "leave(True)", "Home", key_display="Esc"),
        Binding("escape", "leave(False)", "Return", key_display="Esc"),
        Binding("c", "runs", "Runs", tooltip="The runs of this lesson, to sort and compare"),
        *READING,
    ]

    def __init__(self, lesson: Lesson, step: int = 0, *, visit: bool = False) -> None:
        """Open `lesson` at `step`, counted from 0.

        Args:
            lesson: to be shown.
            step: where to begin.
            visit: whether this is a look back: the learner's place stays until they go on here.
        """
        super().__init__()
        self._visit = visit
        self.lesson = lesson
        self.step = min(max(step, 0), len(lesson.steps) - 1)
        self._turns = 0
        """How often a step was asked for: of two at once the later one is shown."""
        self._trained: Run | None = None
        """On a step without a bench, the run of an experiment before it that can be looked at."""

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

    async def _show(self) -> StepView | None:
        """Mount the step, and remember that the learner is here.

        Returns:
            what shows it; None where another was asked for, or the lesson left, meanwhile.
        """
        if not self.is_attached:
            return None
        self._turns += 1
        turn, session = self._turns, self.tutor.session
        if not self._visit:
            session.keep(lambda progress: progress.set_position(self.lesson.id, self.step), None)
        holder = self.query_one("#step", Container)
        self.join(self.lesson, None)  # news may come while one bench goes and another is made
        await clear(holder)
        if turn != self._turns or not holder.is_attached:
            return None
        view = StepView(session, self.lesson, self.step)
        await holder.mount(view)
        if turn != self._turns or not view.whole:
            return None
        self.join(self.lesson, view.bench)
        self._trained = None if view.bench is not None else self._last_trained()
        view.focus_first()
        self._head()
        self.refresh_bindings()
        self.tutor.tell_notices()
        return view

    def _last_trained(self) -> Run | None:
        """The newest run of the nearest experiment before this step that has any."""
        tried = self.tutor.session.tried
        before = (step.experiment for step in reversed(self.lesson.steps[: self.step]))
        trained = (one for one in before if one is not None and tried.ever(self.lesson, one))
        experiment = next(trained, None)
        return None if experiment is None else tried.newest(self.lesson, experiment)

    def action_look(self) -> None:
        """See what the network does: of the bench or, without one, of the experiment before."""
        if self._trained is not None:
            self.tutor.look(self._trained)
        else:
            super().action_look()

    def remarked(self) -> None:
        """The head line has the marks of the step."""
        self._head()

    def _head(self) -> None:
        """Say where the learner is."""
        titles = (self.lesson.title, self.lesson.steps[self.step].title)
        place = (self.step + 1, len(self.lesson.steps))
        running = elsewhere(self.tutor.desk.trial) if self.training is None else ""
        marks = self.remarks.marks(self.step)
        self.query_one(HeadLine).show(titles, place, f"{marks}{running}")

    async def action_step(self, change: int) -> None:
        """Go to the next or previous step, where there is one."""
        self._visit = False
        step = self.step + change
        if 0 <= step < len(self.lesson.steps):
            self.step = step
            await self._show()

    async def action_go_on(self) -> None:
        """Go to the next step, where Enter has nothing else to go on to."""
        await self.action_step(1)

    async def turn_to(self, step: int, quiz: str) -> None:
        """Show a step, the cursor on one of its questions."""
        self.step = step
        view = await self._show()
        if view is not None:
            view.focus_on(quiz)

    def action_runs(self) -> None:
        """List the lesson's runs."""
        self.tutor.list_runs(self.lesson.id)

    def action_leave(self, home: bool) -> None:
        """Go home, or back to where this lesson was looked up; everything is kept.

        Where the last step was seen and nothing is open, the lesson is done.
        """
        if self.settled and not self._visit:
            self.complete()
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something here and now: before the first step there is none."""
        if self.training is not None and (action, *parameters) in {("go_on",), ("end", True)}:
            return False  # Enter is for the bench
        if action == "runs":
            return bool(self.lesson.experiments)
        if action == "look" and self._trained is not None:
            return True
        if action == "leave":
            return parameters == (self._over_home,)
        return super().check_action(action, parameters)

    @property
    def _over_home(self) -> bool:
        """Whether Home lies under this screen."""
        stack = self.app.screen_stack
        at = stack.index(self) if self in stack else 0
        return at < 1 or isinstance(stack[at - 1], HomeScreen)

    @on(ScreenResume)
    def _here_again(self) -> None:
        """The learner's place is here again, and a run may have ended or a note been written."""
        if not self.query(StepView) or self.app.screen is not self:
            return
        self._follow()
        session, here = self.tutor.session, (self.lesson.id, self.step)
        last = session.keep(lambda progress: progress.last_place(), here)
        if not self._visit and last != here:
            session.keep(lambda progress: progress.set_position(*here), None)
        self.remarks.forget()
        self._head()

    @on(QuestionCard.Answered)
    @on(QuestionCard.SolutionShown)
    def _answered(self) -> None:
        self.tutor.tell_notices()
        self.refresh_bindings()

    @on(TrialChanged)
    def _elsewhere_changed(self, event: TrialChanged) -> None:
        """Have the text follow a run that has ended; without a bench, tell of it in the head."""
        if event.trial.over:
            self._follow()
        if self.training is None:
            self._head()

    def _follow(self) -> None:
        for view in self.query(StepView):
            view.follow()
