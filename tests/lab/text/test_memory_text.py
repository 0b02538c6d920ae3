"""How far networks remember, in sentences and charts."""

from __future__ import annotations

import math

import msgspec
import pytest

from tests.answers.memories import remembered
from tutor.lab.text import memory
from tutor.lab.text.rows import cells
from tutor.lab.views.memory import FLOOR, AtDelay


def test_one_that_remembers_all_says_how_long_with_an_interval() -> None:
    said = memory.sentence(remembered("LSTM", [1.0] * 10))
    assert said == "still 100 % (93 to 100) right after 9 steps."


def test_one_that_is_better_further_back_says_so() -> None:
    said = memory.sentence(remembered("SimpleRNN", [0.4, 0.8, 0.78, 0.5]))
    assert said.startswith("40 % (28 to 54) right after 0 steps, yet 80 % (67 to 89) right after 1")
    assert said.endswith("; 50 % (37 to 63) after 3 steps.")


def test_one_that_forgets_says_where_and_from_where_on_it_guesses() -> None:
    said = memory.sentence(remembered("SimpleRNN", [1.0, 0.96, 0.5, 0.3, 0.12, 0.14]))
    assert said.startswith("96 % (87 to 99) right after 1 step, then under 90 %: 50 %")
    assert "from 4 steps on it cannot be told from guessing, 12 %" in said


def test_where_it_may_have_forgotten_before_is_told_as_not_sure() -> None:
    said = memory.sentence(remembered("SimpleRNN", [1.0, 0.86, 0.5]))
    assert said.startswith("86 % (74 to 93) right after 1 step, then surely under 90 %: 50 %")


def test_one_that_never_learned_is_not_told_from_guessing() -> None:
    assert "at any delay" in memory.sentence(remembered("GRU", [0.1, 0.12, 0.14]))


def test_few_examples_are_taken_together() -> None:
    groups = memory.grouped([AtDelay(delay=n, right=10, of=20) for n in range(5)])
    assert [(group.first, group.last, group.of) for group in groups] == [(0, 1, 40), (2, 4, 60)]


@pytest.mark.parametrize("braille", [False, True])
@pytest.mark.parametrize("width", [30, 37, 90])
def test_charts_fit_and_tell_networks_apart_without_colour(width: int, *, braille: bool) -> None:
    found = [
        remembered("LSTM", [1.0] * 20, 0.99),
        remembered("GRU", [0.9] * 20, 0.8),
        remembered("SimpleRNN", [0.2] * 20, 0.3),
    ]
    for draw in (memory.recall_chart, memory.fading_chart):
        rows = draw(found, width, 12, braille=braille)
        assert len(rows) == 12
        assert max(map(cells, rows)) <= width
        used = {style for row in rows for _, style in row}
        assert set(memory.STYLES) <= used
        text = "".join(part for row in rows for part, _ in row)
        assert braille or {"o", "+", "x"} <= set(text)
    assert "chance" in "".join(part for row in memory.recall_chart(found, width, 12, braille=True)
                               for part, _ in row)  # fmt: skip


def test_a_gradient_that_is_gone_is_told_as_a_power_of_ten() -> None:
    one = remembered("SimpleRNN", [0.2] * 6, 0.01)
    assert memory.fading(one) == "10^-10 of the gradient is left 5 steps back."
    for share, told in ((1.4e-4, "0.014 %"), (2e-6, "0.0002 %"), (1e-7, "10^-7")):
        assert memory._left(share) == told


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (20, "less than 10^-12 of the gradient is left from 12 steps back on."),
        (13, "less than 10^-12 of the gradient is left 12 steps back."),
        (12, "10^-11 of the gradient is left 11 steps back."),
    ],
)
def test_below_the_least_that_is_told_apart_it_is_less_and_the_curve_ends(
    steps: int, said: str
) -> None:
    gone = remembered("SimpleRNN", [0.2] * steps)
    gone = msgspec.structs.replace(
        gone, fading=[math.exp(math.log(max(0.1**k, FLOOR))) for k in range(steps)]
    )
    assert memory.fading(gone) == said
    told = "".join(text for row in memory.footnote(gone, 200) for text, _ in row)
    assert ("ends at 10^-12" in told) == ("less" in said)
    rows = memory.fading_chart([gone], 47, 13, braille=False)
    bottom = "".join(text for text, _ in rows[-3]).partition("│")[2]
    assert bottom.count("o") <= 2


def test_a_curve_that_reaches_the_floor_leaves_room_for_the_others() -> None:
    gone, kept = remembered("SimpleRNN", [0.2] * 30, 0.01), remembered("LSTM", [0.2] * 30, 0.9)
    rows = memory.fading_chart([gone, kept], 47, 13, braille=False)
    assert "".join(text for text, _ in rows[-1]).split() == ["0", "29", "steps"]
    assert "train" in {style for row in rows for _, style in row}
