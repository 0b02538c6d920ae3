"""The chart of a training: what is marked, what is shaded, how it looks at every size."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.diagnosis.history import History
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab.text.canvas import ASCII_BAND
from tutor.lab.text.curves import curves, noise_band, plotted
from tutor.lab.text.plot import GUTTER, bounds
from tutor.lab.text.scale import figure

GOOD = Diagnosis((Finding(name="good_fit", confidence=0.9, evidence="e", remedy="r"),))


def training(epochs: int, noise: float = 0.02, *, first: int = 1) -> History:
    """Curves that overfit from a third of the training on."""
    chance = random.Random(3)
    at = [epoch / epochs for epoch in range(epochs)]
    return History(
        {
            "loss": [1.5 * math.exp(-4 * x) + 0.05 + chance.gauss(0, noise / 4) for x in at],
            "val_loss": [
                1.4 * math.exp(-9 * x) + 0.45 + 0.4 * max(x - 0.4, 0) + chance.gauss(0, noise)
                for x in at
            ],
        },
        first=first,
    )


def lines(history: History, width: int, *, braille: bool = True) -> list[str]:
    rows = curves(history, GOOD, width, braille=braille)
    return ["".join(text for text, _ in row) for row in rows]


@pytest.mark.parametrize("braille", [True, False])
@pytest.mark.parametrize("width", [11, 24, 40, 80, 100])
@pytest.mark.parametrize("epochs", [1, 2, 8, 30, 500])
def test_every_row_has_the_width_there_is(width: int, epochs: int, braille: bool) -> None:
    drawn = lines(training(epochs), width, braille=braille)
    assert all(len(line) == width for line in drawn[1:])
    assert len(drawn[0]) <= max(width, 40)


def test_the_best_epoch_is_marked_by_the_number_that_the_log_gives_it() -> None:
    history = training(30, first=0)
    losses = history.column("val_loss")
    best = losses.index(min(losses))
    assert f"▲ best {best}" in lines(history, 80)[-1]
    assert lines(history, 80)[-1].split()[0] == "└0"
    history.numbers = list(range(5, 155, 5))
    assert f"▲ best {5 * best + 5}" in lines(history, 80)[-1]
    assert lines(history, 80)[-1].endswith("epoch 150")


def test_of_weights_that_were_kept_the_head_has_their_figures() -> None:
    history = training(30, noise=0.0)
    head = curves(history, GOOD, 76, braille=True, kept=12)[0]
    said = "".join(text for text, _style in head)
    assert said.startswith("loss at epoch 12 ")
    assert f"val {figure(history.column('val_loss')[11], share=False)}" in said


def test_where_the_last_epoch_stands_in_its_way_the_label_goes_to_the_left() -> None:
    history = History({"val_loss": [1.0 - i / 40 for i in range(29)] + [0.5]})
    assert "best 29 ▲" in lines(history, 60)[-1]


def test_a_finding_that_points_at_an_epoch_decides_what_is_marked() -> None:
    history = training(30)
    told = Finding(name="overfitting", confidence=0.9, evidence="e", remedy="r", epoch=7)
    assert plotted(history, Diagnosis((told,))).mark == 7
    lost = diagnose(History({"loss": [2.0, 9.0, 1e9, math.nan], "val_loss": [2.0, 3.0, 4.0, 5.0]}))
    assert plotted(History({"loss": [2.0, 9.0, 1e9, math.nan]}), lost).mark_word == "lost"


def test_of_games_it_is_success_that_is_drawn() -> None:
    history = History({"loss": [0.2, 0.1], "success": [0.3, 0.9], "val_success": [0.4, 0.8]})
    plot = plotted(history, GOOD)
    assert (plot.title, plot.train, plot.validation) == ("success", [0.3, 0.9], [0.4, 0.8])
    assert bounds(plot) == (0.0, 1.0)


def test_without_validation_nothing_is_marked() -> None:
    assert plotted(History({"loss": [2.0, 1.0]}), GOOD).mark is None
    assert "▲" not in lines(History({"loss": [2.0, 1.0]}), 60)[-1]


def test_the_band_is_as_wide_as_the_noise() -> None:
    chance = random.Random(1)
    values = [1 / (1 + i / 20) + chance.gauss(0, 0.03) for i in range(400)]
    band = noise_band(values)
    assert band is not None
    assert band.reach == pytest.approx(2 * 0.03, rel=0.2)
    middle = [(low + high) / 2 for low, high in zip(band.low, band.high, strict=True)]
    assert middle[200] == pytest.approx(1 / 11, abs=0.03)


def test_smooth_and_short_curves_have_no_band() -> None:
    assert noise_band([1 / (1 + i) for i in range(7)]) is None
    assert noise_band([1.0 - i / 100 for i in range(100)]) is None
    assert noise_band([math.nan] * 50) is None


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=60))
def test_any_values_have_a_band_around_them_or_none(values: list[float]) -> None:
    band = noise_band(values)
    assert band is None or (
        len(band.low) == len(band.high) == len(values)
        and all(not low > high for low, high in zip(band.low, band.high, strict=True))
    )


def test_the_noise_is_shaded_and_told_in_the_title() -> None:
    rows = curves(training(30, 0.1), GOOD, 80, braille=False)
    shaded = "".join(text for row in rows[1:-1] for text, name in row if name == "band")
    assert len(shaded) > 40
    assert set(shaded) == {ASCII_BAND}
    assert "wobble +-0.2" in "".join(text for text, _ in rows[0])


def test_ten_thousand_epochs_are_thin_lines() -> None:
    drawn = lines(training(10_000, 0.05), 80, braille=False)
    across = [line[GUTTER:] for line in drawn[1:-1]]
    columns = ["".join(column) for column in zip(*across, strict=True)]
    assert max(column.count("o") for column in columns[5:]) <= 2


def test_a_training_that_began_far_off_does_not_flatten_what_matters() -> None:
    history = training(100)
    history.metrics["loss"][:3] = [9.0, 6.0, 4.0]
    plot = plotted(history, GOOD)
    assert plot.early == 5
    assert bounds(plot)[1] <= 2.0
    assert plotted(training(100), GOOD).early == 0
    short = History({"loss": [9.0, *[1.0] * 18], "val_loss": [1.0] * 19})
    assert plotted(short, GOOD).early == 0
    short.metrics["loss"][0] = 900.0
    assert plotted(short, GOOD).early == 3
    assert bounds(plotted(short, GOOD))[1] <= 2.0
