from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.meaning import explained
from tutor.diagnosis.second_look import SecondLook
from tutor.diagnosis.verdict import Diagnosis

EPOCHS = np.arange(20)
FLAT = np.full(20, 2.3) + 0.001 * np.sin(EPOCHS)
KNOWN = Facts(train_examples=1000, validation_examples=400, classes=10, majority_share=0.12)


def at(share: float, loss: float = 2.3, facts: Facts = KNOWN, fall: float = 0.0) -> Diagnosis:
    course = loss * (1 + fall * 0.5**EPOCHS)
    accuracy = np.full(20, share)
    return diagnose(history(train_loss=course, val_loss=course, train_accuracy=accuracy,
                            val_accuracy=accuracy), facts)  # fmt: skip


def test_accuracy_within_sampling_error_of_the_commonest_class_is_no_learning() -> None:
    found = at(0.135).primary
    assert found.name == "not_learning"
    assert "the commonest class alone gives 12 %" in found.evidence
    assert "400 validation examples" in found.evidence
    assert found.confidence > 0.8


def test_a_last_epoch_that_is_far_off_by_luck_is_named_beside_the_median() -> None:
    flat, jumps = (
        np.full(20, 0.6931),
        np.where(EPOCHS < 18, 0.49, np.where(EPOCHS < 19, 0.36, 0.62)),
    )
    facts = replace(KNOWN, classes=2, majority_share=0.5, limit="straight")
    for train, told in ((np.full(20, 0.5), ""), (jumps, "Training accuracy is 49 % in the same")):
        made = history(train_loss=flat, val_loss=flat, train_accuracy=train, val_accuracy=jumps)
        found = diagnose(made, facts).primary
        assert found.name == "not_learning"
        assert "it jumped between 36 % and 62 %: the last one's 62 % is luck" in found.evidence
        assert told in found.evidence
        assert bool(told) == ("way: 62 % at last is luck" in found.evidence)
    assert found.doubt == "A network with a hidden layer of ReLU units that does no better either."
    assert "luck" not in at(0.135).primary.evidence
    near = replace(KNOWN, classes=2, majority_share=0.5, limit="straight")
    for last, told in ((0.47, "; after the last one it was 47 %;"), (0.48, "epochs; ")):
        made = history(train_loss=flat, val_loss=flat, train_accuracy=0 * flat + 0.5,
                       val_accuracy=np.where(EPOCHS < 19, 0.495, last))  # fmt: skip
        assert told in diagnose(made, near).primary.evidence


def test_accuracy_beyond_it_is_learning() -> None:
    assert not at(0.2).has("not_learning")


def test_more_examples_see_more() -> None:
    many = replace(KNOWN, train_examples=20_000, validation_examples=20_000)
    assert at(0.135).has("not_learning")
    assert not at(0.135, facts=many).has("not_learning")


def test_a_fall_to_the_entropy_of_unequal_classes_is_no_learning() -> None:
    # 95 % of one class: a network that only knows the shares reaches a loss of 0.199.
    unequal = replace(KNOWN, classes=2, majority_share=0.95)
    assert at(0.95, loss=0.21, facts=unequal, fall=2.0).primary.name == "not_learning"
    assert not at(0.955, loss=0.05, facts=unequal, fall=9.0).has("not_learning")


def test_learning_by_heart_is_learning() -> None:
    found = diagnose(
        history(
            train_loss=2.3 * 0.8**EPOCHS, val_loss=2.3 + 0.1 * EPOCHS,
            train_accuracy=0.1 + 0.045 * EPOCHS, val_accuracy=np.full(20, 0.12),
        ),
        KNOWN,
    )  # fmt: skip
    assert found.primary.name == "overfitting"


def test_a_loss_that_rises_asks_for_smaller_steps() -> None:
    facts = Facts(settings={"learning_rate": 0.02}, choices={"learning_rate": (1e-5, 10.0)})
    found = diagnose(history(loss=2.0 + 0.05 * EPOCHS), facts).primary
    assert found.name == "not_learning"
    assert "rose by 45 %" in found.evidence
    assert found.change == {"learning_rate": 0.002}


def test_without_accuracies_it_is_said_with_doubt() -> None:
    found = diagnose(history(loss=FLAT, val_loss=FLAT)).primary
    assert found.name == "not_learning"
    assert found.confidence <= 0.7
    assert "accuracy" in found.doubt


def test_a_loss_that_wobbles_widely_proves_nothing() -> None:
    random = np.random.default_rng(1)
    wide = 0.3 * np.exp(0.3 * random.standard_normal(20))
    assert diagnose(history(loss=wide, val_loss=wide)).primary.name == "not_enough_evidence"


def test_an_accuracy_that_rises_is_learning_even_if_the_loss_does_not_fall() -> None:
    rising = 0.1 + 0.04 * EPOCHS
    found = diagnose(history(loss=FLAT, val_loss=FLAT, accuracy=rising, val_accuracy=rising))
    assert not found.has("not_learning")


def test_a_good_network_that_is_trained_on_is_no_failure() -> None:
    flat = np.full(20, 0.05) + 0.0001 * np.sin(EPOCHS)
    right = np.full(20, 0.985)
    made = history(train_loss=flat, val_loss=flat, train_accuracy=right, val_accuracy=right)
    assert diagnose(made, KNOWN).primary.name == "good_fit"


def test_three_epochs_at_chance_are_enough_to_say_so() -> None:
    made = History({"loss": [2.3] * 3, "accuracy": [0.1] * 3, "val_accuracy": [0.11] * 3})
    assert diagnose(made, KNOWN).primary.name == "not_learning"
    two = History({"loss": [2.3] * 2, "accuracy": [0.1] * 2, "val_accuracy": [0.11] * 2})
    assert diagnose(two, KNOWN).primary.name == "not_enough_evidence"


