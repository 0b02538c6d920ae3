from __future__ import annotations

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history, wobble
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History, Output
from tutor.diagnosis.judge import diagnose

EPOCHS = np.arange(40)
COURSE = 0.7**EPOCHS


def test_a_good_fit_tells_the_figures_and_what_to_try() -> None:
    made = history(
        train_loss=0.1 + COURSE, val_loss=0.11 + COURSE,
        train_accuracy=0.98 - 0.5 * COURSE, val_accuracy=0.97 - 0.5 * COURSE,
    )  # fmt: skip
    facts = Facts(
        train_examples=1000, validation_examples=400, settings={"units": 64},
        choices={"units": (4, 128)},
    )  # fmt: skip
    found = diagnose(made, facts).primary
    assert found.name == "good_fit"
    assert "97 % (95 to 98 %)" in found.evidence
    assert "training accuracy 98 %, medians of the last 4 epochs" in found.evidence
    assert found.change == {"units": 32}


@pytest.mark.parametrize(("times", "told"), [(3.0, True), (1.1, False)])
def test_losses_that_are_seen_to_be_apart_are_told_of_a_good_fit(
    times: float, *, told: bool
) -> None:
    loss = 0.1 + COURSE
    made = history(
        train_loss=loss, val_loss=times * loss,
        train_accuracy=0.93 - 0.5 * COURSE, val_accuracy=0.92 - 0.5 * COURSE,
    )  # fmt: skip
    found = diagnose(made, Facts(train_examples=1000, validation_examples=4000)).primary
    assert found.name == "good_fit"
    apart = "Validation loss is 3.0 times the training loss, 0.100: a gap that does no harm"
    assert (apart in found.evidence) is told


@pytest.mark.parametrize(
    ("sizes", "reason"),
    [
        (
            Facts(validation_examples=300),
            "with 300 validation examples, it may be chance: others like them",
        ),
        (Facts(), "too little to matter"),
    ],
)
def test_a_rise_that_can_be_seen_is_named_with_its_size(sizes: Facts, reason: str) -> None:
    rise = 0.0012 * np.clip(EPOCHS - 29, 0, None)
    found = diagnose(history(loss=0.3 + COURSE, val_loss=0.35 + COURSE + rise), sizes).primary
    assert found.name == "good_fit"
    assert "does not rise" not in found.evidence
    assert f"% above its lowest at epoch {found.epoch}: {reason}" in found.evidence


def test_losses_alone_give_a_good_fit_as_far_as_they_tell() -> None:
    found = diagnose(history(loss=0.1 + COURSE, val_loss=0.11 + COURSE)).primary
    assert found.name == "good_fit"
    assert "As far as losses alone can tell" in found.evidence


def test_calm_curves_of_steps_that_are_far_too_large_are_hardly_called_a_good_fit() -> None:
    sure = {}
    for rate in (0.003, 0.5):
        facts = Facts(settings={"learning_rate": rate}, choices={"learning_rate": (1e-5, 1.0)})
        found = diagnose(history(loss=0.1 + COURSE, val_loss=0.11 + COURSE), facts).primary
        assert found.name == "good_fit"
        sure[rate] = found.confidence
    assert sure[0.5] < 0.5 <= sure[0.003]


def test_a_network_hardly_better_than_guessing_is_no_good_fit() -> None:
    random = np.random.default_rng(3)
    epochs, groups = 20, 40
    level = 2.06 + 0.05 * random.standard_normal(groups)
    wobbling = level + 0.002 * random.standard_normal((epochs, groups))
    losses = wobbling.astype(np.float32)
    rights = np.full((epochs, groups), 0.155, np.float32)
    made = history(
        loss=np.full(epochs, 2.05), val_loss=losses.mean(axis=1),
        accuracy=np.full(epochs, 0.16), val_accuracy=np.full(epochs, 0.155),
    )  # fmt: skip
    facts = Facts(
        train_examples=6000, validation_examples=600, classes=8, majority_share=0.13,
        class_counts=[750] * 8, settings={"recurrent_layers": 1, "cell": "SimpleRNN"},
        choices={"cell": ["SimpleRNN", "GRU", "LSTM"]},
    )  # fmt: skip
    found = diagnose(made, facts, Examples(losses, rights)).primary
    assert found.name == "not_enough_evidence"
    assert "knowing only how frequent each class is costs 2.08" in found.evidence
    assert found.change == {"cell": "GRU"}


