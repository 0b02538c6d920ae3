"""Results: the live curves of a run, its progress, its goal, and the diagnosis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.course.goal import DIAGNOSIS, Outcome, in_words
from tutor.diagnosis.verdict import Diagnosis
from tutor.lab.run import Record
from tutor.lab.tasks import SHARES, headline
from tutor.lab.text.plot import Plot
from tutor.lab.trial import Phase, Trial
from tutor.ui.styles import sheet
from tutor.ui.widgets.chart import Chart
from tutor.ui.widgets.diagnosis_card import DiagnosisCard
from tutor.ui.words import duration, percent, plural


@dataclass(frozen=True, slots=True)
class Context:
    """What the lesson says about a run.

    Attributes:
        outcomes: the goal's conditions, once the run has ended.
        author: the author's words for each diagnosis.
        compared: what changed since the run before, and what came of it; empty for none.
        unseeded: whether training with another seed would tell more of that.
        prediction: what the learner predicted and how it came out; empty for none.
    """

    outcomes: Sequence[Outcome] = ()
    compared: str = ""
    unseeded: bool = False
    prediction: str = ""
    author: Mapping[str, str] = field(default_factory=dict)


class Results(VerticalScroll):
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

    def compose(self) -> ComposeResult:
        """Status, two charts, the goal, the diagnosis."""
        yield Static(
            "No training yet. Build a network, then press t.", id="run-status", markup=False
        )
        with Horizontal(id="charts"):
            yield Chart(id="loss")
            yield Chart(id="accuracy")
        yield Static("", id="run-outcome", markup=False)
        yield DiagnosisCard(self._again, id="run-diagnosis")

    def on_mount(self) -> None:
        """Nothing is charted before there is a run."""
        self.query_one("#charts").display = False
        self.clear()

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
        self.query_one("#run-outcome", Static).update("")
        for chart in self.query(Chart):
            chart.clear()

    def show(self, trial: Trial, context: Context) -> None:
        """Show a trial as it is now."""
        record = trial.record
        self.announce(status_line(trial))
        if record.history.epochs:
            charts = self.query_one("#charts")
            if not charts.display:  # setting it again would lay the whole screen out again
                charts.display = True
            mark = _marked(record)
            asked = record.started.epochs if record.started else record.history.epochs
            self._chart(record, asked, mark)
        if trial.over:
            self.query_one("#run-outcome", Static).update(
                outcome_text(context, keyed=bool(self._again))
            )
            self._diagnose(record.diagnosis, context)

    def _chart(self, record: Record, asked: int, mark: int | None) -> None:
        history = record.history
        x_end = asked if record.ended is None else max(history.epochs, 2)
        measure = "success" if history.column("success") else "accuracy"
        for place, metric in (("loss", "loss"), ("accuracy", measure)):
            train = history.column(f"train_{metric}") or history.column(metric)
            validation = history.column(f"val_{metric}")
            plot = Plot(metric, train, validation, x_end, metric != "loss", mark)
            self.query_one(f"#{place}", Chart).show(plot)

    def _diagnose(self, diagnosis: Diagnosis | None, context: Context) -> None:
        card = self.query_one(DiagnosisCard)
        card.display = diagnosis is not None
        if diagnosis is not None:
            card.show(diagnosis, context.author.get(diagnosis.primary.name, ""))


def status_line(trial: Trial) -> str:
    """Where a trial is, in one line."""
    record = trial.record
    if trial.phase is Phase.LOST:
        kept = f" {_done(record)} are kept." if record.history.epochs else ""
        return f"✗ {trial.problem}{kept}"
    if record.ended is not None:
        return _ended(record)
    if record.started is None:
        return {
            Phase.LOADING: "Loading TensorFlow …",
            Phase.PREPARING: "Compiling the network …",
        }.get(trial.phase, "Waiting for the run …")
    return _progress(record)


def _ended(record: Record) -> str:
    assert record.ended is not None
    said = {
        "finished": "✓ Finished",
        "early_stopped": "✓ Stopped early",
        "cancelled": "■ Stopped by you",
        "budget": "■ The budget is used up",
        "failed": "✗ Failed",
    }.get(record.ended.reason, record.ended.reason)
    parts = [f"{said}: {_done(record)} done in {duration(record.ended.seconds)}"]
    figure = headline(record.metrics)
    if figure is not None:
        parts.append(f"{figure.words} {percent(figure.value)}")
    if record.ended.message:
        parts.append(record.ended.message)
    return " · ".join(parts)


def _done(record: Record) -> str:
    """How many epochs are done: `6 of 30 epochs`, without `of 30` where that is not known."""
    done = max(record.ended.epochs if record.ended else 0, record.history.epochs)
    if record.started is None or record.started.epochs < done:
        return plural(done, "epoch")
    return f"{done} of {plural(record.started.epochs, 'epoch')}"


def _progress(record: Record) -> str:
    started, history, step = record.started, record.history, record.step
    assert started is not None
    done = history.epochs + (step.step / max(step.steps, 1) if step else 0.0)
    number = min(history.epochs + 1, started.epochs)
    parts = [f"▶ epoch {number} of {started.epochs} under way"]
    if history.seconds:
        recent = history.seconds[-20:]
        each = sum(recent) / len(recent)
        parts.append(f"{duration(each)} an epoch")
        parts.append(f"{duration(each * (started.epochs - done))} left")
    return " · ".join(parts)


def outcome_text(context: Context, *, keyed: bool = False) -> Content:
    """The prediction, the goal, and what has changed since the run before; the goal stands out.

    Args:
        context: what the lesson says about the run.
        keyed: whether the key for another seed works here.
    """
    lines = [
        Content(context.prediction),
        Content.styled(goal_text(context.outcomes), "bold"),
        Content.styled(context.compared, "$foreground 75%"),
    ]
    if keyed and context.unseeded:
        lines[-1] += Content.assemble(
            (" e", "bold $accent"), (" trains it with another seed.", "$foreground 75%")
        )
    return Content("\n").join(line for line in lines if line)


def goal_text(outcomes: Sequence[Outcome]) -> str:
    """The goal's conditions, a line each, with what came out where one was missed."""
    if not outcomes:
        return ""
    if all(outcome.met for outcome in outcomes):
        said = " and ".join(in_words(outcome.condition) for outcome in outcomes)
        return f"★ Goal reached: {said}"
    lines = []
    for outcome in outcomes:
        mark = "✓ Goal met" if outcome.met else "✗ Goal not reached"
        lines.append(f"{mark}: {in_words(outcome.condition)}{_found(outcome)}")
    return "\n".join(lines)


def _found(outcome: Outcome) -> str:
    """What a run had where a condition looked, in brackets."""
    value, name = outcome.value, outcome.condition.name
    if name == DIAGNOSIS:
        return "" if outcome.met or value is None else f" (it is {str(value).replace('_', ' ')})"
    if value is None:
        return " (unknown)"
    if name.endswith(SHARES) and isinstance(value, float):
        return f" (it is {percent(value)})"
    values = value if isinstance(value, list) else [value]
    said = [f"{one:.3g}" if isinstance(one, float) else str(one) for one in values]
    return f" (it is {', '.join(said)})"


def _marked(record: Record) -> int | None:
    """The epoch that the diagnosis points at, unless it is the last one anyway."""
    epoch = record.diagnosis.primary.epoch if record.diagnosis else None
    return epoch if epoch is not None and epoch < record.history.epochs else None
