from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import choose
from tutor.diagnosis.rates import adaptive, rate_of, too_high, too_low, usual
from tutor.lab.knobs import OPTIMIZERS


def facts(rate: object, optimizer: str | None = None) -> Facts:
    settings: dict[str, object] = {"learning_rate": rate}
    if optimizer is not None:
        settings["optimizer"] = optimizer
    return Facts(settings=settings, choices={"learning_rate": (1e-6, 100.0)})


@pytest.mark.parametrize("optimizer", [*OPTIMIZERS, None])
def test_the_usual_rate_is_neither_too_high_nor_too_low(optimizer: str | None) -> None:
    known = usual(facts(1.0, optimizer))
    assert known.low < known.rate < known.high
    for rate in (known.low, known.rate, known.high):
        assert not too_high(facts(rate, optimizer))
        assert not too_low(facts(rate, optimizer))


@pytest.mark.parametrize(("rate", "optimizer", "back"), [
    (1.2, "adam", 0.001), (3.8, "momentum", 0.01), (24.0, "sgd", 0.05), (1.2, None, 0.001),
])  # fmt: skip
def test_from_far_above_the_way_leads_back_to_the_usual(
    rate: float, optimizer: str | None, back: float
) -> None:
    known = facts(rate, optimizer)
    assert choose(too_high(known), known, "Words.").change == {"learning_rate": back}
    assert not too_low(known)


@pytest.mark.parametrize(("first", "back"), [(0.005, 0.005), (0.0001, 0.001), (0.5, 0.001)])
def test_from_far_off_the_way_leads_to_the_lessons_own_rate_where_that_is_usual(
    first: float, back: float
) -> None:
    known = replace(facts(1.2), defaults={"learning_rate": first})
    assert choose(too_high(known), known, "Words.").change == {"learning_rate": back}


def test_from_far_below_too() -> None:
    known = facts(3e-6, "rmsprop")
    assert choose(too_low(known), known, "Words.").change == {"learning_rate": 0.001}
    assert not too_high(known)


def test_where_nothing_is_known_nothing_is_moved() -> None:
    assert rate_of(Facts()) is None
    assert not too_high(Facts())
    assert not too_low(facts("0.1"))


def test_only_plain_steps_are_not_adaptive() -> None:
    assert [name for name in OPTIMIZERS if not adaptive(facts(0.1, name))] == ["sgd", "momentum"]
