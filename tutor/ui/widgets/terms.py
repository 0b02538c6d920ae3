"""Marks terms of the glossary in the text of a step, each where it stands first."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from tutor.course.glossary import Glossary

TERM = "glossary:"
"""What the address of a marked term begins with; no lesson can have such an address."""


class TermMarks:
    """The terms of one step; each is marked in one of its texts, as a link underlined by that."""

    def __init__(self, glossary: Glossary, lesson: str) -> None:
        """Mark the terms of `glossary`, with the meanings of the lesson of this id."""
        self._glossary = glossary
        self._lesson = lesson
        self._texts: dict[str, object] = {}

    def parser(self, text: object) -> MarkdownIt:
        """A parser of Markdown for one of the step's texts, whatever stands for it here."""

        def mark(state: StateCore) -> None:
            left = {key for key, holder in self._texts.items() if holder is not text}
            before = ""
            for token in state.tokens:
                if token.type == "inline" and before != "heading_open":
                    token.children = list(self._marked(token.children or [], text, left))
                before = token.type

        parser = MarkdownIt("gfm-like")
        parser.core.ruler.push("terms", mark)
        return parser

    def _marked(self, tokens: list[Token], text: object, left: set[str]) -> Iterator[Token]:
        """The tokens of a paragraph with new terms as links; `left` are those to be left alone."""
        depth = 0
        for token in tokens:
            depth += (token.type == "link_open") - (token.type == "link_close")
            if token.type == "text" and not depth:
                yield from self._split(token, text, left)
            else:
                yield token

    def _split(self, token: Token, text: object, left: set[str]) -> Iterator[Token]:
        end = 0
        for use in self._glossary.uses(token.content, self._lesson):
            key = use.term.key
            if key in left:
                continue
            left.add(key)
            self._texts[key] = text
            yield _text(token.content[end : use.start])
            yield Token("link_open", "a", 1, attrs={"href": TERM + quote(use.term.name)})
            yield _text(token.content[use.start : use.end])
            yield Token("link_close", "a", -1)
            end = use.end
        yield _text(token.content[end:]) if end else token


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
