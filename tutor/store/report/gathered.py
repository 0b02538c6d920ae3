"""What a report tells: lessons with what was learned, the best runs, the final quiz, the notes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.course.catalog import Catalog, Entry
from tutor.course.goal import reading
from tutor.course.goal_words import sentence
from tutor.course.lesson import Experiment, Lesson
from tutor.course.run_figures import chosen, measured_text
from tutor.lab.run import Record, RunError, find
from tutor.lab.tasks import headline
from tutor.lab.text.signs import minus_in
from tutor.store.best import best, measured
from tutor.store.examiner import missed
from tutor.store.finals import Sat
from tutor.store.progress import Progress
from tutor.store.ran import Data, order_of
from tutor.store.remarks import Remark, remarks
from tutor.store.rows import RunResult
from tutor.store.runs import adopt

_ENOUGH = 0.7
"""The share of a lesson's questions that shows that its objectives are reached."""


@dataclass(frozen=True, slots=True)
class BestRun:
    """The run of an experiment that came out best.

    Attributes:
        row: what is kept of it.
        record: all that its events told; empty where its folder is gone.
        figure: its headline, such as `validation accuracy 97.8 %`; empty where it has none.
        chosen: the settings, and the seed, that differ from the defaults: title and value.
    """

    row: RunResult
    record: Record
    figure: str
    chosen: tuple[tuple[str, str], ...]

    @property
    def told(self) -> str:
        """What the diagnosis said, in its own sentences; empty where there is none."""
        return minus_in(self.record.diagnosis.primary.evidence) if self.record.diagnosis else ""


@dataclass(frozen=True, slots=True)
class Tried:
    """One experiment that was tried.

    Attributes:
        step: the title of its step.
        goal: its conditions in words.
        runs: how many have ended.
        reached: how many of them reached the goal.
        best: the best one.
    """

    step: str
    goal: str
    runs: int
    reached: int
    best: BestRun


@dataclass(frozen=True, slots=True)
class Learned:
    """One lesson that was begun.

    Attributes:
        title: of the lesson.
        done: when it was done, in seconds since 1970; None while it is not.
        objectives: what the learner can do afterwards.
        right, asked: how many of its questions were answered right, and how many there are.
        skipped: how many of them were skipped, and never right.
        untried: how many were never answered nor skipped: a lesson is done once it was read to its
            end, or its pre-quiz has shown that it is known.
        tried: its experiments that were trained.
    """

    title: str
    done: float | None
    objectives: tuple[str, ...]
    right: int
    asked: int
    skipped: int
    untried: int
    tried: tuple[Tried, ...]

    @property
    def shown(self) -> bool:
        """Whether it is done, and enough of its questions were answered right to say so."""
        return self.done is not None and self.right >= _ENOUGH * self.asked


@dataclass(frozen=True, slots=True)
class Report:
    """Everything.

    Attributes:
        course: its title.
        learner: their name, where they want it there; else empty.
        at: when it was gathered, in seconds since 1970.
        lessons: how many the course has.
        learned: those that were begun, in order.
        final: the final quiz with the most right answers, one that was passed first; None where
            none was ended. While it asks again what was missed, it is told as it had ended before.
        again: how many of its questions that are asked again wait for an answer.
        missed: the titles of the lessons that its wrong answers are on, each with how many.
        runs: how many runs have ended.
        seconds: of training in all of them.
        remarks: the learner's notes.
    """

    course: str
    learner: str
    at: float
    lessons: int
    learned: tuple[Learned, ...]
    final: Sat | None
    again: int
    missed: tuple[tuple[str, int], ...]
    runs: int
    seconds: float
    remarks: tuple[Remark, ...]

    @property
    def done(self) -> int:
        """How many lessons are done."""
        return sum(one.done is not None for one in self.learned)


