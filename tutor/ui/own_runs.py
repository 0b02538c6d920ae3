"""The learner's own runs, as texts and predictions speak of them; it knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tutor.course.figures import Figure, Value
from tutor.course.lesson import Experiment, Lesson
from tutor.course.prediction import proves
from tutor.course.run_figures import RunFigures
from tutor.lab.run import Order, Record, RunError, find
from tutor.store.best import best
from tutor.store.ran import order_of
from tutor.store.rows import RunResult


class OwnRuns:
    """What the learner trained, by lesson and experiment; only runs on the lesson's own data."""

    def __init__(self, results: Callable[[str], list[RunResult]]) -> None:
        """Nothing is read before it is asked for.

        Args:
            results: what came of all runs of the lesson with an id, the oldest first.
        """
        self._results = results
        self._datasets: dict[str, str | None] = {}

    def value(self, lesson: Lesson) -> Value:
        """What stands for the figures of a lesson's texts, by the runs that have ended by now."""
        known: dict[str, _Runs] = {}

        def value(figure: Figure) -> str | None:
            if figure.experiment not in known:
                rows = self._of(lesson, figure.experiment)
                known[figure.experiment] = _Runs(rows, _goal(lesson, figure.experiment))
            return known[figure.experiment].text(figure)

        return value

    def beside(self, lesson: Lesson, shown: RunFigures) -> Value:
        """The same in a text beside one run, which is `run` there."""
        otherwise = self.value(lesson)

        def value(figure: Figure) -> str | None:
            return shown.text(figure.name) if figure.kind == "run" else otherwise(figure)

        return value

    def as_set_up(self, lesson: Lesson, experiment: Experiment) -> RunResult | None:
        """The newest whole run with the settings that an experiment begins with."""
        for row in reversed(self._of(lesson, experiment.id)):
            if proves(experiment, experiment.dataset, row.settings, row.ended):
                return row
        return None

    def reached_before(self, lesson: Lesson, order: Order) -> bool:
        """Whether a run before this one reached the goal of the same experiment."""
        rows = self._of(lesson, order.experiment)
        return any(row.goal_reached and row.run < order.run for row in rows)

    def _of(self, lesson: Lesson, experiment: str) -> list[RunResult]:
        """The runs of an experiment that came to anything, the oldest first."""
        dataset = next((e.dataset for e in lesson.experiments if e.id == experiment), "")
        return [
            row
            for row in self._results(lesson.id)
            if row.experiment == experiment and row.epochs and self._on(row.run) in {None, dataset}
        ]

    def _on(self, run: str) -> str | None:
        """The data set of a run; None where that cannot be read any more."""
        if run not in self._datasets:
            order = order_of(find(run))
            self._datasets[run] = None if order is None else order.dataset
        return self._datasets[run]


class _Runs:
    """The runs of one experiment."""

    def __init__(self, rows: Sequence[RunResult], goal: Sequence[str]) -> None:
        self._rows = rows
        self._goal = goal

    def text(self, figure: Figure) -> str | None:
        """What stands for a figure; None while no run has it."""
        if not self._rows:
            return None
        if figure.kind == "runs":
            return f"{len(self._rows):,}"
        row = {"run": self._rows[-1], "first": self._rows[0]}.get(figure.kind)
        return _figures(row or best(self._rows, self._goal)).text(figure.name)


def _goal(lesson: Lesson, experiment: str) -> list[str]:
    return next((one.goal for one in lesson.experiments if one.id == experiment), [])


def told(run: str) -> Record:
    """All that a run's events told; empty where they cannot be read any more."""
    try:
        return find(run).record()
    except RunError:
        return Record()


def _figures(row: RunResult) -> RunFigures:
    return RunFigures(
        metrics=row.metrics,
        settings=row.settings,
        epochs=row.epochs,
        parameters=row.parameters,
        seconds=row.seconds,
        diagnosis=row.diagnosis or "",
        told=lambda: told(row.run),
    )
