"""What Markdown may hold in a lesson: no HTML, links to the web or beside the lesson only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tutor.course.problem import UNSAFE, code_point, quoted

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SUSPECT = re.compile(r"[<\[&]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables; every link is kept, so that a forbidden one can be named."""
    from markdown_it import MarkdownIt  # not before a lesson's text is read

    markdown = MarkdownIt("commonmark").enable("table")
    markdown.validateLink = _any_link  # type: ignore[method-assign]
    return markdown


def _any_link(url: str) -> bool:
    """Stands in for the parser's own judgement, which turns forbidden links into plain text."""
    return True


def text_faults(text: str) -> list[str]:
    """What a Markdown text in a quiz or an experiment holds that it must not.

    Texts without `<`, `[` and `&` cannot hold any of it and are not parsed.
    """
    if not _SUSPECT.search(text):
        return []
    return [message for _line, message in token_faults(parser().parse(text), text.split("\n"))]


def token_faults(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """What must not stand in a lesson.

    Args:
        tokens: of the parsed text.
        lines: of the text.

    Yields:
        The line, from 1, and what is wrong there.
    """
    for token in tokens:
        first, last = token.map or (0, len(lines))
        if token.type == "html_block":
            tag = token.content.strip().split("\n")[0]
            yield first + 1, _html(tag)
        found: dict[int, str] = {}
        for child in token.children or ():
            message, mark = _fault(child, lines[first:last])
            if message:
                found.setdefault(_find(mark, lines, first, last) + 1, message)
        yield from found.items()


def _html(tag: str) -> str:
    return (
        f"found the HTML {quoted(tag)}; allowed is Markdown without HTML. "
        "To show it as text, put it in backquotes."
    )


def _fault(token: Token, lines: Sequence[str]) -> tuple[str, str]:
    """What is wrong with a token, and the text to find its line by, one of `lines`."""
    if token.type == "html_inline":
        return _html(token.content), token.content
    decoded = " ".join([token.content, *map(str, token.attrs.values())])
    found = UNSAFE.search(decoded)
    if found and not any(found[0] in line for line in lines):
        message = (
            f"found the control character {code_point(found[0])}, written as an entity; "
            "allowed are printable characters"
        )
        return message, found[0]
    address = str(token.attrGet("href") or token.attrGet("src") or "")
    if token.type in {"link_open", "image"} and not _allowed(address):
        return (
            f"found a link to {quoted(address)}; allowed are addresses that begin with http:// or "
            "https:// and files beside the lesson or in folders there",
            address,
        )
    return "", ""


def _allowed(address: str) -> bool:
    """Whether a link leads to the web or to a file inside the lesson's folder."""
    return address.lower().startswith(("http://", "https://")) or is_beside(address)


def is_beside(address: str) -> bool:
    """Whether a link leads to a file inside the lesson's folder, be it there or not."""
    file = unquote(address.split("?")[0]).replace("\\", "/")
    elsewhere = _SCHEME.match(address) or file.startswith("/") or ".." in file.split("/")
    return bool(address) and not elsewhere


def _find(mark: str, lines: Sequence[str], first: int, last: int) -> int:
    """The line, from 0, among `first` to `last` that holds `mark`; `first` where none does."""
    numbers = range(first, min(last, len(lines)))
    holding = (n for n in numbers if mark and (mark in lines[n] or mark in unescape(lines[n])))
    return next(holding, first)
