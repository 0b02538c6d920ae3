"""What the second look tries is what a learner can set."""

from __future__ import annotations

import msgspec
import pytest

from tests.support import lesson
from tests.training.orders import made
from tutor.course.plan import order as plan
from tutor.diagnosis.limits import Limit
from tutor.lab.run import Order
from tutor.lab.settings import Settings
from tutor.lab.trials import changed, fits, times, triable, wider_within


def of(course: str, experiment: str, chosen: Settings, *goal: str) -> Order:
    """An order of a lesson's experiment, with another goal where one is given."""
    asked = next(one for one in lesson(course).experiments if one.id == experiment)
    if goal:
        asked = msgspec.structs.replace(asked, goal=list(goal))
    return plan(course, asked, chosen)


def tried(order: Order, limit: Limit = "") -> Settings:
    return changed(order.settings, wider_within(order, limit))


def test_the_recurrent_layer_that_is_tried_is_one_that_the_goal_leaves_room_for() -> None:
    bag = of("choosing-a-network", "symbols", {})
    assert bag.most_parameters == 1000
    assert tried(bag, "order") == {
        "recurrent_layers": 1, "cell": "GRU", "units": 8, "dense_layers": 0,
    }  # fmt: skip
    free = of("choosing-a-network", "symbols", {}, "val_accuracy >= 0.9")
    assert free.most_parameters == 60_000  # the budget
    assert tried(free, "order")["units"] == 16


@pytest.mark.parametrize(
    ("filters", "found", "ratio"),
    [(8, 16, 2), (4, 16, 4), (32, 64, 2), ([4, 4, 16], [16, 16, 32], 0), (64, 128, 2)],
)
def test_widths_stay_among_those_offered_while_there_is_a_wider_one(
    filters: int | list[int], found: int | list[int], ratio: float
) -> None:
    chosen: Settings = {"conv_layers": 3, "filters": filters}  # type: ignore[dict-item]
    order = of("speech-recognition", "vowels", chosen)
    wide = wider_within(order)
    assert changed(order.settings, wide) == {"filters": found}  # its units are of no layer
    assert times(order.settings, wide) == ratio


def test_what_the_goal_forbids_is_tried_only_where_nothing_else_is_left() -> None:
    order = of("speech-recognition", "vowels", {"filters": 4}, "parameters < 20000")
    assert order.most_parameters == 19_999
    assert tried(order) == {"filters": 8}
    assert fits(order, {**order.settings, **tried(order)})
    full = of("speech-recognition", "vowels", {"filters": 4}, "parameters < 100")
    assert tried(full) == {"filters": 16}
    assert not fits(full, {**full.settings, "filters": 8})
    assert fits(full, {**full.settings, "epochs": 20})


def test_settings_of_which_no_network_can_be_made_do_not_fit() -> None:
    order = of("speech-recognition", "vowels", {})
    assert not fits(order, {**order.settings, "filters": [1, 2, 3, 4, 5, 6, 7]})


@pytest.mark.parametrize(
    ("dataset", "settings", "reason", "can"),
    [
        ("digits", {"conv_layers": 1}, "finished", True),
        ("digits", {"conv_layers": 1}, "cancelled", False),
        ("digits", {"conv_layers": 1, "early_stopping": 5}, "finished", False),
        ("adding", {"recurrent_layers": 1}, "finished", False),
        ("tmaze", {"recurrent_layers": 1}, "finished", False),
    ],
)
def test_a_second_look_is_had_by_whole_runs_whose_loss_is_a_cross_entropy(
    dataset: str, settings: Settings, reason: str, can: bool
) -> None:
    assert triable(made(dataset, settings), reason) == can