def test_what_was_learned_and_lost_again_is_told_as_that() -> None:
    random = np.random.default_rng(3)
    course = np.array([2.05, 2.0, 1.95, 1.9, 1.85, 1.8, 1.75, 1.72, 1.71, 2.08])
    losses = (course[:, None] + 0.05 * random.standard_normal(40)).astype(np.float32)
    right = np.full((10, 40), 0.2, np.float32)
    made = history(loss=course, val_loss=losses.mean(axis=1), accuracy=np.full(10, 0.3),
                   val_accuracy=np.full(10, 0.3))  # fmt: skip
    facts = Facts(
        train_examples=6000, validation_examples=600, classes=8, majority_share=0.13,
        class_counts=[750] * 8, settings={"learning_rate": 0.01},
        choices={"learning_rate": (1e-5, 1.0)},
    )  # fmt: skip
    found = diagnose(made, facts, Examples(losses, right)).primary
    assert found.name == "not_enough_evidence"
    assert "had come down to 1.71 at epoch 9, and ended at 2.08" in found.evidence
    assert found.change == {"learning_rate": 0.003}


def test_a_gap_that_may_be_one_asks_for_what_narrows_it() -> None:
    made = history(
        train_loss=0.3 + COURSE, val_loss=0.32 + COURSE,
        train_accuracy=0.95 - 0.5 * COURSE, val_accuracy=0.89 - 0.5 * COURSE,
    )  # fmt: skip
    facts = Facts(train_examples=900, validation_examples=300, settings={"dropout": 0.0},
                  choices={"dropout": (0, 0.6)})  # fmt: skip
    found = diagnose(made, facts).primary
    assert found.name == "not_enough_evidence"
    assert "the gap may be under 5, too little to matter" in found.evidence
    assert found.change == {"dropout": 0.3}


@pytest.mark.parametrize("epochs", [0, 1, 2, 3, 5])
def test_few_epochs_say_how_many_would_do(epochs: int) -> None:
    course = 0.5 * np.array([2.0, 1.0, 1.3, 1.1, 1.2])[:epochs]
    facts = Facts(settings={"epochs": 3}, choices={"epochs": (1, 50)})
    found = diagnose(history(loss=course, val_loss=course), facts).primary
    assert found.name == "not_enough_evidence"
    assert found.remedy == "Set epochs to 10: a longer curve shows more."
    assert found.change == {"epochs": 10}


def test_a_run_that_was_cut_short_should_finish() -> None:
    facts = Facts(settings={"epochs": 30}, choices={"epochs": (1, 50)})
    found = diagnose(History({"loss": [2.0, 1.0], "val_loss": [2.0, 1.0]}), facts).primary
    assert found.change == {"epochs": 30}
    assert "finish" in found.remedy


def test_few_validation_examples_say_how_many_would_do() -> None:
    made = history(train_loss=0.3 + COURSE, val_loss=0.3 + COURSE,
                   train_accuracy=0.9 - 0.5 * COURSE, val_accuracy=0.9 - 0.5 * COURSE)  # fmt: skip
    found = diagnose(made, Facts(validation_examples=100)).primary
    assert found.name == "not_enough_evidence"
    assert "a gap of 7.5 points or less within one run can't be told from chance" in found.evidence
    assert found.remedy.startswith("Use 226 validation examples")
    assert diagnose(made, Facts(validation_examples=1000)).primary.name == "good_fit"
    assert ", the median of the last 4 epochs. With 100" in found.evidence
    alike = diagnose(made, Facts(validation_examples=100, answers=300)).primary
    together = "often wrong together within one source and so worth 100 from different sources"
    assert f"With 300 answers, {together}, a gap" in alike.evidence
    spoken = Facts(validation_examples=100, answers=300, drawn_by="speakers", classes=4)
    together = "often wrong together within one speaker and so worth 100 from different speakers"
    assert f"With 300 examples, {together}, a gap" in diagnose(made, spoken).primary.evidence
    enough = diagnose(made, Facts(validation_examples=100, train_examples=10_000)).primary
    assert enough.remedy == found.remedy
    scarce = diagnose(made, Facts(validation_examples=100, train_examples=120)).primary
    assert "cross-validation" in scarce.remedy
    assert "there are 220 for training and validation together" in scarce.remedy
    fixed = Facts(validation_examples=100, settings={"epochs": 20}, choices={"epochs": (1, 50)})
    assert "Another seed shows" in diagnose(made, fixed).primary.remedy


def test_no_validation_is_named_as_the_lack() -> None:
    found = diagnose(history(loss=0.1 + COURSE)).primary
    assert found.name == "not_enough_evidence"
    assert "No validation loss" in found.evidence


def test_a_rise_that_training_does_not_explain_is_told_but_not_named() -> None:
    val = 0.3 + COURSE + 0.01 * np.clip(EPOCHS - 12, 0, None)
    both = np.maximum(0.2, 1.0 - 0.1 * EPOCHS) + 0.8 * (val - 0.3 - COURSE)
    found = diagnose(history(train_loss=both, val_loss=val)).primary
    assert found.name == "not_enough_evidence"
    assert "training loss rose meanwhile as well" in found.evidence
    alone = diagnose(history(val_loss=val)).primary
    assert alone.name == "not_enough_evidence"
    assert "no training loss was recorded" in alone.evidence


