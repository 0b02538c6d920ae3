"""The line at the top: where there is little room, the title stays and the bar gives way."""

from __future__ import annotations

from tutor.ui.widgets.headline import head_line

TITLES = ("Convolutional networks", "Smaller maps, wider view")


def test_the_title_stays_while_something_trains() -> None:
    line = head_line(TITLES, (4, 8), "▶ 12 of 30 epochs  ", 40)
    assert line == " Smaller maps, wider view  ▶ 12/30  4/8 "
    assert "━" in head_line(TITLES, (4, 8), "▶ 12 of 30 epochs  ", 80)
    assert "━" in head_line(("", "Build it"), (4, 8), "", 40)
