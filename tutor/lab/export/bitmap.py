"""A drawing as a PNG picture, twice as large as it is, so that it is sharp on fine screens."""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Iterator

from tutor.lab.export.chart import GROUND, HEIGHT, WIDTH, Drawing

_SCALE = 2
_SMOOTH = 2
"""It is drawn larger by this and brought back, which smooths the lines."""
_DASH, _SPACE = 6.0, 4.0
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}

Points = list[tuple[float, float]]


def png(drawing: Drawing) -> bytes:
    """The picture's file."""
    from PIL import Image, ImageDraw, ImageFont

    large = _SCALE * _SMOOTH
    image = Image.new("RGB", (WIDTH * large, HEIGHT * large), GROUND)
    draw = ImageDraw.Draw(image)
    for stroke in drawing.strokes:
        for points in _dashes(stroke.points) if stroke.dashed else [stroke.points]:
            scaled = [(x * large, y * large) for x, y in points]
            draw.line(scaled, stroke.colour, round(stroke.width * large), joint="curve")
    image = image.resize((WIDTH * _SCALE, HEIGHT * _SCALE), Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(image)
    for words in drawing.words:
        place = (words.place[0] * _SCALE, words.place[1] * _SCALE)
        font = ImageFont.load_default(words.size * _SCALE)
        draw.text(place, words.text, words.colour, font, _ANCHORS[words.anchor])
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _dashes(points: Points) -> Iterator[Points]:
    """The dashes of a dashed line, each as points."""
    dash: Points = [points[0]]
    left, on = _DASH, True
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        length, done = math.hypot(x1 - x0, y1 - y0), 0.0
        while length - done > left:
            done += left
            here = (x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length)
            if on:
                yield [*dash, here]
            dash, on = [here], not on
            left = _DASH if on else _SPACE
        left -= length - done
        dash.append((x1, y1))
    if on and len(dash) > 1:
        yield dash
