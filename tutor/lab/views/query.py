"""Query: what is asked of the network of a run. Its tag is the view's name."""

from __future__ import annotations

import msgspec


class Query(msgspec.Struct, frozen=True, kw_only=True, tag_field="view"):
    """Anything that can be asked; equal queries have equal answers."""


class TextQuery(Query, frozen=True, kw_only=True):
    """What is asked of one text.

    Attributes:
        text: as it was typed, cleaned.
        example: a validation example instead, by its number from 0, counted round; None for `text`.
    """

    text: str = ""
    example: int | None = None


def name_of(query: Query) -> str:
    """The name of the view that a query belongs to."""
    return str(query.__struct_config__.tag)
