from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis import epoch_remedies, limits, remedies
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.limits import Limit
from tutor.diagnosis.verdict import Diagnosis, Value

OFFERED = Facts(
    settings={"hidden_layers": 0, "units": 4, "activation": "relu", "learning_rate": 0.01,
              "recurrent_layers": 0, "scaling": "none", "epochs": 40},
    choices={"hidden_layers": (0, 6), "activation": ["relu", "tanh", "linear", "elu"],
             "learning_rate": (1e-5, 10.0), "recurrent_layers": (0, 2),
             "scaling": ["none", "standard"], "epochs": (1, 100)},
)  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "change"),
    [
        ("straight", {"hidden_layers": 1}),
        ("order", {"recurrent_layers": 1}),
        ("steps", {"recurrent_layers": 1}),
        ("scale", {"scaling": "standard"}),
    ],
)
def test_the_first_advice_is_the_way_past_a_limit(limit: Limit, change: dict[str, Value]) -> None:
    known = replace(OFFERED, limit=limit)
    if limit == "straight":  # of points there is nothing to read in order
        choices = {name: of for name, of in OFFERED.choices.items() if name != "recurrent_layers"}
        known = replace(known, choices=choices)
    for rose in (False, True):
        assert remedies.not_learning(known, rose=rose).change == change
    assert remedies.underfitting(known).change == change


def test_layers_that_do_not_bend_get_an_activation_that_does() -> None:
    settings = {**OFFERED.settings, "hidden_layers": 3, "activation": "linear"}
    known = replace(OFFERED, limit="straight", settings=settings)
    assert remedies.not_learning(known, rose=False).change == {"activation": "elu"}
    wide = replace(known, settings={**settings, "units": 32})
    assert remedies.not_learning(wide, rose=False).change == {"activation": "relu"}


def test_a_few_sigmoid_units_are_not_sent_to_relu() -> None:
    settings = {**OFFERED.settings, "hidden_layers": 2, "activation": "sigmoid"}
    known = replace(OFFERED, settings=settings)
    assert remedies.vanishing_gradients(known).change == {"activation": "elu"}
    only = replace(known, choices={"activation": ["relu", "sigmoid"]})
    assert remedies.vanishing_gradients(only).change == {"activation": "relu"}


def test_unscaled_inputs_come_before_smaller_steps_and_more_epochs() -> None:
    known = replace(OFFERED, limit="scale")
    wanted = {"scaling": "standard"}
    assert remedies.diverged(known).change == wanted
    assert remedies.settle(known).change == wanted
    assert remedies.dead_relu(known).change == wanted
    assert remedies.exploding_gradients(known).change == wanted
    assert remedies.vanishing_gradients(known).change == wanted
    assert epoch_remedies.still_improving(known, 40).change == wanted
    standing = replace(known, settings={**known.settings, "scaling": "standard"})
    assert epoch_remedies.still_improving(standing, 40).change == {"epochs": 60}


def settled(limit: Limit, end: float = 0.6) -> Diagnosis:
    """What is said of a run that has settled, with two classes of one size."""
    course = end + 0.05 * 0.3 ** np.arange(20)
    hard = np.random.default_rng(3).standard_normal(40) * 0.01
    losses = (course[:, None] + hard).astype(np.float32)
    made = history(
        train_loss=course, val_loss=losses.mean(axis=1, dtype=np.float64),
        train_accuracy=np.full(20, 0.7), val_accuracy=np.full(20, 0.7),
    )  # fmt: skip
    facts = replace(
        OFFERED, limit=limit, train_examples=4000, validation_examples=4000, classes=2,
        class_counts=[2000, 2000], majority_share=0.5, parameters=50,
    )  # fmt: skip
    return diagnose(made, facts, Examples(losses, np.full_like(losses, 0.7)))


@pytest.mark.parametrize("limit", ["straight", "order", "steps", "scale"])
def test_a_network_with_a_limit_is_no_good_fit_and_at_no_floor_before_one_without_was_tried(
    limit: Limit,
) -> None:
    found = settled(limit).primary
    assert found.name == "not_enough_evidence"
    assert limits.told(Facts(limit=limit)) in found.evidence
    assert found.change
    assert settled("").primary.name in {"good_fit", "noise_floor"}


def test_one_that_has_learned_nearly_all_is_not_asked_to() -> None:
    assert settled("straight", 0.05).primary.name != "not_enough_evidence"


def test_advice_to_scale_says_what_is_wrong_with_the_inputs() -> None:
    known = replace(OFFERED, limit="scale")
    lost = diagnose(history(loss=np.array([1.0, np.nan, np.nan])), known).primary
    assert lost.name == "diverged"
    assert lost.change == {"scaling": "standard"}
    assert lost.evidence.endswith(limits.told(known))
