"""How a lesson ends: behind its last step it is done, as where it is left with all answered."""

from __future__ import annotations

from textual.binding import Binding

from tutor.ui.screens.dialogs import Ask
from tutor.ui.screens.reading import ReadingScreen

_SAID = "The lesson is done: Home says so"
ENDING = (
    Binding("n", "end(False)", "Finish", tooltip=_SAID),
    Binding("enter", "end(True)", "Finish", tooltip=_SAID),
)
"""The keys, to stand among those of a screen; that of Enter where it has nothing else to do."""


class EndingScreen(ReadingScreen):
    """Shows the steps of a lesson, which can be finished."""

    async def turn_to(self, step: int, quiz: str) -> None:
        """Show a step, the cursor on one of its questions."""
        raise NotImplementedError

    @property
    def at_end(self) -> bool:
        """Whether no step follows."""
        return self.step >= len(self.lesson.steps) - 1

    @property
    def settled(self) -> bool:
        """Whether all that the lesson asks is answered, and nothing is left but to finish.

        Who has answered what the last step asks has been there. To have seen the end of a lesson
        that asks nothing tells nothing; nor does a look into one that was done before.
        """
        steps, session = self.lesson.steps, self.tutor.session
        seen = any(step.quizzes for step in steps) if self.at_end else bool(steps[-1].quizzes)
        if not self.at_end and self.lesson.id in session.keep(lambda one: one.completed(), {}):
            return False
        return seen and not session.untried(self.lesson)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys lead somewhere from this step."""
        if action == "end":
            return self.at_end
        if action == "step" and parameters == (-1,):
            return self.step > 0
        if action in {"step", "go_on"}:
            return not self.at_end
        return super().check_action(action, parameters)

    async def action_end(self, entered: bool) -> None:
        """Leave the lesson; where questions are open, ask first."""
        left = len(self.tutor.session.untried(self.lesson))
        if not left:
            self.complete()
            return
        first = "Go to it" if left == 1 else "Go to the first of them"
        answers = (("g", first), ("s", "Stay here"), ("l", "Leave: the lesson counts as done"))
        told = "One question is" if left == 1 else f"{left} questions are"
        self.app.push_screen(Ask(f"{told} not tried yet.", answers), self._answered_open)

    async def _answered_open(self, answer: str | None) -> None:
        if answer == "g":
            await self.turn_to(*self.tutor.session.untried(self.lesson)[0])
        elif answer == "l":
            self.complete()

    def complete(self) -> None:
        """Keep that the lesson is done, say how it went, and leave it."""
        session = self.tutor.session
        session.keep(lambda progress: progress.complete(self.lesson.id), None)
        if self.at_end:  # who looks something up meanwhile comes back to it
            session.keep(lambda progress: progress.set_position(self.lesson.id, 0), None)
        right, asked = session.answered(self.lesson, done=True)
        skipped = session.skipped(self.lesson)
        more = f", {skipped} skipped" if skipped else ""
        self.app.notify(f"Done: {right} of {asked} right{more}.")
        self.dismiss()
