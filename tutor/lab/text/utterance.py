"""One utterance in rows of text: its waveform above its spectrogram, and what was heard."""

from __future__ import annotations

from tutor.lab.listening import Listening
from tutor.lab.sound import Sound
from tutor.lab.text.canvas import Canvas, Curve
from tutor.lab.text.example import colours
from tutor.lab.text.fitted import drawn
from tutor.lab.text.formants import symbol
from tutor.lab.text.inset import Inset
from tutor.lab.text.picture import Colour, Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.ramp import RAMP
from tutor.lab.text.shares import percent
from tutor.lab.views.sound import Utterance

GUTTER = 7
"""Columns left of the pictures."""
_WORDS = 28
"""Columns from which bars and words tell what was said and heard, which else marks do."""
_LEAST_WAVE, _MOST_WAVE = 2, 8
_PEOPLE = {"men": "a man", "women": "a woman", "children": "a child"}


def headline(listening: Listening) -> str:
    """What was said, by whom, and what was heard."""
    sounds, spoken, utterance = listening.sounds, listening.spoken, listening.utterance
    if sounds is None or spoken is None:
        return "There is no utterance."
    group = sounds.groups[spoken.group]
    who = _PEOPLE.get(group, f"one of the {group}")
    said, heard = sounds.labels[spoken.true], sounds.labels[spoken.told]
    sure = "" if utterance is None else f", {percent(utterance.shares[spoken.told])} sure"
    verdict = "right" if spoken.true == spoken.told else "wrong"
    return (
        f"{listening.at + 1} of {len(sounds.spoken)}: {who} says “{said}”; the network hears "
        f"“{heard}”{sure}: {verdict}."
    )


def pictures(utterance: Utterance, width: int, height: int, way: Way) -> list[PlotRow]:
    """Waveform and spectrogram over one axis of time, in `width` × `height` cells."""
    across, wave, lines = _room(width, height)
    sound = Sound(utterance.rate, utterance.samples)
    rows = waveform(sound, across, wave, way)
    rows += spectrogram(utterance, across, lines, way)
    end = f"{sound.seconds:.1f} s"
    rows.append([(f"{'':<{GUTTER}}0{end:>{max(across - 1, len(end))}}", "axis")])
    return rows


def insets(utterance: Utterance, width: int, height: int) -> tuple[Inset, ...]:
    """Where `pictures` has the spectrogram, for terminals that show pixels."""
    across, wave, lines = _room(width, height)
    return (Inset(_loudness(utterance), GUTTER, wave, across, lines),)


def _room(width: int, height: int) -> tuple[int, int, int]:
    """Columns of both pictures, rows of the waveform, rows of the spectrogram."""
    wave = min(max(height // 4, _LEAST_WAVE), _MOST_WAVE)
    return max(width - GUTTER, 4), wave, max(height - wave - 1, 2)


def _loudness(utterance: Utterance) -> list[list[Colour]]:
    """The spectrogram in the colours of the ramp."""
    return [[RAMP[shade[0]] for shade in row] for row in colours(utterance.spectrogram)]


def waveform(sound: Sound, across: int, height: int, way: Way) -> list[PlotRow]:
    """The samples, each column of dots from its least to its greatest."""
    levels = sound.levels()
    canvas = Canvas(across, height, braille=way != "letters")
    canvas.draw(Curve("train", levels), len(levels), -1.0, 1.0)
    labels = {0: "+1", height - 1: "-1"}
    return [
        [(f"{labels.get(y, ''):>{GUTTER - 1}} ", "axis"), *canvas.row(y)] for y in range(height)
    ]


def spectrogram(utterance: Utterance, across: int, lines: int, way: Way) -> list[PlotRow]:
    """Time to the right, pitch up, lighter where it is louder."""
    shades = _loudness(utterance) if way == "colours" else colours(utterance.spectrogram)
    labels = {0: f"{utterance.high / 1000:.1f} kHz", lines - 1: f"{utterance.low / 1000:.1f}"}
    return [
        [(f"{labels.get(y, '')[:GUTTER]:<{GUTTER}}", "axis"), *row]
        for y, row in enumerate(drawn(shades, across, lines, way))
    ]


def heard(listening: Listening, width: int, way: Way) -> list[PlotRow]:
    """The network's probability of each vowel; what was said and heard is marked."""
    sounds, spoken, utterance = listening.sounds, listening.spoken, listening.utterance
    if sounds is None or spoken is None or utterance is None:
        return []
    longest = max(map(len, sounds.labels))
    words = width >= _WORDS
    bar = max(width - longest - 19, 0) if words else 0
    rows: list[PlotRow] = []
    for number, share in enumerate(utterance.shares):
        said, told = number == spoken.true, number == spoken.told
        mark = "both" if said and told else "said" if said else "heard" if told else ""
        filled = round(share * bar)
        row = [
            (f"{'▸' if told else ' '}{'•' if said else ' '}", "mark"),
            (f"{symbol(sounds, number, way)} {sounds.labels[number]:<{longest}} ",
             "title" if mark else ""),
            ("█" * filled, "validation"),
            ("░" * (bar - filled), "quiet"),
            (f"{100 * share:>4.0f} %", ""),
            (f" {mark}" if words else "", "hit" if mark == "both" else "miss"),
        ]  # fmt: skip
        rows.append([(text, style) for text, style in row if text])
    first, second = f"F1 {spoken.first:,}", f"F2 {spoken.second:,} Hz"
    both = f"  {first} · {second}"
    formants = [both] if len(both) <= width else [f"  {first} Hz", f"  {second}"]
    for line in ("", *formants, f"  pitch {spoken.pitch} Hz"):
        rows.append([(line[:width], "axis")])
    return rows
