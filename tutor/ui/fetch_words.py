"""Words about a download."""

from __future__ import annotations

from tutor.datasets import downloads
from tutor.datasets.fetching import Fetching
from tutor.datasets.registry import CARDS

_BAR = 16
"""Cells of the bar of a download."""


def progress(fetching: Fetching) -> str:
    """Where a download is, in one line."""
    title = CARDS[fetching.name].title
    if fetching.problem:
        return f"✗ {fetching.problem}"
    if fetching.cancelled:
        return f"■ {title} was not fetched: stopped by you."
    if fetching.complete:
        return f"✓ {title} is here now."
    share = fetching.done / max(fetching.total, 1)
    full = round(_BAR * share)
    bar = "█" * full + "░" * (_BAR - full)
    size = downloads.megabytes(fetching.total)
    return f"Fetching {title} {bar} {100 * share:.0f} % of {size} · x stops it"
