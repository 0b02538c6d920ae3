"""Signs of numbers as people read them."""

from __future__ import annotations


def minus(figure: str) -> str:
    """A written number, or several, with minus signs in place of hyphens."""
    return figure.replace("-", "−")
