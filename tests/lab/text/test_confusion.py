"""The confusion matrix in many sizes, its cursor, and what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answers.outcomes import digits, outcomes
from tutor.lab.text.confusion import Confusion, mistaken
from tutor.lab.text.outcome_words import opened_sentence, pair_sentence, summary
from tutor.lab.text.rows import cells
from tutor.lab.text.shares import bar, interval, percent
from tutor.lab.views.outcomes import Outcomes

VOWELS = ["heed", "hid", "head", "had", "hod", "hawed", "hood", "who'd", "hud", "heard"]
TUMOURS = outcomes([[49, 4], [7, 82]], ["malignant", "benign"])


def many(classes: int = 30, label: str = "a rather long name of place ") -> Outcomes:
    counts = [[9 if row == column else (row + column) % 3 for column in range(classes)]
              for row in range(classes)]  # fmt: skip
    return outcomes(counts, [f"{label}{n}" for n in range(classes)])


def text(found: Outcomes, width: int) -> list[str]:
    return [
        "".join(part for part, _ in row).rstrip()
        for row in Confusion(found, width, "letters").rows()
    ]


def test_true_classes_stand_down_told_ones_across_and_recall_beside() -> None:
    lines = text(digits(), 80)
    assert lines[1].split()[:4] == ["true", "0", "1", "2"]
    assert lines[1].endswith("recall, 95 % interval")
    assert lines[6].split()[:11] == ["4", *"····", "33", *"····", "3"]
    assert lines[6].endswith("92 % (78 to 97) of 36")
    assert lines[-1].startswith("right %  100  97")
    assert len(lines) == 13


def test_where_there_is_room_recall_has_bars() -> None:
    row = text(digits(), 120)[6]
    assert row.endswith("·")
    assert "███▒▒▒" in row
    assert "█" not in text(digits(), 76)[6]


def test_two_classes_have_their_names() -> None:
    lines = text(TUMOURS, 75)
    assert lines[1].split()[:3] == ["true", "malignant", "benign"]
    assert lines[2].startswith("malignant         49      4") or "49" in lines[2]
    assert lines[4].split()[:4] == ["right", "%", "88", "95"]


def test_names_that_take_too_much_room_are_numbered() -> None:
    found = outcomes([[4] * 10] * 10, VOWELS)
    lines = text(found, 76)
    assert lines[1].split()[1:11] == [str(n) for n in range(1, 11)]
    assert lines[2].split()[:2] == ["1", "heed"]
    assert lines[11].split()[:2] == ["10", "heard"]
    wide = text(found, 120)
    assert wide[1].split()[1:11] == VOWELS


def test_narrow_screens_have_the_recalls_below() -> None:
    lines = text(digits(), 37)
    assert lines[1].split() == ["true", *"0123456789"]
    below = lines.index("")
    assert lines[below + 2].split()[:3] == ["4", "92", "%"]


def test_many_classes_are_listed_by_what_is_mistaken_most_often() -> None:
    found = Confusion(many(), 75, "letters")
    assert found.listed
    lines = text(many(), 75)
    assert lines[0] == "taken for each other most often"
    assert lines[1].startswith(
        "   2 × a rather long name of place 0 → a rather long name of place 2"
    )
    assert "more pairs" in lines[16]
    assert len(lines) == 17 + 1 + 1 + 30
    assert not Confusion(many(label=""), 200, "letters").listed


@settings(max_examples=40, deadline=None)
@given(width=st.integers(1, 210), classes=st.integers(0, 40), long=st.booleans())
def test_no_row_is_wider_than_the_screen(width: int, classes: int, *, long: bool) -> None:
    found = many(classes, "a rather long name of place " if long else "")
    laid = Confusion(found, max(width, 38), "colours")
    assert all(cells(row) <= max(width, 38) for row in laid.rows(laid.start))
    Confusion(found, width, "colours").rows()


def test_the_cursor_begins_at_the_worst_pair_and_stays_inside() -> None:
    laid = Confusion(digits(), 80, "letters")
    assert laid.start == (4, 9)
    assert laid.moved((4, 9), 1, 0) == (4, 9)
    assert laid.moved((4, 9), -1, 1) == (5, 8)
    assert laid.moved((0, 0), 0, -1) == (0, 0)
    marked = [n for n, row in enumerate(laid.rows((4, 9))) if "cursor" in {s for _, s in row}]
    assert marked == [laid.row_of((4, 9))] == [6]


def test_wide_signs_keep_rows_and_columns_in_line() -> None:
    found = outcomes([[6, 5, 1], [2, 7, 3], [0, 3, 9]], ["circle", "square", "日本語クロス"])
    rows = Confusion(found, 100, "letters").rows()
    assert {cells(row[:4]) for row in rows[1:6]} == {13 + 3 * 13}
    recalls = [row[0] for row in Confusion(found, 37, "letters").rows()[-3:]]
    assert {cells([name]) for name in recalls} == {11}


def test_listed_pairs_have_their_shares_in_line_and_names_that_can_be_told_apart() -> None:
    lines = text(many(), 60)[1:16]
    assert {len(line) for line in lines} == {len(lines[0])}
    assert all(line.endswith(" %") for line in lines)
    told = {line.split(" → ")[1].rsplit("  ", 1)[0].strip() for line in lines}
    assert len(told) == len({pair[2] for pair in mistaken(many())[:15]})


def test_in_a_list_the_cursor_goes_from_pair_to_pair() -> None:
    laid = Confusion(many(), 60, "letters")
    pairs = [pair[1:] for pair in mistaken(many())]
    assert laid.moved(pairs[0], 0, 1) == laid.moved(pairs[0], 1, 0) == pairs[1]
    assert laid.moved(pairs[14], 0, 1) == pairs[14]
    assert laid.row_of(pairs[3]) == 4
    perfect = Confusion(
        outcomes([[9 * (r == c) for c in range(30)] for r in range(30)]), 40, "letters"
    )
    assert perfect.moved(perfect.start, 0, 1) == perfect.start
    assert perfect.rows()[0][0][0] == "no class is taken for another"


def test_shares_have_colours_only_where_there_are_any() -> None:
    styles = {style for row in Confusion(digits(), 80, "shades").rows() for _, style in row}
    assert styles <= {"", "axis", "quiet", "hit", "miss"}
    light = Confusion(digits(), 80, "colours", (251, 251, 248)).rows()
    weak = [style for part, style in light[6] if part.strip() == "3"]
    assert weak[0].startswith("#000000/#")


def test_what_is_said_of_a_set() -> None:
    assert summary(digits()) == (
        "356 of 360 validation examples right: 98.9 % (97.2 to 99.6). "
        "Most often: 4 taken for 9, 3 times."
    )
    assert "Always saying benign gives 62.7 %." in summary(TUMOURS)
    assert summary(outcomes([[0, 0], [0, 0]], part="test")) == "There are no test examples."
    assert "Most often" not in summary(outcomes([[5, 0], [0, 5]]))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([[5, 2, 0], [0, 5, 2], [1, 0, 5]], "2 times each: 0 taken for 1 and 1 for 2."),
        ([[5, 2, 2], [2, 5, 2], [0, 1, 5]],
         "2 times each: 0 taken for 1, 0 for 2, 1 for 0 and 1 more pair."),
        ([[5, 2, 2], [2, 5, 2], [2, 2, 5]],
         "2 times each: 0 taken for 1, 0 for 2, 1 for 0 and 3 more pairs."),
    ],
)  # fmt: skip
def test_mistakes_that_are_as_many_are_named_together(counts: list[list[int]], said: str) -> None:
    assert summary(outcomes(counts)).endswith(f"Most often, {said}")


def test_what_is_said_of_a_cell() -> None:
    assert pair_sentence(digits(), (4, 9)) == (
        "4 taken for 9: 3 of 36, 8 % (3 to 22). The other way round: 0 of 36."
    )
    assert pair_sentence(digits(), (9, 9)) == (
        "9: 36 of 36 found, recall 100 % (90 to 100). "
        "It is said 39 times, precision 92 % (80 to 97)."
    )
    assert pair_sentence(outcomes([[0, 4], [0, 5]]), (0, 0)).endswith("The network never says it.")


@pytest.mark.parametrize(
    ("share", "told"), [(1.0, "over 99 %"), (0.92, "92 %"), (0.0, "under 1 %"), (0.01, "1 %")]
)
def test_no_network_is_told_to_be_certain(share: float, told: str) -> None:
    assert percent(share) == told


@given(total=st.integers(0, 9999), share=st.floats(0, 1), width=st.integers(8, 24))
def test_bars_and_intervals_keep_their_width(total: int, share: float, width: int) -> None:
    right = int(share * total)
    assert cells(bar(right, total, width)) == width
    assert len(interval(right, total)) <= 30


def test_openings_of_a_test_set_are_told_from_the_second_on() -> None:
    assert opened_sentence(0) == ""
    assert opened_sentence(2).startswith("Test set opened for 3 runs of this experiment")
