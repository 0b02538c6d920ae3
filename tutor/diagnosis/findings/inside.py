"""What goes wrong inside: `exploding_gradients`, `vanishing_gradients`, `dead_relu`.

Each asks for a consequence beside the sign: large or small gradients and dead units are common in
trainings that have no trouble.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from tutor.diagnosis import remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.learning import stalled
from tutor.diagnosis.history import ZERO_UNITS
from tutor.diagnosis.statistics import Array
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.wishes import heavy_penalty
from tutor.diagnosis.words import number, percent

_PEAK = 10.0
_LEAST_PEAKS = 3
_SPIKE = 0.5
_HUGE = 100.0
"""A gradient's norm in a recurrent layer that only the way back through time can make: that of a
cross-entropy by what enters its softmax is the square root of 2 at most."""

_FAR = 10.0
_SLOW, _FAST = 1e-5, 1e-4
_FADED, _STILL_FADED = 1e-3, 1e-2
"""The first layer's gradient as a share of the last one's, in the first epoch and at the end."""

_LEAST_LAYERS = 3
_DEAD, _NEARLY_ALL = 0.4, 0.9
"""Shares of a layer's units that are silent: from the first on it is told, from the second on even
after fewer epochs than `_LEAST_EPOCHS`."""
_ALL_SILENT = 0.99
_LEAST_EPOCHS = 3


def exploding_gradients(case: Case) -> Finding | None:
    """Steps with over ten times the usual gradient, again and again, and the loss jumps with them.

    The usual one is the running median of the epochs' mean norms so far. The sign is that of
    R. Pascanu, T. Mikolov and Y. Bengio, On the difficulty of training recurrent neural networks,
    ICML 2013, 1310–1318, who cut the gradient's norm for it.
    """
    means, peaks = (case.layers_of(kind) for kind in ("gradient_norm", "gradient_peak"))
    if case.train is None or not means or len(case.train) < 3:
        return None
    mean, peak = (np.stack(list(columns.values())).max(axis=0) for columns in (means, peaks))
    usual = _medians_so_far(mean)
    least = np.minimum(usual, np.concatenate([usual[:1], usual[:-1]]))
    if (at_once := _at_once(case, peaks)) is not None:
        return at_once
    large = (peak > _PEAK * least) & (least > 0.0)
    jumps = _jumps(case.train, case.first_loss)
    both = np.flatnonzero(large & jumps)
    if len(both) < _LEAST_PEAKS:
        return None
    worst = int(both[np.argmax(peak[both])])
    layer = max(peaks, key=lambda name: float(peaks[name][worst]))
    remedy = remedies.exploding_gradients(case.facts)
    return Finding(
        name="exploding_gradients",
        confidence=0.6 if len(both) > _LEAST_PEAKS else 0.5,
        evidence=f"In {len(both)} epochs the gradient grew over {_PEAK:g} times its usual size "
        f"while the loss jumped: in {layer} it reached {number(float(peak[worst]))} at epoch "
        f"{case.epoch(worst)}, where {number(float(usual[worst]))} is usual.",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="Spikes that stay away with the gradient's norm cut: if the loss jumps on, the "
        "learning rate is to blame.",
        epoch=case.epoch(worst),
    )


def _at_once(case: Case, peaks: Mapping[str, Array]) -> Finding | None:
    """A recurrent network whose gradient is lost in the very first epoch, beside a far-off loss."""
    classes = case.facts.classes or 0
    if "cell" not in case.facts.settings or classes < 2:
        return None
    layer = max(peaks, key=lambda name: float(peaks[name][0]))
    reached, guess = float(peaks[layer][0]), math.log(classes)
    if reached <= _HUGE or case.first_loss <= _FAR * guess:
        return None
    remedy = remedies.exploding_gradients(case.facts, at_once=True)
    return Finding(
        name="exploding_gradients",
        confidence=0.95,
        evidence=f"Before the first step the loss was {number(case.first_loss)}, where guessing "
        f"costs {number(guess)}, and in the first epoch the gradient of {layer} reached "
        f"{number(reached)}: it grows on its way back through the steps of the sequence.",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A first loss far from guessing with smaller recurrent weights too.",
        epoch=case.epoch(0),
    )


def _medians_so_far(values: Array) -> Array:
    """The (upper) median of each value and all before it."""
    known: list[float] = []
    medians = np.empty_like(values)
    for place, value in enumerate(values.tolist()):
        insort(known, value)
        medians[place] = known[len(known) // 2]
    return medians


def _jumps(losses: Array, first: float) -> Array:
    """Where a loss stands over half above the lowest before it."""
    lowest = np.minimum.accumulate(np.concatenate([[first], losses[:-1]]))
    return np.asarray(losses > (1 + _SPIKE) * np.abs(lowest))


def vanishing_gradients(case: Case) -> Finding | None:
    """Hardly any gradient reaches the first layer, and nothing is learned.

    Its weights stand still while the last one's move; or, where an optimizer makes steps of one
    size of any gradient, its gradient has been next to nothing beside the last one's from the first
    epoch on. Where silent units keep the gradient from it, they are the trouble.

    The sign is that of S. Hochreiter, Y. Bengio, P. Frasconi and J. Schmidhuber, Gradient flow in
    recurrent nets, in A Field Guide to Dynamical Recurrent Networks, IEEE 2001, 237–243.
    """
    if not stalled(case) or dead_relu(case) is not None:
        return None
    evidence = _standing_still(case) or _fading(case)
    if evidence is None:
        return None
    remedy = remedies.vanishing_gradients(case.facts)
    return Finding(
        name="vanishing_gradients",
        confidence=0.9,
        evidence=f"{evidence}: the gradient is lost on its way to the first layer, and "
        "nothing is learned.",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A first layer that moves as much as the last one while the loss still stands.",
        epoch=case.epoch(-1),
    )


def _standing_still(case: Case) -> str | None:
    ratios = case.layers_of("update_ratio")
    if len(ratios) < _LEAST_LAYERS:
        return None
    (first, slow), *_, (last, fast) = ratios.items()
    late = slice(-case.tail, None)
    first_ratio, last_ratio = float(np.median(slow[late])), float(np.median(fast[late]))
    if first_ratio >= _SLOW or last_ratio <= _FAST:
        return None
    less = f"{last_ratio / first_ratio:,.0f} times less" if first_ratio > 0.0 else "not at all"
    return (
        f"A step moves the weights of {last} by {100 * last_ratio:.2g} % of their size, those of "
        f"{first} {less}"
    )


def _fading(case: Case) -> str | None:
    norms = case.layers_of("gradient_norm")
    if len(norms) < _LEAST_LAYERS:
        return None
    (first, small), *_, (last, large) = norms.items()
    ends = float(np.median(small[-case.tail :])), float(np.median(large[-case.tail :]))
    if not 0.0 < small[0] < _FADED * large[0] or not ends[0] < _STILL_FADED * ends[1]:
        return None
    return (
        f"In the first epoch the gradient of {last} had a size of {number(float(large[0]))}, that "
        f"of {first} one of {number(float(small[0]))}, and at the end it was "
        f"{number(ends[1])} and {number(ends[0])}"
    )


def _others(share: float) -> str:
    """What came of the units that are not silent, a clause."""
    all_of_them = share > _ALL_SILENT
    return ", and nothing is learned" if all_of_them else "; the others have learned nothing so far"


def _pulled(case: Case) -> str:
    """What may have silenced the units, a sentence after a space: a penalty; else empty."""
    penalty = heavy_penalty(case.facts)
    if penalty is None:
        return ""
    return (
        f" An L2 penalty of {penalty:g} pulls every weight towards 0, hard enough to silence units "
        "by itself."
    )


@lru_cache(maxsize=2)
def dead_relu(case: Case) -> Finding | None:
    """Over 40 % of a layer's units are zero on every training example, and nothing is learned.

    The sign is that of L. Lu, Y. Shin, Y. Su and G. E. Karniadakis, Dying ReLU and initialization,
    Commun. Comput. Phys. 28 (2020), 1671–1706.
    """
    silent = case.layers_of(ZERO_UNITS)
    if not silent or not stalled(case):
        return None
    layer = max(silent, key=lambda name: float(silent[name][-1]))
    share = float(silent[layer][-1])
    if share <= _DEAD or (case.epochs < _LEAST_EPOCHS and share <= _NEARLY_ALL):
        return None
    remedy = remedies.dead_relu(case.facts)
    return Finding(
        name="dead_relu",
        confidence=0.9 if share > _NEARLY_ALL else 0.8,
        evidence=f"{percent(share)} of the units of {layer} are zero on every example that was "
        f"looked at, so no gradient reaches their weights{_others(share)}.{_pulled(case)}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A loss that falls although as many units are silent: then they are not missed.",
        epoch=case.epoch(-1),
    )
