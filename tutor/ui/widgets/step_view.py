"""One step of a lesson on the screen: its text, its questions and, where it has one, its bench."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tutor.course.answers import Answer
from tutor.course.lesson import Lesson, Quiz
from tutor.course.lesson import Prose as ProsePart
from tutor.course.review import Card
from tutor.store.reviews import questions
from tutor.store.rows import Attempt
from tutor.ui.pre_quiz_words import known_before
from tutor.ui.session import Session
from tutor.ui.styles import sheet
from tutor.ui.widgets.answering import Answering
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.pane import Pane
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.question_keys import QuestionKeys
from tutor.ui.widgets.reach import in_sight
from tutor.ui.widgets.standing import Standing
from tutor.ui.widgets.step_prose import StepProse
from tutor.ui.widgets.terms import TermMarks

_LAYOUTS = 5
"""After so many a step that was just opened stands still."""


class StepView(QuestionKeys):
    """Shows a step, and keeps what is answered in it.

    Attributes:
        bench: where the step has an experiment; None elsewhere.
        terms: marks the terms of the glossary in the step's text.
        EARLY: whether what is answered here is answered before the lesson is read.
    """

    EARLY: ClassVar[bool] = False
    DEFAULT_CSS = sheet(__file__)
    SCOPED_CSS = False

    def __init__(self, session: Session, lesson: Lesson, step: int) -> None:
        """Show step number `step`, from 0, of `lesson`, with what was answered before."""
        super().__init__()
        self._session = session
        self._lesson = lesson
        self._step = lesson.steps[step]
        self.terms = TermMarks(session.glossary, lesson.id)
        self._reviewed = questions(lesson)
        self._sitting = session.reviews.sitting()
        self._cards = self._make_cards()
        self._prose = StepProse(session.own, lesson, self._step)
        self._known_before = self._early()
        self.bench = self._make_bench()
        self._placed = False
        """Whether the question has the focus because all of it was in sight."""

    def compose(self) -> ComposeResult:
        """The bench, or a page of text and questions."""
        if self.bench is not None:
            yield self.bench
            return
        texts, cards = iter(self._prose.widgets), iter(self._cards)
        with Pane(id="page", can_focus=True):
            for part in self._step.parts:
                yield next(texts) if isinstance(part, ProsePart) else next(cards)
            if self._known_before:
                yield Static(self._known_before, id="known-before", markup=False)

    def follow(self) -> None:
        """Have the text speak of the runs that have ended by now."""
        self._prose.follow()

    def on_mount(self) -> None:
        """Have the keys follow what is seen of the page."""
        for changing in ("scroll_y", "virtual_size"):
            self.watch(self.page, changing, self._reach_changed, init=False)

    def focus_first(self) -> None:
        """Begin at the top of the text, in the first question where that is seen there as well."""
        self.screen.set_focus(self.page, scroll_visible=False)
        if self.bench is None:
            self._focus_question(_LAYOUTS)

    def _focus_question(self, layouts: int) -> None:
        """Put the focus into the first open question, if the learner needs no scrolling for it.

        Heights are known only after several layouts: texts are broken into lines, then answers, and
        a screen that has just opened learns how wide it is.

        Args:
            layouts: how many more to wait for before it stays so.
        """
        if not self.whole or self.page.scroll_offset.y:  # the learner has gone on by now
            return
        card, page, focused = self.question(), self.page, self.screen.focused
        # A card that has only just been put there has no answers yet.
        found = [] if card is None or card.typed else list(card.query(Answers))
        answers = found[0] if found else None
        if focused is not page and (not self._placed or focused is not answers):
            return
        self._placed = card is not None and answers is not None and in_sight(page, card)
        self.screen.set_focus(answers if self._placed else page, scroll_visible=False)
        if layouts:
            self.call_after_refresh(self._focus_question, layouts - 1)

    def _reach_changed(self) -> None:
        """Tell the keys anew, once the page is laid out."""
        if self.is_attached:
            self.call_after_refresh(self.screen.refresh_bindings)
            self.call_after_refresh(self._tell_way)

    def focus_on(self, quiz: str) -> None:
        """Put the cursor into the answers of the question with this id, and scroll to it."""
        card = next((one for one in self._cards if one.quiz.id == quiz), None)
        if card is not None:
            card.focus_answers()
            self.call_after_refresh(card.scroll_visible, animate=False)

    def _make_cards(self) -> list[QuestionCard]:
        """A card for each question, the prediction last."""
        cards = [self._card(quiz) for quiz in self._step.quizzes]
        experiment = self._step.experiment
        if experiment is not None and experiment.predict is not None:
            cards.append(self._card(experiment.predict, prediction=True))
        return cards

    def _early(self) -> str:
        """Of the last step, what of it was known in the pre-quiz."""
        if self._step is not self._lesson.steps[-1]:
            return ""
        return known_before(self._lesson, self._kept[0])

    def _make_bench(self) -> Bench | None:
        """The bench of the step's experiment, where it has one."""
        experiment = self._step.experiment
        if experiment is None:
            return None
        settings = self._session.tried.settings(self._lesson, experiment)
        return Bench(self._step, experiment, settings, self._prose.widgets, self._cards)

    @cached_property
    def _kept(self) -> tuple[list[Attempt], dict[str, int], dict[str, Answer]]:
        """What was answered in the lesson, how many hints were taken, what was begun."""
        lesson = self._lesson.id
        return self._session.keep(
            lambda kept: (kept.attempts(lesson), kept.hints(lesson), kept.halfway.of(lesson)),
            ([], {}, {}),
        )

    def _card(self, quiz: Quiz, *, prediction: bool = False) -> QuestionCard:
        attempts, hints, begun = self._kept
        standing = _standing(quiz, attempts, hints.get(quiz.id, 0), prediction=prediction)
        return QuestionCard(standing, begun=begun.get(quiz.id))

    @on(Answers.LeftEnd)
    def _scroll_on(self, event: Answers.LeftEnd) -> None:
        """Beyond the first or last answer the arrows scroll the page."""
        event.stop()
        for page in self.query("#page, #read").results(VerticalScroll):
            page.scroll_relative(y=2 * event.direction, animate=False)

    @on(QuestionCard.Answered)
    def _keep_answer(self, event: QuestionCard.Answered) -> None:
        """Write the answer down at once; the message goes on to the screen."""
        self._note_answer(event)
        self._rate(event.card)

    def _note_answer(self, event: QuestionCard.Answered) -> None:
        """Keep an answer as one given in the lesson."""
        lesson, quiz, result = self._lesson.id, event.card.quiz, event.result
        # What only a run can judge is worth nothing before it; `predictions.settled` adds to it.
        score, correct = (0.0, False) if quiz.judged else (result.score, result.correct)
        self._session.keep(
            lambda progress: progress.record_attempt(
                lesson, quiz.id, event.answer, score=score, correct=correct, early=self.EARLY
            ),
            None,
        )

    @on(QuestionCard.Begun)
    def _keep_begun(self, event: QuestionCard.Begun) -> None:
        """Whoever leaves here finds the answer as far as it had come."""
        event.stop()
        self._note_begun(event.card.quiz.id, event.answer)

    def _note_begun(self, quiz: str, answer: Answer) -> None:
        """Keep how far an answer has come."""
        lesson = self._lesson.id
        self._session.keep(lambda progress: progress.halfway.keep(lesson, quiz, answer), None)

    @on(QuestionCard.SolutionShown)
    def _keep_solution(self, event: QuestionCard.SolutionShown) -> None:
        """A question whose solution was seen comes back soon."""
        if event.card.standing.skipped:
            self._note_skip(event.card.quiz.id)
        self._rate(event.card)

    def _rate(self, card: Answering) -> Card | None:
        """Keep when the question comes back; None where it does not, as a prediction."""
        quiz = card.quiz.id
        if quiz not in self._reviewed:
            return None
        key = (self._lesson.id, quiz)
        return self._session.keep(lambda _: self._sitting.rate(key, card.standing.rated), None)

    @on(QuestionCard.HintTaken)
    def _keep_hint(self, event: QuestionCard.HintTaken) -> None:
        event.stop()
        self._note_hints(event.card.quiz.id, event.used)
        self.screen.refresh_bindings()  # it may have been the last one

    def _note_hints(self, quiz: str, used: int) -> None:
        """Keep that hints are open."""
        self._session.keep(
            lambda progress: progress.record_hints(self._lesson.id, quiz, used), None
        )

    def _note_skip(self, quiz: str) -> None:
        """Keep that a question was left untried."""
        lesson, early = self._lesson.id, self.EARLY
        self._session.keep(lambda progress: progress.record_skip(lesson, quiz, early=early), None)


def _standing(quiz: Quiz, attempts: Sequence[Attempt], hints: int, *, prediction: bool) -> Standing:
    """How a question stands by the answers of its lesson, those of the pre-quiz left out."""
    past = [one for one in attempts if one.quiz == quiz.id and not one.early]
    skipped = bool(past) and past[-1].skipped and not any(one.correct for one in past)
    past = [attempt for attempt in past if not attempt.skipped]
    shown = next((a for a in reversed(past) if a.correct), past[-1] if past else None)
    return Standing(
        quiz=quiz, prediction=prediction, given=shown.answer if shown else None, hints=hints,
        tries=sum(not attempt.correct for attempt in past), skipped=skipped,
    )  # fmt: skip
