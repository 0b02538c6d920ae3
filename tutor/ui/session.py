"""The session: the course, the learner's progress, and what both say about a run.

It knows no widget, so that screens stay thin and this can be tested without a terminal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from tutor import paths
from tutor.course.catalog import Catalog
from tutor.course.figures import Value, shown_prose
from tutor.course.goal import judge, reached
from tutor.course.lesson import Experiment, Lesson
from tutor.course.run_figures import RunFigures, chosen
from tutor.course.sayings import Saying, Words, fitting
from tutor.lab.run import Order, Record, RunError
from tutor.lab.settings import Settings
from tutor.lab.trial import Trial
from tutor.lab.ways import ways
from tutor.store.best import aim
from tutor.store.database import ProgressError
from tutor.store.listing import listed
from tutor.store.progress import Progress
from tutor.store.reviews import Reviews
from tutor.store.rows import RunResult
from tutor.store.runs import RunRow, adopt, result
from tutor.ui.compared import compared
from tutor.ui.own_runs import OwnRuns
from tutor.ui.predictions import predicted
from tutor.ui.run_words import Context
from tutor.ui.tried import Tried

if TYPE_CHECKING:
    from tutor.course.glossary import Glossary
    from tutor.course.search import Index
    from tutor.store.examiner import Examiner

T = TypeVar("T")
U = TypeVar("U")
_RECENT = 8


class Session:
    """What a terminal knows.

    Attributes:
        catalog: the course.
        progress: what the learner did.
        reviews: what of the course is due again.
        tried: what was tried in each experiment before.
        own: the learner's runs, as texts speak of them.
        notices: sentences that the learner must be told, each once.
    """

    def __init__(self, catalog: Catalog | None = None, progress: Progress | None = None) -> None:
        """Open the course and the progress; what is wrong with either becomes a notice."""
        self.catalog = catalog or Catalog.load(paths.lessons())
        self.progress = progress or Progress.open()
        self.notices: list[str] = [self.progress.notice] if self.progress.notice else []
        self.reviews = Reviews(self.catalog, self.progress)
        self.tried = Tried(self._recorded)
        self.own = OwnRuns(self._recorded)

    @cached_property
    def glossary(self) -> Glossary:
        """The terms of all lessons; none of these is read for it."""
        from tutor.course.glossary import Glossary  # not before Home is seen

        return Glossary.of(self.catalog)

    @cached_property
    def index(self) -> Index:
        """What a search finds; all lessons are read for it."""
        from tutor.course.search import Index  # not before it is wanted

        return Index(self.catalog.lessons, self.glossary)

    def examiner(self) -> Examiner | None:
        """Who asks the final quiz; None with a notice where there is none to be asked."""
        from tutor.store.examiner import Examiner  # not before it is wanted

        final = self.catalog.final
        if final is None:
            self.notices.append("This course has no final quiz.")
            return None
        bank = final.bank
        if bank is None:
            problem = next((str(one) for one in final.entry.problems if not one.warning), "")
            self.notices.append(f"The final quiz cannot be asked: {problem}")
            return None
        return self.keep(lambda progress: Examiner(bank, final.rules, progress.finals), None)

    def keep(self, action: Callable[[Progress], T], otherwise: U) -> T | U:
        """Read or write progress; where that fails, notice why and go on with `otherwise`."""
        try:
            return action(self.progress)
        except ProgressError as error:
            if str(error) not in self.notices:
                self.notices.append(str(error))
            return otherwise

    def adopt(self) -> list[RunResult]:
        """Record runs that ended while no terminal was there."""
        try:
            return self.keep(lambda progress: adopt(progress, self.catalog.goal_reached), [])
        except OSError as error:
            self.notices.append(f"The runs cannot be read: {error}.")
            return []

    def record(self, trial: Trial, *, again: bool = False) -> RunResult | None:
        """Record a run that has ended; what was recorded, None where it cannot be read.

        Args:
            trial: the run.
            again: whether it was recorded before, and a second look has judged it anew.
        """
        record = trial.record
        if record.ended is None:
            return None
        try:
            order = trial.run.order()
        except RunError as error:
            self.notices.append(str(error))
            return None
        row = result(
            order,
            record,
            ended=record.ended.reason,
            goal_reached=self.catalog.goal_reached(order, record),
        )
        self.keep(
            lambda progress: (progress.runs.judge_again if again else progress.runs.record)(row),
            None,
        )
        return row

    def experiment(self, tried: Order | RunRow) -> Experiment | None:
        """The experiment that a run came from, where its lesson is still there."""
        found = self.catalog.experiment(tried)
        return None if found is None else found[1]

    def context(self, order: Order, record: Record) -> Context:
        """What the lesson says about a run as far as it has come."""
        asked = self.catalog.experiment(order)
        if asked is None:
            return Context()
        lesson, experiment = asked
        context = self.context_of(lesson, experiment, order.settings, record, order.dataset)
        if record.ended is None:
            return context
        attempts = self.keep(lambda progress: progress.attempts(order.lesson), [])
        earlier = self.tried.before(order, record)
        found = compared(earlier, context.aim)
        value = self.own.beside(lesson, RunFigures.of(record, order.settings))
        prediction, learned = predicted(order, experiment, record, attempts, value)
        before = self.own.reached_before(lesson, order)
        return replace(
            context,
            compared=found.text,
            unseeded=found.unseeded,
            prediction=prediction,
            learned=learned,
            reached_before=before and not reached(context.outcomes),
            ways=ways(order),
            tried=replace(earlier.tried(), done=before),
        )

    def _recorded(self, lesson: str) -> list[RunResult]:
        """What came of all runs of a lesson, the oldest first."""
        return self.keep(lambda progress: progress.runs.results(lesson), [])

    def context_of(
        self,
        lesson: Lesson,
        experiment: Experiment,
        settings: Settings,
        record: Record,
        dataset: str = "",
    ) -> Context:
        """What an experiment says about a run with these settings, on its own data or others."""
        if record.ended is None:
            return Context()
        goal = experiment.goal_on(dataset or experiment.dataset)
        value = self.own.beside(lesson, RunFigures.of(record, settings))
        found, outcomes = record.diagnosis, judge(goal, record, settings)
        told = {found.primary.name, found.theme(found.primary)} if found else set()
        if found and found.primary.premature and found.primary.name != "not_learning":
            told = set()  # nothing is known of the network where the steps are at fault
        done = reached(outcomes)
        said = {name: fitting(words, record, settings, reached=done)
                for name, words in experiment.on.items()
                if name in told and not _needless(name, words, done)}  # fmt: skip
        filled = {name: _filled(one, value) for name, one in said.items() if one is not None}
        author = {name: one for name, one in filled.items() if one.told(tip=True)}
        return Context(outcomes=outcomes, author=author, aim=aim(goal))

    def untried(self, lesson: Lesson) -> list[tuple[int, str]]:
        """Step and id of each question never answered in the lesson, predictions aside."""
        best = self.keep(lambda progress: progress.best(lesson.id), {})
        return [
            (place, quiz.id)
            for place, step in enumerate(lesson.steps)
            for quiz in step.quizzes
            if quiz.id not in best or best[quiz.id].early
        ]

    def answered(self, lesson: Lesson, *, done: bool) -> tuple[int, int]:
        """How many of a lesson's questions count as right, and how many there are.

        Args:
            lesson: whose questions.
            done: whether the lesson is done.
        """
        best = self.keep(lambda progress: progress.best(lesson.id), {})
        quizzes = lesson.questions
        right = sum(quiz.id in best and best[quiz.id].counts(done=done) for quiz in quizzes)
        return right, len(quizzes)

    def begun(self, lesson: str) -> bool:
        """Whether the learner has been beyond a lesson's first step, or answered in it."""
        position = self.keep(lambda progress: progress.position(lesson), None)
        beyond = position is not None and position.step > 0
        return beyond or bool(self.keep(lambda progress: progress.best(lesson), {}))

    def skipped(self, lesson: Lesson) -> int:
        """How many of a lesson's questions were skipped, and not answered since."""
        best = self.keep(lambda progress: progress.best(lesson.id), {})
        return sum(
            quiz.id in best and best[quiz.id].skipped and not best[quiz.id].early
            for quiz in lesson.questions
        )

    def runs(self) -> list[RunRow]:
        """The newest runs, those under way first."""
        try:
            newest = self.keep(lambda progress: listed(progress, most=_RECENT), [])
        except OSError:
            return []
        return sorted(newest, key=lambda row: row.ended is not None or bool(row.problem))

    def title(self, lesson: str) -> str:
        """A lesson's title; its id where it is not in the course any more."""
        entry = self.catalog.find(lesson)
        return entry.title if entry is not None else lesson

    def changed(self, row: RunRow) -> str:
        """The settings of a run that differ from the defaults of its experiment."""
        known = self.experiment(row)
        changed = [] if known is None else chosen(known, row.settings)
        return "; ".join(f"{title} {value}" for title, value in changed)


def _filled(words: Saying, value: Value) -> Saying:
    """The words with the figures that they name."""
    say, tip = shown_prose([words.say, words.tip], value, note="")
    return Saying(say=say, tip=tip)


def _needless(name: str, words: Words, done: bool) -> bool:
    """Whether words on what curves leave open are of a goal that is reached already."""
    return name == "not_enough_evidence" and done and not isinstance(words, list)
