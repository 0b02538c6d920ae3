"""The conditions of `TRUTH.md`, each as a margin: what was measured over its threshold.

A margin above 1 means that the condition holds; several conditions have the least of theirs.
"""

from __future__ import annotations

import math

import numpy as np

from tests.benchmarks.diagnosis.measured import Array, Measured

WORTH = 0.05
ERRORS = 3.0
SPLIT_ERRORS = 4.0
VISIBLE = 2.4865
"""Φ⁻¹(0.95) + Φ⁻¹(0.80)."""
LITTLE_LEFT = 0.5
"""Of H: where R is lower, a twentieth of it is not worth seeing."""
HARDLY_ANY = 0.002
"""So few wrong answers are nothing to improve."""
NEARLY_ALL = 0.01
"""The most wrong answers of a training set that is learned."""
QUARTER = 0.6745
"""Φ⁻¹(0.75): a normal variable exceeds so many standard deviations in a quarter of cases."""
MOST = 100.0
"""Margins end here."""

_LEAST_FOR_SWINGS = 8


def smoothing(epochs: int) -> int:
    """w, by the number of epochs of the run."""
    return 1 if epochs < 20 else max(3, (epochs // 20) | 1)


def smoothed(values: Array, epochs: int) -> Array:
    """The running median over w epochs."""
    width = smoothing(epochs)
    if width == 1 or not len(values):
        return values
    padded = np.pad(values, width // 2, constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, width)
    return np.asarray(np.nanmedian(windows, axis=1), dtype=np.float64)


def best_epoch(run: Measured) -> int:
    """b, from 1; the first where several are equal."""
    risk = np.where(np.isfinite(run.risk), run.risk, np.inf)[1 : run.epochs + 1]
    return 1 + int(smoothed(risk, run.epochs).argmin())


def visible_effect(run: Measured) -> float:
    """The smallest effect that m validation examples show, as a share of R or of all answers.

    Of half of H in place of R, where less is left.
    """
    half = -(-run.epochs // 2)
    level = max(float(run.risk[run.epochs]), LITTLE_LEFT * run.entropy)
    paired = float(run.to_end[half]) * math.sqrt(run.fresh) / level
    share = float(run.accuracy[run.epochs])
    spread = max(paired, math.sqrt(share * (1 - share)))
    return VISIBLE * spread / math.sqrt(run.validation_size)


def end_risk(run: Measured) -> float:
    """R̂."""
    return float(smoothed(run.risk[1 : run.epochs + 1], run.epochs)[-1])


def _end_train(run: Measured) -> float:
    """L̃(T)."""
    return float(smoothed(run.train[1 : run.epochs + 1], run.epochs)[-1])


def over(value: float, threshold: float) -> float:
    """How often the threshold goes into the value, kept between 0 and a large number."""
    if math.isnan(value) or math.isnan(threshold) or value <= 0.0:
        return 0.0
    return MOST if threshold <= 0.0 else min(value / threshold, MOST)


def opposite(margin: float) -> float:
    """The margin of the opposite."""
    return MOST if margin <= 1 / MOST else 1 / margin


def diverged(run: Measured) -> float:
    """Three epochs in a row over ten times the loss before the first step."""
    losses = run.train[1 : run.epochs + 1]
    if len(losses) < 3:
        return 0.0
    least = np.lib.stride_tricks.sliding_window_view(losses, 3).min(axis=1)
    return over(float(least.max()), 10 * float(run.train[0]))


def twin_better(run: Measured) -> float:
    """The twin without the planted fault has the lower risk."""
    end = float(run.risk[run.epochs])
    return cut(end, run.twin_risk, run.twin_error) if math.isfinite(end) else MOST


def cut(before: float, after: float, error: float) -> float:
    """By how much `after` is lower: the margin of over 5 % and over three errors."""
    less = before - after
    return min(over(less, WORTH * before), over(less, ERRORS * error))


def not_learning(run: Measured) -> float:
    """The risk never fell below that of the shares.

    And the answers are no better than the commonest class; or the training loss never fell either,
    though something is known to do better.
    """
    share, end = run.majority, run.epochs
    error = math.sqrt(max(share * (1 - share), 1e-6) / run.fresh)
    above = float(run.accuracy[end]) - share
    fall = 1 - float(run.risk[1 : end + 1].min()) / run.entropy
    known = [r for r in (run.bayes, run.larger_risk, run.twin_risk) if math.isfinite(r)]
    missed = over(end_risk(run) - min(known), WORTH * end_risk(run)) if known else 0.0
    first = min(float(run.train[0]), run.entropy)
    flat = under(first - _end_train(run), 0.02 * first)
    return min(under(fall, 0.02), max(under(above, ERRORS * error), min(missed, flat)))


def dead(run: Measured) -> float:
    """Most units of a layer are dead, nothing was learned and the training loss has not fallen."""
    stalled = under(run.entropy - _end_train(run), WORTH * run.entropy)
    return min(over(run.dead, 0.4), not_learning(run), stalled)


def under(value: float, threshold: float) -> float:
    """How often the value goes into the threshold; large where the value is 0 or less."""
    return MOST if value <= threshold / MOST else threshold / value


def bumps(values: Array) -> Array:
    """How far each inner value stands above the mean of its neighbours, (n - 2,); 0 for below."""
    return np.asarray(np.maximum(0.0, values[1:-1] - (values[:-2] + values[2:]) / 2))


def _late_bump(values: Array, run: Measured) -> float:
    """What a quarter of the last half's bumps exceed, as a share of the risk there."""
    late = slice(run.epochs // 2, run.epochs + 1)
    level = float(np.median(run.risk[late]))
    return float(np.quantile(bumps(values[late]), 0.75)) / level if level > 0 else 0.0


def swings(run: Measured) -> float:
    """Training loss and risk both jump between neighbouring epochs of the last half."""
    if run.epochs < _LEAST_FOR_SWINGS:
        return 0.0
    return min(over(_late_bump(x, run), WORTH) for x in (run.train, run.risk))


def rise(run: Measured, best: int) -> tuple[float, float]:
    """The risk rose since its best; and the training loss shares half of that rise."""
    lowest = float(smoothed(run.risk[1 : run.epochs + 1], run.epochs)[best - 1])
    train = smoothed(run.train[1 : run.epochs + 1], run.epochs)
    up = end_risk(run) - lowest
    of_train = float(train[-1] - train[best - 1])
    margin = min(over(up, WORTH * lowest), over(up, ERRORS * float(run.to_end[best])))
    return margin, over(of_train, up / 2) if up > 0 else 0.0


def leakage(run: Measured) -> float:
    """Copies in the validation set make its loss too low."""
    end = float(run.risk[run.epochs])
    return over(run.copies * (end - run.train_loss), WORTH * end) if run.copies else 0.0


def noisy(run: Measured, unstable: float) -> float:
    """Few validation examples, or biased ones, make the validation loss something else."""
    end, size = float(run.risk[run.epochs]), run.validation_size
    split = 0.0
    if run.biased:
        off = abs(run.validation_risk - end)
        split = min(
            over(off, SPLIT_ERRORS * run.end_spread / math.sqrt(size)), over(off, WORTH * end)
        )
    if run.epochs < _LEAST_FOR_SWINGS:
        return split
    late = slice(run.epochs // 2 + 1, run.epochs)
    level = float(np.median(run.risk[run.epochs // 2 : run.epochs + 1]))
    lifted = QUARTER * float(np.median(run.wobble[late])) / math.sqrt(size) / level
    moved = over(lifted, _late_bump(run.risk, run))
    return max(split, min(over(lifted, WORTH), moved, opposite(unstable)))


def still(run: Measured) -> float:
    """Half as many epochs again cut the risk."""
    longer = len(run.risk) - 1
    if longer <= run.epochs or not bool(np.isfinite(run.risk[1:]).all()):
        return 0.0
    later = float(smoothed(run.risk[1:], run.epochs)[-1])
    wrong = over(1 - float(run.accuracy[run.epochs]), HARDLY_ANY)
    return min(wrong, cut(end_risk(run), later, float(run.to_end[longer])))


def kept_accuracy(run: Measured, best: int) -> float:
    """Accuracy did not fall since the best epoch."""
    lost = float(run.accuracy[best] - run.accuracy[run.epochs])
    return under(lost, max(ERRORS * float(run.right_to_end[best]), 0.01))


def gap(run: Measured) -> float:
    """Training accuracy stands above true accuracy at the end."""
    first, second = run.train_accuracy, float(run.accuracy[run.epochs])
    error = math.sqrt(
        first * (1 - first) / run.train_size + second * (1 - second) / run.fresh + 1e-12
    )
    return min(over(first - second, WORTH), over(first - second, ERRORS * error))


def too_certain(run: Measured) -> float:
    """The training set is learned, and the risk is above that of guessing."""
    end = float(run.risk[run.epochs])
    error = run.end_spread / math.sqrt(run.fresh)
    return min(learned(run), over(end - ERRORS * error, run.entropy))


def larger_helps(run: Measured) -> float:
    """The larger network has the lower training loss and the lower risk."""
    train = _end_train(run)
    less = over(train - run.larger_train, WORTH * train)
    return min(cut(end_risk(run), run.larger_risk, run.larger_error), less)


def linear_helps(run: Measured) -> float:
    """A linear model is right more often than the network, even on what it was trained on."""
    share, size = run.linear, run.validation_size
    if math.isnan(share):
        return 0.0
    error = math.sqrt(share * (1 - share) / size + 1e-12)
    better = share - max(float(run.accuracy[run.epochs]), run.train_accuracy)
    return min(over(better, WORTH), over(better, ERRORS * error))


def half_unlearned(run: Measured) -> float:
    """Most of what there is to learn is not even learned of the training set."""
    if math.isnan(run.bayes):
        return 0.0
    left = over(run.train_loss - run.bayes, (run.entropy - run.bayes) / 2)
    return min(left, opposite(floor(run)))


def learned(run: Measured) -> float:
    """Nearly every training answer is right, or hardly anything of the training loss is left."""
    return max(
        under(1 - run.train_accuracy, NEARLY_ALL), under(run.train_loss, WORTH * run.entropy)
    )


def floor(run: Measured) -> float:
    """The risk is near the Bayes risk."""
    if math.isnan(run.bayes):
        return 0.0
    return under(end_risk(run) - run.bayes, WORTH * run.bayes)


def imbalance(run: Measured) -> float:
    """Classes differ much in size, and the rarest is recalled less often than the commonest."""
    if not len(run.shares):
        return 0.0
    rare, common = int(run.shares.argmin()), int(run.shares.argmax())
    ratio = over(float(run.shares[common]), 3 * float(run.shares[rare]) * (1 - 1e-9))
    first, second = float(run.recall[common]), float(run.recall[rare])
    error = math.sqrt(
        first * (1 - first) / max(float(run.asked[common]), 1.0)
        + second * (1 - second) / max(float(run.asked[rare]), 1.0)
        + 1e-12
    )
    lower = first - second
    return min(ratio, over(lower, WORTH), over(lower, ERRORS * error))
