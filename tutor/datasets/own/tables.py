"""Own data as a CSV file: `text,label`, or columns of numbers and a `label`."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Integers
from tutor.datasets.own.examples import Arranged, Examples
from tutor.datasets.own.split import digests
from tutor.datasets.own_files import decode, fault, printable, quoted, read_bytes
from tutor.datasets.reviews.tokens import PADDING, UNKNOWN, tokenize

LENGTH = 64
"""Tokens in each example; what is longer loses its end."""
MOST_WORDS = 10_000
"""The largest vocabulary, padding and unknown included."""

_LEAST_SEEN = 2
_MEMORY = 12
"""Bytes of memory that a byte of the file takes as Python's texts and numbers."""
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True, slots=True)
class Row:
    """A row's fields, and the line of the file on which it begins."""

    line: int
    fields: list[str]


def read(path: Path) -> Examples:
    """The examples of a CSV file in UTF-8, separated by commas, or by semicolons or tabs.

    Its first line names the columns: `text` and `label` alone, or `label` and others that hold
    numbers.

    Raises:
        DataError: names the line and the column of what is wrong.
    """
    text = decode(path, read_bytes(path, times=_MEMORY))
    columns, rows = _table(path, text)
    place = columns.index("label")
    y, labels = _labels(path, rows, place)
    if "text" in columns:
        return _texts(path, rows, columns.index("text"), y, labels)
    return _numbers(path, columns, rows, y, labels)


def _table(path: Path, text: str) -> tuple[list[str], list[Row]]:
    """The names of the columns, and the rows below, each with a field a column."""
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    begin = 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                rows.append(Row(begin, fields))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise fault(path, f"is no CSV from here on: {error}.", line=begin) from error
    if not rows:
        raise fault(path, "found no line with text in it.")
    columns = [name.strip().lower() for name in rows[0].fields]
    _check_columns(path, columns, rows[0].line)
    for row in rows[1:]:
        if len(row.fields) != len(columns):
            raise fault(
                path,
                f"found {len(row.fields)} fields; the first line names {len(columns)} columns. "
                "A field with a separator in it needs quotes.",
                line=row.line,
            )
    return columns, rows[1:]


def _check_columns(path: Path, columns: list[str], line: int) -> None:
    """Refuse a first line that doesn't name what is needed."""
    found = ", ".join(map(quoted, columns[:10])) + (" …" if len(columns) > 10 else "")
    twice = next((name for name, count in Counter(columns).items() if count > 1), None)
    if "label" not in columns or len(columns) < 2:
        message = "needed are text and label, or label and columns of numbers."
    elif twice is not None:
        message = f"{quoted(twice)} stands there twice."
    elif "text" in columns and len(columns) > 2:
        message = "beside text and label there may be no other; for numbers leave text out."
    else:
        return
    raise fault(path, f"the first line names the columns {found}; {message}", line=line)


def _labels(path: Path, rows: list[Row], place: int) -> tuple[Integers, tuple[str, ...]]:
    """Each row's class, and the classes' names: by size where all are whole numbers."""
    names = [row.fields[place].strip() for row in rows]
    for row, name in zip(rows, names, strict=True):
        if not name:
            raise fault(path, "is missing; every row needs one.", line=row.line, field="label")
    found = sorted(set(names))
    if all(_INTEGER.fullmatch(name) for name in found):
        found.sort(key=int)
    numbers = {name: number for number, name in enumerate(found)}
    y = np.array([numbers[name] for name in names], dtype=np.int32)
    return y, tuple(printable(name) for name in found)


def _texts(
    path: Path, rows: list[Row], place: int, y: Integers, labels: tuple[str, ...]
) -> Examples:
    texts = [tokenize(row.fields[place]) for row in rows]
    for row, tokens in zip(rows, texts, strict=True):
        if not tokens:
            raise fault(
                path,
                f"found {quoted(row.fields[place])}; needed is at least one word.",
                line=row.line,
                field="text",
            )
    content = digests(" ".join(tokens[:LENGTH]).encode() for tokens in texts)
    long = sum(len(tokens) > LENGTH for tokens in texts)
    notes = (f"{long:,} texts are longer than {LENGTH} words and lose their ends.",) if long else ()
    return Examples("texts", y, labels, content, lambda train: _encode(texts, train), notes)


def _encode(texts: list[list[str]], train: npt.NDArray[np.intp]) -> Arranged:
    """Token ids, padded at the end; the words are those of the rows to train on."""
    counts = Counter(token for row in train for token in texts[row])
    often = sorted(
        (word for word, count in counts.items() if count >= _LEAST_SEEN),
        key=lambda word: (-counts[word], word),
    )
    words = ("", "?", *often[: MOST_WORDS - 2])
    ids = {word: number for number, word in enumerate(words) if number > UNKNOWN}
    x = np.full((len(texts), LENGTH), PADDING, dtype=np.int32)
    for row, tokens in enumerate(texts):
        kept = tokens[:LENGTH]
        x[row, : len(kept)] = [ids.get(token, UNKNOWN) for token in kept]
    note = f"{len(words) - 2:,} words that occur twice in the training texts have their own tokens."
    extra: dict[str, object] = {"words": words}
    return Arranged(x, "tokens", len(words), padded=True, notes=(note,), extra=extra)


def _numbers(
    path: Path, columns: list[str], rows: list[Row], y: Integers, labels: tuple[str, ...]
) -> Examples:
    places = [place for place, name in enumerate(columns) if name != "label"]
    x = np.empty((len(rows), len(places)), dtype=np.float32)
    for number, row in enumerate(rows):
        try:
            values = [float(row.fields[place]) for place in places]
        except ValueError:
            values = [float("nan")]
        if not all(-_LARGEST <= value <= _LARGEST for value in values):
            raise _no_number(path, columns, row)
        x[number] = values
    names = tuple(printable(columns[place]) for place in places)
    arranged = Arranged(x, "vector", extra={"columns": names})
    x += 0  # turns -0.0 into 0.0, which is the same number
    content = digests(example.tobytes() for example in x)
    return Examples("rows", y, labels, content, lambda train: arranged)


def _no_number(path: Path, columns: list[str], row: Row) -> Exception:
    """The error about the first field of a row that holds no finite number."""
    for name, text in zip(columns, row.fields, strict=True):
        try:
            good = name == "label" or -_LARGEST <= float(text) <= _LARGEST
        except ValueError:
            good = False
        if not good:
            break
    message = f"found {quoted(text)}; allowed are finite numbers, with a decimal point."
    return fault(path, message, line=row.line, field=quoted(name))
