"""Scores in rows of text: the table, the counts, sentences with brackets, for every size."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answers.scored import BAY, TIDE, labels, score, tags
from tutor.lab.text import score_page, tagged
from tutor.lab.text.glyphs import plain
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.printed import PRINTED
from tutor.lab.text.rows import cells
from tutor.lab.text.score_words import mistake, no_mistakes, summary
from tutor.lab.text.scores import counts, table
from tutor.lab.views.scores import Figure, Scores, Tagged

EACH = {"tags": tags(), "labels": labels()}


def text(rows: list[PlotRow]) -> list[str]:
    return ["".join(part for part, _ in row).rstrip() for row in rows]


@pytest.mark.parametrize("kind", EACH)
@pytest.mark.parametrize("way", ["colours", "shades", "letters"])
@settings(max_examples=20, deadline=None)
@given(
    width=st.integers(24, 200),
    height=st.integers(2, 50),
    row=st.integers(0, 2),
    chosen=st.booleans(),
)
def test_a_page_fits_into_any_room(
    kind: str, way: Way, width: int, height: int, row: int, chosen: bool
) -> None:
    scores = EACH[kind]
    at = 0 if chosen and scores.rows[row].wrong else None
    drawn = score_page.rows(scores, row, at, width, height, way)
    assert all(cells(line) <= width for line in drawn)
    assert len(drawn) <= max(height, 20)


def test_a_table_of_eighty_columns_has_intervals_and_over_what_they_are() -> None:
    assert text(table(tags(), 2, 75)) == [
        "                precision         recall            F1                there",
        "  whole phrases 85 % (80 to 90)   85 % (80 to 90)   85 % (80 to 90)     559",
        "  outside       96 % (91 to 100)  97 % (92 to 100)  96 % (91 to 100)  1,605",
        "▸ begins        94 % (89 to 99)   94 % (89 to 99)   94 % (89 to 99)     559",
        "  continues     100 % (95 to 100) 100 % (95 to 100) 100 % (95 to 100)    76",
        "In brackets: 95 % intervals over 10 subjects.",
    ]


def test_a_narrow_one_has_those_of_the_chosen_row_below() -> None:
    lines = text(table(tags(), 2, 37, most=2))
    assert lines[1:3] == [
        "  outside         96 %   97 %   96 %",
        "▸ begins          94 %   94 %   94 %",
    ]
    assert lines[3:] == [
        "95 % intervals, 10 subjects:",
        "precision 94 % (89 to 99)", "recall    94 % (89 to 99)", "F1        94 % (89 to 99)",
    ]  # fmt: skip


def test_what_is_never_there_and_never_said_has_no_figures() -> None:
    assert text(table(labels(), None, 75))[3].split() == ["Bruno", "none", "none", "none", "0"]


def test_the_four_counts_stand_two_by_two_with_what_the_wrong_ones_are() -> None:
    assert text(counts(labels(), 1, 75)) == [
        "             the network says it   it does not",
        "it is there  10 found               72 missed",
        "it is not    47 false alarms       471 rightly not said",
        "Where Ada is missed, it falsely finds: nothing 70, Bruno 2.",
        "Where it finds Ada falsely, it misses: Bruno 47.",
    ]
    assert "- cannot be counted" in text(counts(tags(), 0, 75))[2]
    assert text(counts(tags(), 0, 75))[3].startswith("Missed ones were found as: phrases that")
    assert text(counts(labels(), 1, 37))[2] == "not    47 false   471 right"


def test_brackets_tell_true_and_found_phrases_by_their_shape() -> None:
    assert text(tagged.rows(BAY, 75)) == [
        "       The Bay of Fundy has the highest tides in the world",
        "true       ╰──────────╯                 ╰───╯",
        "found      ╰─╯    ╰───╯                 ╰───╯",
    ]
    styles = [style for _, style in tagged.rows(BAY, 75)[2] if style in {"hit", "miss"}]
    assert styles == ["miss", "miss", "hit"]
    assert plain(text(tagged.rows(TIDE, 75))[2]) == "found    +--+ +---+"


def test_a_phrase_over_a_line_break_stays_open() -> None:
    assert text(tagged.rows(BAY, 24)) == [
        "       The Bay of Fundy",
        "true       ╰──────────╯",
        "found      ╰─╯    ╰───╯",
        "       has the highest",
        "       tides in the",
        "true   ╰───╯",
        "found  ╰───╯",
        "       world",
    ]
    over = Tagged(words=["hot", "molten", "rock"], true=[(0, 3)], found=[])
    assert text(tagged.rows(over, 13)) == [
        "  hot molten",
        "t ╰─────────",
        "f",
        "  rock",
        "t ───╯",
        "f",
    ]
    assert text(tagged.rows(BAY, 24, 3))[0].endswith("…")


@given(
    words=st.lists(st.text("ab日é", min_size=1, max_size=30), min_size=1, max_size=24),
    width=st.integers(1, 90), height=st.integers(1, 9), ends=st.sets(st.integers(0, 24)),
)  # fmt: skip
def test_any_sentence_fits(words: list[str], width: int, height: int, ends: set[int]) -> None:
    cuts = sorted(end for end in ends if end <= len(words))
    spans = list(pairwise(cuts))
    drawn = tagged.rows(Tagged(words=words, true=spans, found=spans[::2]), width, height)
    assert 1 <= len(drawn) <= height
    assert all(cells(row) <= max(width, 3) for row in drawn)


def test_sentences_say_what_is_true_what_was_found_and_how_probable_it_was() -> None:
    assert summary(tags()) == (
        "2,287 validation words. F1 of whole phrases: 85.1 % (80.1 to 90.1)."
    )
    assert summary(labels()).endswith("a run's own F1 is of whole appearances.")
    assert mistake(tags(), 0, 0) == (
        "1 of 2 wrong sentences: “Bay of Fundy” is a key phrase, and missed; "
        "the network gave it under 1 %."
    )
    assert mistake(tags(), 0, 1).endswith(
        "“rises” was found, and is not a key phrase; the network gave it 70 %."
    )
    assert mistake(tags(), 1, 0).endswith(
        "“of” is tagged continues, found outside; the network gave outside 90 %."
    )
    assert mistake(tags(), 2, 0).endswith(
        "“Bay” is tagged begins, found outside; the network gave begins 20 %."
    )
    assert mistake(labels(), 1, 1) == (
        "2 of 5 wrong stretches, frame 2 of 2–3, park: Ada is there, and missed; "
        "the network gave 12 %. True: Ada. Found: Bruno."
    )
    assert no_mistakes(tags(), 3).startswith("Nothing of continues is missed")


def test_one_cluster_tells_no_interval() -> None:
    row = msgspec.structs.replace(score("Ada", (1, 1, 1, 1), []), f1=Figure(value=0.5))
    one = Scores(
        part="test", counted="frames", total=4, clusters="pieces", many=1, rows=[row], examples=[]
    )
    assert summary(one).startswith("4 test frames. F1 of single frames, Ada: 50.0 %.")
    assert len(table(one, None, 75)) == 2
    empty = msgspec.structs.replace(one, total=0, many=0)
    assert summary(empty) == "There are no test frames."


def test_they_are_printed_with_the_worst_mistakes() -> None:
    lines = text(PRINTED["scores"].rows(tags(), 80, "letters"))
    assert lines[0].startswith("2,287 validation words.")
    assert "found      ╰─╯    ╰───╯                 ╰───╯" in lines
