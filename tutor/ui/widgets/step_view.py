"""One step of a lesson on the screen: its text, its questions and, where it has one, its bench."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tutor.course.lesson import Lesson, Quiz
from tutor.course.lesson import Prose as ProsePart
from tutor.store.rows import Attempt
from tutor.ui.pre_quiz_words import known_before
from tutor.ui.session import Session
from tutor.ui.styles import sheet
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.kept_answers import KeptAnswers
from tutor.ui.widgets.pane import Pane
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.reach import in_sight
from tutor.ui.widgets.standing import Standing
from tutor.ui.widgets.step_prose import StepProse
from tutor.ui.widgets.terms import TermMarks

_LAYOUTS = 5
"""After so many a step that was just opened stands still."""


class StepView(KeptAnswers):
    """Shows a step, whose answers are kept.

    Attributes:
        bench: where the step has an experiment; None elsewhere.
        terms: marks the terms of the glossary in the step's text.
    """

    DEFAULT_CSS = sheet(__file__)
    SCOPED_CSS = False

    def __init__(self, session: Session, lesson: Lesson, step: int) -> None:
        """Show step number `step`, from 0, of `lesson`, with what was answered before."""
        super().__init__(session, lesson)
        self._step = lesson.steps[step]
        self.terms = TermMarks(session.glossary, lesson.id)
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
