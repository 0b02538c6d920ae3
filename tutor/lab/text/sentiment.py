"""The sentiment of a text in rows: each class as a bar, and how far each word moved it."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.lab.text.bars import shares as share_bars
from tutor.lab.text.flow import flow
from tutor.lab.text.picture import Colour, Way, behind
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.shares import brief, probability, span
from tutor.lab.text.signs import minus
from tutor.lab.text.width import cells, cut
from tutor.lab.views.sentiment import Sentiment, Support, Weighed

_LONGEST_WORD = 20
_WIDEST = 72
"""Columns of a bar with its label and its number."""
_NAMED = 5
"""Unknown words that are named."""
_SEEN = 0.005
"""A change of a probability that is told."""
_STRONG = 0.5
"""A change that has the full colour."""
_FOR, _AGAINST = (46, 92, 184), (196, 60, 84)
DARK: Colour = (26, 29, 38)
"""What lies behind the words where nobody says it."""
_ODD = 2.0
"""How many times the usual share of unknown words makes a text unlike those it learned from."""

NO_WORD = "There is no word in this text: the network reads letters and numbers."


def verdict(labels: Sequence[str], shares: Sequence[float]) -> str:
    """The likeliest class with its probability: `neutral, 52 %`."""
    if not shares:
        return NO_WORD
    told = max(range(len(shares)), key=shares.__getitem__)
    return f"{labels[told]}, {probability(shares[told])}"


def bars(labels: Sequence[str], shares: Sequence[float], width: int, way: Way) -> list[PlotRow]:
    """The probability of each class, the likeliest pointed to; nothing where there is none."""
    if not shares:
        return []
    across = min(width, _WIDEST)
    return share_bars(labels, shares, across, ascii_only=way == "letters", pointed=True)


def supported(support: Support | None) -> str:
    """What became of validation examples about as sure, with a 95 % interval."""
    if support is None:
        return ""
    sure = f"{100 * support.low:.0f} to {100 * support.high:.0f} % sure"
    if not support.of:
        return f"No validation text had it {sure}: nothing tells how often that is right."
    right = span(support.right, support.of)
    return f"Of {support.of:,} validation texts where it was {sure}, {right} were right."


def unknown(sentiment: Sentiment) -> str:
    """How many words the network has never learned, and which; empty where there is none."""
    words = sentiment.words
    strange = [word.text for word in words if not word.known]
    if not strange:
        return ""
    told = f"{len(strange)} of {counted(len(words))} {'is' if len(strange) == 1 else 'are'} unknown"
    named = list(dict.fromkeys(cut(word, _LONGEST_WORD) for word in strange))
    more = ", …" if len(named) > _NAMED else "."
    told = f"{told} to it: {', '.join(named[:_NAMED])}{more}"
    usual = sentiment.usual_unknown
    if len(strange) > _ODD * usual * len(words) + 1:
        told += (
            f" In the validation texts {brief(usual)} are: your text is unlike them, so that "
            "what held of them need not hold of it."
        )
    return told


def counted(words: int) -> str:
    """`7 words`."""
    return "1 word" if words == 1 else f"{words:,} words"


def left_out(sentiment: Sentiment) -> str:
    """What of the text was not read; empty where all was."""
    if not sentiment.left_out:
        return ""
    which = "last" if sentiment.from_end else "first"
    return (
        f"It reads the {which} {counted(len(sentiment.words))}; {sentiment.left_out:,} more "
        f"{'is' if sentiment.left_out == 1 else 'are'} left out."
    )


def weighed(sentiment: Sentiment, width: int, way: Way, ground: Colour = DARK) -> list[PlotRow]:
    """The words, and under each how many points it moved the probability of the told class.

    A word that speaks for the class has a `━` below it, one that speaks against it a `╌`; one that
    is unknown has a question mark.
    """
    rows: list[PlotRow] = []
    upper: PlotRow = []
    lower: PlotRow = []
    used = 0
    for word in sentiment.words:
        text = cut(word.text, min(_LONGEST_WORD, width - 2)) + ("" if word.known else "?")
        number = _number(word) + _sign(word)
        across = max(cells(text), len(number))
        if used and used + across > width:
            rows += [upper, lower]
            upper, lower, used = [], [], 0
        upper += [(text, _style(word, way, ground)), (" " * (across - cells(text) + 1), "")]
        lower += [(f"{number:<{across}}", _sign_style(word)), (" ", "")]
        used += across + 1
    return [*rows, upper, lower] if upper else rows


def _number(word: Weighed) -> str:
    if abs(word.moved) < _SEEN:
        return "·"
    return minus(f"{100 * word.moved:+.0f}")


def _sign(word: Weighed) -> str:
    """One sign behind the number: a longer line would be read as a larger effect."""
    return "" if abs(word.moved) < _SEEN else "━" if word.moved > 0 else "╌"


def _sign_style(word: Weighed) -> str:
    if abs(word.moved) < _SEEN:
        return "quiet"
    return "hit" if word.moved > 0 else "miss"


def _style(word: Weighed, way: Way, ground: Colour) -> str:
    if way == "colours" and abs(word.moved) >= 2 * _SEEN:
        full = _FOR if word.moved > 0 else _AGAINST
        strength = 0.3 + 0.7 * min(1.0, abs(word.moved) / _STRONG)
        red, green, blue = (
            round(low + (high - low) * strength) for low, high in zip(ground, full, strict=True)
        )
        return behind((red, green, blue))
    return "" if word.known else "axis"


def rows(sentiment: Sentiment, width: int, way: Way, ground: Colour = DARK) -> list[PlotRow]:
    """All that is told of a text but its class: bars, how often that is right, the words.

    Args:
        sentiment: of the text.
        width: columns that there are.
        way: how pictures are drawn, and whether in colours.
        ground: the colour behind it.
    """
    blank: PlotRow = []
    if not sentiment.shares:
        return []
    labels, shares = sentiment.labels, sentiment.shares
    told = labels[max(range(len(shares)), key=shares.__getitem__)]
    found = [*bars(labels, shares, width, way), blank]
    for text in (supported(sentiment.support), unknown(sentiment), left_out(sentiment)):
        if text:
            found += flow([(text, "")], width)
    heading = [(f"What ‘{told}’ loses, in points, when a word is left out:", "title")]
    signs = [(" +5━ speaks for it, −5╌ against it, · hardly moves it.", "axis")]
    words = weighed(sentiment, width, way, ground)
    return [*found, blank, *flow([*heading, *signs], width), *words]
