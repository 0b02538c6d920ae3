"""Own data in CSV files: texts with labels, and numbers with labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tutor.datasets import own_data
from tutor.datasets.arrays import Data
from tutor.datasets.own.tables import LENGTH
from tutor.datasets.registry import Card, DataError

WORDS = [f"{first}{second}" for first in "bcdfglmnprst" for second in ("ale", "ine", "oat")]
TEXTS = [f"{WORDS[n % 36]} {WORDS[n * 5 % 36]} {WORDS[n // 36]},{'up' if n % 2 else 'down'}"
         for n in range(100)]  # fmt: skip
NUMBERS = [f"{n}.5,{n % 3},{n * n}" for n in range(60)]


def survey(tmp_path: Path, content: str | bytes) -> Card:
    path = tmp_path / "own.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return own_data.survey(path)


def load(card: Card) -> Data:
    return own_data.load(str(card.options["path"]))


def refused(tmp_path: Path, content: str | bytes) -> str:
    """The sentence of the refusal, after the path."""
    with pytest.raises(DataError) as caught:
        survey(tmp_path, content)
    assert str(caught.value).isprintable()
    return str(caught.value).removeprefix(str(tmp_path / "own.csv"))


def table(head: str, rows: list[str], *, at: int = 0, row: str | None = None) -> str:
    """A table; `row` replaces the row on line `at` of the file."""
    lines = [head, *rows]
    if row is not None:
        lines[at - 1] = row
    return "\n".join(lines) + "\n"


def test_texts_become_tokens_of_their_own_vocabulary(tmp_path: Path) -> None:
    card = survey(tmp_path, table("text,label", TEXTS))
    data = load(card)
    words = data.extra["words"]
    assert isinstance(words, tuple)
    assert (card.kind, card.target, card.shape) == ("tokens", "class", (LENGTH,))
    assert (card.labels, card.padded) == (("down", "up"), True)
    assert card.vocabulary == len(words)
    assert [len(part) for part in (data.train, data.validation, data.test)] == [60, 20, 20]
    texts = {" ".join(words[token] for token in row if token) for row in data.train.x}
    assert texts & {line.split(",")[0] for line in TEXTS}
    assert (data.train.x[:, 3:] == 0).all()


def test_the_vocabulary_is_learned_from_the_training_part_alone(tmp_path: Path) -> None:
    rows = [f"w{chr(97 + n // 26)}{chr(97 + n % 26)} twice twice,{n % 2}" for n in range(100)]
    data = load(survey(tmp_path, table("text,label", rows)))
    assert data.extra["words"] == ("", "?", "twice")


def test_long_texts_lose_their_ends_and_the_card_says_so(tmp_path: Path) -> None:
    long = " ".join(["word"] * (LENGTH + 1)) + ",up"
    card = survey(tmp_path, table("text,label", TEXTS, at=5, row=long))
    assert "1 texts are longer than 64 words and lose their ends." in card.made


def test_columns_of_numbers_become_vectors(tmp_path: Path) -> None:
    card = survey(tmp_path, table("a, Label ,b", NUMBERS))
    data = load(card)
    assert (card.kind, card.shape, card.labels) == ("vector", (2,), ("0", "1", "2"))
    assert data.extra["columns"] == ("a", "b")
    first = data.train.x[0]
    assert first[1] == (first[0] - 0.5) ** 2
    assert (data.train.y == np.floor(data.train.x[:, 0]) % 3).all()


def test_labels_that_are_numbers_are_in_their_order(tmp_path: Path) -> None:
    rows = [f"{n},{(2, 10, -1)[n % 3]}" for n in range(60)]
    assert survey(tmp_path, table("a,label", rows)).labels == ("-1", "2", "10")


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_other_separators_line_ends_and_a_byte_order_mark(
    tmp_path: Path, separator: str, end: str
) -> None:
    content = table("a,label,b", NUMBERS).replace(",", separator).replace("\n", end)
    if end == "\r":
        content = content.rstrip("\r")
    assert survey(tmp_path, b"\xef\xbb\xbf" + content.encode()).train == 36


def test_empty_lines_are_passed_over_and_quotes_hold_lines_together(tmp_path: Path) -> None:
    rows = [f'"first, {row.split(",")[0]}\nsecond",{row.split(",")[1]}\n' for row in TEXTS]
    assert survey(tmp_path, table("text,label", rows)).train == 60


def test_labels_from_files_cannot_move_the_cursor(tmp_path: Path) -> None:
    card = survey(tmp_path, table("text,label", [row.replace("up", "\x1b[2J") for row in TEXTS]))
    assert card.labels == ("?[2J", "down")


@pytest.mark.parametrize(
    ("at", "row", "said"),
    [
        (7, "1,2", ":7: found 2 fields; the first line names 3 columns. A field with a separator"),
        (7, "1,2,3,4", ":7: found 4 fields; the first line names 3 columns."),
        (8, "1,,3", ":8: label: is missing; every row needs one."),
        (8, "1, ,3", ":8: label: is missing; every row needs one."),
        (9, "1,0,tall", ":9: 'b': found 'tall'; allowed are finite numbers, with a decimal point."),
        (9, ",0,1", ":9: 'a': found ''; allowed are finite numbers"),
        (9, "nan,0,1", ":9: 'a': found 'nan'; allowed are finite numbers"),
        (9, "1,0,-inf", ":9: 'b': found '-inf'; allowed are finite numbers"),
        (9, "1,0,1e39", ":9: 'b': found '1e39'; allowed are finite numbers"),
        (10, '1,0,"3', ":10: is no CSV from here on: unexpected end of data."),
        (10, '1,0,"3"x', ":10: is no CSV from here on: "),
        (10, f"1,0,{'3' * 200_000}", ":10: is no CSV from here on: field larger than"),
        (1, "a,b,c", ":1: the first line names the columns 'a', 'b', 'c'; needed are text and"),
        (1, "label", ":1: the first line names the columns 'label'; needed are text and label"),
        (1, "a,label,a", ":1: the first line names the columns 'a', 'label', 'a'; 'a' stands"),
        (1, "text,label,b", "; beside text and label there may be no other; for numbers leave"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, at: int, row: str, said: str) -> None:
    assert said in refused(tmp_path, table("a,label,b", NUMBERS, at=at, row=row))


def test_a_text_without_words_is_named(tmp_path: Path) -> None:
    said = refused(tmp_path, table("text,label", TEXTS, at=4, row="!?,up"))
    assert said == ":4: text: found '!?'; needed is at least one word."


def test_lines_are_counted_where_rows_hold_several(tmp_path: Path) -> None:
    rows = ['"two\nlines",up', *TEXTS, "word,"]
    assert refused(tmp_path, table("text,label", rows)).startswith(":104: label: is missing")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"text,label\ncaf\xe9,up\n", ":2: found the byte 0xe9 at offset 14, which is no UTF-8"),
        (b"\xef\xbb\xbftext,label\n\n\xff", ":3: found the byte 0xff at offset 15, which"),
        ("text,label\n".encode("utf-16"), "It begins like UTF-16. Save it in UTF-8."),
        (b"\n \n\t\n", ": found no line with text in it."),
        (b"text,label\n", ": found no example; allowed are two classes or more."),
        (b"text,label\ngood,up\n", ": found only one class, 'up'; allowed are two classes"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in refused(tmp_path, content)


CELLS = st.sampled_from(["1", "2.5", "", '"', "nan", "good", "a b", "label", "text", "x\x00", "é"])
LINES = st.lists(CELLS, max_size=4).map(",".join)
TABLES = st.lists(LINES, max_size=40).map("\n".join).map(str.encode)
ROWS = st.lists(st.integers(0, 99), min_size=30, max_size=99).map(
    lambda rows: table("text,label", [TEXTS[row] for row in rows]).encode()
)


@given(st.binary() | TABLES | ROWS)
@example(b"text,label\r" + b"\x00,\x00\r" * 40)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_a_card_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    found = survey_or_sentence(tmp_path, content)
    if isinstance(found, str):
        assert found.isprintable()
    else:
        assert len(load(found).train) == found.train


def survey_or_sentence(tmp_path: Path, content: bytes) -> Card | str:
    try:
        return survey(tmp_path, content)
    except DataError as error:
        return str(error)
