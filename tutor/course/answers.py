"""Reads what a learner answers: numbers and words as people type them, and the order of options.

An answer is JSON: for `choice` the option's index, for `select` a list of indices, for `number` and
`text` what was typed, for `order` the indices in the learner's order, for `match` for each option
the index of the option whose partner it was given. Indices count from 0 in the file's order.
"""

from __future__ import annotations

import math
import random
import re
import unicodedata

from tutor.course.lesson import Quiz

Answer = int | str | list[int]
"""What a learner answered, as it is kept."""

_LONGEST = 100
_SIGNS = str.maketrans({"−": "-", "–": "-", "⁄": "/", "∕": "/", "٫": ".", "٬": "_"})
_HYPHENS = dict.fromkeys(map(ord, "-‐‑–—"), " ")
_GROUPED = re.compile(r"(?<=\d)[\s_'’](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[-+]?\d{1,4})?")
_COMMAS = re.compile(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?")
_POINTS = re.compile(r"[-+]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?")
_PARTS = re.compile(r"([^/%]*)(?:/([^/%]*))?(%?)")


def readings(text: str) -> list[float]:
    """Every number that `text` can mean; empty where it is none.

    Read are whole numbers, decimals with a point or a comma, powers of ten (`1e-3`), fractions
    (`3/4`) and percentages. Spaces of all kinds, `_` and `'` may stand between groups of three
    digits, and so may commas and points: `1,797` means 1.797 or 1797. `98 %` means 0.98; where
    the percentage is over 1, it means 98 too, since some questions ask for the percentage.
    """
    if len(text) > _LONGEST:
        return []
    digits = "".join(str(unicodedata.decimal(one, one)) for one in text)
    tidy = _GROUPED.sub("", digits.translate(_SIGNS).strip().lower())
    found = _PARTS.fullmatch(re.sub(r"\s*([/%])\s*", r"\1", tidy))
    if found is None:
        return []
    above, below, percent = found.groups()
    values = _decimals(above)
    if below is not None:
        values = [a / b for a in values for b in _decimals(below) if b]
    if percent:
        values = [value / 100.0 for value in values] + [v for v in values if abs(v) > 1.0]
    return [value for value in values if math.isfinite(value)]


def _decimals(text: str) -> list[float]:
    """The numbers that digits with points and commas can mean."""
    values = [float(text.replace(",", "."))] if _PLAIN.fullmatch(text) else []
    if _COMMAS.fullmatch(text):
        values.append(float(text.replace(",", "")))
    if _POINTS.fullmatch(text):
        values.append(float(text.replace(".", "").replace(",", ".")))
    return values


def normal(text: str) -> str:
    """`text` as answers are compared: no case, accents, hyphens, extra blanks or outer marks."""
    plain = _unaccented(_unaccented(text).casefold()).translate(_HYPHENS)
    words = " ".join(plain.split())
    first, last = 0, len(words)
    while first < last and _outer(words[first]):
        first += 1
    while last > first and _outer(words[last - 1]):
        last -= 1
    return words[first:last]


def _unaccented(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(one for one in apart if not unicodedata.combining(one))


def _outer(character: str) -> bool:
    """Whether a character at either end of an answer does not count."""
    return character in " `´" or unicodedata.category(character).startswith("P")


def right_answer(quiz: Quiz) -> Answer:
    """The right answer of a question that is answered by its options."""
    indices = list(range(len(quiz.options)))
    if quiz.type in {"order", "match"}:
        return indices
    right = [index for index in indices if quiz.options[index].correct]
    return right if quiz.type == "select" else next(iter(right), 0)


def shown_order(quiz: Quiz, seed: int) -> list[int]:
    """In which order the options stand on the screen, as their indices in the file.

    For `match` these are the partners on the right; the texts on the left stand as in the file.
    The same question and seed always give the same order. `order` and `match` are never shown
    solved; `choice` and `select` keep the file's order where `shuffle` is off, and their last
    `pin_last` options their places. The options of `number` and `text` are not shown: no indices.
    """
    if quiz.type in {"number", "text"}:
        return []
    indices = list(range(len(quiz.options)))
    arranged = quiz.type in {"order", "match"}
    loose = len(indices) if arranged else len(indices) - quiz.pin_last if quiz.shuffle else 0
    moved, fixed = indices[: max(loose, 0)], indices[max(loose, 0) :]
    random.Random(f"{quiz.id}:{seed}").shuffle(moved)
    if arranged and moved == indices:
        moved = [*moved[1:], *moved[:1]]
    return moved + fixed
