"""A line of Markdown as styled text, for what is too short to be a widget of its own."""

from __future__ import annotations

import re

from textual.content import Content

from tutor.course.prose import parser

_MARKS = re.compile(r"[*_`\[\\&]")
"""A text without any of these has no marks."""
_STYLES = {"em": "italic", "strong": "bold", "link": "underline"}
_CODE = "$accent"


def inline(text: str) -> Content:
    """`text` with its emphasis and code as styles; links show their text.

    Args:
        text: Markdown of a question: one paragraph, or several told one after the other.
    """
    if not _MARKS.search(text):
        return Content(text)
    parts: list[Content] = []
    open_styles: list[str] = []
    for token in parser().parseInline(text)[0].children or ():
        name, _, way = token.type.partition("_")
        if way == "open":
            open_styles.append(_STYLES.get(name, ""))
        elif way == "close":
            open_styles.pop()
        else:
            said = "\n" if token.type in {"softbreak", "hardbreak"} else token.content
            styles = [*open_styles, _CODE if token.type == "code_inline" else ""]
            parts.append(Content.styled(said, " ".join(filter(None, styles))))
    return Content("").join(parts)