def gather(catalog: Catalog, progress: Progress, learner: str = "") -> Report:
    """Gather what there is to tell; runs that ended unseen are recorded first.

    Args:
        catalog: the course.
        progress: the learner's.
        learner: their name, where it is to be told.

    Raises:
        ProgressError: the progress cannot be read.
        OSError: the folder of all runs cannot be.
    """
    adopt(progress, catalog.goal_reached)
    results = progress.runs.results()
    done = progress.completed()
    learned = (_learned(entry, progress, done.get(entry.id)) for entry in catalog.entries)
    notes = (one for one in remarks(catalog, progress.notes) if one.text)
    final, again = _final(progress)
    return Report(
        course=catalog.title,
        learner=learner,
        at=time.time(),
        lessons=len(catalog.entries),
        learned=tuple(one for one in learned if one is not None),
        final=final,
        again=again,
        missed=tuple(_missed(catalog, final)),
        runs=len(results),
        seconds=sum(one.seconds for one in results),
        remarks=tuple(notes),
    )


def _final(progress: Progress) -> tuple[Sat | None, int]:
    """The best final quiz as it ended last, and how many of its questions are open again."""
    best = progress.finals.best()
    return (None, 0) if best is None else (best.ended, len(best.places) - best.answered)


def _missed(catalog: Catalog, sat: Sat | None) -> Iterator[tuple[str, int]]:
    """Titles of lessons, and how many questions on each a final quiz has wrong."""
    bank = catalog.final.bank if sat is not None and catalog.final is not None else None
    if bank is None:
        return
    for lesson, times in missed(sat, bank).items():
        entry = catalog.find(lesson)
        yield (entry.title if entry is not None else "a question that is gone"), times


def _learned(entry: Entry, progress: Progress, done: float | None) -> Learned | None:
    """What was learned in a lesson; None where it was never begun."""
    results = progress.runs.results(entry.id)
    answers = progress.best(entry.id)
    if done is None and not results and not answers:
        return None
    lesson = entry.lesson
    if lesson is None:
        return Learned(entry.title, done, (), 0, 0, 0, 0, ())
    over = done is not None
    right = sum(
        quiz.id in answers and answers[quiz.id].counts(done=over) for quiz in lesson.questions
    )
    return Learned(
        lesson.title, done, tuple(lesson.front.objectives), right, len(lesson.questions),
        sum(quiz.id in answers and answers[quiz.id].skipped for quiz in lesson.questions),
        sum(quiz.id not in answers for quiz in lesson.questions), tuple(_tried(lesson, results)),
    )  # fmt: skip


def _tried(lesson: Lesson, results: list[RunResult]) -> Iterator[Tried]:
    """The experiments of a lesson that were trained on its own data, in order."""
    for step in lesson.steps:
        experiment = step.experiment
        rows = [] if experiment is None else [
            row for row in results if row.experiment == experiment.id and row.epochs
            and _on_own_data(row, experiment)
        ]  # fmt: skip
        if experiment is not None and rows:
            goal = sentence(experiment.goal)
            reached = sum(row.goal_reached for row in rows)
            told = _told(best(rows, experiment.goal), experiment)
            yield Tried(step.title, goal, len(rows), reached, told)


def _on_own_data(row: RunResult, experiment: Experiment) -> bool:
    """Whether a run was on the data of the lesson, as far as can be known."""
    order = order_of(find(row.run))
    return order is None or Data.of(order).source == experiment.dataset


def _told(row: RunResult, experiment: Experiment) -> BestRun:
    try:
        record = find(row.run).record()
    except (RunError, OSError):
        record = Record()
    settings = list(chosen(experiment, row.settings))
    if row.seed != experiment.seed:  # else the same settings would seem to come to this
        settings.append(("seed", str(row.seed)))
    return BestRun(row, record, _figure(row, experiment), tuple(settings))


def _figure(row: RunResult, experiment: Experiment) -> str:
    """What the goal measures of a run, or its headline; empty where it has neither."""
    wanted = measured(experiment.goal)
    if wanted is not None and wanted.name in row.metrics:
        value = row.metrics[wanted.name]
        return f"{reading(wanted.name)} {measured_text(wanted.name, value)}"
    figure = headline(row.metrics)
    return f"{figure.words} {measured_text(figure.metric, figure.value)}" if figure else ""
