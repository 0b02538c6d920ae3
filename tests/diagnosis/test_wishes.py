"""Moves that several remedies wish for."""

from __future__ import annotations

import pytest

from tutor.diagnosis import epoch_remedies, remedies
from tutor.diagnosis.history import Facts

SIZES = [8, 32, 64, 128, 256]


def of(batch_size: int, examples: int | None) -> Facts:
    return Facts(
        train_examples=examples, settings={"batch_size": batch_size, "epochs": 10},
        choices={"batch_size": SIZES, "epochs": (1, 60)},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("batch_size", "examples", "wanted"),
    [
        (256, 1078, {"batch_size": 32}),
        (128, 1000, {"batch_size": 32}),
        (128, 1100, {"epochs": 15}),
        (64, 60, {"epochs": 15}),
        (256, None, {"epochs": 15}),
    ],
)
def test_few_steps_an_epoch_become_more_by_smaller_batches(
    batch_size: int, examples: int | None, wanted: dict[str, int]
) -> None:
    told = epoch_remedies.still_improving(of(batch_size, examples), 10)
    assert told.change == wanted
    if "batch_size" in wanted:
        steps = -(-(examples or 0) // batch_size)
        assert f"{steps} steps an epoch are few" in told.text
        assert told.further[0].change == {"epochs": 15}


def test_no_size_that_a_lesson_does_not_offer() -> None:
    facts = Facts(train_examples=500, settings={"batch_size": 256, "epochs": 10},
                  choices={"epochs": (1, 60)})  # fmt: skip
    assert epoch_remedies.still_improving(facts, 10).change == {"epochs": 15}


@pytest.mark.parametrize(
    ("examples", "epochs", "wanted"), [(150, 2, 40), (1000, 1, 6), (1000, 3, 0)]
)
def test_a_handful_of_steps_asks_for_more_epochs_before_anything_else(
    examples: int, epochs: int, wanted: int
) -> None:
    facts = Facts(
        train_examples=examples, settings={"batch_size": 32, "epochs": epochs, "train_size": 150},
        choices={"epochs": (1, 100), "train_size": [150, 300]},
    )  # fmt: skip
    told = remedies.not_learning(facts, rose=False)
    assert told.change == ({"epochs": wanted} if wanted else {"train_size": 300})
    assert ("hardly a beginning" in told.text) is bool(wanted)


def test_curves_that_wobble_end_calmly_by_a_schedule_where_there_is_one() -> None:
    facts = Facts(
        settings={"schedule": "constant", "learning_rate": 0.002},
        choices={"schedule": ["constant", "cosine"], "learning_rate": (1e-5, 1.0)},
    )
    told = remedies.settle(facts)
    assert told.change == {"schedule": "cosine"}
    assert told.further[0].change == {"learning_rate": 0.0006}
    far = Facts(settings={**facts.settings, "learning_rate": 0.5}, choices=facts.choices)
    assert remedies.settle(far).change == {"learning_rate": 0.03}
