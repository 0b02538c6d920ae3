"""Text laid out for a terminal: paragraphs, and labels with their text beside them."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

from tutor.lab.text.width import bound

INDENT = "  "
_WIDEST = 100
_NARROW = 60
_NARROWEST = 20


def page_width() -> int:
    """Columns to write in: the terminal's, up to what can be read with ease."""
    return min(shutil.get_terminal_size().columns, _WIDEST)


def paragraph(text: str, width: int, first: str = "", later: str | None = None) -> str:
    """`text` in lines of at most `width` columns, a number and its unit on one.

    Args:
        text: plain text; its line breaks are spaces. A word too long for a line is kept whole, so
            that it can be copied.
        width: of the page; at least 20 columns of text are used.
        first: what the first line begins with.
        later: what all others begin with; as wide as `first` where None.
    """
    lines = textwrap.fill(
        bound(text), max(width, len(first) + _NARROWEST), initial_indent=first,
        subsequent_indent=" " * len(first) if later is None else later,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
    return lines.replace("\0", " ")


def labelled(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Each label with its text in a column beside it; on a narrow page the text follows it."""
    column = max((len(label) for label, _text in rows), default=0)
    if width < _NARROW:
        return [paragraph(f"{label}: {text}", width, INDENT, INDENT * 2) for label, text in rows]
    return [paragraph(text, width, f"{INDENT}{label:<{column}}{INDENT}") for label, text in rows]
