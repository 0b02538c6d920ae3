"""The nearest known name to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SIMILAR = 70.0


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Up to `most` of the `known` names that look like `name`, the most similar first."""
    from rapidfuzz import process  # not before a name is misspelt

    found = process.extract(name, list(known), limit=most, score_cutoff=_SIMILAR)
    return [match for match, _score, _index in found]


def listed(names: Sequence[object], last: str = "or") -> str:
    """`a, b or c`; nothing of no names."""
    words = [str(name) for name in names]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def suggestion(name: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest names, or all of them where none is near."""
    names = list(known)
    near = nearest(name, names)
    return f"Did you mean {listed(near)}?" if near else f"Known are: {', '.join(names)}."
