"""One text of two that were written at the same time, with nothing of either lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

TOGETHER = "(written at the same time in another terminal:)"
"""A line between two versions of the same lines."""

Lines = Sequence[str]


class _Change(NamedTuple):
    """Lines `start` to `end` of the base become `lines`; an insertion has `start == end`."""

    start: int
    end: int
    lines: Lines
    mine: bool


def merged(base: str, mine: str, theirs: str, between: str = TOGETHER) -> str:
    """What two people made of one text, in one text.

    Lines that one of them changed are as they left them. Where both changed the same lines, theirs
    stand first, and mine after a line that says so.

    Args:
        base: the text both began with.
        mine: what one made of it.
        theirs: what the other made of it.
        between: the line between two versions of the same lines.

    This is a three-way merge by lines, as that of diff3 (Khanna, Kunal and Pierce: A formal
    investigation of diff3, FSTTCS 2007), but changes that only touch are no conflict.
    """
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    before, ours, others = (text.split("\n") if text else [] for text in (base, mine, theirs))
    changes = sorted([*_changes(before, ours, mine=True), *_changes(before, others, mine=False)])
    lines: list[str] = []
    done = 0
    for group in _groups(changes):
        start, end = group[0].start, max(change.end for change in group)
        lines += before[done:start]
        ours, others = (_version(before, start, end, group, mine=side) for side in (True, False))
        lines += _settled(before[start:end], ours, others, between)
        done = end
    return "\n".join([*lines, *before[done:]])


def _changes(base: Lines, other: Lines, *, mine: bool) -> Iterator[_Change]:
    for kind, start, end, first, last in SequenceMatcher(None, base, other).get_opcodes():
        if kind != "equal":
            yield _Change(start, end, other[first:last], mine)


def _groups(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """The changes parted so that those of different groups don't overlap."""
    group: list[_Change] = []
    end = -1
    for change in changes:
        inserts = group and change.start == change.end == group[0].start == end
        if group and (change.start < end or inserts):
            group.append(change)
        else:
            if group:
                yield group
            group = [change]
        end = max(end, change.end)
    if group:
        yield group


def _version(
    base: Lines, start: int, end: int, group: Sequence[_Change], *, mine: bool
) -> list[str]:
    """What one side made of lines `start` to `end`."""
    lines: list[str] = []
    for change in group:
        if change.mine is mine:
            lines += [*base[start : change.start], *change.lines]
            start = change.end
    return [*lines, *base[start:end]]


def _settled(base: Lines, mine: Lines, theirs: Lines, between: str) -> Lines:
    """What becomes of lines that both sides may have changed."""
    if theirs in (base, mine) or not theirs:
        return mine
    if mine == base or not mine:
        return theirs
    if _holds(mine, theirs):
        return mine
    return theirs if _holds(theirs, mine) else [*theirs, "", between, *mine]


def _holds(whole: Lines, part: Lines) -> bool:
    """Whether `whole` goes on from `part`, or has all of its lines."""
    return "\n".join(whole).startswith("\n".join(part)) or set(part) <= set(whole)
