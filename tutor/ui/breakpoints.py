"""Widths of the terminal at which screens are laid out anew, in columns."""

from __future__ import annotations

NORMAL_FROM = 64
"""Below it everything is narrow."""
WIDE_FROM = 120
"""From here on panes stand side by side."""
