"""What is told of runs beside each other."""

from __future__ import annotations

from tests.past_runs import Past
from tutor.store.ran import Ran
from tutor.ui.beside import Beside


def test_runs_beside_each_other_have_no_setting_of_layers_that_they_have_not() -> None:
    past = Past()
    past.train(0.9, others={"recurrent_layers": 0, "cell": "SimpleRNN"})
    past.train(0.9, others={"recurrent_layers": 1, "cell": "GRU"})
    lines = {
        line.label: line.cells for line in Beside([Ran.now(*run) for run in past.runs]).settings()
    }
    assert lines == {
        "recurrent layers": ("0", "1"),
        "recurrent cell": ("–", "GRU"),
        "units": ("–", "32"),
    }


def test_runs_whose_goal_is_on_the_loss_are_weighed_by_it() -> None:
    past = Past()
    past.train(0.9, metrics={"val_accuracy": 0.9, "val_loss": 2.0})
    past.train(0.8, metrics={"val_accuracy": 0.8, "val_loss": 1.5}, dropout=0.3)
    runs = [Ran.now(*run) for run in past.runs]
    by_loss, by_share = Beside(runs, aim="val_loss"), Beside(runs)
    assert (by_loss.best, by_share.best) == (1, 0)
    assert [line.label for line in by_loss.figures()][:2] == [
        "validation loss", "validation accuracy",
    ]  # fmt: skip
    assert by_loss.verdicts()[0].startswith("B against A: −0.5")
    assert next(line.label for line in by_share.figures()) == "validation accuracy"


def test_a_training_that_was_ended_at_its_best_is_no_second_one() -> None:
    past = Past()
    losses = [0.9, 0.6, 0.4, 0.7]
    past.train(0.65, columns={"val_loss": losses}, epochs=4, others={"epochs": 4})
    past.train(0.76, columns={"val_loss": losses[:3]}, epochs=3, others={"epochs": 3})
    told = Beside([Ran.now(*one) for one in past.runs]).verdicts()[0]
    assert told.startswith("B against A: +11.0 points: it is the same training")
    past.train(0.76, columns={"val_loss": losses[:3]}, epochs=3, others={"epochs": 3}, seed=2)
    told = Beside([Ran.now(*one) for one in (past.runs[0], past.runs[2])]).verdicts()[0]
    assert "the same training" not in told


def test_a_loss_with_a_penalty_in_it_is_told_beside_those_without() -> None:
    past = Past()
    past.train(0.9, metrics={"val_loss": 0.7})
    past.train(0.9, metrics={"val_loss": 1.06}, others={"l2": 0.01})
    lines = {
        line.label: line.cells for line in Beside([Ran.now(*one) for one in past.runs]).figures()
    }
    assert lines["validation loss"] == ("0.700", "1.060, L2 in it")


def test_the_interval_of_answers_that_go_together_is_that_of_its_diagnosis() -> None:
    past = Past()
    past.train(0.94, right=[0.94] * 20, examples=400, independent=283)
    past.train(0.94, right=[0.94] * 20, examples=400, dropout=0.3)
    lines = Beside([Ran.now(*one) for one in past.runs]).figures()
    cells = next(line.cells for line in lines if "interval" in line.label)
    assert cells == ("90.6 to 96.2 %", "91.2 to 95.9 %")
