"""Numbers and names as people read them."""

from __future__ import annotations

import math
import time


def percent(share: float) -> str:
    """A share as `97.2 %`."""
    return f"{100 * share:.1f} %" if math.isfinite(share) else "unknown"


def duration(seconds: float) -> str:
    """A time as `45 ms`, `3.2 s`, `2 min 5 s` or `1 h 20 min`."""
    if seconds < 0.1:
        return f"{1000 * seconds:.0f} ms"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def moment(at: float) -> str:
    """A time as the list of runs tells it: `31 Jan 12:00`.

    Args:
        at: in seconds of Unix time.
    """
    return time.strftime("%d %b %H:%M", time.localtime(at))


def plural(count: int, noun: str) -> str:
    """`1 epoch`, `2 epochs`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def ending(reason: str) -> str:
    """How a run ended, as the end of a sentence: `cancelled` becomes `was stopped by you`."""
    return {
        "finished": "finished",
        "early_stopped": "stopped early",
        "cancelled": "was stopped by you",
        "budget": "used up its budget",
        "failed": "failed",
        "interrupted": "was cut off",
    }.get(reason, reason)