def test_a_loss_that_may_still_fall_has_not_settled() -> None:
    # Eight epochs of a real run on handwritten digits: the last values fall, with one bounce.
    val = np.array([0.415, 0.208, 0.180, 0.119, 0.107, 0.117, 0.090, 0.079])
    found = diagnose(history(loss=val * 0.9, val_loss=val)).primary
    assert found.name == "not_enough_evidence"
    assert "may still be falling" in found.evidence
    assert found.remedy == "Train for 13 epochs."


def test_wide_wobble_is_named_as_the_lack() -> None:
    random = np.random.default_rng(4)
    val = (0.2 + COURSE) * wobble(random, 40, 0.3)
    found = diagnose(history(loss=0.18 + COURSE, val_loss=val)).primary
    assert found.name == "not_enough_evidence"
    assert "with a wobble of" in found.evidence or "can't be told yet" in found.evidence


def test_a_visible_rise_that_is_not_sure_is_told_with_its_interval() -> None:
    rise = 0.004 * np.clip(EPOCHS - 25, 0, None)
    made = history(loss=0.45 + COURSE - 0.001 * EPOCHS, val_loss=0.5 + COURSE + rise)
    found = diagnose(made, Facts(validation_examples=40)).findings[-1]
    assert found.name == "not_enough_evidence"
    assert "10 % above its lowest at epoch 26, but" in found.evidence
    assert (
        "with 40 validation examples, it may be chance: others like them might show no rise at "
        "all, or one of up to 25 %" in found.evidence
    )


@pytest.mark.parametrize(("groups", "few"), [(1, True), (16, False)])
def test_a_rise_that_few_answers_make_is_said_to_be_theirs(groups: int, *, few: bool) -> None:
    random = np.random.default_rng(3)
    climb = np.clip(EPOCHS - 20, 0, None)[:, None] * np.ones(40)
    share = np.zeros(40)
    share[:groups] = 40 / groups
    losses = 0.3 + COURSE[:, None] + 0.006 * climb * share
    losses = losses + 0.05 * random.standard_normal(losses.shape) + 0.2 * random.random(40)
    train = 0.4 + COURSE - 0.001 * EPOCHS
    examples = Examples(losses.astype(np.float32), np.full(losses.shape, 0.9, np.float32))
    made = history(train_loss=train, val_loss=losses.mean(axis=1))
    found = diagnose(made, Facts(validation_examples=142), examples)
    told = " ".join(one.evidence for one in found.findings)
    assert ("a few answers make most of what else it rose. With 142" in told) == few


def test_without_a_layer_to_leave_out_no_smaller_network_is_advised() -> None:
    made = history(loss=0.1 + COURSE, val_loss=0.11 + COURSE)
    facts = Facts(settings={"hidden_layers": 0, "units": 8}, choices={"units": (1, 16)})
    found = diagnose(made, facts).primary
    assert found.name == "good_fit"
    assert "no network is smaller" in found.remedy
    assert found.change == {}


@pytest.mark.parametrize(("known", "kind"), [(99, ""), (100, "perfect")])
def test_a_run_that_answers_all_of_many_examples_is_surely_a_good_fit(
    known: int, kind: str
) -> None:
    made = history(
        loss=0.01 + COURSE, val_loss=0.01 + COURSE,
        accuracy=1.0 - 0.5 * COURSE, val_accuracy=1.0 - 0.5 * COURSE,
    )  # fmt: skip
    found = diagnose(made, Facts(validation_examples=known)).primary
    assert (found.name, found.kind) == ("good_fit", kind)


def test_a_loss_that_still_falls_slowly_has_not_settled_and_more_epochs_are_tried() -> None:
    falling = 2.0 - 0.004 * EPOCHS
    facts = Facts(settings={"epochs": 40, "units": 64}, choices={"epochs": (1, 200)})
    found = diagnose(history(loss=falling - 0.01, val_loss=falling), facts).primary
    assert found.name == "good_fit"
    assert "Validation loss fell to the last, from 1.90 at epoch 27 to 1.84" in found.evidence
    assert found.change == {"epochs": 60}


def test_a_peak_that_the_plot_shows_is_told_though_it_is_over() -> None:
    val = 0.5 + COURSE
    val[25] = 1.5
    told = diagnose(history(loss=0.45 + COURSE, val_loss=val)).primary
    assert told.name == "good_fit"
    assert "down again after a jump up to 1.50 at epoch 26" in told.evidence
    assert "settled" not in told.evidence
    val[25] = 0.6
    assert "jump" not in diagnose(history(loss=0.45 + COURSE, val_loss=val)).primary.evidence
    val[25], val[34:] = 1.5, val[34:] + 0.012
    told = diagnose(history(loss=0.45 + COURSE, val_loss=val)).primary
    assert "above its lowest" in told.evidence
    assert "On the way there was a jump up to 1.50 at epoch 26" in told.evidence


