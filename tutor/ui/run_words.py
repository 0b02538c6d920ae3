"""The words about a run: where it is, how it ended, its goal, what it is held against."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from textual.content import Content

from tutor.course.advice.tried import Tried
from tutor.course.goal import DIAGNOSIS, Outcome, reading
from tutor.course.goal_words import in_words, sentence
from tutor.course.run_figures import measured_text, setting_text
from tutor.course.sayings import Saying
from tutor.diagnosis.meaning import STOPPING, certainty, title, unsure_fit
from tutor.diagnosis.verdict import Finding
from tutor.lab import events
from tutor.lab.run import Record
from tutor.lab.tasks import SHARES, headline
from tutor.lab.text.looking import looking
from tutor.lab.trial import Phase, Trial
from tutor.lab.ways import Ways
from tutor.ui.inline import inline
from tutor.ui.words import duration, percent, plural

_VERDICT = re.compile(r"(?:more than|within what) (?:chance|seeds|another seed) makes?|luck")
"""What a comparison comes to."""
_SPENT = re.compile(r"(The budget of \S+ seconds) was used up\.\s*")
"""The worker's own words for a budget that has ended a run: the status says it with them, once."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the lesson says about a run.

    Attributes:
        outcomes: the goal's conditions, once the run has ended.
        aim: the metric that the goal is on, told before others; empty where it is on none.
        author: the author's words for each diagnosis.
        ways: to other networks than the run's.
        tried: what was trained before in its experiment; None where that is not known.
        compared: what changed since the run before, and what came of it; empty for none.
        unseeded: whether training with another seed would tell more of that.
        prediction: what the learner predicted and how it came out; empty for none.
        learned: with what of it the author ends, as the question itself does.
        reached_before: whether an earlier run of the experiment reached its goal.
    """

    outcomes: Sequence[Outcome] = ()
    aim: str = ""
    compared: str = ""
    unseeded: bool = False
    prediction: str = ""
    learned: str = ""
    reached_before: bool = False
    author: Mapping[str, Saying] = field(default_factory=dict)
    ways: Ways = field(default_factory=Ways)
    tried: Tried | None = None


def status_line(trial: Trial, aim: str = "") -> str:
    """Where a trial is, in one line.

    Args:
        trial: the one.
        aim: the metric that is told first once it has ended; empty for the one that tells most.
    """
    record = trial.record
    if trial.phase is Phase.LOST:
        kept = f" {_done(record)} are kept." if record.history.epochs else ""
        return f"✗ {trial.problem}{kept}"
    if record.ended is not None:
        return _ended(record, aim)
    if record.started is None:
        return {
            Phase.LOADING: "Loading TensorFlow …",
            Phase.PREPARING: "Compiling the network …",
        }.get(trial.phase, "Waiting for the run …")
    return _progress(record)


def _ended(record: Record, aim: str) -> str:
    assert record.ended is not None
    said = {
        "finished": "✓ Finished",
        "early_stopped": "✓ Stopped early",
        "cancelled": "■ Stopped by you",
        "budget": "■ The budget is used up",
        "failed": "✗ Failed",
    }.get(record.ended.reason, record.ended.reason)
    message = record.ended.message
    spent = _SPENT.match(message)
    if spent is not None:
        said, message = f"■ {spent[1]} is used up", message[spent.end() :]
    parts = [f"{said}: {_done(record)} done in {duration(record.ended.seconds)}"]
    figures = _figures(record.metrics, aim)
    if figures:
        whose = "" if record.kept is None else f" (weights of epoch {record.kept})"
        parts.append(f"{', '.join(figures)}{whose}")
        if whose:  # the worker's own words for it
            message = message.removesuffix(f"The weights of epoch {record.kept} are kept.")
    if message.strip():
        parts.append(message.strip())
    return " · ".join(parts)


def _figures(metrics: Mapping[str, float], aim: str) -> list[str]:
    """What the goal is on, then what tells most of a run: once where both are the same."""
    figure = headline(metrics)
    told = [f"{figure.words} {percent(figure.value)}"] if figure is not None else []
    if aim not in metrics or (figure is not None and figure.metric == aim):
        return told
    return [f"{reading(aim)} {measured_text(aim, metrics[aim])}", *told]


def _done(record: Record) -> str:
    """How many epochs are done: `6 of 30 epochs`, without `of 30` where that is not known."""
    done = max(record.ended.epochs if record.ended else 0, record.history.epochs)
    if record.started is None or record.started.epochs < done:
        return plural(done, "epoch")
    return f"{done} of {plural(record.started.epochs, 'epoch')}"


def _progress(record: Record) -> str:
    started, history, step = record.started, record.history, record.step
    assert started is not None
    number = min(history.epochs + 1, started.epochs)
    parts = [f"▶ epoch {number} of {started.epochs} under way"]
    if history.seconds:
        recent = history.seconds[-20:]
        each = sum(recent) / len(recent)
        within = step.step / max(step.steps, 1) if step else 0.0
        parts.append(f"{duration(each)} an epoch")
        parts.append(_left(started, each, history.epochs + within, sum(history.seconds)))
    return " · ".join(parts)


def _left(started: events.RunStarted, each: float, done: float, spent: float) -> str:
    """How long it still takes: all epochs, or the rest of a budget that ends it before."""
    wanted = each * (started.epochs - done)
    if started.most_seconds is None or spent + wanted <= started.most_seconds:
        return f"{duration(wanted)} left"
    left = started.most_seconds - spent - each * (done % 1)
    return f"{duration(max(left, 0.0))} of the budget left"


def outcome_text(context: Context, *, keyed: bool = False, beside: bool = False) -> Content:
    """The prediction, and what has changed since the run before.

    Args:
        context: what the lesson says about the run.
        keyed: whether the key for another seed works here.
        beside: whether the question stands beside it, with the author's words.
    """
    predicted = context.prediction
    if beside:
        predicted = predicted.removesuffix(context.learned).rstrip()
    lines = [
        inline(predicted),
        Content.styled(context.compared, "$foreground 75%").highlight_regex(
            _VERDICT, style="bold $foreground"
        ),
    ]
    if keyed and context.unseeded:
        lines[-1] += Content.assemble(
            (" e", "bold $accent"), (" trains it with another.", "$foreground 75%")
        )
    return Content("\n").join(line for line in lines if line)


def goal_text(outcomes: Sequence[Outcome], *, before: bool = False, waiting: bool = False) -> str:
    """The goal's conditions, a line each, with what came out where one was missed.

    Args:
        outcomes: of the conditions.
        before: whether an earlier run reached the goal, so that nothing is lost by this one.
        waiting: whether the diagnosis is still open, and with it what the goal asks of it.
    """
    if not outcomes:
        return ""
    still = [one for one in outcomes if waiting and one.condition.name == DIAGNOSIS]
    if not still and all(outcome.met for outcome in outcomes):
        said = sentence([outcome.condition for outcome in outcomes])
        return f"★ Goal reached: {said}"
    lines = []
    for outcome in outcomes:
        if outcome in still:
            lines.append(
                f"… Goal still open: {in_words(outcome.condition)} (after the second look)"
            )
            continue
        mark = "✓ Goal met" if outcome.met else "✗ Goal not reached"
        lines.append(f"{mark}: {in_words(outcome.condition)}{_found(outcome)}")
    if before:
        lines.append("★ An earlier run of yours reached it: this step stays done.")
    return "\n".join(lines)


def _found(outcome: Outcome) -> str:
    """What a run had where a condition looked, in brackets."""
    value, name = outcome.value, outcome.condition.name
    if name == DIAGNOSIS:
        if outcome.met:  # what is there may be hidden by another trouble
            return " found" if outcome.condition.op == "!=" else ""
        return "" if value is None else f" (it says “{str(value).replace('_', ' ')}”)"
    if value is None:
        return " (unknown)"
    if isinstance(value, bool):
        return "" if outcome.met else f" (it is {'on' if value else 'off'})"
    if name.endswith(SHARES) and isinstance(value, float):
        wanted, told = outcome.condition.value, percent(value)
        if not outcome.met and isinstance(wanted, float) and told == percent(wanted):
            told = f"{100 * value:.2f} %"
        return f" (it is {told})"
    values = value if isinstance(value, list) else [value]
    said = [setting_text(_apart(one, outcome) if isinstance(one, float) else one) for one in values]
    return f" (it is {', '.join(said)})"


def _apart(value: float, outcome: Outcome) -> str:
    """A number with so many digits that one that misses its bound does not look like it."""
    wanted = outcome.condition.value
    told = (f"{value:.{digits}g}" for digits in range(3, 8))
    return next((one for one in told if outcome.met or float(one) != wanted), f"{value:.7g}")


def whole_line(record: Record) -> str:
    """Which epochs a diagnosis on games looks at, where the weights are not the last one's.

    Others are on the network that was kept, and say so themselves.
    """
    played = record.diagnosis is not None and record.diagnosis.primary.played
    if record.kept is None or not played:
        return ""
    return (
        f"This looks at all {record.history.epochs} epochs; "
        f"the network was left with the weights of epoch {record.kept}."
    )


_NOT_ENDED = "The second look did not come to its end. Who trains again gets another one."


def looking_line(record: Record, width: int) -> Content:
    """What is tried after a run for its diagnosis, or was in vain; empty where nothing is.

    Args:
        record: of the run.
        width: of a line, in cells; where it has no room in one, it is told shorter.
    """
    tried = looking(record)
    if not tried:
        cut = record.look is not None and record.look.stage == "given_up"
        return Content.styled(_NOT_ENDED if cut else "", "$foreground 75%")
    said = f"… Second look: {tried}. The diagnosis may change."
    said = said if len(said) <= width else said.replace(" validation examples", " validation")
    return Content.styled(said, "$foreground 75%")


def undecided(trial: Trial) -> bool:
    """Whether a run has no verdict yet, as the curves tell too little and a second look goes on."""
    found = trial.record.diagnosis
    if found is None:
        return False
    unsure = found.primary.name == "not_enough_evidence" or unsure_fit(found.primary)
    return unsure and trial.record.looking and not trial.settled


_SO_FAR = {"overfitting": "Validation loss rises"}
"""What is seen so far of a finding that the end of the run may find too little to be called so."""


def early_line(findings: Sequence[Finding]) -> Content:
    """What the diagnosis says while a run goes on, and the key where it advises to stop."""
    if not findings:
        return Content("")
    finding = findings[-1]
    since = "" if finding.epoch is None else f" since epoch {finding.epoch}"
    likely = certainty(finding)
    name = _SO_FAR.get(finding.name, title(finding.name))
    told = f"! {name}{since}{f' ({likely})' if likely else ''}"
    said = Content.styled(told, "bold $text-warning")
    if finding.name not in STOPPING:
        return said
    return said + Content.assemble(": ", (" x ", "bold reverse $accent"), " stops the run")
