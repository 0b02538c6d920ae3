"""Results: the live curves of a run, its progress, its goal, and the diagnosis."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tutor.course.advice.towards import towards
from tutor.course.goal import reached
from tutor.lab.run import Record
from tutor.lab.tasks import charted
from tutor.lab.text.plot import Plot
from tutor.lab.trial import Trial
from tutor.ui.breakpoints import NORMAL_FROM, WIDE_FROM
from tutor.ui.run_words import (
    Context,
    early_line,
    goal_text,
    looking_line,
    outcome_text,
    status_line,
    undecided,
    whole_line,
)
from tutor.ui.styles import sheet
from tutor.ui.widgets.chart import Chart
from tutor.ui.widgets.diagnosis_card import DiagnosisCard
from tutor.ui.widgets.pane import Pane

_NORMAL = ("charts", "run-goal", "run-outcome", "run-diagnosis")
_NARROW = ("run-goal", "run-diagnosis", "run-outcome", "charts")
"""What stands below the progress, in its order."""


class Results(Pane):
    """Everything about one run; `show` takes each new state of it."""

    DEFAULT_CSS = sheet(__file__)
    SCOPED_CSS = False
    can_focus = True

    def __init__(self, *, id: str, again: str = "") -> None:  # noqa: A002 - Textual's own name
        """Show nothing yet.

        Args:
            id: the widget's.
            again: which keys carry a remedy out; empty where none do.
        """
        super().__init__(id=id)
        self._again = again
        self._status = ""
        self._narrow = False

    def compose(self) -> ComposeResult:
        """Status, two charts, the goal, what else came out, the diagnosis."""
        yield Static(
            "No training yet. Build a network, then press t.", id="run-status", markup=False
        )
        yield Static("", id="run-early")
        with Horizontal(id="charts"):
            yield Chart(id="loss")
            yield Chart(id="accuracy")
        yield Static("", id="run-goal", markup=False)
        yield Static("", id="run-outcome")
        yield DiagnosisCard(self._again, id="run-diagnosis")

    def on_mount(self) -> None:
        """Nothing is charted before there is a run."""
        self.query_one("#charts").display = False
        self.clear()
        self._arrange()

    def on_resize(self) -> None:
        """What stands first depends on the width."""
        self._arrange()

    def _arrange(self) -> None:
        """On a narrow screen, which the charts would fill, have goal and diagnosis stand first."""
        narrow = self.app.size.width < NORMAL_FROM
        if narrow != self._narrow:
            self._narrow = narrow
            for part in _NARROW if narrow else _NORMAL:
                self.move_child(self.query_one(f"#{part}"), after=-1)

    def announce(self, text: str) -> None:
        """Show a line in place of the progress; the layout moves only where its height does."""
        status = self.query_one("#run-status", Static)
        room = max(self.content_size.width, 1)
        moves = -(-len(text) // room) != -(-len(self._status) // room)
        self._status = text
        status.update(text, layout=moves)

    def clear(self) -> None:
        """Forget the run shown, before another begins."""
        self.query_one(DiagnosisCard).display = False
        self._put("run-goal", Content(""))
        self._put("run-outcome", Content(""))
        self._put("run-early", Content(""))
        for chart in self.query(Chart):
            chart.clear()

    def show(self, trial: Trial, context: Context) -> None:
        """Show a trial as it is now."""
        record = trial.record
        self.announce(status_line(trial, context.aim))
        if record.history.epochs:
            charts = self.query_one("#charts")
            if not charts.display:  # setting it again would lay the whole screen out again
                charts.display = True
            for place, plot in zip(("loss", "accuracy"), plots(record), strict=True):
                self.query_one(f"#{place}", Chart).show(plot)
        aside = (
            looking_line(record, self.content_size.width)
            if trial.over
            else early_line(record.early)
        )
        deserted = trial.settled and record.looking
        self._put("run-early", Content("") if deserted else aside)
        if trial.over:
            keyed = bool(self._again)
            beside = keyed and self.app.size.width >= WIDE_FROM
            goal = goal_text(
                context.outcomes, before=context.reached_before, waiting=undecided(trial)
            )
            self._put("run-goal", Content.styled(goal, "bold"))
            self._put("run-outcome", outcome_text(context, keyed=keyed, beside=beside))
            self._diagnose(trial, context)

    def _put(self, name: str, text: Content) -> None:
        """Show a text that takes no room while it is empty; the layout moves only with it."""
        place = self.query_one(f"#{name}", Static)
        if place.content != text:
            place.update(text)
        if place.display != bool(text):
            place.display = bool(text)

    def _diagnose(self, trial: Trial, context: Context) -> None:
        record = trial.record
        card, diagnosis = self.query_one(DiagnosisCard), record.diagnosis
        card.display = diagnosis is not None
        if undecided(trial):
            card.wait()
        elif diagnosis is not None:
            primary = diagnosis.primary
            words = context.author.get(diagnosis.theme(primary)) or context.author.get(primary.name)
            told = towards(diagnosis, context.outcomes, context.ways, context.tried)
            done = reached(context.outcomes)
            tip = not done and not told.advised.change
            author = words.told(tip=tip) if words is not None else ""
            card.show(told, author, whole_line(record), reached=done)


def plots(record: Record) -> list[Plot]:
    """What the two charts of a run show; a penalty in its losses is told in their title."""
    history, mark = record.history, marked(record)
    asked = record.started.epochs if record.started else history.epochs
    penalty = " + L2" if record.started and record.started.penalized else ""
    return [
        Plot(
            metric + (penalty if metric == "loss" else ""),
            history.column(f"train_{metric}") or history.column(metric),
            history.column(f"val_{metric}"),
            asked if record.ended is None else history.epochs,
            unit_range=metric != "loss",
            mark=None if mark is None else mark.epoch,
            mark_word=_mark_word(mark, metric),
            kept=record.kept,
        )
        for metric in charted(history.metrics)
    ]


@dataclass(frozen=True, slots=True)
class Mark:
    """An epoch that a finding points at, and what it is on the chart of the loss."""

    epoch: int
    word: str


_KEPT = "kept"
_MARK_WORDS = {
    "overfitting": "rises after",
    "overconfident": "rises after",
    "diverged": "lost",
    "exploding_gradients": "leaps",
    "good_fit": "best",
}
"""What the loss does at the epoch that a finding points at."""


def marked(record: Record) -> Mark | None:
    """The epoch whose weights were kept, else what the diagnosis or the newest warning points at.

    It is never the last one.
    """
    if record.kept is not None:
        return Mark(record.kept, _KEPT)
    found = [record.diagnosis.primary] if record.diagnosis else record.early[-1:]
    for finding in found:
        if finding.epoch is not None and finding.epoch < record.history.epochs:
            return Mark(
                finding.epoch, "epoch" if finding.played else _MARK_WORDS.get(finding.name, "epoch")
            )
    return None


def _mark_word(mark: Mark | None, metric: str) -> str:
    """What the marked epoch is: what the loss did there is not said of another metric."""
    known = mark is not None and (metric == "loss" or mark.word == _KEPT)
    return mark.word if known and mark is not None else "epoch"
