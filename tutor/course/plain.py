"""Markdown as plain text, a line a paragraph, to be searched and to be looked through for terms."""

from __future__ import annotations

import re
from html import unescape

from tutor.course.figures import replaced, unescaped

_BLANK = re.compile(r"\n[ \t]*\n")
_FENCED = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*$", re.MULTILINE)
_LEADER = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,3}[.)][ \t]+)", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_STARS = re.compile(r"(\*{1,3})(?=\S)([^*]+?)(?<=\S)\1")
_LINES = re.compile(r"(?<!\w)(_{1,3})(?=\S)([^_]+?)(?<=\S)\1(?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

_ASIDE = 0xE000
"""Added to an escaped sign's code while marks are taken away: characters of private use."""
_SET_ASIDE = re.compile(f"[{chr(_ASIDE)}-{chr(_ASIDE + 0x7F)}]")

FIGURE = "…"
"""Stands for a figure that is filled in only where the text is shown."""


def paragraphs(markdown: str, *, code: bool = True) -> list[str]:
    """The paragraphs of a Markdown text without its marks, each on one line.

    Args:
        markdown: of a lesson: no HTML stands in it.
        code: whether what is marked as code counts as text; else it is left out.
    """
    text = markdown if code else _CODE.sub(" ", _FENCED.sub("\n", markdown))
    found = (_plain(block) for block in _BLANK.split(_FENCE.sub("", text)))
    return [paragraph for paragraph in found if paragraph]


def _plain(block: str) -> str:
    """One paragraph, list or table on one line."""
    text = _ESCAPED.sub(lambda found: chr(_ASIDE + ord(found[1])), block)
    text = _LEADER.sub("", _RULE.sub("", text))
    text = _LINK.sub(r"\1", text)
    text = _LINES.sub(r"\2", _STARS.sub(r"\2", text))
    text = text.replace("`", "").replace("|", " ")
    text = unescaped(replaced(text, lambda _figure: FIGURE)[0])
    text = _SET_ASIDE.sub(lambda found: chr(ord(found[0]) - _ASIDE), unescape(text))
    return " ".join(text.split())
