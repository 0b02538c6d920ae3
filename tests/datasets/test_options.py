"""Options that are numbers: what the cards allow can be had, what they don't is told in a line."""

from __future__ import annotations

import msgspec
import pytest

from tutor.datasets import registry
from tutor.datasets.options import number, whole_number
from tutor.datasets.registry import CARDS, Card, DataError

RANGES = [(name, option) for name, card in CARDS.items() for option in card.ranges]
LOADED = [(name, option) for name, option in RANGES if CARDS[name].target != "action"]


@pytest.mark.parametrize(("name", "option"), LOADED)
def test_both_ends_of_every_range_can_be_had_and_nothing_beyond(name: str, option: str) -> None:
    card = CARDS[name]
    low, high = card.ranges[option]
    if isinstance(card.options[option], int):
        low, high = int(low), int(high)
    for value in (low, high):
        data = registry.load(name, {option: value})
        assert data.train.x.shape == (card.train, *card.sizes({option: value}))
    for value in (low - 1, high + 1):
        with pytest.raises(DataError) as refused:
            registry.load(name, {option: value})
        assert f"{option} of the data set {name!r} is {value!r}; it must be" in str(refused.value)
        assert str(refused.value).endswith(f"from {low:g} to {high:g}.")


@pytest.mark.parametrize("value", [2, 201, 0, -5, 20.0, "20", True])
def test_no_other_length_is_a_length(value: registry.Scalar) -> None:
    with pytest.raises(DataError) as refused:
        whole_number("adding", "sequence_length", value)
    assert str(refused.value) == (
        f"sequence_length of the data set 'adding' is {value!r}; "
        "it must be a whole number from 3 to 200."
    )


@pytest.mark.parametrize("value", [-0.1, 1.5, float("nan"), float("inf"), "much", True])
def test_no_other_noise_is_a_noise(value: registry.Scalar) -> None:
    with pytest.raises(DataError) as refused:
        number("points", "noise", value)
    assert str(refused.value) == (
        f"noise of the data set 'points' is {value!r}; it must be a number from 0 to 1."
    )


def test_a_whole_number_serves_as_a_number() -> None:
    assert number("points", "noise", 1) == 1.0


@pytest.mark.parametrize(
    ("ranges", "told"),
    [
        ({"sequence_lenth": (2, 9)}, r"ranges\.sequence_lenth: the option's default is None"),
        ({"sequence_length": (9, 20)}, r"ranges\.sequence_length: the option's default is 8"),
        ({"form": (0, 1)}, r"ranges\.form: the option's default is 'spiral'"),
    ],
)
def test_ranges_are_of_options_and_hold_their_defaults(
    ranges: dict[str, tuple[float, float]], told: str
) -> None:
    fields = msgspec.to_builtins(CARDS["recall"])
    options = {"sequence_length": 8, "form": "spiral"}
    assert msgspec.convert({**fields, "options": options}, Card).ranges
    with pytest.raises(msgspec.ValidationError, match=told):
        msgspec.convert({**fields, "options": options, "ranges": ranges}, Card)
