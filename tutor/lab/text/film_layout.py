"""How a film, what is known of it and its timeline share the room that there is."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.lab.text.film import ONE_LINE, Seen, everybody, listed, panel
from tutor.lab.text.fitted import fitted, room
from tutor.lab.text.inset import Inset, inset_of
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.timeline import LABEL, bands, column, timeline
from tutor.lab.views.film import Film
from tutor.lab.views.shown import Pixels

_TIMELINE = 5
_LEAST_PANEL = 19
_PANEL, _MOST_PANEL = 33, 62
"""Columns in which the panel says all, and beyond which it gains nothing."""
_INDEX = 34
_GAP = 1
_BODY = 13
"""Rows of the panel with its figures."""
_RATIO = 4 / 3
"""Width by height of a film whose frames have not come."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Who gets how much.

    Attributes:
        width: in columns, of all.
        body: rows beside the timeline.
        columns: of each part; 0 where it is left out.
        timeline: its rows.
        note: whether there is room for a second sentence.
        others: whether the timeline shows the other people too.
    """

    width: int
    body: int
    columns: dict[str, int]
    timeline: int
    note: bool
    others: bool


def layout(width: int, height: int, film: Film) -> Layout:
    """Share `width` × `height` cells out."""
    note = width >= 60 and height >= 16
    sentence = 1 if width >= ONE_LINE else 2
    left = height - sentence - int(note)
    full = _TIMELINE + 2 * (len(film.names) - 1)
    others = left - full >= _BODY + 8
    rows = full if others else min(_TIMELINE, max(left - 6, 3))
    body = max(left - rows, 1)
    columns = _columns(width, body, film)
    return Layout(width, body, columns, rows, note, others)


def _columns(width: int, body: int, film: Film) -> dict[str, int]:
    portrait = film.portraits[0].width if film.portraits else 0
    index = _INDEX if width >= 32 + _PANEL + portrait + _INDEX + 3 else 0
    beside = index + (_GAP if index else 0)
    least = _LEAST_PANEL if width < 32 + _PANEL + _GAP else _PANEL
    tall = int(2 * body * _RATIO)
    free = width - beside - least - _GAP
    if portrait and free - portrait - _GAP >= 32:
        free -= portrait + _GAP
    picture = min(tall, max(free, 1))
    rest = width - picture - _GAP - beside
    shown = portrait if rest >= _PANEL + _GAP + portrait else 0
    free = rest - shown - (_GAP if shown else 0)
    return {
        "picture": picture, "panel": min(max(free, 0), _MOST_PANEL), "portrait": shown,
        "index": index,
    }  # fmt: skip


def drawn(
    seen: Seen, picture: Pixels | None, room_of: Layout, way: Way, speed: int
) -> dict[str, list[PlotRow]]:
    """The rows of each part by its name.

    Args:
        seen: what is on the screen.
        picture: the frame; None where it has not come.
        room_of: who gets how much.
        way: how pictures are drawn.
        speed: frames a second where the film plays, else 0.
    """
    columns, film = room_of.columns, seen.reel.film
    found = {"panel": panel(seen, columns["panel"], speed)}
    rest = room_of.body - len(found["panel"]) - 2
    if rest > len(film.names):
        found["panel"] += [[], *everybody(seen, columns["panel"])]
    if picture is not None:
        width, lines = room(picture.height, picture.width, columns["picture"], room_of.body)
        found["picture"] = fitted(picture, width, lines, way)
    if columns["portrait"]:
        portrait = film.portraits[seen.person]
        found["portrait"] = fitted(
            portrait, portrait.width, min(-(-portrait.height // 2), room_of.body), way
        )
    if columns["index"]:
        found["index"] = listed(seen, columns["index"], room_of.body)
    found["timeline"] = _timeline(seen, room_of)
    return found


def insets(seen: Seen, picture: Pixels | None, room_of: Layout) -> dict[str, tuple[Inset, ...]]:
    """What `drawn` has of pictures, by the names of their parts, for terminals that show pixels."""
    film, columns = seen.reel.film, room_of.columns
    portrait = film.portraits[seen.person] if columns["portrait"] else None
    return {
        name: inset_of(pixels, (0, 0), (columns[name], room_of.body))
        for name, pixels in (("picture", picture), ("portrait", portrait))
    }


def _timeline(seen: Seen, room_of: Layout) -> list[PlotRow]:
    film, width = seen.reel.film, room_of.width
    rows = timeline(seen.one, film.frames, seen.frame, width, film.clips)
    if room_of.others:
        across = max(width - LABEL, 1)
        cursor = column(seen.frame, film.frames, across)
        for number, person in enumerate(seen.index.people):
            if number != seen.person:
                rows += bands(person, film.frames, cursor, across, (film.names[number], ""))
    if room_of.timeline < _TIMELINE:
        rows = rows[1:3] + rows[4:]
    return rows[: room_of.timeline]
