"""A drawing as an SVG file."""

from __future__ import annotations

from html import escape

from tutor.lab.export.chart import GROUND, HEIGHT, WIDTH, Drawing, Stroke, Words


def svg(drawing: Drawing) -> str:
    """The file's text."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" font-family="Helvetica, Arial, sans-serif">'
    )
    body = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND}"/>']
    body += [_stroke(stroke) for stroke in drawing.strokes]
    body += [_words(words) for words in drawing.words]
    return "\n".join([head, *body, "</svg>", ""])


def _stroke(stroke: Stroke) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in stroke.points)
    dashes = ' stroke-dasharray="6 4"' if stroke.dashed else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{stroke.colour}" '
        f'stroke-width="{stroke.width:g}" stroke-linejoin="round"{dashes}/>'
    )


def _words(words: Words) -> str:
    x, y = words.place
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{words.colour}" font-size="{words.size}" '
        f'text-anchor="{words.anchor}">{escape(words.text)}</text>'
    )
