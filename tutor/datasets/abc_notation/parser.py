"""A text of tunes: where each begins and ends, and the fields of its header."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tutor.datasets.abc_notation.body import Body
from tutor.datasets.abc_notation.fields import Key, unit_for
from tutor.datasets.abc_notation.tune import AbcError, Tune

_FIELD = re.compile(r"([A-Za-z]):(?![|:])(.*)")
_COMMENT = re.compile(r"(?<!\\)%.*")
_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass
class _Draft:
    """A tune while it is read: its header, then, from the field K: on, its body too."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    body: Body | None = None
    key: Key = field(default_factory=Key)


def parse(text: str, file: str = "ABC") -> tuple[Tune, ...]:
    """All tunes of a text. Each begins with a line `X:` and ends with an empty line.

    Args:
        text: the text; what stands outside of tunes is passed over.
        file: how errors name it.

    Raises:
        AbcError: there is no tune, or one that can't be read; where and why.
    """
    tunes: list[Tune] = []
    draft: _Draft | None = None
    for number, whole in enumerate(_NEWLINE.split(text.removeprefix("\ufeff")), start=1):
        line = _COMMENT.sub("", whole).rstrip()
        starts = line.startswith("X:")
        if draft and (starts or not whole.strip()):
            tunes.append(_finished(draft, file))
            draft = None
        if starts:
            draft = _Draft(number)
        if draft and line:
            _read(draft, line, number, file)
    if draft:
        tunes.append(_finished(draft, file))
    if not tunes:
        raise AbcError(file, 1, 1, "found no tune; a tune begins with a line X: and a number.")
    return tuple(tunes)


def _read(draft: _Draft, line: str, number: int, file: str) -> None:
    """Take one line of a tune, a field or notes."""
    found = _FIELD.fullmatch(line)
    if draft.body and found:
        draft.body.field(found[1], found[2].strip(), (number, 1))
    elif draft.body:
        draft.body.read(line, number)
    elif not found:
        raise AbcError(file, number, 1, "the notes begin before the field K:, the key.")
    else:
        letter, text = found[1], found[2].strip()
        before = draft.fields.get(letter)
        draft.fields[letter] = text if before is None else f"{before}\n{text}"
        draft.lines[letter] = number
        if letter == "K":
            _begin(draft, file)


def _begin(draft: _Draft, file: str) -> None:
    """The header is complete: make ready for notes."""
    draft.body = Body(file)
    for letter in "MLK":
        if letter in draft.fields:
            text = draft.fields[letter].split("\n")[-1]
            draft.body.field(letter, text, (draft.lines[letter], 1))
        if letter == "M":
            draft.body.unit = unit_for(draft.body.metre)
    draft.key = draft.body.key


def _finished(draft: _Draft, file: str) -> Tune:
    """The tune, read to its end."""
    if draft.body is None:
        raise AbcError(file, draft.line, 1, "the tune has no field K:, the key.")
    bars = draft.body.finish()
    if not bars:
        raise AbcError(file, draft.line, 1, "the tune has no notes.")
    return Tune(draft.fields, draft.key.sharps, draft.key.minor, bars, draft.line)
