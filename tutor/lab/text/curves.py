"""The curves of a training as a chart for the terminal: losses, the best epoch, the noise.

Of games, whose loss does not tell how well they are played, it is success that is drawn.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tutor.diagnosis.history import History
from tutor.diagnosis.verdict import Diagnosis
from tutor.lab.text.plot import LEAST_WIDTH, Band, Plot, PlotRow, drawn

_MOST_POINTS = 400
"""Points in which the middle of the band is computed."""
_REACH = 2.0
"""Half the band's width, in standard deviations of the noise."""
_TO_SD = 1.4826
"""The median absolute deviation of a normal variable to its standard deviation."""
_LEAST_FOR_NOISE = 8
_EARLY = ((20, 2.0), (5, 20.0))
"""One in so many epochs is an early one; where they reach so many times as high as all later ones,
they leave the chart at its top."""
_VISIBLE = 1e-3
"""A band thinner than this share of the curve's own range is left out."""


def curves(
    history: History,
    diagnosis: Diagnosis,
    width: int,
    *,
    braille: bool,
    kept: int | None = None,
    band: bool = True,
) -> list[PlotRow]:
    """Training and validation loss, with the best epoch marked and validation's noise shaded.

    Where nothing was validated, the training loss stands alone and nothing is marked. Of games it
    is success, and nothing is marked either.

    Args:
        history: with at least one loss or, of games, success.
        diagnosis: of it; an epoch that it points at in the validation loss is the one marked.
        width: columns, at least `LEAST_WIDTH`; the height follows from it.
        braille: whether the terminal shows braille dots, else ASCII.
        kept: the epoch whose weights were kept, where it is not the last: the head has its figures.
        band: whether the noise is shaded.
    """
    plot = plotted(history, diagnosis, kept)
    plot = plot if band else replace(plot, band=None)
    width = max(width, LEAST_WIDTH)
    return drawn(plot, width, 8 + width // 12, braille=braille)


def plotted(history: History, diagnosis: Diagnosis, kept: int | None = None) -> Plot:
    """What the chart of a training shows; `kept` as for `curves`."""
    counted = history.counted
    place = list(counted).index(kept) + 1 if kept is not None and kept in counted else None
    if history.column("success"):
        return _played(history, place)
    validation = history.column("val_loss")
    word, mark = _marked(history, diagnosis)
    train = history.column("train_loss") or history.column("loss")
    return Plot(
        title="loss",
        train=train,
        validation=validation,
        early=_early(train, validation),
        x_end=history.epochs,
        mark=mark,
        mark_word=word,
        numbers=counted,
        band=noise_band(validation),
        smooth=True,
        kept=place,
    )


def _played(history: History, kept: int | None) -> Plot:
    """What the chart of a training on games shows: the share that was won."""
    return Plot(
        title="success",
        train=history.column("success"),
        validation=history.column("val_success"),
        x_end=history.epochs,
        unit_range=True,
        numbers=history.counted,
        smooth=True,
        kept=kept,
    )


def _early(*curves: Sequence[float]) -> int:
    """How many first epochs would flatten the rest; of short trainings only by very much."""
    for share, flattened in _EARLY:
        count = max(map(len, curves)) // share
        all_along, later = (_highest(curve[start:] for curve in curves) for start in (0, count))
        if all_along > flattened * later > 0:
            return count
    return 0


def _highest(curves: Iterable[Sequence[float]]) -> float:
    return max(filter(math.isfinite, itertools.chain(*curves)), default=0.0)


def _marked(history: History, diagnosis: Diagnosis) -> tuple[str, int | None]:
    """What is marked and its place counted from 1: the best epoch, or where all was lost."""
    counted = list(history.counted)
    for finding in diagnosis.findings:
        if finding.name in ("diverged", "overfitting") and finding.epoch in counted:
            word = "best" if finding.name == "overfitting" else "lost"
            return word, counted.index(finding.epoch) + 1
    finite = [
        (value, place)
        for place, value in enumerate(history.column("val_loss"), 1)
        if math.isfinite(value)
    ]
    return "best", min(finite)[1] if finite else None


def noise_band(values: Sequence[float]) -> Band | None:
    """Two standard deviations of a curve's wobble to each side of its smooth course.

    The wobble is told from second differences, which cancel level and slope: for independent noise
    their variance is six times its own, and the median of their sizes is deaf to single spikes
    (T. Gasser et al., Biometrika 73 (1986), 625–633). The course is a running median over a
    twentieth of the run, three epochs at least.

    Returns:
        None for fewer than eight finite values, and where there is no wobble to speak of.
    """
    finite = [value for value in values if math.isfinite(value)]
    if len(finite) < _LEAST_FOR_NOISE:
        return None
    seconds = [a - 2 * b + c for a, b, c in zip(finite, finite[1:], finite[2:], strict=False)]
    reach = _REACH * _TO_SD * statistics.median(map(abs, seconds)) / math.sqrt(6)
    if not math.isfinite(reach) or reach < _VISIBLE * (max(finite) - min(finite)):
        return None
    if reach == 0.0:
        return None
    course = _running_median(values)
    return Band([c - reach for c in course], [c + reach for c in course], reach)


def _running_median(values: Sequence[float]) -> list[float]:
    """The median around every place; of long curves it is computed here and there only."""
    half = max(3, len(values) // 20) // 2
    step = max(1, len(values) // _MOST_POINTS)
    course = [math.nan] * len(values)
    for place in {*range(0, len(values), step), len(values) - 1}:
        around = sorted(
            value
            for value in values[max(0, place - half) : place + half + 1]
            if math.isfinite(value)
        )
        if around:
            course[place] = statistics.median(around)
    return course