def test_a_rise_of_the_last_epoch_alone_is_told_to_be_that() -> None:
    val = np.array([1.75, 0.72, 0.36, 0.24, 0.27, 0.15, 0.18, 0.12, 0.09, 0.16])
    random = np.random.default_rng(1)
    losses = val[:, None] * random.gamma(2, 0.5, 40) * random.normal(1, 0.1, (10, 40))
    losses *= (val / losses.mean(axis=1))[:, None]
    known = Examples(losses.astype(np.float32), losses < 0.5)
    train = np.array([1.74, 0.72, 0.3, 0.21, 0.23, 0.11, 0.13, 0.058, 0.05, 0.064])
    made = history(loss=train, train_loss=train, val_loss=val)
    found = diagnose(made, Facts(validation_examples=400), known).primary
    assert found.name == "good_fit"
    assert "78 % above its lowest at epoch 9" in found.evidence
    assert ", and it is of the last epoch alone, which the next may undo" in found.evidence


def test_a_last_epoch_that_is_the_lowest_is_not_told_as_above_itself() -> None:
    val = 0.5 + COURSE
    val[32:], val[-1] = val[32:] + 0.05, 0.49
    found = diagnose(history(loss=0.45 + COURSE, val_loss=val), Facts(validation_examples=40))
    told = " ".join(one.evidence for one in found.findings)
    assert "was lowest in the very last epoch, 0.490; 0.55" in told
    assert "of the last 4 epochs, is 12 % above that" in told


def test_a_fall_that_only_makes_good_a_rise_is_told_as_such() -> None:
    course = 2.0 - 0.004 * EPOCHS
    course[5] = 1.8
    told = diagnose(history(loss=course - 0.01, val_loss=course)).primary
    assert (
        "was lowest at epoch 6, rose, and fell again to the end, from 1.90 at epoch 27 to 1.84"
        in told.evidence
    )


def test_a_run_that_early_stopping_ended_is_not_told_to_run_on() -> None:
    falling = 2.0 - 0.004 * EPOCHS
    settings: dict[str, object] = {"epochs": 60, "early_stopping": 5, "units": 64}
    facts = Facts(settings=settings, choices={"epochs": (1, 200), "early_stopping": [0, 5, 10]})
    found = diagnose(history(loss=falling - 0.01, val_loss=falling), facts).primary
    assert found.name == "good_fit"
    assert "to the last" not in found.evidence
    assert found.change == {}
    begun = np.array([0.5, 0.4, 0.41, 0.405])
    few = diagnose(history(loss=begun, val_loss=begun), facts).primary
    assert few.name == "not_enough_evidence"
    assert few.change == {"early_stopping": 10}


def test_a_fit_at_a_rate_far_too_large_is_tried_at_a_usual_one() -> None:
    made = history(train_loss=0.3 + COURSE, val_loss=0.3 + COURSE,
                   train_accuracy=0.9 - 0.5 * COURSE, val_accuracy=0.9 - 0.5 * COURSE)  # fmt: skip
    for rate, change in ((0.1, {"learning_rate": 0.001}), (0.003, {"units": 16})):
        facts = Facts(
            validation_examples=2000,
            settings={"learning_rate": rate, "hidden_layers": 1, "units": 32},
            choices={"learning_rate": (1e-4, 1.0), "units": [16, 32]},
        )
        found = diagnose(made, facts).primary
        assert (found.name, found.change) == ("good_fit", change)


@pytest.mark.parametrize(
    ("val", "doubt"),
    [([0.9, 0.8, 0.85], "go on parting as they do"), ([0.9, 0.8, 0.75], "that part")],
)
def test_curves_that_part_already_would_have_to_go_on_with_it(val: list[float], doubt: str) -> None:
    few = History({"loss": [1.0, 0.8, 0.6], "train_loss": [1.0, 0.8, 0.6], "val_loss": val})
    assert f"Curves that settle, or {doubt}, over more epochs" in diagnose(few).primary.doubt


def test_examples_with_a_list_of_labels_are_counted_as_examples() -> None:
    labels = Output(activation="sigmoid", units=5, loss="binary_crossentropy")
    told = (
        "600 examples, often wrong together within one shot and so worth 200 from different shots"
    )
    assert Facts(answers=600, output=labels, drawn_by="shots").judged(200) == told
    assert Facts(answers=600, classes=4).judged(200).startswith("600 examples, often")
    assert Facts(answers=600).judged(200).startswith("600 answers, often")
    assert Facts(answers=600).judged(600) == "600 answers"
    assert Facts().judged(600) == "600 validation examples"
