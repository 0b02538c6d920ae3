"""An utterance and the formant chart as text, in every way of drawing."""

from __future__ import annotations

import pytest

from tests.answers.sounds import sounds, utterance
from tutor.lab.listening import Listening
from tutor.lab.text.formants import chart, finding
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.ramp import RAMP
from tutor.lab.text.utterance import headline, heard, pictures

WAYS: list[Way] = ["colours", "shades", "letters"]


def listening() -> Listening:
    made = Listening()
    made.take(sounds())
    made.take(utterance(1))
    return made


def text(rows: list[PlotRow]) -> list[str]:
    return ["".join(part for part, _ in row) for row in rows]


def test_a_sentence_says_who_said_what_and_what_was_heard() -> None:
    assert headline(listening()) == (
        "2 of 10: a man says “hid”; the network hears “heed”, 80 % sure: wrong."
    )


def test_a_sentence_counts_mistakes_among_neighbours() -> None:
    told = finding(listening())
    assert told.startswith("7 of 10 heard rightly: 70.0 % (39.7 to 89.2).")
    assert "2 of 3 mistakes went to one of the vowel's 2 nearest" in told
    made = listening()
    made.turn_group()
    assert finding(made).startswith("4 of 5 of the men heard rightly")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("width", "height"), [(76, 16), (38, 10), (110, 42), (12, 5)])
def test_the_chart_fills_its_room(width: int, height: int, way: Way) -> None:
    rows = text(chart(listening(), width, height, way))
    assert len(rows) <= max(height, 7)
    assert max(map(len, rows)) <= max(width, 15)


def test_high_vowels_stand_above_and_front_ones_at_the_left() -> None:
    rows = text(chart(listening(), 76, 20, "colours"))
    places = {
        sign: next((y, row.index(sign)) for y, row in enumerate(rows[2:-1]) if sign in row)
        for sign in ("ɛ", "æ", "ɑ")
    }
    assert places["ɛ"][0] < places["ɑ"][0]
    assert places["ɛ"][1] < places["ɑ"][1]
    assert any("[ɪ→i]" in row for row in rows)
    assert any("ɛ→" not in row and "ɑ→i" in row for row in rows)


def test_mistakes_and_the_one_that_is_heard_have_styles_of_their_own() -> None:
    runs = [run for row in chart(listening(), 76, 20, "colours") for run in row]
    assert ("[ɪ→i]", "mark") in runs
    assert sum(part.count("→") for part, style in runs if style == "miss") == 2


def test_in_ascii_it_is_x_sampa() -> None:
    rows = text(chart(listening(), 76, 20, "letters"))
    assert any("[I→i]" in row for row in rows)  # the arrow becomes > on its way to the terminal
    assert "{ had" in rows[-1]


@pytest.mark.parametrize("way", WAYS)
def test_waveform_and_spectrogram_share_an_axis(way: Way) -> None:
    rows = text(pictures(utterance(1), 44, 16, way))
    assert len(rows) == 16
    assert max(map(len, rows)) <= 44
    assert rows[-1].endswith("0.1 s")
    assert "6.5 kHz" in rows[4]


def test_the_spectrogram_is_light_where_it_is_loud() -> None:
    lights = [0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue in RAMP]
    assert lights == sorted(lights)


@pytest.mark.parametrize("width", [32, 18])
def test_what_was_heard_is_marked_by_shape(width: int) -> None:
    rows = text(heard(listening(), width, "shades"))
    assert rows[0].startswith("▸ ")
    assert rows[1].startswith(" •")
    assert max(map(len, rows)) <= width
    assert rows[0].rstrip().endswith("80 %" if width == 18 else "heard")


def test_nothing_is_cut_on_a_narrow_terminal() -> None:
    rows = text(chart(listening(), 38, 15, "colours"))
    assert rows[0] == "all speakers · g: one group"
    told = " ".join(rows[-2:])
    assert all(word in told for word in sounds().labels)
    spoken = text(heard(listening(), 18, "colours"))[-3:]
    assert [row.split()[0] for row in spoken] == ["F1", "F2", "pitch"]
    assert spoken[1].endswith(" Hz")