TWO_CLASSES = Facts(
    train_examples=1000, validation_examples=400, classes=2, majority_share=0.5,
    class_counts=[500, 500],
)  # fmt: skip


def grouped(
    losses: np.ndarray,
    *,
    right: float,
    train: np.ndarray,
    facts: Facts = TWO_CLASSES,
    second: SecondLook | None = None,
) -> Diagnosis:
    """A run with forty groups of validation examples, of two equal classes unless told else."""
    spread = 0.05 * np.random.default_rng(2).standard_normal(40)
    rows = (losses[:, None] + spread).astype(np.float32)
    made = history(
        train_loss=train, val_loss=rows.mean(axis=1), train_accuracy=np.full(20, right),
        val_accuracy=np.full(20, right),
    )  # fmt: skip
    made.initial = {"val_loss": 0.75}
    return diagnose(made, facts, Examples(rows, np.full(rows.shape, right, np.float32)), second)


def test_groups_of_examples_tell_that_the_loss_never_fell_below_that_of_the_shares() -> None:
    flat = np.full(20, 0.694)
    found = grouped(flat, right=0.5, train=flat).primary
    assert found.name == "not_learning"
    assert "Knowing only how frequent each class is costs a loss of 0.693" in found.evidence
    assert found.confidence > 0.7


def test_what_was_learned_by_heart_was_learned() -> None:
    flat = np.full(20, 0.8)
    by_heart = 0.69 * 0.8**EPOCHS
    assert not grouped(flat, right=0.6, train=by_heart).has("not_learning")
    assert grouped(flat, right=0.6, train=flat).has("not_learning")


def test_a_network_worse_than_a_guess_by_its_loss_alone_is_not_said_to_answer_no_better() -> None:
    flat = np.full(20, 0.8)
    for right, words in ((0.6, "wrong ones are given with so much certainty"),
                         (0.5, "does no better than a guess")):  # fmt: skip
        said = grouped(flat, right=right, train=flat)
        assert said.primary.name == "not_learning"
        assert words in explained(said, said.primary)


def test_a_loss_that_hardly_fell_below_that_of_a_guess_is_no_certainty() -> None:
    flat = np.full(20, 0.688)
    wider = SecondLook(wider=np.full(40, 0.4, np.float32))
    said = grouped(flat, right=0.6, train=flat, second=wider)
    assert (said.primary.name, said.primary.kind) == ("not_learning", "hardly")
    assert "sure of none" in explained(said, said.primary)


def test_a_loss_that_comes_down_to_that_of_a_guess_may_only_have_begun() -> None:
    falling = 0.75 - 0.0025 * EPOCHS
    facts = replace(TWO_CLASSES, settings={"epochs": 20}, choices={"epochs": (1, 60)})
    said = grouped(falling, right=0.5, train=falling, facts=facts)
    assert (said.primary.name, said.primary.kind) == ("not_learning", "begun")
    assert said.primary.change == {"epochs": 40}
    assert "was still falling" in explained(said, said.primary)
    assert said.primary.doubt.startswith("A loss that falls well below")
    stands = grouped(np.full(20, 0.694), right=0.5, train=np.full(20, 0.694), facts=facts).primary
    assert "epochs" not in stands.change
    assert stands.kind == ""


def test_shares_that_differ_between_the_sets_are_no_failure_to_learn() -> None:
    # Answering with the shares of training costs far more in validation than in training; the
    # network does better than that.
    falling = 0.35 + 0.4 * 0.7**EPOCHS
    unlike = replace(TWO_CLASSES, class_counts=[900, 100], majority_share=0.9, guess_loss=2.08)
    assert not grouped(falling, right=0.9, train=falling, facts=unlike).has("not_learning")
    alike = replace(unlike, guess_loss=None)
    assert grouped(falling, right=0.9, train=falling, facts=alike).has("not_learning")


def test_labels_that_are_given_by_their_shares_alone_are_not_learned() -> None:
    seldom = Facts(train_examples=1000, validation_examples=400, majority_share=0.86,
                   guess_loss=0.404)  # fmt: skip
    falling = 0.41 + 0.3 * 0.4**EPOCHS
    found = grouped(falling, right=0.86, train=falling, facts=seldom).primary
    assert found.name == "not_learning"
    assert "Knowing only how frequent each answer is costs a loss of 0.404" in found.evidence
    assert "giving each label as it mostly is gives 86 %" in found.evidence
    assert not grouped(falling / 2, right=0.9, train=falling / 2, facts=seldom).has("not_learning")


def test_a_loss_that_comes_down_from_far_above_asks_for_greater_steps() -> None:
    seldom = Facts(train_examples=1000, validation_examples=400, majority_share=0.86,
                   guess_loss=0.404, settings={"learning_rate": 1e-5})  # fmt: skip
    slowly = np.linspace(0.74, 0.70, 20)
    found = grouped(slowly, right=0.6, train=slowly, facts=seldom).primary
    assert found.name == "not_learning"
    assert "larger" in found.remedy


def test_at_a_rate_far_from_usual_nothing_else_is_blamed() -> None:
    flat = np.full(20, 0.694)
    for rate, kind in ((1e-5, "steps"), (0.001, "")):
        facts = replace(
            TWO_CLASSES, limit="straight", settings={"learning_rate": rate},
            choices={"learning_rate": (1e-6, 1.0)},
        )  # fmt: skip
        said = grouped(flat, right=0.5, train=flat, facts=facts)
        assert (said.primary.name, said.primary.kind) == ("not_learning", kind)
        assert ("nothing else can be told of it" in explained(said, said.primary)) is bool(kind)
        assert ("straight" in said.primary.evidence) is not bool(kind)
    assert said.primary.change == {}
