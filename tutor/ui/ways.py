"""The ways that lead from any screen to another; each screen is loaded when it is first wanted."""

from __future__ import annotations

from textual.app import App

from tutor.lab.run import Run, RunError
from tutor.ui.session import Session


class Ways(App[int]):
    """An application that opens screens.

    Attributes:
        session: course and progress.
    """

    session: Session

    def tell_notices(self) -> None:
        """Show what the learner must be told, each once."""
        for text in self.session.notices:
            self.notify(text, severity="warning", timeout=12, markup=False)
        self.session.notices.clear()

    def open_lesson(self, lesson: str) -> None:
        """Open a lesson where the learner left it."""
        from tutor.ui.screens.lesson import LessonScreen  # not before Home is seen

        entry = self.session.catalog.find(lesson)
        if entry is None or entry.lesson is None:
            return
        position = self.session.keep(lambda progress: progress.position(lesson), None)
        self.clear_notifications()  # what came of the lesson before would lie over this one
        self.push_screen(LessonScreen(entry.lesson, position.step if position else 0))

    def visit(self, lesson: str, step: int) -> bool:
        """Open a lesson at a step; the learner's place in it stays until they go on there.

        Returns:
            whether it can be opened.
        """
        from tutor.ui.screens.lesson import LessonScreen  # not before Home is seen

        entry = self.session.catalog.find(lesson)
        if entry is None or entry.lesson is None:
            return False
        self.push_screen(LessonScreen(entry.lesson, step, visit=True))
        return True

    def review(self) -> None:
        """Ask again what is due."""
        from tutor.ui.screens.review import ReviewScreen  # not before it is wanted

        self.push_screen(ReviewScreen())

    def action_final_quiz(self) -> None:
        """Open the final quiz."""
        from tutor.ui.screens.final import FinalScreen  # not before it is wanted

        examiner = self.session.examiner()
        self.tell_notices()
        if examiner is not None:
            self.push_screen(FinalScreen(examiner))

    def action_report(self) -> None:
        """Write the report, and say where it lies."""
        from tutor.ui.reporting import write_report  # not before it is wanted

        self.notify(write_report(self.session), timeout=12, markup=False)
        self.tell_notices()

    def list_runs(self, lesson: str | None = None, marked: str = "") -> None:
        """List the runs of a lesson, or all; one may be marked to be compared."""
        from tutor.ui.screens.runs import RunsScreen  # not before it is wanted

        self.push_screen(RunsScreen(lesson, marked))

    def look(self, run: Run) -> None:
        """Look at what the network of a run does."""
        from tutor.ui.screens.look import LookScreen  # not before it is wanted: it has every view

        try:
            order = run.order()
        except RunError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        experiment = self.session.experiment(order)
        self.push_screen(LookScreen(run, order, experiment.views if experiment else []))
