"""Numbers as people write them, without a power of ten."""

from __future__ import annotations

import math
from decimal import Decimal


def in_digits(value: float) -> str:
    """A number with as many digits as it needs, six that count at most: `0.00001`, `100`."""
    return f"{Decimal(f'{value:g}'):f}" if math.isfinite(value) else f"{value:g}"
