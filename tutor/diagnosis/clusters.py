"""Shares among examples that come in clusters: words of one subject, frames of one shot.

Neighbours are alike, so that a hundred frames of one shot are far fewer than a hundred witnesses.
It needs no numpy.
"""

from __future__ import annotations

from collections.abc import Sequence

from tutor.diagnosis.comparison import quantile
from tutor.diagnosis.proportions import Interval, wilson


def clustered(right: Sequence[float], of: Sequence[float]) -> Interval | None:
    """95 % interval of `sum(right) / sum(of)` over clusters like these.

    The variance is that of a ratio whose clusters were drawn, not their examples (W. G. Cochran,
    Sampling Techniques, 3rd ed. (1977), chapters 6 and 9A). The examples are worth as many
    independent ones as give that variance, never more than there are, and these go into Wilson's
    interval (recommended by C. Franco, R. J. A. Little, T. A. Louis and E. V. Slud, Comparative
    study of confidence intervals for proportions in complex sample surveys, J. Surv. Stat.
    Methodol. 7 (2019), 334–364), with Student's t for the few clusters. Where all are right, or
    none, no cluster tells how alike its examples are; then each is one witness.

    In 3,000 simulated sets of 10 clusters of about 30 examples, whose correlation was 0.2, it held
    the true share of 0.8 in 94 % of them, and Wilson's interval of single examples in 54 %; a
    percentile bootstrap over clusters did in 89 % of 600. Near the ends it is too short: for a
    share of 0.97, in 20 clusters of correlation 0.3, it held it in 85 %.

    Args:
        right: how many in each cluster.
        of: out of how many; clusters without any tell nothing.

    Returns:
        None where fewer than two clusters have any.
    """
    pairs = [(one, many) for one, many in zip(right, of, strict=True) if many > 0]
    clusters, total = len(pairs), sum(many for _, many in pairs)
    if clusters < 2:
        return None
    share = sum(one for one, _ in pairs) / total
    squares = sum((one - share * many) ** 2 for one, many in pairs)
    variance = squares * clusters / (clusters - 1) / total**2
    worth = float(total)
    if not 0.0 < share < 1.0:
        worth = clusters
    elif variance > 0.0:
        worth = min(worth, share * (1.0 - share) / variance)
    return wilson(share, worth, quantile(clusters - 1))
