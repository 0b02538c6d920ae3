"""The lesson: one step at a time, with its questions, and its experiment on the bench."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tutor.course.lesson import Lesson, Placed, Quiz
from tutor.course.lesson import Prose as ProsePart
from tutor.ui.messages import TrialChanged, WorkerChanged
from tutor.ui.training import Training
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.question import QuestionCard

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp

_SHORT_TEXT = 500


class LessonScreen(Screen[None]):
    """Shows the steps of one lesson."""

    CSS_PATH = "lesson.tcss"
    HELP_TITLE = "A lesson"
    HELP = (
        "Read, answer, and at an experiment build a network and train it: 1 reads, 2 builds, "
        "3 shows the results. Whatever you answer or train is kept at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "train", "Train"),
        Binding("x", "stop", "Stop"),
        Binding("n", "step(1)", "Next"),
        Binding("b", "step(-1)", "Back"),
        Binding("enter", "answer", "Answer"),
        Binding("h", "hint", "Hint"),
        Binding("s", "solution", "Solution"),
        Binding("escape", "leave", "Home", key_display="Esc"),
    ]

    def __init__(self, lesson: Lesson, step: int = 0) -> None:
        """Open `lesson` at `step`, counted from 0."""
        super().__init__()
        self.lesson = lesson
        self.step = min(max(step, 0), len(lesson.steps) - 1)
        self._training: Training | None = None

    @property
    def tutor(self) -> TutorApp:
        """The application, by its own type."""
        return cast("TutorApp", self.app)

    def compose(self) -> ComposeResult:
        """A head line, the step, the keys."""
        yield Static("", id="head", markup=False)
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
        step = self.lesson.steps[self.step]
        holder = self.query_one("#step", Container)
        await holder.remove_children()
        self._training = None
        cards = self._cards()
        if step.experiment is None:
            await holder.mount(VerticalScroll(*self._page(cards), id="page", can_focus=True))
        else:
            settings = session.settings(self.lesson, step.experiment)
            bench = Bench(step, step.experiment, settings, cards)
            await holder.mount(bench)
            self._training = Training(self.tutor, self.lesson, bench)
            self._training.begin()
        self._focus_first(cards)
        self._head()
        self.refresh_bindings()
        self.tutor.tell_notices()

    def _page(self, cards: list[QuestionCard]) -> list[Prose | QuestionCard]:
        """The widgets of a step without an experiment, in order."""
        rest = iter(cards)
        return [
            Prose(part.text) if isinstance(part, ProsePart) else next(rest)
            for part in self.lesson.steps[self.step].parts
        ]

    def _cards(self) -> list[QuestionCard]:
        """A card for each question of the step, the prediction last, with what was answered."""
        step = self.lesson.steps[self.step]
        cards = [self._card(quiz) for quiz in step.quizzes]
        if step.experiment is not None and step.experiment.predict is not None:
            cards.append(self._card(step.experiment.predict, prediction=True))
        return cards

    def _card(self, quiz: Quiz, *, prediction: bool = False) -> QuestionCard:
        session, lesson = self.tutor.session, self.lesson.id
        attempts = session.keep(lambda progress: progress.attempts(lesson), [])
        hints = session.keep(lambda progress: progress.hints(lesson), {})
        past = [attempt for attempt in attempts if attempt.quiz == quiz.id]
        shown = next((a for a in reversed(past) if a.correct), past[-1] if past else None)
        return QuestionCard(
            quiz,
            prediction=prediction,
            given=shown.answer if shown else None,
            hints_used=hints.get(quiz.id, 0),
            tries=sum(not attempt.correct for attempt in past),
        )

    def _focus_first(self, cards: list[QuestionCard]) -> None:
        """Begin at the text; at a question where there is nothing else to read."""
        step = self.lesson.steps[self.step]
        if step.experiment is not None:
            self.query_one("#read").focus()
        elif cards and self._in_sight(step.parts[0]) and not cards[0].typed:
            cards[0].focus_answers()
        else:
            self.query_one("#page").focus()

    def _in_sight(self, first: ProsePart | Placed) -> bool:
        """Whether the text before the first question is so short that both are seen at once."""
        return not isinstance(first, ProsePart) or len(first.text) < _SHORT_TEXT

    def _head(self) -> None:
        number, count = self.step + 1, len(self.lesson.steps)
        title = self.lesson.steps[self.step].title
        filled = round(10 * number / count)
        right = f"{'━' * filled}{'─' * (10 - filled)} {number}/{count} "
        room = max(self.size.width - len(right) - 1, 8)
        left = f" {self.lesson.title} › {title}"
        if len(left) > room:
            left = f" {title}"
        if len(left) > room:
            left = left[: room - 1] + "…"
        self.query_one("#head", Static).update(f"{left:<{room}} {right}")

    def on_resize(self) -> None:
        """The head line fills the width."""
        self._head()

    async def action_step(self, change: int) -> None:
        """Go to the next or previous step; past the last one the lesson is done."""
        step = self.step + change
        if step >= len(self.lesson.steps):
            self._finish()
        elif step >= 0:
            self.step = step
            await self._show()

    def _finish(self) -> None:
        session = self.tutor.session
        session.keep(lambda progress: progress.complete(self.lesson.id), None)
        session.keep(lambda progress: progress.set_position(self.lesson.id, 0), None)
        right, asked = session.answered(self.lesson)
        self.app.notify(f"Lesson done: {right} of {asked} questions answered right.")
        self.dismiss()

    def action_leave(self) -> None:
        """Go home; everything is kept."""
        self.dismiss()

    def action_answer(self) -> None:
        """Put the cursor into the answers of the question at hand."""
        card = self._question()
        if card is not None:
            card.focus_answers()
            card.scroll_visible(animate=False)

    def action_train(self) -> None:
        """Train the network as it is built."""
        if self._training is not None:
            self._training.train()
            self.refresh_bindings()

    def action_stop(self) -> None:
        """Stop the training under way."""
        if self._training is not None:
            self._training.stop()

    def action_hint(self) -> None:
        """Show the next hint of the question at hand."""
        card = self._question()
        if card is not None and not card.take_hint():
            self.app.notify("There are no more hints for this question.")

    def action_solution(self) -> None:
        """Show the solution of the question at hand."""
        card = self._question()
        if card is not None and not card.show_solution():
            self.app.notify("Try it once; then s shows the solution.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something here and now."""
        training = self._training
        if action == "train":
            return training is not None and not training.under_way
        if action == "stop":
            return training is not None and training.under_way
        if action == "solution":
            card = self._question() if self.is_mounted else None
            return card is not None and card.solvable
        if action in {"hint", "answer"}:
            return self.is_mounted and self._question() is not None
        return action != "step" or parameters != (-1,) or self.step > 0

    def _question(self) -> QuestionCard | None:
        """The open question that has the focus, else the first open one that can be seen."""
        cards = [card for card in self.query(QuestionCard) if not card.answered and card.region]
        focused = [card for card in cards if card.has_pseudo_class("focus-within")]
        return next(iter(focused or cards), None)

    @on(Answers.LeftEnd)
    def _leave_answers(self, event: Answers.LeftEnd) -> None:
        """Beyond the first or last answer the arrows scroll the page."""
        event.stop()
        for page in self.query("#page, #read").results(VerticalScroll):
            page.scroll_relative(y=2 * event.direction, animate=False)

    @on(QuestionCard.Answered)
    def _keep_answer(self, event: QuestionCard.Answered) -> None:
        quiz, result = event.card.quiz, event.result
        self.tutor.session.keep(
            lambda progress: progress.record_attempt(
                self.lesson.id, quiz.id, event.answer, score=result.score, correct=result.correct
            ),
            None,
        )
        self.tutor.tell_notices()
        self.refresh_bindings()

    @on(QuestionCard.HintTaken)
    def _keep_hint(self, event: QuestionCard.HintTaken) -> None:
        self.tutor.session.keep(
            lambda progress: progress.record_hints(self.lesson.id, event.card.quiz.id, event.used),
            None,
        )

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
            if event.moved:
                self.refresh_bindings()

    def on_worker_changed(self, event: WorkerChanged) -> None:
        """Say what the worker is at."""
        if self._training is not None:
            self._training.worker_changed(event)
