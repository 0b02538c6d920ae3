"""Which settings have an effect on which data."""

from __future__ import annotations

import pytest

from tutor.datasets.registry import CARDS
from tutor.lab.architecture import FALLBACK
from tutor.lab.knobs import COUNTS, KNOBS


@pytest.mark.parametrize(
    ("knob", "fitting", "other", "reason"),
    [
        ("conv_layers", "digits", "reviews", "it is for image data, and reviews has kind tokens"),
        ("augmentation", "faces", "points", "it is for image data, and points has kind vector"),
        (
            "recurrent_layers", "adding", "wine",
            "it is for tokens or sequence data, and wine has kind vector",
        ),
        (
            "scaling", "wine", "melodies",
            "it is for image, vector or sequence data, and melodies has kind tokens",
        ),
        ("label_noise", "digits", "film", "it is for class targets, and film has labels"),
        ("class_weights", "wine", "adding", "it is for class targets, and adding has number"),
        ("smoothing", "film", "digits", "it is for labels targets, and digits has class"),
        ("temperature", "melodies", "reviews", "it is for next targets, and reviews has class"),
    ],
)  # fmt: skip
def test_a_misfit_is_told_with_what_the_setting_is_for(
    knob: str, fitting: str, other: str, reason: str
) -> None:
    assert KNOBS[knob].misfit(CARDS[fitting]) == ""
    assert KNOBS[knob].misfit(CARDS[other]) == reason


@pytest.mark.parametrize("name", ["epochs", "batch_size", "learning_rate", "optimizer", "dropout"])
@pytest.mark.parametrize("data", CARDS)
def test_what_every_training_has_fits_all_data(name: str, data: str) -> None:
    assert KNOBS[name].misfit(CARDS[data]) == ""


def test_every_option_of_a_data_set_that_can_be_set_is_within_the_knobs_range() -> None:
    for card in CARDS.values():
        for name, value in card.options.items():
            knob = KNOBS.get(name)
            if knob is None or not knob.data:
                continue
            if knob.kind == "choice":
                assert value in knob.choices, (card.name, name)
            else:
                assert isinstance(value, int | float)
                assert knob.low <= value <= knob.high, (card.name, name)


@pytest.mark.parametrize("name", [name for name, knob in KNOBS.items() if knob.data])
def test_a_knob_of_the_data_is_an_option_of_some_data_set(name: str) -> None:
    assert any(name in card.options for card in CARDS.values())


def test_every_layers_setting_has_a_value_where_a_lesson_does_not_offer_it() -> None:
    layered = {name for name, knob in KNOBS.items() if knob.layers}
    assert layered - set(FALLBACK) == {"activation"}  # each kind of layer has its own
    assert set(COUNTS) <= set(FALLBACK)
