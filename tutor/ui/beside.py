"""What is told of runs beside each other: what was set differently, what came out, and by chance.

It knows no screen library, so that the command line tells the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tutor.diagnosis.meaning import headed
from tutor.diagnosis.proportions import wilson
from tutor.lab.architecture import used
from tutor.lab.run import Run
from tutor.lab.tasks import SHARES, headline
from tutor.lab.text.beside import Line, Table
from tutor.lab.text.overlay import LETTERS, Course, Overlay
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.scale import short
from tutor.lab.text.width import wrapped
from tutor.store.best import aim_of
from tutor.store.earlier import Comparison, Earlier, Side
from tutor.store.ran import Ran
from tutor.ui.compared import weighed
from tutor.ui.done_otherwise import told_value
from tutor.ui.session import Session
from tutor.ui.words import duration, ending, percent

MOST = len(LETTERS)
"""Runs that can be seen beside each other."""
_MISSING = "–"


@dataclass(frozen=True, slots=True)
class Beside:
    """Two to six runs beside each other.

    Attributes:
        runs: in the order of their letters.
        others: further runs of the same experiment, the oldest first: what seeds make is told by
            all of them.
        aim: the metric that the goal of them all is on, by which they are weighed where it is the
            loss; empty where it is not one and the same.
    """

    runs: Sequence[Ran]
    others: Sequence[Ran] = ()
    aim: str = ""

    @property
    def letters(self) -> str:
        """The letters of the runs."""
        return LETTERS[: len(self.runs)]

    def overlays(self, *, train: bool = False) -> list[Overlay]:
        """The curves over each other: the loss, and the share that is charted beside it."""
        return [
            Overlay(metric, [self._course(run, letter, metric, train=train)
                             for run, letter in zip(self.runs, self.letters, strict=True)],
                    unit_range=metric != "loss")
            for metric in ("loss", self._measure)
        ]  # fmt: skip

    @property
    def _measure(self) -> str:
        games = all("val_success" in run.metrics for run in self.runs)
        return "success" if games else "accuracy"

    def _course(self, run: Ran, letter: str, metric: str, *, train: bool) -> Course:
        history = run.record.history
        validation = history.column(f"val_{metric}")
        learned = history.column(f"train_{metric}") or history.column(metric)
        shown = learned if train or not validation else ()
        return Course(letter, validation, shown, kept=run.record.kept)

    def settings(self) -> list[Line]:
        """The settings that differ, seed and data included; empty where none does."""
        names = dict.fromkeys(name for run in self.runs for name in run.settings)
        rows = [
            (self.runs[-1].called(name), [_told(run, name) for run in self.runs]) for name in names
        ]
        rows.append(("seed", [str(run.seed) for run in self.runs]))
        rows += [(word, [_of_order(run, word) for run in self.runs])
                 for word in ("lesson", "experiment", "dataset")]  # fmt: skip
        versions = [run.data.version if run.data else "" for run in self.runs]
        rows.append(("data version", versions))
        return [Line(name, tuple(cells)) for name, cells in rows if len(set(cells)) > 1]

    def figures(self) -> list[Line]:
        """What came out of each run."""
        first = [self._led] if self._led in _FIGURES else []
        labels = [*first, *(label for label in _FIGURES if label not in first)]
        lines = [self._line(label, _FIGURES[label]) for label in labels]
        return [line for line in lines if any(cell != _MISSING for cell in line.cells)]

    def _line(self, label: str, make: Callable[[Ran, str], str]) -> Line:
        found = [headline(run.metrics, self._aim) for run in self.runs]
        words = {one.words for one in found if one is not None}
        if label == _HEADLINE:
            label = words.pop() if len(words) == 1 else "figure"
        return Line(label, tuple(make(run, self._aim) for run in self.runs))

    @property
    def _aim(self) -> str:
        """The share that the goal is on; empty where it is on the loss, or not known."""
        return self.aim if self.aim.endswith(SHARES) else ""

    @property
    def _led(self) -> str:
        """The words of the figure by which the runs are weighed; empty where it is not one."""
        found = [headline(run.metrics, self.aim) for run in self.runs]
        words = {one.words if one is not None else "" for one in found}
        return words.pop() if len(words) == 1 else ""

    @property
    def best(self) -> int | None:
        """The place of the best run, the first of several; None without a figure in common."""
        if not self._led:
            return None
        found = [headline(run.metrics, self.aim) for run in self.runs]
        worths = [one.worth for one in found if one is not None]
        return worths.index(max(worths)) if all(map(math.isfinite, worths)) else None

    def verdicts(self) -> list[str]:
        """For each other run whether the best one differs from it by more than chance."""
        best = self.best
        if best is None:
            return ["They have no figure in common that can be weighed against chance."]
        said = [
            f"{self.letters[best]} against {letter}: {self._weighed(run, self.runs[best])}"
            for run, letter in zip(self.runs, self.letters, strict=True)
            if run is not self.runs[best]
        ]
        if len(self.runs) > 2:
            said.append(
                "Each interval is one of 95 %, and the best of several owes something to luck: "
                "of twenty comparisons of equals, one looks like a difference."
            )
        return said

    def _weighed(self, other: Ran, best: Ran) -> str:
        known = {run.run: run for run in (*self.others, *self.runs)}
        before = [run for run in known.values() if run.run != best.run]
        names = {run.run: letter for run, letter in zip(self.runs, self.letters, strict=True)}
        return weighed(
            Comparison(Side((other,)), Side((best,))), Earlier(best, before), self.aim,
            names=(names[other.run], names[best.run]),
        )  # fmt: skip

    def rows(self, width: int) -> list[PlotRow]:
        """All that is told of the runs but their curves, in rows of at most `width` cells."""
        settings, figures = self.settings(), self.figures()
        laid = Table([*settings, *figures], self.letters, width)
        nothing: PlotRow = [("nothing: all that they were trained with is the same", "quiet")]
        rows = [*laid.heading(), [("Set differently", "title")]]
        rows += laid.rows(settings) or [nothing]
        rows += [[], [("What came out", "title")], *laid.rows(figures)]
        rows += [[], [("More than chance?", "title")]]
        for text in self.verdicts():
            rows += [[(line, "")] for line in wrapped(text, max(width, 20))]
        return rows

    def objects(self) -> list[dict[str, object]]:
        """The runs as plain data, for `--json`."""
        return [
            {
                "letter": letter, "run": run.run, "settings": run.settings, "seed": run.seed,
                "epochs": run.epochs, "seconds": _seconds(run), "parameters": _parameters(run),
                "diagnosis": _primary(run), "interval": _interval(run, self._aim),
                "figure": found.metric if (found := headline(run.metrics, self._aim)) else None,
                "value": found.value if found and math.isfinite(found.value) else None,
            }
            for letter, run in zip(self.letters, self.runs, strict=True)
        ]  # fmt: skip


def beside(session: Session, runs: Sequence[Ran]) -> Beside:
    """Runs with the others of their experiment, weighed by what its goal is on."""
    orders = [run.order for run in runs if run.order is not None]
    return Beside(runs, session.tried.others(runs), aim_of(session.catalog, orders))


def read(run: Run) -> Ran:
    """A run as its folder holds it.

    Raises:
        RunError: it cannot be read.
    """
    return Ran.now(run.order(), run.record())


def _told(run: Ran, name: str) -> str:
    """What a run was trained with; a setting of layers that it has not is missing."""
    value = run.settings.get(name)
    return _MISSING if value is None or not used(name, run.settings) else told_value(value, name)


def _of_order(run: Ran, name: str) -> str:
    return str(getattr(run.order, name, "")) if run.order is not None else ""


def _interval(run: Ran, aim: str) -> tuple[float, float] | None:
    """The interval of the share that tells most of a run, where it is a share of examples."""
    found = headline(run.metrics, aim)
    if found is None or found.metric == "val_f1" or not run.answers:
        return None
    if not math.isfinite(found.value):
        return None
    low, high = wilson(found.value, run.answers)
    return low, high


def _share(run: Ran, aim: str) -> str:
    found = headline(run.metrics, aim)
    return _MISSING if found is None else percent(found.value)


def _reach(run: Ran, aim: str) -> str:
    interval = _interval(run, aim)
    if interval is None:
        return _MISSING
    low, high = interval
    return f"{100 * low:.1f} to {100 * high:.1f} %"


def _loss(run: Ran) -> str:
    """The validation loss; a penalty in it stands in the chart and in no other run's loss."""
    value = run.metrics.get("val_loss")
    if value is None:
        return _MISSING
    return f"{short(value)}, L2 in it" if run.settings.get("l2") else short(value)


