"""What the diagnosis is told of a run beside its curves."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from tests.support import order
from tutor.datasets.arrays import Data, Part
from tutor.datasets.registry import CARDS
from tutor.diagnosis.examples import Grouping
from tutor.lab.architecture import describe
from tutor.lab.network import inputs_of
from tutor.lab.run import Budget, Order
from tutor.lab.settings import Scalar, Setting, Settings
from tutor.lab.tasks import JUDGED_GAMES
from tutor.training.copies import copied
from tutor.training.evidence import Evidence, size_of
from tutor.training.judged import Judged

POINTS = CARDS["points"]


def points(options: dict[str, Scalar]) -> Order:
    return msgspec.structs.replace(
        order(), dataset="points", data_options=options, network=describe(inputs_of(POINTS), {})
    )


def facts_of(asked: Order) -> float | None:
    part = Part(np.zeros((4, 2), np.float32), np.array([0, 1, 1, 1], np.int32))
    facts = Evidence(asked, Data(part, part, part, "1"), 10).facts()
    assert facts.majority_share == 0.75
    return facts.baseline_accuracy


@pytest.mark.parametrize("options", [{}, dict(POINTS.options)])
def test_the_cards_baseline_holds_for_the_data_that_it_tells_of(
    options: dict[str, Scalar],
) -> None:
    assert facts_of(points(options)) == max(POINTS.baselines.values())


def test_it_does_not_hold_for_other_data() -> None:
    assert facts_of(points({"form": "circles"})) is None
    assert facts_of(msgspec.structs.replace(points({}), dataset="own")) is None


@pytest.mark.parametrize("settings", [{"label_noise": 0.2}, {"train_size": POINTS.train - 1}])
def test_nor_where_labels_are_wrong_or_fewer_examples_train(settings: Settings) -> None:
    assert facts_of(msgspec.structs.replace(points({}), settings=settings)) is None
    whole: Settings = {"label_noise": 0.0, "train_size": POINTS.train}
    assert facts_of(msgspec.structs.replace(points({}), settings=whole)) is not None


def test_groups_count_each_answer_alike_as_the_loss_of_the_set_does() -> None:
    part = Part(np.zeros((2, 2), np.float32), np.zeros(2, np.int32))
    evidence = evidence_of(part, part)
    evidence.record(
        Judged(np.array([1.0, 3.0], "f4"), np.ones(2, "f4"), np.array([2, 5], "f4"), 0.0)
    )
    assert Grouping(1).means(np.array([2.0], "f4"), np.array([3.0], "f4")).tolist() == [2.0]
    one = Grouping(80).means(np.arange(80, dtype="f4"), np.arange(80, dtype="f4") + 1)
    plain = Grouping(80).means(np.arange(80, dtype="f4"))
    assert (one > plain).all()  # the longer examples weigh more
    assert evidence.examples() is not None


def judged(losses: list[float], right: list[float]) -> Judged:
    return Judged(
        np.array(losses, np.float32), np.array(right, np.float32), np.ones(len(losses), np.float32),
        0.0,
    )  # fmt: skip


def evidence_of(train: Part, validation: Part) -> Evidence:
    return Evidence(points({}), Data(train, validation, validation, "1"), 10)


def test_the_answers_of_each_class_and_what_the_network_gives_are_told() -> None:
    train = Part(np.arange(12, dtype=np.float32).reshape(6, 2), np.array([0, 0, 0, 0, 1, 1], "i4"))
    validation = Part(-train.x, train.y)
    evidence = evidence_of(train, validation)
    assert evidence.facts().class_right is None
    evidence.record(judged([0.1] * 6, [1, 1, 1, 0, 0, 1]))
    facts = evidence.facts()
    assert facts.class_names == ["first", "second"]
    assert facts.class_counts == [4, 2]
    assert facts.class_right == [(3, 4), (1, 2)]
    assert facts.copied == 0.0
    output = facts.output
    assert output is not None
    assert (output.activation, output.units, output.loss) == (
        "softmax", 2, "sparse_categorical_crossentropy",
    )  # fmt: skip
    assert (output.labels, output.label_size, output.whole) == ((0.0, 1.0), 1, True)


def test_what_the_step_is_not_about_may_only_go_back_to_the_lessons_own_value() -> None:
    offered = [
        Setting(name="units", choices=[8, 16, 32], default=8),
        Setting(name="learning_rate", min=1e-5, max=1.0, default=0.01),
        Setting(name="batch_size", choices=[16, 32], default=32),
        Setting(name="epochs", min=1, max=60, default=10),
    ]
    part = Part(np.zeros((3, 2), np.float32), np.zeros(3, np.int32))
    asked = msgspec.structs.replace(
        points({}), offered=offered, advice=["units"],
        settings={"units": 8, "learning_rate": 0.9, "batch_size": 32, "epochs": 40},
    )  # fmt: skip
    facts = Evidence(asked, Data(part, part, part, "1"), 10).facts()
    assert facts.choices == {"units": [8, 16, 32], "learning_rate": [0.01]}
    assert set(facts.aside) == {"learning_rate", "batch_size", "epochs"}


def test_copies_are_counted_once_each() -> None:
    x = np.zeros((4, 2), np.float32)
    x[2:] = 1.0
    part = Part(x, np.zeros(4, np.int32))
    other = Part(np.array([[1, 1], [2, 2], [3, 3], [0, 0]], np.float32), part.y)
    assert evidence_of(part, other).facts().copied == 0.5
    assert copied(x, x[:0]) == 0.0


def test_losses_are_kept_as_means_of_groups() -> None:
    n = 100
    part = Part(np.zeros((n, 2), np.float32), np.zeros(n, np.int32))
    evidence = evidence_of(part, part)
    assert evidence.examples() is None
    for epoch in (1.0, 2.0):
        evidence.record(judged([epoch * place for place in range(n)], [1.0] * n))
    found = evidence.examples()
    assert found is not None
    assert found.losses.shape == found.correct.shape == (2, 40)
    assert found.losses[1] == pytest.approx(2 * found.losses[0])
    assert found.losses[0].mean() == pytest.approx((n - 1) / 2, rel=0.05)
    assert (found.correct == 1.0).all()


def test_what_groups_met_after_any_epoch_is_told_in_few_digits() -> None:
    part = Part(np.zeros((3, 2), np.float32), np.zeros(3, np.int32))
    evidence = evidence_of(part, part)
    assert evidence.validated(1) is None
    evidence.record(judged([1 / 3, 2 / 3, 1.0], [1, 0, 1]))
    evidence.record(judged([np.inf, 0.5, 0.5], [0, 0, 1]))
    first, second = evidence.validated(1), evidence.validated(2)
    assert first is not None
    assert second is not None
    assert sorted(first.losses) == [0.333333, 0.666667, 1.0]
    assert (first.epoch, sorted(first.right)) == (1, [0.0, 1.0, 1.0])
    assert "Infinity" in second.losses
    assert evidence.validated(0) is None
    assert evidence.validated(3) is None


def test_of_games_their_number_the_best_guess_and_the_offered_settings_are_known() -> None:
    card = CARDS["tmaze"]
    asked = msgspec.structs.replace(
        order(), dataset="tmaze", data_options={"corridor_length": 8},
        network=describe(inputs_of(card, {"corridor_length": 8}), {}),
        settings={"batch_size": 64, "recurrent_layers": 0},
        offered=[Setting(name="recurrent_layers", default=0, min=0, max=2)], advice=[],
    )  # fmt: skip
    nothing = Part(np.zeros((0, 4), np.float32), np.zeros(0, np.int32))
    facts = Evidence(asked, Data(nothing, nothing, nothing, "1"), 10).facts()
    assert (facts.played_games, facts.judged_games) == (64, JUDGED_GAMES)
    assert facts.guess_success == 109 / 200
    assert facts.choices == {"recurrent_layers": (0, 2)}
    assert facts.validation_examples is None


def sequences() -> tuple[Order, Part]:
    """An order for a tagger of three tags, and examples of four steps of which one is padding."""
    card = CARDS["key-phrases"]
    network = describe(inputs_of(card), {"recurrent_layers": 0})
    asked = msgspec.structs.replace(order(), dataset="key-phrases", network=network)
    x = np.array([[1, 2, 3, 0]] * 6, np.int32)
    return asked, Part(x, np.array([[0, 0, 1, 2]] * 6, np.int32))


def test_of_sequences_the_answers_are_counted_and_guessed_by_their_shares() -> None:
    asked, part = sequences()
    evidence = Evidence(asked, Data(part, part, part, "1"), 10)
    right = np.array([1, 1, 2 / 3, 2 / 3, 2 / 3, 1], np.float32)
    evidence.record(Judged(1 - right, right, np.full(6, 3, np.float32), 0.0))
    facts = evidence.facts()
    assert facts.answers
    assert facts.drawn_by == "sentences"
    told = evidence.validated(1)
    assert told is not None
    assert told.independent == facts.validation_examples
    assert facts.validation_examples is not None
    assert 6 <= facts.validation_examples <= 18
    assert facts.majority_share == pytest.approx(2 / 3), "padding is no answer"
    # Two answers of three are 0 and one is 1; a tag that is only padding's counts as one answer.
    assert facts.guess_loss == pytest.approx(-(2 * np.log(12 / 19) + np.log(6 / 19)) / 3, abs=1e-6)


@pytest.mark.parametrize(
    ("right", "counts", "independent"),
    [
        ([1, 1, 0, 0], [5, 5, 5, 5], 4),  # all answers of an example alike: as good as one each
        ([0.6, 0.4, 0.5, 0.5], [10, 10, 10, 10], 40),  # examples differ less than by chance
        ([1, 1, 1], [5, 5, 5], 3),
        ([0.5], [8], 1),
        ([0.5, 0.5], [0, 0], 2),
    ],
)
def test_how_many_independent_answers_tell_as_much(
    right: list[float], counts: list[float], independent: int
) -> None:
    found = Judged(np.zeros(len(right), "f4"), np.array(right, "f4"), np.array(counts, "f4"), 0.0)
    assert found.independent() == independent


def test_answers_that_were_drawn_together_are_one_witness() -> None:
    right = np.repeat(np.array([1, 0, 1, 1], "f4"), 30)
    found = Judged(np.zeros(120, "f4"), right, np.ones(120, "f4"), 0.0)
    assert found.independent() == 120
    assert found.independent(np.arange(120) // 30) == 4
    assert found.independent(np.arange(120) % 30) == 120


def test_the_loss_on_examples_without_a_copy_is_told_with_their_number() -> None:
    train = Part(np.array([[0, 0], [1, 1]], np.float32), np.array([0, 1], np.int32))
    validation = Part(np.array([[1, 1], [2, 2], [3, 3], [0, 0]], np.float32), np.zeros(4, np.int32))
    evidence = evidence_of(train, validation)
    assert evidence.facts().loss_of_new is None
    evidence.record(judged([0.0, 1.0, 2.0, 0.0], [1, 0, 0, 1]))
    assert evidence.facts().loss_of_new == (1.5, 2)
    assert evidence_of(train, train).facts().copied == 1.0


def test_large_inputs_are_known_by_their_largest_column() -> None:
    x = np.array([[3.0, 400.0], [4.0, -300.0]], np.float32)
    assert size_of(x) == pytest.approx(353.55, abs=0.01)
    assert size_of(np.zeros((3, 4), np.int32)) == 1.0
    part = Part(x, np.array([0, 1], np.int32))
    assert evidence_of(part, part).facts().limit == "scale"


def test_a_budget_of_seconds_allows_so_many_epochs() -> None:
    part = Part(np.zeros((4, 2), np.float32), np.array([0, 1, 1, 1], np.int32))
    asked = msgspec.structs.replace(
        points({}), offered=[Setting(name="epochs", default=10, min=1, max=200)],
        budget=Budget(seconds=3.0),
    )  # fmt: skip
    evidence = Evidence(asked, Data(part, part, part, "1"), 10)
    assert evidence.facts().choices["epochs"] == (1, 200)
    for _ in range(4):
        evidence.took(0.25)
    assert evidence.facts().choices["epochs"] == (1, 10)  # a tenth is left, to be sure
    assert evidence.facts().affordable == 10
