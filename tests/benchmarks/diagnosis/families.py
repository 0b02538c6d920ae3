"""Families of simulated long histories: each draws a course whose truth is known exactly.

They stand for what long trainings recorded elsewhere look like: learning rates in steps, cosines
and restarts, adversarial training, regression on tables, noise of every size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from tests.benchmarks.diagnosis.courses import Classes, Course, Draw
from tests.benchmarks.diagnosis.measured import Array

Family = Callable[[Draw], Course]

_SOUND = (-0.15, 0.2)
"""How far the training loss comes to lie under the risk where nothing is learned by heart."""

_DEEP = (0.3, 0.98)
_RISES = (0.03, 2.0)


def _classified(
    draw: Draw, kind: Classes, base: Array, rise: Array, train: Array, *, blame: float | None = None
) -> Course:
    """A classification of risk `base + rise`; the rise costs the share `blame` of right answers."""
    share = blame if blame is not None else draw.uniform(0.0, 0.5) * draw.maybe(0.7)
    return Course(
        epochs=draw.epochs, risk=base + rise, train=train, rate=draw.constant(),
        right=kind.right(base + share * rise), right_train=kind.right(train),
        jitter=draw.log(0.002, 0.05),
    )  # fmt: skip


def _heart(draw: Draw, *, rises: bool) -> Array:
    low, high = _DEEP if rises else _SOUND
    return draw.learned_by_heart(draw.uniform(low, high), draw.uniform(0.1, 1.0))


def classic(draw: Draw) -> Course:
    """Validation loss falls, turns in the first three quarters of the run, and rises."""
    kind = Classes.drawn(draw)
    floor = kind.entropy * draw.uniform(0.1, 0.6)
    base = floor + (kind.entropy - floor) * draw.fall(draw.log(0.01, 0.12))
    rise = floor * draw.log(*_RISES) * draw.ramp(draw.uniform(0.08, 0.75))
    return _classified(draw, kind, base, rise, base * _heart(draw, rises=True))


def steps(draw: Draw) -> Course:
    """The learning rate drops tenfold at a half and three quarters; a rise may follow."""
    kind = Classes.drawn(draw)
    first = kind.entropy * draw.uniform(0.3, 0.6)
    drops = draw.uniform(0.45, 0.55), draw.uniform(0.7, 0.8)
    widths = draw.log(0.003, 0.03), draw.log(0.003, 0.03)
    base = first + (kind.entropy - first) * draw.fall(draw.log(0.01, 0.1))
    lower = first * draw.uniform(0.1, 0.55)
    base = base - lower * (draw.step(drops[0], widths[0]) * draw.uniform(0.8, 1.0))
    base = base - 0.05 * first * draw.uniform(0.0, 1.0) * draw.step(drops[1], widths[1])
    rises = draw.maybe(0.5)
    size = (first - lower) * draw.log(*_RISES) if rises else 0.0
    rise = size * draw.ramp(drops[0] + draw.uniform(0.0, 0.1))
    if draw.maybe(0.3):
        before = first * draw.uniform(0.03, 0.25) * draw.ramp(0.15)
        rise = rise + np.where(draw.u < drops[0], before, 0.0)
    heart = _heart(draw, rises=rises)
    if rises:
        heart = heart * (1 - draw.uniform(0.2, 0.8) * draw.step(drops[0], 3 * widths[0]))
    rate = np.where(draw.u < drops[0], 1.0, np.where(draw.u < drops[1], 0.1, 0.01))
    made = _classified(draw, kind, base, rise, base * heart)
    return replace(made, rate=rate, jitter=draw.log(0.005, 0.15))


def cosine(draw: Draw) -> Course:
    """The learning rate follows half a cosine down to zero; a rise may come with its end."""
    kind = Classes.drawn(draw)
    rate = (1 + np.cos(np.pi * np.minimum(draw.u, 1.0))) / 2
    floor = kind.entropy * draw.uniform(0.1, 0.4)
    base = floor * (1 + draw.uniform(0.1, 1.0) * rate)
    base = base + (kind.entropy - floor) * draw.fall(draw.log(0.01, 0.1))
    rises = draw.maybe(0.5)
    size = floor * draw.log(*_RISES) if rises else 0.0
    rise = size * draw.ramp(draw.uniform(0.3, 0.8))
    train = base * _heart(draw, rises=rises)
    if rises:
        train = train * (1 - draw.uniform(0.2, 0.8) * (1 - rate))
    made = _classified(draw, kind, base, rise, train)
    return replace(made, rate=rate, jitter=draw.log(0.005, 0.1))


def adversarial(draw: Draw) -> Course:
    """Robust losses fall slowly, drop with the learning rate, and may then rise for the rest.

    Source of the shape: L. Rice, E. Wong and J. Z. Kolter, Overfitting in adversarially robust
    deep learning, ICML 2020, 8093–8104.
    """
    kind = Classes(int(draw.random.choice([10, 10, 100])), draw.uniform(0.8, 1.2))
    at, width = draw.uniform(0.4, 0.75), draw.log(0.003, 0.02)
    level = kind.entropy * draw.uniform(0.55, 0.72)
    base = level + (0.95 * kind.entropy - level) * draw.fall(draw.log(0.03, 0.25))
    base = base - level * draw.uniform(0.05, 0.2) * draw.step(at, width)
    rises = draw.maybe(0.6)
    size = level * draw.log(0.03, 0.8) if rises else 0.0
    rise = size * draw.ramp(at + draw.uniform(0.0, 0.03))
    train = base * draw.learned_by_heart(draw.uniform(0.0, 0.12), 0.3)
    if rises:
        train = train * (1 - draw.uniform(0.3, 0.85) * draw.step(at, draw.uniform(0.05, 0.3)))
    rate = np.where(draw.u < at, 1.0, 0.1)
    return replace(_classified(draw, kind, base, rise, train), rate=rate,
                   jitter=draw.log(0.003, 0.04))  # fmt: skip


def _measure_of_numbers(draw: Draw, base: Array, rise: Array, heart: Array) -> Course:
    """A regression loss of any scale."""
    scale = 10 ** draw.uniform(-6, 6)
    return Course(
        epochs=draw.epochs, risk=scale * (base + rise), train=scale * base * heart,
        rate=draw.constant(), jitter=draw.log(0.005, 0.12),
    )  # fmt: skip


def tables(draw: Draw) -> Course:
    """Squared or absolute errors that begin decades above where they end."""
    sort = draw.random.choice(["settles", "falls", "rises"])
    start = 10 ** draw.uniform(0.3, 4)
    if sort == "falls":
        base = 1 + start * (1 + draw.u / draw.log(0.001, 0.1)) ** -draw.uniform(0.4, 2.0)
    else:
        base = 1 + start * np.exp(-draw.u / (draw.log(0.005, 0.06) / np.log(2 + start)))
    size = draw.log(*_RISES) if sort == "rises" else 0.0
    rise = size * draw.ramp(draw.uniform(0.1, 0.7))
    made = _measure_of_numbers(draw, base, rise, _heart(draw, rises=sort == "rises"))
    apart = draw.uniform(0.65, 1.35)
    return replace(made, risk=apart * made.risk)


def lucky(draw: Draw) -> Course:
    """Validation loss is soon flat, and noise: where its lowest lies is luck."""
    base = 1 + draw.uniform(0.5, 3.0) * draw.fall(draw.log(0.005, 0.05))
    base = base * (1 + draw.uniform(-0.02, 0.02) * draw.u)
    heart = draw.learned_by_heart(draw.uniform(0.03, 0.28), draw.uniform(0.1, 1.0))
    kind = Classes(10, draw.uniform(1.0, 1.5))
    level = draw.uniform(0.1, 0.8)
    made = _classified(draw, kind, level * base, 0 * base, level * base * heart)
    return replace(made, jitter=draw.log(0.02, 0.12), slow=draw.uniform(1.0, 1.5))


def shallow(draw: Draw) -> Course:
    """A small but real rise in a noisy curve."""
    made = lucky(draw)
    rise = float(made.risk.min()) * draw.log(0.04, 0.3) * draw.ramp(draw.uniform(0.1, 0.6))
    heart = draw.learned_by_heart(draw.uniform(0.3, 0.9), draw.uniform(0.2, 1.0))
    kind = Classes(10, 1.2)
    return replace(
        made, risk=made.risk + rise, train=made.risk * heart, right=kind.right(made.risk),
        right_train=kind.right(made.risk * heart), jitter=draw.log(0.003, 0.05),
    )  # fmt: skip


def late(draw: Draw) -> Course:
    """All is well until the last fifth: then validation rises, alone or with training."""
    kind = Classes.drawn(draw)
    floor = kind.entropy * draw.uniform(0.1, 0.6)
    base = floor + (kind.entropy - floor) * draw.fall(draw.log(0.02, 0.15))
    rise = floor * draw.log(0.04, 1.5) * draw.ramp(draw.uniform(0.78, 0.95))
    train = base * _heart(draw, rises=True)
    if draw.maybe(0.4):
        train = train + draw.uniform(0.6, 1.2) * rise
    return _classified(draw, kind, base, rise, train)


def descent(draw: Draw) -> Course:
    """Validation loss rises for a while and falls again, below where it was or not.

    Source of the shape: P. Nakkiran et al., Deep double descent, ICLR 2020.
    """
    kind = Classes.drawn(draw)
    floor = kind.entropy * draw.uniform(0.2, 0.6)
    base = floor + (kind.entropy - floor) * draw.fall(draw.log(0.01, 0.06))
    at, width = draw.uniform(0.25, 0.6), draw.uniform(0.06, 0.15)
    bump = draw.log(0.08, 0.8) * np.exp(-(((draw.u - at) / width) ** 2) / 2)
    further = -draw.uniform(0.05, 0.4) if draw.maybe(0.6) else draw.uniform(-0.05, 0.3)
    rise = floor * (bump + further * draw.step(at, 2 * width))
    return _classified(draw, kind, base, rise, base * _heart(draw, rises=draw.maybe(0.6)))


def restarts(draw: Draw) -> Course:
    """Warm restarts: both losses go up with the learning rate and come down again.

    Source of the schedule: I. Loshchilov and F. Hutter, SGDR, ICLR 2017.
    """
    kind = Classes.drawn(draw)
    cycles = int(draw.random.integers(2, 6)) + (draw.uniform(0.2, 0.9) if draw.maybe(0.3) else 0)
    rate = (1 + np.cos(np.pi * np.mod(np.minimum(draw.u, 1 - 1e-9) * cycles, 1.0))) / 2
    floor = kind.entropy * draw.uniform(0.1, 0.4)
    base = floor * (1 + draw.uniform(0.1, 1.0) * rate)
    base = base + (kind.entropy - floor) * draw.fall(draw.log(0.01, 0.08))
    rises = draw.maybe(0.4)
    size = floor * draw.log(*_RISES) if rises else 0.0
    rise = size * draw.ramp(draw.uniform(0.2, 0.6))
    made = _classified(draw, kind, base, rise, base * _heart(draw, rises=rises))
    return replace(made, rate=rate, jitter=draw.log(0.005, 0.1))


def plateau(draw: Draw) -> Course:
    """Converged long ago; nothing more happens."""
    kind = Classes.drawn(draw)
    floor = kind.entropy * draw.uniform(0.05, 0.6)
    base = floor + (kind.entropy - floor) * draw.fall(draw.log(0.004, 0.03))
    heart = draw.learned_by_heart(draw.uniform(*_SOUND), draw.log(0.02, 0.5))
    return _classified(draw, kind, base, 0 * base, base * heart)


def slow(draw: Draw) -> Course:
    """Both losses fall to the end, and would fall on."""
    kind = Classes.drawn(draw)
    if draw.maybe(0.5):
        base = kind.entropy * (1 + draw.u / draw.log(0.01, 0.3)) ** -draw.uniform(0.15, 1.0)
    else:
        base = kind.entropy * draw.uniform(0.1, 0.5) * (0.1 + draw.fall(draw.uniform(0.2, 1.0)))
    return _classified(draw, kind, base, 0 * base, base * _heart(draw, rises=False))


def overconfident(draw: Draw) -> Course:
    """Validation loss rises while ever more answers are right."""
    made = classic(draw)
    kind = Classes(10, draw.uniform(1.0, 1.5))
    better = kind.right(draw.uniform(0.3, 0.6) * 2.3 * (1 - 0.3 * draw.step(0.1, 0.4)))
    return replace(made, right=better, right_train=kind.right(np.minimum(made.train, 2.3)))


def rising(draw: Draw) -> Course:
    """Both losses rise after a while: that is no overfitting."""
    kind = Classes.drawn(draw)
    floor = kind.entropy * draw.uniform(0.1, 0.5)
    base = floor + (kind.entropy - floor) * draw.fall(draw.log(0.02, 0.15))
    rise = floor * draw.log(0.05, 2.0) * draw.ramp(draw.uniform(0.1, 0.8))
    train = base * _heart(draw, rises=False) + draw.uniform(0.55, 1.3) * rise
    return _classified(draw, kind, base, rise, train, blame=1.0)


def underfit(draw: Draw) -> Course:
    """Both losses stay high and flat."""
    kind = Classes.drawn(draw)
    floor = kind.entropy * draw.uniform(0.7, 0.97)
    base = floor + (kind.entropy - floor) * draw.fall(draw.log(0.01, 0.1))
    train = base * draw.learned_by_heart(draw.uniform(-0.02, 0.04), 0.3)
    made = _classified(draw, kind, base, 0 * base, train)
    return replace(made, planted=("underfitting",), jitter=draw.log(0.001, 0.02))


def negative(draw: Draw) -> Course:
    """Log-likelihoods, which lie below zero: falling, level or rising in the end."""
    base = 1 + draw.uniform(1.0, 4.0) * draw.fall(draw.log(0.05, 0.3))
    fallen = float(base[0] - base.min())
    rises = draw.maybe(0.5)
    rise = (fallen * draw.log(0.02, 1.0) if rises else 0.0) * draw.ramp(draw.uniform(0.4, 0.8))
    made = _measure_of_numbers(draw, base, rise, _heart(draw, rises=rises))
    return replace(made, jitter=draw.log(0.002, 0.03),
                   shift=float(made.risk.min()) * draw.log(1.5, 30))  # fmt: skip


def alone(draw: Draw) -> Course:
    """Nothing but validation is recorded, so that overfitting can't be told from instability."""
    family = (classic, plateau, rising)[int(draw.random.integers(3))]
    return replace(family(draw), alone=True)


FAMILIES: dict[str, Family] = {
    family.__name__: family
    for family in (
        classic, steps, cosine, adversarial, tables, lucky, shallow, late, descent, restarts,
        plateau, slow, overconfident, rising, underfit, negative, alone,
    )
}  # fmt: skip
"""By name."""
