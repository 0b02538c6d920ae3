"""Learning rates: what is usual for an optimizer, and the way back there from far off."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.diagnosis.digits import in_digits
from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import Move, allowed
from tutor.diagnosis.verdict import Value


@dataclass(frozen=True, slots=True)
class Usual:
    """The learning rates at which an optimizer trains networks of a few layers.

    Attributes:
        rate: where to begin.
        low, high: beyond these the rate itself is the first thing to mend.
    """

    rate: float
    low: float
    high: float


_CALMER, _LONGER = 0.3, 3.0
_FAR_BELOW = 10.0
"""So many times below the lesson's own, steps are too short for the epochs that it asks for."""

_ADAPTIVE = Usual(0.001, 1e-4, 0.03)
_USUAL = {"sgd": Usual(0.05, 0.002, 0.8), "momentum": Usual(0.01, 5e-4, 0.3)}
"""For optimizers that are not named: those that scale each weight's step by its gradients.

Sources: D. P. Kingma and J. Ba, Adam, ICLR 2015 (0.001); Y. Bengio, Practical recommendations for
gradient-based training of deep architectures, 2012, section 3.1.1 (0.01 for plain steps, tried by
factors); momentum of 0.9 makes steps about ten times as long. The bounds lie so far out that a rate
beyond them did worse than the usual one in every run in trouble that was tried.
"""


def usual(facts: Facts) -> Usual:
    """What is usual for the optimizer in use; Adam is where nothing is said."""
    return _USUAL.get(str(facts.settings.get("optimizer")), _ADAPTIVE)


def rate_of(facts: Facts) -> float | None:
    """The learning rate; None where it is not known."""
    rate = facts.settings.get("learning_rate")
    return float(rate) if isinstance(rate, int | float) else None


def adaptive(facts: Facts) -> bool:
    """Whether the optimizer scales each weight's step by that weight's gradients."""
    return usual(facts) is _ADAPTIVE


def larger_than_usual(facts: Facts) -> bool:
    """Whether the rate is over three times the usual one."""
    rate = rate_of(facts)
    return rate is not None and rate > 3 * usual(facts).rate


def smaller_than_usual(facts: Facts) -> bool:
    """Whether the rate is below the usual one."""
    rate = rate_of(facts)
    return rate is not None and rate < usual(facts).rate


def no_larger_than_usual(facts: Facts) -> bool:
    """Whether the rate is known, and at most the usual one."""
    rate = rate_of(facts)
    return rate is not None and rate <= usual(facts).rate


def too_high(facts: Facts) -> list[Move]:
    """Back to the usual rate from far above it; none where the rate is not that high."""
    rate, known = rate_of(facts), usual(facts)
    if rate is None or rate <= known.high:
        return []
    return [_back(facts, known, f"at {in_digits(rate)}, steps are far longer than usual here")]


def calmer(facts: Facts, why: str = "smaller steps make calmer curves") -> list[Move]:
    """About a third of the rate, or the highest that is usual where that is still lower.

    Far below a rate at which a network learned, however unsteadily, it would only crawl.
    """
    most = usual(facts).high
    return [Move("learning_rate", lambda rate: min(float(f"{rate * _CALMER:.6g}"), most), why)]


def calmer_and_longer(facts: Facts) -> list[Move]:
    """The same with twice the epochs, where these are allowed: smaller steps get less far."""
    longer = twice_as_long(facts)
    if not longer:
        return calmer(facts)
    why = "smaller steps make calmer curves, and it takes more of them"
    return [replace(move, why=why, beside=longer) for move in calmer(facts)]


def twice_as_long(facts: Facts) -> dict[str, Value]:
    """Twice the epochs; empty where so many are not allowed."""
    epochs = facts.settings.get("epochs")
    if not isinstance(epochs, int) or not allowed(2 * epochs, facts.choices.get("epochs", ())):
        return {}
    return {"epochs": 2 * epochs}


def too_low(facts: Facts) -> list[Move]:
    """Back to the usual rate from far below it; none where the rate is not that low."""
    rate, known = rate_of(facts), usual(facts)
    own = _own(facts, known)
    if rate is None or (rate >= known.low and (own is None or rate > own / _FAR_BELOW)):
        return []
    return [_back(facts, known, f"at {in_digits(rate)}, steps are far shorter than usual here")]


def shrinking(facts: Facts) -> bool:
    """Whether a schedule lowers the rate as the training goes on: what it ends at has settled."""
    return facts.settings.get("schedule", "constant") != "constant"


def longer_steps(facts: Facts) -> list[Move]:
    """About three times the rate under a schedule that shrinks it; none above a usual rate."""
    if not shrinking(facts) or larger_than_usual(facts) or not adaptive(facts):
        return []
    why = "the schedule makes all steps shorter than that, so they can begin longer"
    return [Move("learning_rate", lambda rate: float(f"{rate * _LONGER:.3g}"), why)]


def far_off(facts: Facts) -> bool:
    """Whether the rate itself is the first thing to mend."""
    return bool(too_high(facts) or too_low(facts))


def _own(facts: Facts, known: Usual) -> float | None:
    """The rate that the lesson begins with; None where that is far from usual on purpose."""
    first = facts.defaults.get("learning_rate")
    if isinstance(first, int | float) and known.rate / 3 <= first <= known.high:
        return float(first)
    return None


def _back(facts: Facts, known: Usual, why: str) -> Move:
    """To the rate that the lesson begins with, unless that is far from usual on purpose."""
    target = _own(facts, known) or known.rate
    return Move("learning_rate", lambda _rate: target, why)
