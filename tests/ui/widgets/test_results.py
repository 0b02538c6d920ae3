"""The words about a run: how far it is, how it ended, what became of its goal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.support import CURVES, OVERFITTING, lesson
from tests.ui.conftest import COURSE
from tutor.course.goal import evaluate
from tutor.course.sayings import Saying, Words
from tutor.diagnosis.history import History
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.run import Record, Run
from tutor.lab.trial import Phase, Trial
from tutor.ui.run_words import (
    Context,
    early_line,
    goal_text,
    looking_line,
    outcome_text,
    status_line,
    whole_line,
)
from tutor.ui.session import Session
from tutor.ui.widgets.results import Mark, marked, plots

STARTED = events.RunStarted(
    run="20260131-120000-1a2b3c", at=1.8e9, epochs=30, steps=34, parameters=22, train=250,
    validation=50, test=50, device="CPU", prepare_seconds=0.0,
)  # fmt: skip


def trial(epochs: int, reason: str = "", phase: Phase = Phase.TRAINING) -> Trial:
    made = Trial(Run(Path("20260131-120000-1a2b3c")))
    history = History()
    history.extend({name: values[:epochs] for name, values in CURVES.items()}, [0.05] * epochs)
    ended = events.RunEnded(reason=reason, epochs=epochs, seconds=0.4, metrics={})
    made.record = Record(started=STARTED, history=history, ended=ended if reason else None)
    made.phase = phase
    return made


def test_epochs_under_way_and_epochs_done_are_told_apart() -> None:
    assert status_line(trial(6)).startswith("▶ epoch 7 of 30 under way · 50 ms an epoch")
    assert status_line(trial(6, "cancelled")).startswith(
        "■ Stopped by you: 6 of 30 epochs done in 0.4 s"
    )
    lost = trial(6, phase=Phase.LOST)
    lost.problem = "The training process was killed (signal 9)."
    assert status_line(lost).endswith("(signal 9). 6 of 30 epochs are kept.")


@pytest.mark.parametrize(("most", "said"), [
    (None, "1.2 s left"), (15.0, "1.2 s left"), (1.0, "0.7 s of the budget left"),
    (0.3, "0 ms of the budget left"),
])  # fmt: skip
def test_the_time_left_is_that_of_the_budget_where_it_ends_the_run_before(
    most: float | None, said: str
) -> None:
    running = trial(6)
    running.record.started = msgspec.structs.replace(STARTED, most_seconds=most)
    assert status_line(running).endswith(f" · {said}")


@pytest.mark.parametrize("reason", ["finished", "early_stopped", "budget", "failed"])
def test_every_end_says_how_many_epochs_are_done(reason: str) -> None:
    assert "1 of 30 epochs done" in status_line(trial(1, reason))


def test_a_budget_that_is_used_up_is_said_once() -> None:
    spent = trial(3, "budget")
    assert spent.record.ended is not None
    said = "The budget of 3 seconds was used up."
    spent.record.ended = msgspec.structs.replace(spent.record.ended, message=said)
    told = status_line(spent)
    assert told.startswith("■ The budget of 3 seconds is used up: 3 of 30 epochs done in 0.4 s")
    assert told.count("budget") == 1
    kept = f"{said} The weights of epoch 2 are kept."
    spent.record.ended = msgspec.structs.replace(spent.record.ended, message=kept)
    assert status_line(spent).endswith(" · The weights of epoch 2 are kept.")


def test_a_second_look_is_told_in_one_line_where_it_fits() -> None:
    looked = trial(6, "finished").record
    assert looked.ended is not None
    looked.ended = msgspec.structs.replace(looked.ended, look=True)
    looked.look = events.Looking(stage="simple")
    asked = "… Second look: comparing training with validation examples. The diagnosis may change."
    assert str(looking_line(looked, 120)) == asked
    shorter = str(looking_line(looked, 78))
    assert shorter == asked.replace(" examples", "")
    assert len(shorter) <= 78


def test_the_chart_of_the_loss_tells_that_a_penalty_is_in_it() -> None:
    running = trial(6)
    assert [plot.title for plot in plots(running.record)] == ["loss", "accuracy"]
    running.record.started = msgspec.structs.replace(STARTED, penalized=True)
    assert [plot.title for plot in plots(running.record)] == ["loss + L2", "accuracy"]


def goal(accuracy: float, *, waiting: bool = False) -> str:
    conditions = ["val_accuracy >= 0.97", "diagnosis != overfitting"]
    outcomes = evaluate(
        conditions, metrics={"val_accuracy": accuracy}, diagnosis=OVERFITTING, settings={}
    )
    return goal_text(outcomes, waiting=waiting)


def test_while_the_diagnosis_is_open_only_what_the_goal_asks_of_it_is() -> None:
    assert goal(0.98, waiting=True).splitlines() == [
        "✓ Goal met: at least 97 % validation accuracy (it is 98.0 %)",
        "… Goal still open: no overfitting (after the second look)",
    ]


def test_each_condition_has_its_line_and_says_what_came_out_where_it_was_missed() -> None:
    assert goal(0.79).splitlines() == [
        "✗ Goal not reached: at least 97 % validation accuracy (it is 79.0 %)",
        "✗ Goal not reached: no overfitting (it says “overfitting”)",
    ]
    assert goal(0.98).splitlines()[0] == (
        "✓ Goal met: at least 97 % validation accuracy (it is 98.0 %)"
    )


@pytest.mark.parametrize(("seconds", "told"), [(3.00312, "3.003"), (3.25, "3.25"), (2.9999, "3")])
def test_what_misses_its_bound_does_not_look_like_it(seconds: float, told: str) -> None:
    outcomes = evaluate(["seconds <= 3", "val_accuracy >= 0.9"], metrics={}, diagnosis=None,
                        settings={}, seconds=seconds)  # fmt: skip
    assert goal_text(outcomes).splitlines()[0].endswith(f"at most 3 seconds (it is {told})")


def test_a_goal_that_is_reached_is_one_line() -> None:
    outcomes = evaluate(
        ["val_accuracy >= 0.97", "epochs <= 30"],
        metrics={"val_accuracy": 0.98}, diagnosis=None, settings={}, epochs=20,
    )  # fmt: skip
    assert goal_text(outcomes).startswith("★ Goal reached: at least 97 % validation accuracy, in")
    assert goal_text(outcomes, before=True) == goal_text(outcomes)
    assert goal_text([]) == ""


def test_of_a_goal_that_an_earlier_run_reached_it_is_said_that_the_step_stays_done() -> None:
    outcomes = evaluate(["epochs <= 3"], metrics={}, diagnosis=None, settings={}, epochs=20)
    assert goal_text(outcomes, before=True).splitlines() == [
        *goal_text(outcomes).splitlines(),
        "★ An earlier run of yours reached it: this step stays done.",
    ]


def finding(name: str, epoch: int | None) -> Finding:
    return replace(OVERFITTING.primary, name=name, epoch=epoch, confidence=0.97)


def test_a_warning_names_the_key_only_where_it_is_better_to_stop() -> None:
    assert str(early_line([])) == ""
    warned = [finding("still_improving", None), finding("overfitting", 4)]
    assert str(early_line(warned)) == (
        "! Validation loss rises since epoch 4 (97 % sure):  x  stops the run"
    )
    assert str(early_line(warned[:1])) == "! Still improving (97 % sure)"


@pytest.mark.parametrize(
    ("name", "epoch", "expected"),
    [
        ("overfitting", 4, Mark(4, "rises after")),
        ("good_fit", 7, Mark(7, "best")),
        ("diverged", 3, Mark(3, "lost")),
        ("noisy_validation", 1, Mark(1, "epoch")),
        ("still_improving", 8, None),
        ("large_gap", None, None),
    ],
)
def test_the_mark_is_the_epoch_of_the_finding(
    name: str, epoch: int | None, expected: Mark | None
) -> None:
    record = trial(8, "finished").record
    record.early = [finding("overfitting", 2)]
    assert marked(record) == Mark(2, "rises after")
    record.diagnosis = Diagnosis((finding(name, epoch), finding("overfitting", 5)))
    assert marked(record) == expected


def test_what_a_comparison_comes_to_stands_out_and_the_key_is_there_where_it_works() -> None:
    said = "Since the last run: more than chance makes with 359 examples."
    context = Context(compared=said, unseeded=True)
    keyed = outcome_text(context, keyed=True)
    assert str(keyed) == f"{said} e trains it with another."
    assert "more than chance makes" in {keyed.plain[s.start : s.end] for s in keyed.spans}
    assert str(outcome_text(context)) == said
    assert str(outcome_text(Context(compared=said), keyed=True)) == said
    assert not outcome_text(Context())


def test_where_earlier_weights_were_kept_every_figure_says_whose_it_is() -> None:
    ended = trial(8, "early_stopped")
    record = ended.record
    assert record.kept is None
    assert whole_line(record) == ""
    record.validated = events.Validated(epoch=4, losses=[], right=[])
    assert record.kept == 4
    assert record.ended is not None
    record.ended = msgspec.structs.replace(
        record.ended, metrics={"val_accuracy": 0.8},
        message="Validation loss has not fallen for 4 epochs. The weights of epoch 4 are kept.",
    )  # fmt: skip
    said = status_line(ended)
    assert "validation accuracy 80.0 % (weights of epoch 4) · Validation loss has not" in said
    assert said.endswith("for 4 epochs.")
    assert marked(record) == Mark(4, "kept")
    assert whole_line(record) == ""  # the evidence itself says whose it is
    of_games = Finding(name="good_fit", confidence=0.8, evidence="e", remedy="r", played=True)
    record.diagnosis = Diagnosis((of_games,))
    assert whole_line(record).startswith("This looks at all 8 epochs; ")


def test_what_the_goal_is_on_is_told_before_what_tells_most_of_a_run() -> None:
    ended = trial(8, "finished")
    assert ended.record.ended is not None
    ended.record.ended = msgspec.structs.replace(
        ended.record.ended, metrics={"val_accuracy": 0.452, "val_loss": 1.84}
    )
    assert " · validation loss 1.84, validation accuracy 45.2 %" in status_line(ended, "val_loss")
    for known in ("", "val_accuracy", "val_f1"):
        assert status_line(ended, known).endswith(" · validation accuracy 45.2 %")


@pytest.mark.parametrize(
    ("goal", "aim"),
    [
        (["epochs <= 20", "val_loss <= 1.8", "val_accuracy >= 0.4"], "val_loss"),
        (["diagnosis == overfitting"], ""),
    ],
)
def test_the_goals_first_metric_is_what_is_told_first(
    session: Session, goal: list[str], aim: str
) -> None:
    taught = lesson(course=COURSE)
    experiment = msgspec.structs.replace(taught.experiments[0], goal=goal)
    record = trial(8, "finished").record
    assert session.context_of(taught, experiment, {}, record).aim == aim
    assert session.context_of(taught, experiment, {}, record, "own").aim == ""


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("underfitting", "", True), ("underfitting", "steps", False),
        ("not_learning", "steps", True), ("not_enough_evidence", "", False),
    ],
)  # fmt: skip
def test_an_authors_words_are_not_said_where_steps_tell_nothing_or_the_goal_is_reached(
    session: Session, name: str, kind: str, *, told: bool
) -> None:
    taught = lesson(course=COURSE)
    experiment = msgspec.structs.replace(
        taught.experiments[0], on={name: "Add a layer."}, goal=["epochs >= 1"]
    )
    record = trial(8, "finished").record
    finding = Finding(name=name, confidence=0.8, evidence="e", remedy="r", kind=kind)
    record.diagnosis = Diagnosis((finding,))
    author = session.context_of(taught, experiment, {}, record).author
    assert bool(author) == told


@pytest.mark.parametrize(
    ("goal", "said"), [("epochs >= 1", "Done."), ("epochs >= 900", "Not yet: 8 epochs.")]
)
def test_of_an_authors_words_those_that_fit_the_run_are_said(
    session: Session, goal: str, said: str
) -> None:
    taught = lesson(course=COURSE)
    words: Words = [Saying(say="Done.", reached=True), Saying(say="Not yet: {run.epochs} epochs.")]
    experiment = msgspec.structs.replace(
        taught.experiments[0], on={"not_enough_evidence": words}, goal=[goal]
    )
    record = trial(8, "finished").record
    finding = Finding(name="not_enough_evidence", confidence=0.8, evidence="e", remedy="r")
    record.diagnosis = Diagnosis((finding,))
    author = session.context_of(taught, experiment, {}, record).author
    assert {name: one.say for name, one in author.items()} == {"not_enough_evidence": said}
