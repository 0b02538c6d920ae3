"""Signs of numbers as people read them."""

from __future__ import annotations

import re

_NEGATIVE = re.compile(r"(?<![\w.)])-(?=\.?\d)")


def minus(figure: str) -> str:
    """A written number, or several, with minus signs in place of hyphens."""
    return figure.replace("-", "−")


def minus_in(text: str) -> str:
    """A sentence with minus signs before its numbers in place of hyphens; all others stay."""
    return _NEGATIVE.sub("−", text)
