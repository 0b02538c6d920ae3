"""A question as a card: prompt, answers, feedback on every option, hints and the solution."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tutor.course.answers import right_answer, shown_order
from tutor.course.prediction import Settled
from tutor.ui.glyphs import in_ascii
from tutor.ui.styles import sheet
from tutor.ui.widgets.answering import Answering
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.feedback import feedback
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.standing import Standing
from tutor.ui.widgets.typed import Typed


class QuestionCard(Answering):
    """One question.

    Attributes:
        standing: the question, and how it stands with the learner.
    """

    DEFAULT_CSS = sheet(__file__)

    class HintTaken(Message):
        """Another hint was shown."""

        def __init__(self, card: QuestionCard, used: int) -> None:
            self.card = card
            self.used = used
            super().__init__()

    class SolutionShown(Message):
        """The solution was shown before a right answer was given."""

        def __init__(self, card: QuestionCard) -> None:
            self.card = card
            super().__init__()

    @property
    def noted(self) -> bool:
        """Whether it is a prediction that waits for a run, and nothing else is chosen since."""
        return self.standing.revealable and all(one.unchanged for one in self.query(Answers))

    def compose(self) -> ComposeResult:
        """Prompt, answers, feedback."""
        if getattr(self.app, "ascii_only", False):
            self.standing = replace(self.standing, quiz=in_ascii(self.quiz))
        yield Prose(self.quiz.prompt, classes="prompt")
        yield self.space()
        yield Static("", classes="feedback")

    def on_mount(self) -> None:
        """Show what was answered before."""
        self._stand(self.given_before())
        self.resume()

    def lead(self, words: str) -> None:
        """Say which keys lead to the answers, such as `Enter, then `; the card keeps its height."""
        for said in self.query(".feedback"):  # none before all is mounted, nor once it goes
            for answers in self.query(Answers):
                if answers.lead != words and not self.answered:
                    answers.lead, height = words, said.outer_size.height
                    self._stand(self.standing)
                    said.styles.min_height = height

    def take_hint(self) -> bool:
        """Show the next hint; whether there was one."""
        if not self.standing.hintable:
            return False
        self._stand(replace(self.standing, hints=self.standing.hints + 1, problem=""))
        self.bring_into_view()
        self.post_message(self.HintTaken(self, self.standing.hints))
        return True

    def ask_solution(self) -> bool:
        """Show the answer explained; before any try only when it is asked for twice.

        Returns:
            whether anything is shown that was not there.
        """
        standing = self.standing.asked()
        if standing is self.standing:
            return False
        self._solve(standing)
        return True

    def skip(self) -> None:
        """Show the answer explained, in place of a try."""
        if self.standing.skippable:
            self._solve(self.standing.skip())

    def _solve(self, standing: Standing) -> None:
        if standing.solved:
            for answers in self.query(Answers):
                answers.restore(right_answer(self.quiz))
            self.post_message(self.SolutionShown(self))
        self._stand(standing)
        self.bring_into_view()

    def reveal(self, found: tuple[Settled, str] | None) -> None:
        """After a run: say of a prediction what came out, and what the author says about it.

        Args:
            found: how the run settled it, and the author's sentence about that; None where no run
                did, so that a prediction which only a run can judge goes on waiting.
        """
        if self.standing.revealable and (found is not None or not self.quiz.judged):
            self._stand(self.standing.revealed_by(found))

    def _stand(self, standing: Standing) -> None:
        """Show how the question stands now."""
        self.standing = standing
        self.border_title = "Predict" if standing.prediction else "Question"
        if standing.skipped:
            self.border_title += " · skipped"
        given = standing.given
        for one in self.query(Answers):
            one.noted = given if standing.revealable and isinstance(given, int) else None
        if standing.answered:
            for one in self.query(Answers):
                one.close(tell=standing.missed)
            for field in self.query(Typed):
                if field.has_focus:  # else the focus would be nowhere, and Enter dead
                    field.action_leave()
                field.disabled = True
        answers = self.query(Answers)
        how = answers.first().help_text if answers else ""
        lines = feedback(standing, how, shown_order(self.quiz, self._seed))
        said = self.query_one(".feedback", Static)
        said.styles.min_height = None
        said.update(Content("\n").join(lines))
        self.set_class(standing.right, "-right")