def _training(run: Ran) -> str:
    value = run.metrics.get("train_accuracy")
    return _MISSING if value is None else percent(value)


def _seconds(run: Ran) -> float:
    ended = run.record.ended
    return ended.seconds if ended is not None else sum(run.record.history.seconds)


def _parameters(run: Ran) -> int:
    return run.order.network.parameters if run.order is not None else 0


def _primary(run: Ran) -> str | None:
    diagnosis = run.record.diagnosis
    return diagnosis.primary.name if diagnosis is not None and diagnosis.findings else None


def _diagnosis(run: Ran) -> str:
    diagnosis = run.record.diagnosis
    if diagnosis is None or not diagnosis.findings:
        return _MISSING
    return headed(diagnosis.primary)


def _epochs(run: Ran) -> str:
    ended = run.record.ended
    how = "still going on" if ended is None else ending(ended.reason).removeprefix("was ")
    parts = [f"{run.epochs:,}", *([] if how == "finished" else [how])]
    kept = run.record.kept
    return ", ".join([*parts, *([] if kept is None else [f"weights of epoch {kept}"])])


_HEADLINE = "headline"
"""Stands for the words of the figure that tells most."""

_FIGURES: Mapping[str, Callable[[Ran, str], str]] = {
    _HEADLINE: _share,
    "95 % interval": _reach,
    "validation loss": lambda run, _: _loss(run),
    "training accuracy": lambda run, _: _training(run),
    "epochs": lambda run, _: _epochs(run),
    "training time": lambda run, _: duration(_seconds(run)),
    "parameters": lambda run, _: f"{_parameters(run):,}",
    "diagnosis": lambda run, _: _diagnosis(run),
}
"""What is told of each run, and how; the name is that of the share that tells most of it."""
